//! Lowers the domain: entities, projections, filters and the traits of their repositories.

use super::super::reads::{ManyRelation, Nested, Reads};
use super::super::rust_type::{self, RustType};
use super::super::{docs, naming, payloads};
use super::columns::{Column, Source, attribute_column, columns};
use super::projections::{Projection, count_name};
use crate::ir;
use crate::names::{rust_ident, snake};
use crate::plan::engine::domain::{
    Computed, Entity, Field, Filter, Initial, Method, Projection as PlanProjection, Relations,
};
use crate::print::{Imports, list};

/// Columns in front of a method.
const MEMBER: usize = 4;

pub(super) fn entity(
    service: &ir::Service,
    reads: &Reads,
    id: ir::EntityId,
    projections: &[Projection],
) -> Entity {
    let entity = service.entity(id);
    let columns = columns(service, entity);
    let mut imports = Imports::default();
    for path in [
        "async_trait::async_trait",
        "contract::Caller",
        "super::StorageError",
    ] {
        imports.add(path);
    }
    imports.add(format!("contract::{}", naming::id_type(entity)));
    let fields = columns
        .iter()
        .map(|column| field(column, &mut imports))
        .collect();
    let mut new_fields = Vec::new();
    let mut initial = Vec::new();
    for column in &columns {
        let value = initial_value(service, entity, column, &mut imports);
        if value.is_none() {
            new_fields.push(field(column, &mut imports));
        }
        let value = value.unwrap_or_else(|| format!("new.{}", column.ident));
        initial.push(Initial {
            ident: column.ident.clone(),
            value,
        });
    }
    let relations = relations(service, entity, &mut imports);
    let projections = projections
        .iter()
        .map(|p| plan_projection(service, entity, p, &mut imports))
        .collect();
    let filters = filters(service, reads, id, &mut imports);
    let methods = methods(service, reads, id, relations.is_some(), &mut imports);
    let needs_now = entity
        .attributes
        .iter()
        .any(|a| a.role == ir::AttributeRole::CreatedAt || a.default == Some(ir::Default::Now));
    let spoken = naming::spoken(entity);
    Entity {
        module: naming::entity_module(entity),
        title: docs::sentence(&naming::spoken_plural(entity)),
        imports: imports.render("engine"),
        name: entity.name.clone(),
        docs: docs::or(
            entity.description.as_deref(),
            &format!("One of the {}.", naming::spoken_plural(entity)),
        ),
        fields,
        eq: columns.iter().all(|column| is_eq(service, entity, column)),
        new_name: format!("New{}", entity.name),
        new_fields,
        initial,
        needs_now,
        relations,
        projections,
        filters,
        repository: naming::repository_trait(entity),
        field: naming::repository_field(entity),
        methods,
        spoken,
    }
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

/// What a new entity has in a column, if that is not for its maker to say.
fn initial_value(
    service: &ir::Service,
    entity: &ir::Entity,
    column: &Column,
    imports: &mut Imports,
) -> Option<String> {
    let Source::Attribute(id) = column.source else {
        return column.optional.then(|| "None".to_owned());
    };
    let attribute = &entity.attributes[id.0];
    let value = match (attribute.role, &attribute.default) {
        (ir::AttributeRole::Key, _) => format!("{}::new()", naming::id_type(entity)),
        (ir::AttributeRole::CreatedAt | ir::AttributeRole::UpdatedAt, _) => {
            imports.add("contract::now");
            "now".to_owned()
        }
        (_, Some(ir::Default::Literal(literal))) => {
            let literal = rust_type::literal(service, &attribute.value, literal);
            imports.extend(&literal.imports);
            wrapped(&literal.text, column)
        }
        (_, Some(ir::Default::Now)) => wrapped(&present(&attribute.value.shape, imports), column),
        (_, Some(ir::Default::Slug(_))) => wrapped("String::new()", column),
        (_, None) if column.optional => "None".to_owned(),
        (_, None) => return None,
    };
    Some(value)
}

fn present(shape: &ir::Shape, imports: &mut Imports) -> String {
    imports.add("contract::now");
    match shape {
        ir::Shape::Date => {
            imports.add("jiff::tz::TimeZone");
            "TimeZone::UTC.to_datetime(now).date()".to_owned()
        }
        _ => "now".to_owned(),
    }
}

fn wrapped(value: &str, column: &Column) -> String {
    let value = if column.secret {
        format!("Secret::new({value})")
    } else {
        value.to_owned()
    };
    if column.optional {
        format!("Some({value})")
    } else {
        value
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
            let name = naming::relation_ids(&relation.name);
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
        name: format!("{}Relations", entity.name),
        fields,
    })
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

/// One filter per resource that lists the entity.
fn filters(
    service: &ir::Service,
    reads: &Reads,
    id: ir::EntityId,
    imports: &mut Imports,
) -> Vec<Filter> {
    let mut filters = Vec::new();
    for (index, resource) in service.resources.iter().enumerate() {
        let listed = reads.lists.iter().any(|(listed, _)| listed.0 == index);
        if resource.entity != Some(id) || !listed {
            continue;
        }
        let fields = filter_columns(service, resource).into_iter().map(|part| {
            imports.extend(&part.ty.imports);
            Field {
                ident: rust_ident(&part.name),
                ty: format!("Option<{}>", part.ty.text),
                docs: part.docs,
            }
        });
        filters.push(Filter {
            name: naming::filter_type(resource),
            spoken: docs::words(&resource.name),
            fields: fields.collect(),
            eq: filter_is_eq(service, resource),
        });
    }
    filters
}

fn filter_is_eq(service: &ir::Service, resource: &ir::Resource) -> bool {
    let entity = service.entity(
        resource
            .entity
            .expect("only resources of entities are listed"),
    );
    resource
        .list
        .iter()
        .flat_map(|list| &list.filters)
        .all(|filter| match filter.by {
            ir::FilterBy::Attribute(id) => {
                rust_type::is_eq(service, &entity.attributes[id.0].value)
            }
            _ => true,
        })
}

/// A field of a filter: the parent's key first, then the parameters of the list.
pub(in crate::lower) struct FilterColumn {
    pub(in crate::lower) name: String,
    pub(in crate::lower) ty: RustType,
    pub(in crate::lower) docs: Vec<String>,
    pub(in crate::lower) by: ir::FilterBy,
    pub(in crate::lower) operator: ir::FilterOperator,
    /// Whether it is the parent's key, which the path gives.
    pub(in crate::lower) parent: bool,
}

pub(in crate::lower) fn filter_columns(
    service: &ir::Service,
    resource: &ir::Resource,
) -> Vec<FilterColumn> {
    let (Some(entity), Some(list)) = (resource.entity, &resource.list) else {
        return vec![];
    };
    let entity = service.entity(entity);
    let parent = resource.parent.map(|parent| {
        let relation = &entity.belongs_to[parent.relation.0];
        FilterColumn {
            name: naming::relation_id(&relation.name),
            ty: rust_type::of_id(service.entity(parent.entity)),
            docs: vec![format!(
                "Only those of this {}.",
                docs::words(&relation.name)
            )],
            by: ir::FilterBy::BelongsTo(parent.relation),
            operator: ir::FilterOperator::Equal,
            parent: true,
        }
    });
    let parameters = payloads::filter_parameters(service, entity, list)
        .into_iter()
        .map(|parameter| FilterColumn {
            name: parameter.name,
            ty: parameter.ty,
            docs: parameter.docs,
            by: parameter.by,
            operator: parameter.operator,
            parent: false,
        });
    parent.into_iter().chain(parameters).collect()
}

fn methods(
    service: &ir::Service,
    reads: &Reads,
    id: ir::EntityId,
    has_relations: bool,
    imports: &mut Imports,
) -> Vec<Method> {
    method_list(service, reads, id, has_relations, imports)
        .into_iter()
        .map(|(method, _)| method)
        .collect()
}

/// What a method of a repository is, so that its implementation finds its body.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) enum MethodKind {
    Find,
    One(super::super::reads::ViewOf),
    ByIds(super::super::reads::ViewOf),
    Nested(Nested),
    List(ir::ResourceId, ir::ViewId),
    Count(ir::ResourceId),
    Known,
    RoleOf,
    FirstWithRole,
    Insert,
    Update,
    Delete,
}

