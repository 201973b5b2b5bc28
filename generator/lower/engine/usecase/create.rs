//! Lowers the action that makes something: what it is made of, who owns it, and the slug it is given.

use super::{Lowering, taken};
use crate::ir;
use crate::lower::engine::columns::{Column, Kind, Source, attribute_column, columns};
use crate::lower::payloads::{EntityField, payload_type};
use crate::lower::{docs, naming};
use crate::names::{SLUG_LENGTH, rust_ident, screaming};
use crate::plan::contract::Pattern;
use crate::plan::engine::usecase::{Body, Create, Method, NewField, Owner, Slug};
use crate::print::rust_string;

impl Lowering<'_> {
    pub(super) fn create(&mut self, action: &ir::Action) -> Method {
        let payload = payload_type(self.service, self.resource, action);
        let mut middle = Vec::new();
        if let Some(payload) = &payload {
            self.imports.extend(&payload.imports);
            middle.push(format!("payload: {}", payload.text));
        }
        let name = self.entity.name.clone();
        self.domain(&name);
        let docs = docs::or(
            action.description.as_deref(),
            &format!("Makes a new {}.", naming::spoken(self.entity)),
        );
        let signature = self.signature(action, "create", middle, &name);
        let body = self.creation(action);
        let signature = if asks(&body) {
            signature
        } else {
            signature.replace("caller: &Caller", "_caller: &Caller")
        };
        Method {
            docs,
            signature,
            body: Body::Create(Box::new(body)),
        }
    }

    fn creation(&mut self, action: &ir::Action) -> Create {
        let new_name = naming::new_type(self.entity);
        let mut columns = columns(self.service, self.entity).into_iter();
        if columns.any(|column| is_required(self.entity, &column)) {
            self.domain(&new_name);
        }
        let many = self.relations_value(action);
        if let Some(many) = &many {
            self.domain(&many.name);
        }
        let owner = self.owner_of_new();
        let slug = self.slug(action);
        if let Some(slug) = &slug {
            self.domain("StorageError");
            self.imports.add("contract::slug");
            if !slug.rules.is_empty() {
                self.imports.add("contract::input::Rule");
            }
            if slug.rules.contains("Pattern") {
                self.imports.add("contract::input::Pattern");
            }
        }
        Create {
            refuse: self.refuse_making(action),
            new_fields: self.new_fields(action, owner.as_ref()),
            sets: self.sets_of_new(action, owner.as_ref()),
            restricted: self.restricted(action),
            references: self.references(action),
            local: self.local(),
            new_name,
            repository: self.holder(self.entity),
            entity: self.entity.name.clone(),
            relations: many,
            lost: self.lost(action),
            owner,
            slug,
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
        let of_path = self
            .parent_ident()
            .is_some_and(|(parent, _)| parent == ident);
        // No name of a design ends like this.
        let local = if of_path {
            format!("{ident}_")
        } else {
            ident.clone()
        };
        (!is_parent).then_some(Owner { ident, local })
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
            .map(|owner| owner.local.clone())
    }

    /// The value that the payload gives to a column.
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

    /// Statements that set what is not needed to make the thing.
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
            if column.optional && !has_default(self.entity, &column) {
                sets.push(format!("{local}.{ident} = payload.{ident};"));
            } else {
                let value = taken(&part.called.name, &local);
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

    /// What slugs that are made have to match, as a static of the module.
    pub(super) fn slug_pattern(&self) -> Option<Pattern> {
        let mut actions = self.resource.actions.iter();
        actions.find(|action| action.kind == ir::ActionKind::Create)?;
        let (_, attribute, _) = self.slug_attribute()?;
        Some(Pattern {
            ident: pattern_ident(attribute),
            literal: rust_string(attribute.value.rules.pattern.as_ref()?),
        })
    }

    /// The attribute that is a slug, and what it is made of.
    fn slug_attribute(&self) -> Option<(usize, &ir::Attribute, ir::AttributeId)> {
        let mut attributes = self.entity.attributes.iter().enumerate();
        attributes.find_map(|(index, attribute)| match attribute.default {
            Some(ir::Default::Slug(from)) => Some((index, attribute, from)),
            _ => None,
        })
    }

    fn slug(&self, action: &ir::Action) -> Option<Slug> {
        let (index, attribute, from) = self.slug_attribute()?;
        let parts = self.payload_parts(action);
        let in_payload = parts
            .iter()
            .any(|(field, _)| *field == ir::PayloadField::Attribute(ir::AttributeId(index)));
        let column = attribute_column(self.service, self.entity, from);
        let ident = rust_ident(&attribute.name);
        let local = self.local();
        let text = format!("{local}.{}", column.ident);
        let max = attribute.value.rules.max_length.unwrap_or(SLUG_LENGTH);
        let made = format!("slug::numbered(&base, attempt, {local}.id.uuid(), {max})");
        // What a row may be without is empty in another way.
        let (given, made) = match attribute.presence {
            ir::Presence::Required => (format!("!{local}.{ident}.is_empty()"), made),
            ir::Presence::Optional | ir::Presence::Nullable => (
                format!("{local}.{ident}.is_some()"),
                format!("Some({made})"),
            ),
        };
        Some(Slug {
            given: in_payload.then_some(given),
            made,
            field: rust_string(attribute.sent()),
            from: match (column.optional, matches!(column.kind, Kind::Text)) {
                (true, _) => format!("{text}.as_deref().unwrap_or_default()"),
                _ => format!("&{text}"),
            },
            max,
            rules: slug_rules(attribute),
            ident,
        })
    }
}

fn pattern_ident(attribute: &ir::Attribute) -> String {
    screaming(&attribute.name)
}

/// What a slug does not keep by the way it is made.
fn slug_rules(attribute: &ir::Attribute) -> String {
    let rules = &attribute.value.rules;
    let least = rules.min_length.filter(|least| *least > 1);
    let least = least.map(|least| format!("Rule::MinLength({least})"));
    let pattern = rules.pattern.as_ref();
    let pattern = pattern.map(|_| format!("Rule::Pattern(&{})", pattern_ident(attribute)));
    [least, pattern]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// Whether the method looks at who calls.
fn asks(create: &Create) -> bool {
    create.refuse.is_some()
        || create.owner.is_some()
        || create.lost.is_some()
        || !create.restricted.is_empty()
        || !create.references.is_empty()
}

fn has_default(entity: &ir::Entity, column: &Column) -> bool {
    match column.source {
        Source::Attribute(id) => entity.attributes[id.0].default.is_some(),
        Source::BelongsTo(_) => false,
    }
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
