//! Bounded contexts keep to themselves, except for what they publish.

use super::{codes, cycle};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, EngineId, Published, ResponseBody, Source, ViewField};
use crate::source::Span;

/// An engine stores something.
pub(super) fn no_empty_engine(service: &ir::Service, found: &mut Diagnostics) {
    if service.entities.is_empty() {
        found.push(
            Diagnostic::new(
                codes::EMPTY_ENGINE,
                service.api.span,
                "this API has no entities",
            )
            .label("a service stores something")
            .help("write the first under `entities:`, such as `Book: { attributes: { title: string } }`"),
        );
        return;
    }
    for engine in service
        .engines
        .iter()
        .filter(|engine| engine.entities.is_empty())
    {
        let message = format!("engine {} has no entities", quoted(&engine.name));
        found.push(
            Diagnostic::new(codes::EMPTY_ENGINE, engine.span, message)
                .help("give it one of `entities:`, or remove the engine"),
        );
    }
}

/// An engine that another one asks stands below it: relations between engines lead one way.
pub(super) fn no_engine_circle(service: &ir::Service, found: &mut Diagnostics) {
    let mut arrows: Vec<Vec<cycle::Arrow>> = vec![Vec::new(); service.engines.len()];
    for entity in &service.entities {
        for relation in &entity.belongs_to {
            let there = service.entity(relation.entity).engine;
            if there != entity.engine {
                arrows[entity.engine.0].push((there.0, relation.span));
            }
        }
    }
    for (target, span) in cycle::closing(&arrows) {
        let name = quoted(&service.engines[target].name);
        let message = format!("engine {name} would have to ask itself through other engines");
        found.push(
            Diagnostic::new(codes::ENGINE_CIRCLE, span, message)
                .label("relation that leads back to where it began")
                .also(service.engines[target].span, "the engine")
                .help("put the entities into one engine, or let relations lead one way only"),
        );
    }
}

/// The engine that stores what a media type shows.
fn home(service: &ir::Service, media_type: ir::MediaTypeId) -> Option<EngineId> {
    match service.media_type(media_type).source {
        Source::Entity(entity) => Some(service.entity(entity).engine),
        Source::Type(_) => None,
    }
}

/// A view nests views of its own engine and published ones.
pub(super) fn nested_views_are_published(service: &ir::Service, found: &mut Diagnostics) {
    for (position, outer) in service.media_types.iter().enumerate() {
        let here = home(service, ir::MediaTypeId(position));
        let fields = outer
            .views
            .iter()
            .flat_map(|view| view.fields.iter().zip(&view.places));
        for (field, place) in fields {
            let ViewField::Nested {
                media_type, view, ..
            } = *field
            else {
                continue;
            };
            let Some(there) = home(service, media_type).filter(|there| Some(*there) != here) else {
                continue;
            };
            let nested = Published { media_type, view };
            if !service.engine(there).publishes.contains(&nested) {
                found.push(unpublished(service, there, nested, *place));
            }
        }
    }
}

/// The finding for a view that its engine does not show to the others.
fn unpublished(
    service: &ir::Service,
    engine: EngineId,
    nested: Published,
    place: Span,
) -> Diagnostic {
    let engine = service.engine(engine);
    let media_type = &service.media_type(nested.media_type).name;
    let view = &service.view(nested.media_type, nested.view).name;
    let message = format!(
        "engine {} does not publish view {} of {}",
        quoted(&engine.name),
        quoted(view),
        quoted(media_type)
    );
    Diagnostic::new(codes::NOT_PUBLISHED, place, message)
        .also(engine.span, "the engine")
        .help(format!(
            "add `publishes: {{ {media_type}: [{view}] }}` to it"
        ))
}

/// An action reads and answers rows of its own engine.
pub(super) fn responses_stay_inside(service: &ir::Service, found: &mut Diagnostics) {
    for resource in &service.resources {
        for action in &resource.actions {
            let ResponseBody::MediaType { media_type, .. } = action.response.body else {
                continue;
            };
            if home(service, media_type).is_some_and(|engine| engine != resource.engine) {
                let shown = &service.media_type(media_type).name;
                let message = format!(
                    "{} is shown by another engine than {}",
                    quoted(shown),
                    quoted(&service.engine(resource.engine).name)
                );
                found.push(
                    Diagnostic::new(codes::FOREIGN_RESPONSE, action.response.span, message).help(
                        "move the action to a resource of that engine, or nest a published view",
                    ),
                );
            }
        }
    }
}

/// Of a resource nested in a nested one, every row but the topmost is looked up by its own engine.
pub(super) fn rows_above_stay_inside(service: &ir::Service, found: &mut Diagnostics) {
    for resource in &service.resources {
        let Some(parent) = resource.parent else {
            continue;
        };
        let (above, engine) = (
            service.resource(parent.resource),
            service.entity(parent.entity).engine,
        );
        if above.parent.is_none() || engine == resource.engine {
            continue;
        }
        let message = format!(
            "resource {} is nested in {}, which is nested itself and of another engine",
            quoted(&resource.name),
            quoted(&above.name)
        );
        found.push(
            Diagnostic::new(codes::FOREIGN_PARENT, resource.span, message)
                .also(above.span, "nested itself")
                .help("remove one `parent:`: a row's key finds the row"),
        );
    }
}