/// The methods that somebody uses, with their kinds.
pub(in crate::lower) fn method_list(
    service: &ir::Service,
    reads: &Reads,
    id: ir::EntityId,
    has_relations: bool,
    imports: &mut Imports,
) -> Vec<(Method, MethodKind)> {
    let entity = service.entity(id);
    let key = naming::id_type(entity);
    let spoken = naming::spoken(entity);
    let many = naming::spoken_plural(entity);
    let of_entity = |of: &&super::super::reads::ViewOf| {
        service.media_type(of.0).source == ir::Source::Entity(id)
    };
    let mut methods = Vec::new();
    let mut add =
        |docs: String, name: &str, parameters: &[String], output: &str, kind: MethodKind| {
            let mut all = vec!["&self".to_owned()];
            all.extend_from_slice(parameters);
            let tail = format!(") -> Result<{output}, StorageError>");
            let signature = list(MEMBER, &format!("async fn {name}("), &all, &tail);
            methods.push((
                Method {
                    docs: vec![docs],
                    signature,
                },
                kind,
            ));
        };
    let caller = "caller: &Caller".to_owned();
    let ids = format!("ids: &[{key}]");
    if reads.find.contains(&id) {
        let parameters = [caller.clone(), format!("id: {key}")];
        let output = format!("Option<{}>", entity.name);
        add(
            format!("The whole {spoken}, if the caller sees it."),
            "find",
            &parameters,
            &output,
            MethodKind::Find,
        );
    }
    for of in reads.one.iter().filter(of_entity) {
        let (function, projection) = view_names(service, *of);
        let parameters = [caller.clone(), format!("id: {key}")];
        let output = format!("Option<{projection}>");
        add(
            format!("The {spoken} of this key, if the caller sees it."),
            &function,
            &parameters,
            &output,
            MethodKind::One(*of),
        );
    }
    for of in reads.by_ids.iter().filter(of_entity) {
        let (function, projection) = view_names(service, *of);
        let parameters = [caller.clone(), ids.clone()];
        let name = format!("{function}_by_ids");
        let docs = format!("The {many} of these keys that the caller sees, in no order.");
        add(
            docs,
            &name,
            &parameters,
            &format!("Vec<{projection}>"),
            MethodKind::ByIds(*of),
        );
    }
    for nested in reads
        .nested
        .iter()
        .filter(|nested| of_entity(&&nested.view))
    {
        let (_, projection) = view_names(service, nested.view);
        let parent = service.entity(nested.parent);
        let parent_id = naming::id_type(parent);
        imports.add(format!("contract::{parent_id}"));
        let parameters = [caller.clone(), format!("ids: &[{parent_id}]")];
        let docs = format!(
            "The {} of these {}, in the order of the relation, each with the key it belongs to.",
            docs::words(relation_name(parent, nested.relation)),
            naming::spoken_plural(parent),
        );
        let output = format!("Vec<({parent_id}, {projection})>");
        add(
            docs,
            &nested_method(service, nested),
            &parameters,
            &output,
            MethodKind::Nested(*nested),
        );
    }
    for (resource_id, view) in &reads.lists {
        let resource = service.resource(*resource_id);
        if resource.entity != Some(id) {
            continue;
        }
        let (_, projection) = view_names(service, (resource.media_type, *view));
        imports.add("contract::Window");
        let mut parameters = vec![
            caller.clone(),
            format!("filter: &{}", naming::filter_type(resource)),
        ];
        if resource
            .list
            .as_ref()
            .is_some_and(|list| !list.sorts.is_empty())
        {
            imports.add(format!("contract::{}", naming::sort_type(resource)));
            parameters.push(format!("order: {}", naming::sort_type(resource)));
        }
        parameters.push("window: &Window".to_owned());
        let name = list_method(service, resource, *view);
        let docs = format!(
            "The {many} behind the window's position, one more than its limit if there are more."
        );
        add(
            docs,
            &name,
            &parameters,
            &format!("Vec<{projection}>"),
            MethodKind::List(*resource_id, *view),
        );
    }
    for (index, resource) in service.resources.iter().enumerate() {
        let counted = resource.list.as_ref().is_some_and(|list| list.total);
        if resource.entity != Some(id) || !counted {
            continue;
        }
        let parameters = [
            caller.clone(),
            format!("filter: &{}", naming::filter_type(resource)),
        ];
        let docs = format!("How many of the {many} the caller sees.");
        add(
            docs,
            &count_method(resource),
            &parameters,
            "u64",
            MethodKind::Count(ir::ResourceId(index)),
        );
    }
    if reads.known.iter().any(|(_, known)| *known == id) {
        let docs = "Which of these keys are of rows that the caller sees.".to_owned();
        add(
            docs,
            "known",
            &[caller.clone(), ids],
            &format!("Vec<{key}>"),
            MethodKind::Known,
        );
    }
    if let ir::RoleSource::Account {
        entity: account,
        role,
    } = service.api.security.role_source
        && account == id
    {
        let role = rust_type::of_value(service, &entity.attributes[role.0].value);
        imports.extend(&role.imports);
        let parameters = [format!("id: {key}")];
        let docs = format!("The role of the {spoken}, whoever asks.");
        add(
            docs,
            "role_of",
            &parameters,
            &format!("Option<{}>", role.text),
            MethodKind::RoleOf,
        );
        let docs = format!("The first {spoken} that has a role.");
        let parameters = [format!("role: {}", role.text)];
        add(
            docs,
            "first_with_role",
            &parameters,
            &format!("Option<{key}>"),
            MethodKind::FirstWithRole,
        );
    }
    let local = rust_ident(&snake(&entity.name));
    let relations = has_relations.then(|| format!("relations: &{}Relations", entity.name));
    let written = |reference: &str| {
        let mut parameters = vec![format!("{local}: {reference}{}", entity.name)];
        parameters.extend(relations.clone());
        parameters
    };
    if reads.insert.contains(&id) {
        add(
            format!("Keeps a new {spoken}."),
            "insert",
            &written("&"),
            "()",
            MethodKind::Insert,
        );
    }
    if reads.update.contains(&id) {
        let docs = format!(
            "Keeps a changed {spoken} and counts its version on; false if somebody else was faster."
        );
        add(
            docs,
            "update",
            &written("&mut "),
            "bool",
            MethodKind::Update,
        );
    }
    if reads.delete.contains(&id) {
        let parameters = [format!("{local}: &{}", entity.name)];
        let docs = format!("Removes the {spoken}; false if somebody else was faster.");
        add(docs, "delete", &parameters, "bool", MethodKind::Delete);
    }
    methods
}

