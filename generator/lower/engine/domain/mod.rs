//! Lowers the domain: an entity and what is read of it go in, its struct, its projections, its filters and the trait of
//! its repository come out.

mod computed;
mod filter;
mod initial;
mod methods;
mod names;

pub(super) use computed::computed;
pub(super) use filter::{FilterColumn, filter_columns};
pub(super) use methods::{MethodKind, method_list};
pub(super) use names::{
    above_method, changed_method, count_method, list_method, nested_method, view_names,
};

use super::columns::{Column, Source, columns};
use super::projections::{Projection, count_name};
use crate::ir;
use crate::lower::reads::Reads;
use crate::lower::{docs, naming, rust_type};
use crate::names::rust_ident;
use crate::plan::engine::domain::{Entity, Field, Method, Projection as PlanProjection, Relations};
use crate::print::Imports;

pub(super) fn entity(
    service: &ir::Service,
    reads: &Reads,
    id: ir::EntityId,
    projections: &[Projection],
) -> Entity {
    let entity = service.entity(id);
    let columns = columns(service, entity);
    let mut imports = Imports::default();
    let methods = method_list(service, reads, id, &mut imports);
    let methods = called(entity, methods, &mut imports);
    let fields = columns
        .iter()
        .filter(|_| is_whole(service, reads, id))
        .map(|column| field(column, &mut imports))
        .collect();
    let made = reads.of(id).insert;
    let new = made.then(|| initial::new(service, id, &columns, &mut imports));
    let written = made || reads.of(id).update;
    let relations = written
        .then(|| relations(service, entity, &mut imports))
        .flatten();
    let projections = plan_projections(service, entity, projections, &mut imports);
    let filters = filter::filters(service, reads, id, &mut imports);
    let many = naming::spoken_plural(entity);
    let otherwise = format!("One of the {many}.");
    Entity {
        module: naming::entity_module(entity),
        title: docs::sentence(&many),
        imports: imports.render("engine"),
        name: entity.name.clone(),
        docs: docs::or(entity.description.as_deref(), &otherwise),
        fields,
        eq: columns.iter().all(|column| is_eq(service, entity, column)),
        new,
        relations,
        projections,
        filters,
        repository: naming::repository_trait(entity),
        field: naming::repository_field(entity),
        methods,
        spoken: naming::spoken(entity),
    }
}

/// Whether rows are made, read or answered as a whole, not only in views.
fn is_whole(service: &ir::Service, reads: &Reads, id: ir::EntityId) -> bool {
    let reads = reads.of(id);
    let answers = |action: &ir::Action| {
        let ir::ResponseBody::MediaType {
            media_type,
            list: false,
            ..
        } = action.response.body
        else {
            return false;
        };
        !matches!(action.kind, ir::ActionKind::List | ir::ActionKind::Show)
            && service.media_type(media_type).source == ir::Source::Entity(id)
    };
    let mut actions = service.resources.iter().flat_map(|one| &one.actions);
    reads.find || reads.insert || reads.update || actions.any(answers)
}

/// The methods of a repository, and what they use of those who call them.
fn called(
    entity: &ir::Entity,
    methods: Vec<(Method, MethodKind)>,
    imports: &mut Imports,
) -> Vec<Method> {
    let methods: Vec<_> = methods.into_iter().map(|(method, _)| method).collect();
    imports.add("async_trait::async_trait");
    imports.add("super::StorageError");
    let is_part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    for name in ["Caller", &naming::id_type(entity)] {
        let names = |method: &Method| {
            let mut words = method.signature.split(|c| !is_part_of_name(c));
            words.any(|word| word == name)
        };
        if methods.iter().any(names) {
            imports.add(format!("contract::{name}"));
        }
    }
    methods
}

fn is_eq(service: &ir::Service, entity: &ir::Entity, column: &Column) -> bool {
    match column.source {
        Source::Attribute(id) => rust_type::is_eq(service, &entity.attributes[id.0].value),
        Source::BelongsTo(_) => true,
    }
}

fn field(column: &Column, imports: &mut Imports) -> Field {
    imports.extend(&column.ty.imports);
    let otherwise = format!("The {}.", docs::words(&column.name));
    Field {
        ident: column.ident.clone(),
        ty: column.ty.text.clone(),
        docs: docs::or(column.description.as_deref(), &otherwise),
    }
}

fn relations(
    service: &ir::Service,
    entity: &ir::Entity,
    imports: &mut Imports,
) -> Option<Relations> {
    let fields: Vec<Field> = entity
        .many_to_many
        .iter()
        .map(|relation| {
            let id = rust_type::of_id(service.entity(relation.entity));
            imports.extend(&id.imports);
            let name = naming::relation_ids(&relation.one);
            Field {
                ident: rust_ident(&name),
                ty: format!("Option<Vec<{}>>", id.text),
                docs: docs::or(
                    relation.description.as_deref(),
                    &format!(
                        "Keys of the {}; nothing is changed without.",
                        docs::words(&relation.name)
                    ),
                ),
            }
        })
        .collect();
    (!fields.is_empty()).then(|| Relations {
        name: naming::relations_type(entity),
        fields,
    })
}

fn plan_projections(
    service: &ir::Service,
    entity: &ir::Entity,
    projections: &[Projection],
    imports: &mut Imports,
) -> Vec<PlanProjection> {
    let projections = projections.iter();
    projections
        .map(|projection| plan_projection(service, entity, projection, imports))
        .collect()
}

fn plan_projection(
    service: &ir::Service,
    entity: &ir::Entity,
    projection: &Projection,
    imports: &mut Imports,
) -> PlanProjection {
    let mut fields: Vec<Field> = projection
        .columns
        .iter()
        .map(|column| field(column, imports))
        .collect();
    for relation in &projection.counts {
        let name = count_name(entity, *relation);
        imports.add("contract::Int64");
        let docs = vec![format!(
            "How many {} the caller sees.",
            docs::words(name.trim_end_matches("_count"))
        )];
        fields.push(Field {
            ident: name,
            ty: "Int64".to_owned(),
            docs,
        });
    }
    let view = service.view(projection.of.0, projection.of.1);
    PlanProjection {
        name: projection.name.clone(),
        docs: vec![format!(
            "What is read of the {} for the view `{}`.",
            naming::spoken(entity),
            view.name
        )],
        fields,
        eq: projection
            .columns
            .iter()
            .all(|column| is_eq(service, entity, column)),
    }
}
