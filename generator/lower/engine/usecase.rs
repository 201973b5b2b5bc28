//! Lowers usecases: for every action its authorization, its checks and its default.

use super::super::contract::role_type;
use super::super::decode::Reading;
use super::super::payloads::{
    EntityField, entity_field, has_query, payload_type, sort_name, sorts,
};
use super::super::{docs, hrefs, naming, rust_type};
use super::columns::{Column, Kind, Source, attribute_column, columns, relation_column};
use super::domain::{count_method, view_names};
use super::repository::list_call;
use super::visible::has_role;
use crate::ir;
use crate::names::{rust_ident, snake, suffixed_ident};
use crate::plan::engine::usecase::{
    Body, Collection, Create, Custom, Delete, List, Member, Method, NewField, Owner, ParentCheck,
    Position, PositionArm, Reference, RelationsValue, Restricted, Show, Slug, Update, Usecase,
};
use crate::print::{Imports, list, rust_string};

/// Columns in front of a method, and of its body.
const MEMBER: usize = 4;

pub(in crate::lower) struct Lowering<'a> {
    pub(in crate::lower) service: &'a ir::Service,
    pub(in crate::lower) resource: &'a ir::Resource,
    pub(in crate::lower) entity: &'a ir::Entity,
    imports: Imports,
}

/// The usecase of a resource. Resources of plain types have custom actions only; they are about no entity.
pub(super) fn usecase(service: &ir::Service, resource: &ir::Resource) -> Usecase {
    let mut imports = Imports::default();
    for path in [
        "async_trait::async_trait",
        "contract::Caller",
        "crate::generated::usecase::Error",
        "crate::generated::usecase::Ports",
    ] {
        imports.add(path);
    }
    let mut methods = Vec::new();
    let mut customs = Vec::new();
    let mut positions = Vec::new();
    if let Some(entity) = resource.entity {
        let mut lowering = Lowering {
            service,
            resource,
            entity: service.entity(entity),
            imports,
        };
        for action in &resource.actions {
            lowering.action(action, &mut methods, &mut customs);
        }
        positions = lowering.positions();
        imports = lowering.imports;
    } else {
        for action in &resource.actions {
            let custom = plain_custom(service, resource, action, &mut imports);
            methods.push(custom.0);
            customs.push(custom.1);
        }
    }
    let words = docs::words(&resource.name);
    Usecase {
        module: naming::resource_module(resource),
        title: docs::sentence(&words),
        imports: imports.render("engine"),
        name: naming::usecase_trait(resource),
        docs: docs::or(
            resource.description.as_deref(),
            &format!("What can be done with {words}."),
        ),
        implementation: crate::names::pascal(&resource.name),
        methods,
        customs,
        positions,
    }
}

/// Method of the usecase for an action in a view: `show_tiny`, `list_default`, `create`.
pub(in crate::lower) fn method_name(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
    view: ir::ViewId,
) -> String {
    match action.kind {
        ir::ActionKind::List | ir::ActionKind::Show => {
            format!(
                "{}_{}",
                action.name,
                service.view(resource.media_type, view).name
            )
        }
        _ => rust_ident(&action.name),
    }
}

/// Whether the action takes `If-Match`.
pub(in crate::lower) fn is_conditional(action: &ir::Action) -> bool {
    matches!(
        action.kind,
        ir::ActionKind::Update | ir::ActionKind::Delete | ir::ActionKind::CustomMember
    )
}