pub(in crate::lower) fn view_names(
    service: &ir::Service,
    of: super::super::reads::ViewOf,
) -> (String, String) {
    let (media_type, view) = (service.media_type(of.0), service.view(of.0, of.1));
    (
        naming::view_function(media_type, view),
        naming::projection_type(media_type, view),
    )
}

pub(in crate::lower) fn relation_name(parent: &ir::Entity, relation: ManyRelation) -> &str {
    match relation {
        ManyRelation::HasMany(id) => &parent.has_many[id.0].name,
        ManyRelation::ManyToMany(id) => &parent.many_to_many[id.0].name,
    }
}

/// `tag_tiny_of_article_tags`
pub(in crate::lower) fn nested_method(service: &ir::Service, nested: &Nested) -> String {
    let parent = service.entity(nested.parent);
    let (function, _) = view_names(service, nested.view);
    format!(
        "{function}_of_{}_{}",
        snake(&parent.name),
        relation_name(parent, nested.relation)
    )
}

/// `list_articles_tiny`
pub(in crate::lower) fn list_method(
    service: &ir::Service,
    resource: &ir::Resource,
    view: ir::ViewId,
) -> String {
    format!(
        "list_{}_{}",
        resource.name,
        service.view(resource.media_type, view).name
    )
}

/// `count_articles`
pub(in crate::lower) fn count_method(resource: &ir::Resource) -> String {
    format!("count_{}", resource.name)
}

