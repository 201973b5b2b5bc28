//! Bounded contexts: which entity is in which, and what each shows to the others.

use super::catalogue::Catalogue;
use super::source::Sources;
use super::{codes, field};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, EngineId, EntityId};
use crate::names;
use crate::schema::{self, Map, Name};
use crate::source::Span;
use std::collections::BTreeMap;

/// Engines by name, and the engine of each entity.
pub(super) struct Memberships<'a> {
    engines: Vec<(String, Span, Option<&'a schema::Engine>)>,
    by_entity: Vec<EngineId>,
}

impl Memberships<'_> {
    pub(super) fn of(&self, entity: EntityId) -> EngineId {
        self.by_entity[entity.0]
    }

    /// What an engine shows to the others.
    fn published(
        &self,
        engine: EngineId,
        catalogue: &Catalogue<'_>,
        sources: &Sources,
        found: &mut Diagnostics,
    ) -> Vec<ir::Published> {
        let (_, _, written) = self.engines[engine.0];
        let mut published = Vec::new();
        for (name, views) in written.into_iter().flat_map(|engine| &engine.publishes) {
            let Some(media_type) = catalogue.media_type_id(name, found) else {
                continue;
            };
            match sources.of(media_type) {
                Some(ir::Source::Entity(entity)) if self.of(entity) == engine => {}
                None => continue,
                Some(_) => {
                    let message = format!(
                        "media type {} shows no entity of this engine",
                        quoted(&name.value)
                    );
                    found.push(
                        Diagnostic::new(codes::WRONG_KIND, name.span, message)
                            .help("an engine publishes views of its own entities"),
                    );
                    continue;
                }
            }
            let views = views
                .iter()
                .filter_map(|view| catalogue.view_id(media_type, view, found));
            published.extend(views.map(|view| ir::Published { media_type, view }));
        }
        published.sort_by_key(|published| (published.media_type, published.view));
        published
    }
}

/// Puts every entity into its engine.
pub(super) fn memberships<'a>(
    catalogue: &Catalogue<'a>,
    found: &mut Diagnostics,
) -> Memberships<'a> {
    let design = catalogue.design;
    let count = catalogue.entities.iter().count();
    let Some(written) = &design.engines else {
        let name = &design.api.name;
        let only = (names::snake(&name.value), name.span, None);
        return Memberships {
            engines: vec![only],
            by_entity: vec![EngineId(0); count],
        };
    };
    let mut engines: Vec<_> = written
        .iter()
        .map(|(name, engine)| (name.value.clone(), name.span, Some(engine)))
        .collect();
    engines.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    let placed = placed(catalogue, written, found);
    let by_entity = catalogue.entities.iter().map(|(name, span, _)| {
        let Some(engine) = placed.get(name) else {
            found.push(homeless(name, span));
            return EngineId(0);
        };
        EngineId(
            engines
                .iter()
                .position(|(known, ..)| known == engine.0)
                .unwrap_or(0),
        )
    });
    let by_entity = by_entity.collect();
    Memberships { engines, by_entity }
}

/// Entities that engines name, each with its engine and place.
fn placed<'a>(
    catalogue: &Catalogue<'a>,
    written: &'a Map<schema::Engine>,
    found: &mut Diagnostics,
) -> BTreeMap<&'a str, (&'a str, Span)> {
    let mut placed: BTreeMap<&str, (&str, Span)> = BTreeMap::new();
    for (engine_name, engine) in written {
        for name in &engine.entities {
            if catalogue.entity_id(name, found).is_none() {
                continue;
            }
            if let Some((_, first)) = placed.get(name.value.as_str()) {
                let message = format!("entity {} is listed twice", quoted(&name.value));
                found.push(
                    Diagnostic::new(codes::ENGINE_MEMBERSHIP, name.span, message)
                        .also(*first, "first listed here")
                        .help("an entity is in one engine; others refer to it by `belongs_to:`"),
                );
                continue;
            }
            placed.insert(&name.value, (&engine_name.value, name.span));
        }
    }
    placed
}

fn homeless(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        codes::ENGINE_MEMBERSHIP,
        span,
        format!("entity {} is in no engine", quoted(name)),
    )
    .help("add it to `entities:` of one of the engines")
}

/// The engines with what they publish.
pub(super) fn engines(
    catalogue: &Catalogue<'_>,
    memberships: &Memberships<'_>,
    sources: &Sources,
    found: &mut Diagnostics,
) -> Vec<ir::Engine> {
    let mut engines = Vec::new();
    for (index, (name, span, written)) in memberships.engines.iter().enumerate() {
        let all = (0..memberships.by_entity.len()).map(EntityId);
        let entities: Vec<_> = all
            .filter(|entity| memberships.of(*entity) == EngineId(index))
            .collect();
        engines.push(ir::Engine {
            name: name.clone(),
            span: *span,
            description: written
                .and_then(|engine| engine.description.as_ref())
                .map(field::text),
            entities,
            publishes: memberships.published(EngineId(index), catalogue, sources, found),
        });
    }
    engines
}

/// The engine of something that belongs to no entity: the only one, or the one of that name.
pub(super) fn without_entity(
    catalogue: &Catalogue<'_>,
    name: &Name,
    found: &mut Diagnostics,
) -> EngineId {
    let mut engines: Vec<&str> = catalogue
        .design
        .engines
        .iter()
        .flatten()
        .map(|(name, _)| name.value.as_str())
        .collect();
    engines.sort_unstable();
    let same = engines.iter().position(|engine| *engine == name.value);
    if engines.len() > 1 && same.is_none() {
        let message = format!(
            "it is not known which engine resource {} belongs to",
            quoted(&name.value)
        );
        found.push(
            Diagnostic::new(codes::AMBIGUOUS, name.span, message)
                .label("its media type shows no entity")
                .help("name the resource like an engine, or let its media type show an entity"),
        );
    }
    EngineId(same.unwrap_or(0))
}