impl Lowering<'_> {
    fn holder(&self, entity: &ir::Entity) -> String {
        format!(
            "self.ports().repositories.{}",
            naming::repository_field(entity)
        )
    }

    fn domain(&mut self, name: &str) {
        self.imports
            .add(format!("crate::generated::domain::{name}"));
    }

    fn local(&self) -> String {
        suffixed_ident(&snake(&self.entity.name))
    }

    fn parent_ident(&self) -> Option<(String, String)> {
        let parent = self.resource.parent?;
        let target = self.service.entity(parent.entity);
        Some((naming::parent_parameter(target), naming::id_type(target)))
    }

    fn action(
        &mut self,
        action: &ir::Action,
        methods: &mut Vec<Method>,
        customs: &mut Vec<Custom>,
    ) {
        match action.kind {
            ir::ActionKind::List | ir::ActionKind::Show => {
                let ir::ResponseBody::MediaType { views, .. } = &action.response.body else {
                    return;
                };
                for view in views {
                    methods.push(self.read(action, *view));
                }
            }
            ir::ActionKind::Create => methods.push(self.create(action)),
            ir::ActionKind::Update => methods.push(self.update(action)),
            ir::ActionKind::Delete => methods.push(self.delete(action)),
            ir::ActionKind::CustomMember | ir::ActionKind::CustomCollection => {
                let (method, custom) = self.custom(action);
                methods.push(method);
                customs.push(custom);
            }
        }
    }

    fn signature(
        &mut self,
        action: &ir::Action,
        name: &str,
        middle: Vec<String>,
        output: &str,
    ) -> String {
        let mut parameters = vec!["&self".to_owned(), "caller: &Caller".to_owned()];
        if let Some((ident, id)) = self.parent_ident() {
            if action.kind != ir::ActionKind::List {
                parameters.push(format!("{ident}: {id}"));
            }
            self.imports.add(format!("contract::{id}"));
        }
        parameters.extend(middle);
        list(
            MEMBER,
            &format!("async fn {name}("),
            &parameters,
            &format!(") -> Result<{output}, Error> {{"),
        )
    }

    fn id_parameter(&mut self) -> String {
        let id = naming::id_type(self.entity);
        self.imports.add(format!("contract::{id}"));
        format!("id: {id}")
    }

    fn read(&mut self, action: &ir::Action, view: ir::ViewId) -> Method {
        let of = (self.resource.media_type, view);
        let (function, projection) = view_names(self.service, of);
        self.domain(&projection);
        let name = method_name(self.service, self.resource, action, view);
        let view_name = &self.service.view(of.0, of.1).name;
        if action.kind == ir::ActionKind::Show {
            let middle = vec![self.id_parameter()];
            let docs = docs::or(
                action.description.as_deref(),
                &format!(
                    "One of the {} as the view `{view_name}` shows it.",
                    naming::spoken_plural(self.entity)
                ),
            );
            let signature = self.signature(action, &name, middle, &projection);
            let body = Body::Show(Show {
                repository: self.holder(self.entity),
                read: function,
                stray: self.stray("row"),
                refuse: self.refuse_with_owner(action, "row"),
            });
            return Method {
                docs,
                signature,
                body,
            };
        }
        let filter = naming::filter_type(self.resource);
        self.domain(&filter);
        self.imports.add("contract::Window");
        self.imports.add("contract::Page");
        let mut middle = vec![format!("filter: {filter}")];
        let sorted = self
            .resource
            .list
            .as_ref()
            .is_some_and(|list| !list.sorts.is_empty());
        if sorted {
            let sort = naming::sort_type(self.resource);
            self.imports.add(format!("contract::{sort}"));
            middle.push(format!("order: {sort}"));
        }
        middle.push("window: &Window".to_owned());
        let docs = docs::or(
            action.description.as_deref(),
            &format!(
                "A page of {} as the view `{view_name}` shows them.",
                naming::spoken_plural(self.entity)
            ),
        );
        let signature = self.signature(action, &name, middle, &format!("Page<{projection}>"));
        let parent = self.resource.parent.map(|parent| {
            let target = self.service.entity(parent.entity);
            let relation = &self.entity.belongs_to[parent.relation.0];
            let ident = rust_ident(&naming::relation_id(&relation.name));
            ParentCheck {
                repository: self.known_holder(target).0,
                ident: format!("filter.{ident}"),
            }
        });
        let total = self.resource.list.as_ref().is_some_and(|list| list.total);
        let body = Body::List(List {
            refuse: self.refuse(action),
            parent,
            repository: self.holder(self.entity),
            read: list_call(self.service, self.resource, view),
            count: total.then(|| count_method(self.resource)),
            position: format!("position_of_{view_name}"),
            order: sorted.then(|| "order".to_owned()),
        });
        Method {
            docs,
            signature,
            body,
        }
    }

    /// Where it is asked which keys of an entity are known, and the method that answers.
    fn known_holder(&self, target: &ir::Entity) -> (String, String) {
        if target.engine == self.resource.engine {
            (self.holder(target), "known".to_owned())
        } else {
            let engine = &self.service.engine(target.engine).name;
            (
                format!("self.ports().{}", rust_ident(engine)),
                known_method(target),
            )
        }
    }

    /// Condition under which what was found belongs to another parent than the path says.
    fn stray(&self, found: &str) -> Option<String> {
        let parent = self.resource.parent?;
        let (ident, _) = self.parent_ident()?;
        let relation = &self.entity.belongs_to[parent.relation.0];
        let field = rust_ident(&naming::relation_id(&relation.name));
        Some(if relation.optional {
            format!("{found}.{field} != Some({ident})")
        } else {
            format!("{found}.{field} != {ident}")
        })
    }

    fn roles(&mut self, action: &ir::Action) -> Vec<String> {
        let roles: Vec<String> = action
            .authorize
            .iter()
            .filter_map(|access| match access {
                ir::Access::Role(role) => Some(role.clone()),
                _ => None,
            })
            .collect();
        if !roles.is_empty() && is_restricted(action) {
            self.imports
                .add(format!("contract::{}", role_type(self.service)));
        }
        roles
    }

    /// Condition under which a caller is refused whatever it is about.
    fn refuse(&mut self, action: &ir::Action) -> Option<String> {
        let roles = self.roles(action);
        (is_restricted(action) && !roles.is_empty())
            .then(|| format!("!{}", has_role(self.service, &roles)))
    }

    /// The same where the owner of what was found may do more than others.
    fn refuse_with_owner(&mut self, action: &ir::Action, found: &str) -> Option<String> {
        if !is_restricted(action) {
            return None;
        }
        let roles = self.roles(action);
        let mut conditions = Vec::new();
        if !roles.is_empty() {
            conditions.push(format!("!{}", has_role(self.service, &roles)));
        }
        if action.authorize.contains(&ir::Access::Owner) {
            conditions.push(self.not_owned(found));
        }
        Some(conditions.join(" && "))
    }

    fn not_owned(&self, found: &str) -> String {
        match self.entity.owner {
            Some(ir::Owner::BelongsTo(id)) => {
                let relation = &self.entity.belongs_to[id.0];
                let field = rust_ident(&naming::relation_id(&relation.name));
                if relation.optional {
                    format!("(caller.account.is_none() || caller.account != {found}.{field})")
                } else {
                    format!("caller.account != Some({found}.{field})")
                }
            }
            _ => format!("caller.account != Some({found}.id)"),
        }
    }

    fn payload_parts<'s>(
        &'s self,
        action: &'s ir::Action,
    ) -> Vec<(ir::PayloadField, EntityField<'s>)> {
        let Some(ir::Payload::Entity(fields)) = &action.payload else {
            return vec![];
        };
        fields
            .iter()
            .map(|field| {
                (
                    *field,
                    entity_field(self.service, self.entity, action.kind, *field),
                )
            })
            .collect()
    }

    fn parent_check(&self) -> Option<ParentCheck> {
        let parent = self.resource.parent?;
        let target = self.service.entity(parent.entity);
        let (ident, _) = self.parent_ident()?;
        Some(ParentCheck {
            repository: self.known_holder(target).0,
            ident,
        })
    }

    fn create(&mut self, action: &ir::Action) -> Method {
        let payload = payload_type(self.service, self.resource, action);
        let mut middle = Vec::new();
        if let Some(payload) = &payload {
            self.imports.extend(&payload.imports);
            middle.push(format!("payload: {}", payload.text));
        }
        let name = self.entity.name.clone();
        self.domain(&name);
        self.domain(&format!("New{name}"));
        let many = self.relations_value(action);
        if let Some(many) = &many {
            self.domain(&many.name);
        }
        let docs = docs::or(
            action.description.as_deref(),
            &format!("Makes a new {}.", naming::spoken(self.entity)),
        );
        let signature = self.signature(action, "create", middle, &name);
        let parent = self.parent_check();
        let owner = self.owner_of_new();
        let slug = self.slug(action);
        if slug.is_some() {
            self.domain("StorageError");
            self.imports.add("contract::slug");
        }
        let body = Create {
            refuse: self.refuse(action),
            new_fields: self.new_fields(action, owner.as_ref()),
            sets: self.sets_of_new(action, owner.as_ref()),
            restricted: self.restricted(action),
            references: self.references(action),
            local: self.local(),
            new_name: format!("New{name}"),
            repository: self.holder(self.entity),
            entity: name,
            relations: many,
            parent,
            owner,
            slug,
        };
        if !body.references.is_empty() {
            self.imports.add("super::references");
        }
        let asks = body.refuse.is_some()
            || body.owner.is_some()
            || body.parent.is_some()
            || !body.restricted.is_empty()
            || !body.references.is_empty();
        let signature = if asks {
            signature
        } else {
            signature.replace("caller: &Caller", "_caller: &Caller")
        };
        Method {
            docs,
            signature,
            body: Body::Create(body),
        }
    }

    /// Whoever makes an owned thing owns it; unless a payload names the owner.
    fn owner_of_new(&self) -> Option<Owner> {
        let Some(ir::Owner::BelongsTo(id)) = self.entity.owner else {
            return None;
        };
        let is_parent = self
            .resource
            .parent
            .is_some_and(|parent| parent.relation == id);
        let ident = rust_ident(&naming::relation_id(&self.entity.belongs_to[id.0].name));
        (!is_parent).then_some(Owner { ident })
    }

    fn column_value(
        &self,
        column: &Column,
        parts: &[(ir::PayloadField, EntityField<'_>)],
    ) -> Option<String> {
        let named = |(field, _): &&(ir::PayloadField, EntityField<'_>)| match (field, column.source)
        {
            (ir::PayloadField::Attribute(a), Source::Attribute(b)) => *a == b,
            (ir::PayloadField::BelongsTo(a), Source::BelongsTo(b)) => *a == b,
            _ => false,
        };
        parts
            .iter()
            .find(named)
            .map(|_| format!("payload.{}", column.ident))
    }

    fn new_fields(&mut self, action: &ir::Action, owner: Option<&Owner>) -> Vec<NewField> {
        let parts = self.payload_parts(action);
        let required = columns(self.service, self.entity)
            .into_iter()
            .filter(|column| is_required(self.entity, column));
        required
            .map(|column| {
                let value = self
                    .given(&column, owner)
                    .or_else(|| self.column_value(&column, &parts));
                NewField {
                    ident: column.ident.clone(),
                    value: value.filter(|value| *value != column.ident),
                }
            })
            .collect()
    }

    /// The value that path or caller give to a column.
    fn given(&self, column: &Column, owner: Option<&Owner>) -> Option<String> {
        let Source::BelongsTo(id) = column.source else {
            return None;
        };
        if let Some(parent) = self.resource.parent
            && parent.relation == id
        {
            return self.parent_ident().map(|(ident, _)| ident);
        }
        owner
            .filter(|owner| owner.ident == column.ident)
            .map(|owner| owner.ident.clone())
    }

    fn sets_of_new(&mut self, action: &ir::Action, owner: Option<&Owner>) -> Vec<String> {
        let local = self.local();
        let mut sets = Vec::new();
        for column in columns(self.service, self.entity) {
            if is_required(self.entity, &column) {
                continue;
            }
            if let Some(given) = self.given(&column, owner) {
                sets.push(format!("{local}.{} = Some({given});", column.ident));
            }
        }
        for (field, part) in self.payload_parts(action) {
            let Some(column) = self.payload_column(field) else {
                continue;
            };
            if is_required(self.entity, &column) {
                continue;
            }
            let ident = &column.ident;
            if column.optional && !self.has_default(&column) {
                sets.push(format!("{local}.{ident} = payload.{ident};"));
            } else {
                let value = suffixed_ident(&part.name);
                let set = if column.optional {
                    format!("Some({value})")
                } else {
                    value.clone()
                };
                sets.push(format!(
                    "if let Some({value}) = payload.{ident} {{\n            {local}.{ident} = {set};\n        }}"
                ));
            }
        }
        sets
    }

    fn has_default(&self, column: &Column) -> bool {
        match column.source {
            Source::Attribute(id) => self.entity.attributes[id.0].default.is_some(),
            Source::BelongsTo(_) => false,
        }
    }

    fn payload_column(&self, field: ir::PayloadField) -> Option<Column> {
        match field {
            ir::PayloadField::Attribute(id) => {
                Some(attribute_column(self.service, self.entity, id))
            }
            ir::PayloadField::BelongsTo(id) => Some(relation_column(self.service, self.entity, id)),
            ir::PayloadField::ManyToMany(_) => None,
        }
    }

    fn relations_value(&self, action: &ir::Action) -> Option<RelationsValue> {
        if self.entity.many_to_many.is_empty() {
            return None;
        }
        let settable: Vec<ir::ManyToManyId> = match &action.payload {
            Some(ir::Payload::Entity(fields)) => fields
                .iter()
                .filter_map(|field| match field {
                    ir::PayloadField::ManyToMany(id) => Some(*id),
                    _ => None,
                })
                .collect(),
            _ => vec![],
        };
        let fields = self
            .entity
            .many_to_many
            .iter()
            .enumerate()
            .map(|(index, relation)| {
                let ident = rust_ident(&naming::relation_ids(&relation.name));
                let settable = settable.contains(&ir::ManyToManyId(index));
                let value = if settable {
                    format!("payload.{ident}")
                } else {
                    "None".to_owned()
                };
                NewField {
                    ident,
                    value: Some(value),
                }
            })
            .collect();
        Some(RelationsValue {
            name: format!("{}Relations", self.entity.name),
            fields,
        })
    }

    /// Fields of the payload that only some roles may give.
    fn restricted(&mut self, action: &ir::Action) -> Vec<Restricted> {
        let mut restricted = Vec::new();
        let mut roles_used = false;
        for (field, part) in self.payload_parts(action) {
            let writable = match field {
                ir::PayloadField::Attribute(id) => &self.entity.attributes[id.0].writable,
                ir::PayloadField::BelongsTo(id) => &self.entity.belongs_to[id.0].writable,
                ir::PayloadField::ManyToMany(id) => &self.entity.many_to_many[id.0].writable,
            };
            if writable.is_empty() {
                continue;
            }
            roles_used = true;
            let roles = has_role(self.service, writable);
            let field = format!("payload.{}", rust_ident(&part.name));
            let given = match part.reading {
                Reading::Required => String::new(),
                Reading::Patch => format!("!{field}.is_absent() && "),
                _ => format!("{field}.is_some() && "),
            };
            let condition = format!("{given}!{roles}");
            restricted.push(Restricted {
                condition,
                field: rust_string(&part.name),
            });
        }
        if roles_used {
            self.imports.add("contract::FieldError");
            self.imports
                .add(format!("contract::{}", role_type(self.service)));
        }
        restricted
    }

    /// Keys in the payload, to be known before anything is written.
    fn references(&mut self, action: &ir::Action) -> Vec<Reference> {
        let mut references = Vec::new();
        let mut uses = Vec::new();
        for (field, part) in self.payload_parts(action) {
            let ident = rust_ident(&part.name);
            let (target, list) = match field {
                ir::PayloadField::Attribute(_) => continue,
                ir::PayloadField::BelongsTo(id) => (self.entity.belongs_to[id.0].entity, false),
                ir::PayloadField::ManyToMany(id) => (self.entity.many_to_many[id.0].entity, true),
            };
            let given = match (part.reading, list) {
                (_, true) => format!("payload.{ident}.as_deref().unwrap_or_default()"),
                (Reading::Required, _) => format!("&[payload.{ident}]"),
                (Reading::Patch, _) => format!("payload.{ident}.as_slice()"),
                _ => format!("payload.{ident}.as_slice()"),
            };
            let target = self.service.entity(target);
            uses.push(naming::id_type(target));
            let (holder, method) = self.known_holder(target);
            references.push(Reference {
                field: rust_string(&part.name),
                given,
                holder,
                method,
                list,
            });
        }
        references
    }

    fn slug(&self, action: &ir::Action) -> Option<Slug> {
        let (index, attribute, from) = self.entity.attributes.iter().enumerate().find_map(
            |(index, attribute)| match attribute.default {
                Some(ir::Default::Slug(from)) => Some((index, attribute, from)),
                _ => None,
            },
        )?;
        let parts = self.payload_parts(action);
        let in_payload = parts
            .iter()
            .any(|(field, _)| *field == ir::PayloadField::Attribute(ir::AttributeId(index)));
        let column = attribute_column(self.service, self.entity, from);
        let ident = rust_ident(&attribute.name);
        let text = format!("{}.{}", self.local(), column.ident);
        Some(Slug {
            unless_given: in_payload.then(|| format!("{}.{ident}.is_empty()", self.local())),
            field: rust_string(&attribute.name),
            from: match (column.optional, matches!(column.kind, Kind::Text)) {
                (true, _) => format!("{text}.as_deref().unwrap_or_default()"),
                _ => format!("&{text}"),
            },
            max: usize::try_from(attribute.value.rules.max_length.unwrap_or(100)).unwrap_or(100),
            ident,
        })
    }

    fn conditional(&mut self) -> String {
        self.imports.add("contract::Precondition");
        "precondition: &Precondition".to_owned()
    }

    fn update(&mut self, action: &ir::Action) -> Method {
        let mut middle = vec![self.id_parameter()];
        if let Some(payload) = payload_type(self.service, self.resource, action) {
            self.imports.extend(&payload.imports);
            middle.push(format!("payload: {}", payload.text));
        }
        middle.push(self.conditional());
        let name = self.entity.name.clone();
        self.domain(&name);
        let docs = docs::or(
            action.description.as_deref(),
            &format!("Changes the {}.", naming::spoken(self.entity)),
        );
        let signature = self.signature(action, "update", middle, &name);
        let local = self.local();
        let sets = self.payload_parts(action).into_iter().filter_map(|(field, part)| {
            let column = self.payload_column(field)?;
            let ident = &column.ident;
            Some(match part.reading {
                Reading::Patch => format!("payload.{ident}.apply_to(&mut {local}.{ident});"),
                _ => {
                    let value = suffixed_ident(&part.name);
                    format!(
                        "if let Some({value}) = payload.{ident} {{\n            {local}.{ident} = {value};\n        }}"
                    )
                }
            })
        });
        let sets = sets.collect();
        let relations = self.relations_value(action);
        if let Some(relations) = &relations {
            self.domain(&relations.name);
        }
        let timestamps = self.timestamps();
        if timestamps {
            self.imports.add("contract::now");
        }
        let body = Update {
            repository: self.holder(self.entity),
            stray: self.stray(&local),
            refuse: self.refuse_with_owner(action, &local),
            restricted: self.restricted(action),
            references: self.references(action),
            local,
            sets,
            relations,
            timestamps,
        };
        if !body.references.is_empty() {
            self.imports.add("super::references");
        }
        Method {
            docs,
            signature,
            body: Body::Update(body),
        }
    }

    fn timestamps(&self) -> bool {
        self.entity
            .attributes
            .iter()
            .any(|attribute| attribute.role == ir::AttributeRole::UpdatedAt)
    }

    fn delete(&mut self, action: &ir::Action) -> Method {
        let middle = vec![self.id_parameter(), self.conditional()];
        let docs = docs::or(
            action.description.as_deref(),
            &format!("Removes the {}.", naming::spoken(self.entity)),
        );
        let signature = self.signature(action, "delete", middle, "()");
        let local = self.local();
        let body = Body::Delete(Delete {
            repository: self.holder(self.entity),
            stray: self.stray(&local),
            refuse: self.refuse_with_owner(action, &local),
            local,
        });
        Method {
            docs,
            signature,
            body,
        }
    }

    fn custom(&mut self, action: &ir::Action) -> (Method, Custom) {
        let member = action.kind == ir::ActionKind::CustomMember;
        let mut imports = custom_imports(self.service);
        let mut middle = Vec::new();
        let mut parameters = vec!["ports: &Ports".to_owned(), "caller: &Caller".to_owned()];
        let mut arguments = vec!["self.ports()".to_owned(), "caller".to_owned()];
        let local = self.local();
        if member {
            middle.push(self.id_parameter());
            imports.add(format!("crate::generated::domain::{}", self.entity.name));
            parameters.push(format!("{local}: {}", self.entity.name));
            arguments.push(local.clone());
        } else if let Some((ident, id)) = self.parent_ident() {
            imports.add(format!("contract::{id}"));
            parameters.push(format!("{ident}: {id}"));
            arguments.push(ident);
        }
        if has_query(self.service, self.resource, action) {
            let query = naming::query_type(self.resource, action);
            for uses in [&mut imports, &mut self.imports] {
                uses.add(format!("contract::{query}"));
            }
            middle.push(format!("query: {query}"));
            parameters.push(format!("query: {query}"));
            arguments.push("query".to_owned());
        }
        if let Some(payload) = payload_type(self.service, self.resource, action) {
            imports.extend(&payload.imports);
            self.imports.extend(&payload.imports);
            middle.push(format!("payload: {}", payload.text));
            parameters.push(format!("payload: {}", payload.text));
            arguments.push("payload".to_owned());
        }
        if member {
            middle.push(self.conditional());
        }
        let output = output(self.service, action);
        imports.extend(&output.imports);
        self.imports.extend(&output.imports);
        let module = custom_module(self.resource, action);
        self.imports.add(format!("super::{module}"));
        let docs = action_docs(self.resource, action);
        let function = rust_ident(&action.name);
        let signature = self.signature(action, &function, middle, &output.text);
        let call = list(8, &format!("{module}::{function}("), &arguments, ").await");
        let body = if member {
            Body::Member(Member {
                repository: self.holder(self.entity),
                stray: self.stray(&local),
                refuse: self.refuse_with_owner(action, &local),
                local,
                call,
            })
        } else {
            Body::Collection(Collection {
                refuse: self.refuse(action),
                parent: self.parent_check(),
                call,
            })
        };
        let custom = custom(
            self.service,
            self.resource,
            action,
            parameters,
            &output.text,
            imports,
        );
        (
            Method {
                docs,
                signature,
                body,
            },
            custom,
        )
    }

    /// Functions that tell the place of a row, one per view that the list offers.
    fn positions(&mut self) -> Vec<Position> {
        let Some(policy) = &self.resource.list else {
            return vec![];
        };
        let Some(action) = self
            .resource
            .actions
            .iter()
            .find(|action| action.kind == ir::ActionKind::List)
        else {
            return vec![];
        };
        let ir::ResponseBody::MediaType { views, .. } = &action.response.body else {
            return vec![];
        };
        self.imports.add("contract::Position");
        let sort = naming::sort_type(self.resource);
        let sorted = !policy.sorts.is_empty();
        let mut keyed = false;
        let positions = views
            .iter()
            .map(|view| {
                let (_, projection) = view_names(self.service, (self.resource.media_type, *view));
                let name = &self.service.view(self.resource.media_type, *view).name;
                let mut parameters = vec![format!("row: &{projection}")];
                if sorted {
                    parameters.push(format!("order: {sort}"));
                }
                let signature = list(
                    0,
                    &format!("fn position_of_{name}("),
                    &parameters,
                    ") -> Position {",
                );
                let sorts = sorts(policy);
                let arms = sorts.iter().map(|by| {
                    let variant = |descending| {
                        rust_type::sort_variant(sort_name(self.entity, *by), descending)
                    };
                    let key = self.sort_key(*by);
                    PositionArm {
                        pattern: format!("{sort}::{} | {sort}::{}", variant(false), variant(true)),
                        key,
                    }
                });
                let arms: Vec<PositionArm> = arms.collect();
                let only = arms
                    .is_empty()
                    .then(|| self.sort_key(policy.default_sort.by));
                keyed |= arms
                    .iter()
                    .map(|arm| &arm.key)
                    .chain(&only)
                    .any(|key| key.contains("SortKey"));
                Position {
                    signature,
                    arms,
                    only,
                }
            })
            .collect();
        if keyed {
            self.imports.add("contract::SortKey");
        }
        positions
    }

    fn sort_key(&self, by: ir::SortBy) -> String {
        let ir::SortBy::Attribute(id) = by;
        let column = attribute_column(self.service, self.entity, id);
        let attribute = &self.entity.attributes[id.0];
        if attribute.role == ir::AttributeRole::Key {
            return "None".to_owned();
        }
        let field = format!("row.{}", column.ident);
        let kind = match (&column.kind, &attribute.value.shape) {
            (Kind::Text | Kind::Enum(_), _) => "Text",
            (Kind::Int64 | Kind::Decimal(_), _) | (_, ir::Shape::Int32) => "Integer",
            (_, ir::Shape::Float64) => "Real",
            (_, ir::Shape::DateTime) => "Time",
            (_, ir::Shape::Date) => "Date",
            (_, ir::Shape::Boolean) => "Boolean",
            _ => "Uuid",
        };
        let convert = match (&column.kind, &attribute.value.shape) {
            (Kind::Text, _) => Some("clone()".to_owned()),
            (Kind::Enum(_), _) => Some("as_str().to_owned()".to_owned()),
            (Kind::Int64, _) => Some("0".to_owned()),
            (Kind::Decimal(_), _) => Some("units()".to_owned()),
            _ => None,
        };
        match (column.optional, convert, &attribute.value.shape) {
            (false, _, ir::Shape::Int32) => format!("Some(SortKey::{kind}({field}.into()))"),
            (false, Some(convert), _) => format!("Some(SortKey::{kind}({field}.{convert}))"),
            (false, None, _) => format!("Some(SortKey::{kind}({field}))"),
            (true, _, ir::Shape::Int32) => {
                format!("{field}.map(|key| SortKey::{kind}(key.into()))")
            }
            (true, Some(convert), _) if convert == "clone()" => {
                format!("{field}.clone().map(SortKey::{kind})")
            }
            (true, Some(convert), _) => {
                format!("{field}.map(|key| SortKey::{kind}(key.{convert}))")
            }
            (true, None, _) => format!("{field}.map(SortKey::{kind})"),
        }
    }
}

/// Whether a caller must be somebody in particular.
pub(in crate::lower) fn is_restricted(action: &ir::Action) -> bool {
    !action
        .authorize
        .iter()
        .any(|access| matches!(access, ir::Access::Public | ir::Access::Signed))
}

/// Whether `new` must be told the column.
fn is_required(entity: &ir::Entity, column: &Column) -> bool {
    match column.source {
        Source::Attribute(id) => {
            let attribute = &entity.attributes[id.0];
            attribute.role == ir::AttributeRole::Plain
                && !column.optional
                && attribute.default.is_none()
        }
        Source::BelongsTo(_) => !column.optional,
    }
}

/// `known_users`, of a port.
pub(in crate::lower) fn known_method(entity: &ir::Entity) -> String {
    format!("known_{}", entity.plural)
}

pub(in crate::lower) fn custom_module(resource: &ir::Resource, action: &ir::Action) -> String {
    format!("{}_{}", resource.name, action.name)
}

fn custom_imports(_service: &ir::Service) -> Imports {
    let mut imports = Imports::default();
    for path in [
        "contract::Caller",
        "crate::generated::usecase::Error",
        "crate::generated::usecase::Ports",
    ] {
        imports.add(path);
    }
    imports
}

fn action_docs(resource: &ir::Resource, action: &ir::Action) -> Vec<String> {
    let otherwise = format!(
        "The action `{}` of {}.",
        action.name,
        docs::words(&resource.name)
    );
    docs::or(action.description.as_deref(), &otherwise)
}

/// What hand-written code of an action returns.
fn output(service: &ir::Service, action: &ir::Action) -> rust_type::RustType {
    match &action.response.body {
        ir::ResponseBody::Empty => rust_type::RustType::plain("()"),
        ir::ResponseBody::Value(value) => rust_type::of_value(service, value),
        ir::ResponseBody::MediaType {
            media_type, list, ..
        } => match service.media_type(*media_type).source {
            ir::Source::Entity(id) if *list => rust_type::of_id(service.entity(id)).wrapped("Vec"),
            ir::Source::Entity(id) => rust_type::RustType::imported(&format!(
                "crate::generated::domain::{}",
                service.entity(id).name
            )),
            ir::Source::Type(id) => {
                let ty =
                    rust_type::RustType::imported(&format!("contract::{}", service.ty(id).name));
                if *list { ty.wrapped("Vec") } else { ty }
            }
        },
    }
}

fn custom(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
    parameters: Vec<String>,
    output: &str,
    mut imports: Imports,
) -> Custom {
    imports.add("crate::generated::domain::NotImplemented");
    let module = custom_module(resource, action);
    let function = rust_ident(&action.name);
    let unused: Vec<String> = parameters
        .iter()
        .filter_map(|parameter| parameter.split_once(": ").map(|(name, _)| name.to_owned()))
        .collect();
    Custom {
        file: format!("usecase/{module}.rs"),
        docs: action_docs(resource, action),
        imports: imports.render("engine"),
        signature: list(
            0,
            &format!("pub(crate) async fn {function}("),
            &parameters,
            &format!(") -> Result<{output}, Error> {{"),
        ),
        unused,
        route: format!(
            "{} {}",
            super::http::method_word(action.method),
            hrefs::template(&service.api.base_path, &action.path)
        ),
        module,
        function,
    }
}

/// A custom action of a resource without entity.
fn plain_custom(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
    uses: &mut Imports,
) -> (Method, Custom) {
    let mut imports = custom_imports(service);
    let mut parameters = vec!["ports: &Ports".to_owned(), "caller: &Caller".to_owned()];
    let mut arguments = vec!["self.ports()".to_owned(), "caller".to_owned()];
    let mut middle = vec!["&self".to_owned(), "caller: &Caller".to_owned()];
    let mut add = |name: &str, ty: &rust_type::RustType| {
        imports.extend(&ty.imports);
        uses.extend(&ty.imports);
        parameters.push(format!("{name}: {}", ty.text));
        middle.push(format!("{name}: {}", ty.text));
        arguments.push(name.to_owned());
    };
    if has_query(service, resource, action) {
        let path = format!("contract::{}", naming::query_type(resource, action));
        add("query", &rust_type::RustType::imported(&path));
    }
    if let Some(payload) = payload_type(service, resource, action) {
        add("payload", &payload);
    }
    let output = output(service, action);
    imports.extend(&output.imports);
    uses.extend(&output.imports);
    let module = custom_module(resource, action);
    uses.add(format!("super::{module}"));
    let function = rust_ident(&action.name);
    let roles: Vec<String> = action
        .authorize
        .iter()
        .filter_map(|access| match access {
            ir::Access::Role(role) => Some(role.clone()),
            _ => None,
        })
        .collect();
    let refuse = is_restricted(action).then(|| {
        uses.add(format!("contract::{}", role_type(service)));
        format!("!{}", has_role(service, &roles))
    });
    let tail = format!(") -> Result<{}, Error> {{", output.text);
    let signature = list(MEMBER, &format!("async fn {function}("), &middle, &tail);
    let call = list(8, &format!("{module}::{function}("), &arguments, ").await");
    let body = Body::Collection(Collection {
        refuse,
        parent: None,
        call,
    });
    let custom = custom(service, resource, action, parameters, &output.text, imports);
    (
        Method {
            docs: action_docs(resource, action),
            signature,
            body,
        },
        custom,
    )
}