/// Scaffolded functions of computed attributes.
pub(super) fn computed(service: &ir::Service, entity: &ir::Entity) -> Vec<Computed> {
    entity
        .attributes
        .iter()
        .filter_map(|attribute| {
            attribute
                .computed
                .as_ref()
                .map(|computed| (attribute, computed))
        })
        .map(|(attribute, computed)| computed_function(service, entity, attribute, computed))
        .collect()
}

fn computed_function(
    service: &ir::Service,
    entity: &ir::Entity,
    attribute: &ir::Attribute,
    computed: &ir::Computed,
) -> Computed {
    let mut imports = Imports::default();
    let parameters: Vec<String> = computed
        .needs
        .iter()
        .map(|id| {
            let column = attribute_column(service, entity, *id);
            imports.extend(&column.ty.imports);
            let local = crate::names::suffixed_ident(&column.name);
            format!("{local}: &{}", borrowed(&column.ty.text))
        })
        .collect();
    let ty = rust_type::with_presence(
        rust_type::of_value(service, &attribute.value),
        attribute.presence,
    );
    imports.extend(&ty.imports);
    let module = computed_module(entity, attribute);
    imports.add("crate::generated::domain::NotImplemented");
    Computed {
        file: format!("domain/{module}.rs"),
        unused: parameters
            .iter()
            .filter_map(|p| p.split_once(": "))
            .map(|(name, _)| name.to_owned())
            .collect(),
        module,
        function: rust_ident(&attribute.name),
        docs: docs::or(
            attribute.description.as_deref(),
            &format!(
                "The {} of the {}.",
                docs::words(&attribute.name),
                naming::spoken(entity)
            ),
        ),
        imports: imports.render("engine"),
        signature: list(
            0,
            &format!("pub(crate) fn {}(", rust_ident(&attribute.name)),
            &parameters,
            &format!(") -> Result<{}, NotImplemented> {{", ty.text),
        ),
    }
}

fn borrowed(ty: &str) -> String {
    match ty {
        "String" => "str".to_owned(),
        _ => ty.to_owned(),
    }
}

pub(in crate::lower) fn computed_module(entity: &ir::Entity, attribute: &ir::Attribute) -> String {
    format!("{}_{}", snake(&entity.name), attribute.name)
}
