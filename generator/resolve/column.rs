//! Attributes of entities: what is stored, who sets it, what it is made of.

use super::entity::Defined;
use super::expand::Declared;
use super::types::TypeValues;
use super::value::plain;
use super::{attribute, backfill, bounds, codes, literal, rule, seed};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, AttributeId, AttributeRole, Presence, SetBy, Shape, TypeKind};
use crate::names;
use crate::schema::{self, Attribute, Literal, Name, ScalarStyle, Visible};
use crate::source::{Span, Spanned};

/// The entity whose attributes are resolved.
pub(super) struct Site<'a> {
    pub(super) defined: &'a Defined<'a>,
    pub(super) entity: &'a str,
    pub(super) written: &'a schema::Entity,
}

/// `id`, what is written, and the times.
pub(super) fn columns(site: &Site<'_>, found: &mut Diagnostics) -> Vec<ir::Attribute> {
    let values = site.defined.values;
    let resolved: Vec<_> = site
        .defined
        .expansion
        .of_entity(site.entity)
        .iter()
        .filter_map(|declared| Some((declared, attribute::value(declared, values, found)?)))
        .collect();
    let names: Vec<&str> = std::iter::once("id")
        .chain(
            resolved
                .iter()
                .map(|(declared, _)| declared.name.value.as_str()),
        )
        .collect();
    let span = site.written.span;
    let mut attributes = vec![own("id", span, AttributeRole::Key)];
    for (declared, value) in resolved {
        let column = Column {
            site,
            declared,
            value,
            names: &names,
            types: site.defined.types,
        };
        attributes.push(column.resolve(found));
    }
    if site
        .written
        .timestamps
        .as_ref()
        .is_none_or(|flag| flag.value)
    {
        attributes.push(own("created_at", span, AttributeRole::CreatedAt));
        attributes.push(own("updated_at", span, AttributeRole::UpdatedAt));
    }
    attributes
}

/// An attribute that every entity has.
fn own(name: &str, span: Span, role: AttributeRole) -> ir::Attribute {
    let is_key = role == AttributeRole::Key;
    ir::Attribute {
        name: name.to_owned(),
        span,
        description: None,
        value: plain(if is_key { Shape::Uuid } else { Shape::DateTime }),
        presence: Presence::Required,
        default: if is_key { None } else { Some(ir::Default::Now) },
        example: None,
        unique: is_key,
        index: false,
        secret: false,
        set_by: SetBy::Server,
        writable: Vec::new(),
        computed: None,
        deprecated: false,
        role,
        backfill: None,
        renamed: None,
        written: None,
    }
}

/// One attribute on its way to be resolved.
struct Column<'a> {
    site: &'a Site<'a>,
    declared: &'a Declared<'a>,
    value: ir::Value,
    /// Names of the entity's attributes by id.
    names: &'a [&'a str],
    types: TypeValues<'a>,
}

impl<'a> Column<'a> {
    fn resolve(mut self, found: &mut Diagnostics) -> ir::Attribute {
        let computed = self.computed(found);
        let backfill = self.backfill(found);
        let default = self.default(found);
        // A slug is made unique when it is made, so it is; without a letter it names nothing. One that is given is as long
        // as one that is made.
        let is_slug = matches!(default, Some(ir::Default::Slug(_)));
        if is_slug {
            let rules = &mut self.value.rules;
            rules.min_length.get_or_insert(1);
            rules.max_length.get_or_insert(names::SLUG_LENGTH);
        }
        let unique = is_slug || self.flag(|attribute| attribute.unique.as_ref());
        let index = self.flag(|attribute| attribute.index.as_ref());
        self.refuse_lookup(found);
        if computed.is_some() {
            self.refuse_stored_keys(found);
        }
        ir::Attribute {
            name: self.declared.name.value.clone(),
            span: self.declared.name.span,
            description: attribute::description(self.declared),
            presence: attribute::presence(self.declared, found),
            default,
            example: attribute::example(self.declared, &self.value, self.types, found),
            unique,
            index,
            secret: self.flag(|attribute| attribute.secret.as_ref()),
            set_by: self.set_by(),
            writable: self.writable(),
            computed,
            deprecated: attribute::deprecated(self.declared),
            role: AttributeRole::Plain,
            backfill,
            renamed: attribute::renamed(self.declared),
            written: self.declared.layers[0].attribute.written.clone(),
            value: self.value,
        }
    }

    fn design(&self) -> &'a schema::Design {
        self.site.defined.values.catalogue.design
    }

    /// What the nearest place that says it says.
    fn said<T>(&self, key: impl Fn(&'a Attribute) -> Option<&'a T>) -> Option<&'a T> {
        self.declared
            .layers
            .iter()
            .find_map(|layer| key(layer.attribute))
    }

    fn flag(&self, key: impl Fn(&'a Attribute) -> Option<&'a Spanned<bool>>) -> bool {
        self.said(key).is_some_and(|flag| flag.value)
    }

    fn writable(&self) -> Vec<String> {
        let written = self.said(|attribute| attribute.writable.as_ref());
        written
            .iter()
            .flat_map(|roles| roles.value.iter().map(|role| role.value.clone()))
            .collect()
    }

    /// Whose code sets it: as written, or as its place and name suggest.
    fn set_by(&self) -> SetBy {
        if let Some(written) = self.said(|attribute| attribute.set_by.as_ref()) {
            return set_by(written.value);
        }
        let name = self.declared.name.value.as_str();
        let is_time = matches!(self.value.shape, Shape::DateTime) && name.ends_with("_at");
        let computed = self.said(|attribute| attribute.computed.as_ref()).is_some();
        if computed || is_role(self.design(), self.site.entity, name) {
            SetBy::Server
        } else if name == "status" || is_time || decides_visibility(self.site.written, name) {
            SetBy::Action
        } else {
            SetBy::Caller
        }
    }

    fn default(&self, found: &mut Diagnostics) -> Option<ir::Default> {
        match attribute::written_default(self.declared)? {
            schema::Default::Slug(source) => self.slug(source, found),
            schema::Default::Literal(Literal::Scalar(scalar))
                if scalar.text == "now"
                    && scalar.style == ScalarStyle::Plain
                    && matches!(self.value.shape, Shape::DateTime | Shape::Date) =>
            {
                Some(ir::Default::Now)
            }
            schema::Default::Literal(written) => {
                let read = literal::literal(&self.value, written, self.types, found)?;
                seed::of_literal(&read, &self.value.shape, written.span(), found)?;
                Some(ir::Default::Literal(read))
            }
        }
    }

    fn backfill(&self, found: &mut Diagnostics) -> Option<ir::Backfill> {
        let written = self.said(|attribute| attribute.backfill.as_ref())?;
        backfill::backfill(written, &self.value, self.types, found)
    }

    fn slug(&self, source: &Name, found: &mut Diagnostics) -> Option<ir::Default> {
        if !matches!(self.value.shape, Shape::String) {
            let name = &self.declared.name;
            let message = format!(
                "{} is a slug, so it has to be a string",
                quoted(&name.value)
            );
            found.push(
                Diagnostic::new(codes::KEY_UNSUITED, source.span, message)
                    .also(name.span, "the attribute")
                    .help("write `type: string`"),
            );
        }
        self.refuse_unfit_slug(source, found);
        self.named(source, found).map(ir::Default::Slug)
    }

    /// Every text has a slug that keeps the rules of the attribute.
    fn refuse_unfit_slug(&self, source: &Name, found: &mut Diagnostics) {
        let rules = &self.value.rules;
        let untitled = names::untitled(rules.max_length).into_iter();
        let mut broken = untitled.filter_map(|slug| {
            let rule = bounds::broken(rules, &ir::Literal::Text(slug.clone()))?;
            Some((slug, rule))
        });
        let Some((slug, rule)) = broken.next() else {
            return;
        };
        let message = format!(
            "the slug of a text without letters can be {}, which does not keep {rule}",
            quoted(&slug)
        );
        found.push(
            Diagnostic::new(codes::RULE_CONFLICT, source.span, message)
                .also(self.declared.name.span, "the attribute")
                .help(
                    "let the rules admit it, as `pattern: \"^[a-z0-9-]+$\"` and `min_length: 8` do",
                ),
        );
    }

    fn computed(&self, found: &mut Diagnostics) -> Option<ir::Computed> {
        let written = self.said(|attribute| attribute.computed.as_ref())?;
        let needs = written
            .needs
            .iter()
            .filter_map(|name| self.named(name, found))
            .collect();
        Some(ir::Computed { needs })
    }

    /// Another attribute of the same entity.
    fn named(&self, name: &Name, found: &mut Diagnostics) -> Option<AttributeId> {
        let position = self.names.iter().position(|known| *known == name.value);
        let is_written = self
            .site
            .written
            .attributes
            .iter()
            .any(|(known, _)| known.value == name.value);
        if position.is_none() && !is_written {
            let kind = format!("attribute of entity {} called", quoted(self.site.entity));
            found.push(super::catalogue::unknown(
                &kind,
                name,
                self.names.iter().copied(),
            ));
        }
        position.map(AttributeId)
    }

    fn refuse_lookup(&self, found: &mut Diagnostics) {
        if is_scalar(&self.value.shape, self.types) {
            return;
        }
        for (key, written) in [
            ("unique", self.said(|attribute| attribute.unique.as_ref())),
            ("index", self.said(|attribute| attribute.index.as_ref())),
        ] {
            let Some(flag) = written.filter(|flag| flag.value) else {
                continue;
            };
            let message = format!(
                "{} has no meaning for {}",
                quoted(key),
                rule::describe(&self.value.shape)
            );
            found.push(
                Diagnostic::new(codes::KEY_UNSUITED, flag.span, message)
                    .help("rows are looked up by numbers, strings of one line, times, ids, enums"),
            );
        }
    }

    fn refuse_stored_keys(&self, found: &mut Diagnostics) {
        let default = self.said(|attribute| attribute.default.as_ref());
        let default = default.map(|default| match default {
            schema::Default::Literal(literal) => literal.span(),
            schema::Default::Slug(name) => name.span,
        });
        let backfill = self.said(|attribute| attribute.backfill.as_ref());
        let keys = [
            ("default", default),
            ("backfill", backfill.map(schema::Backfill::span)),
            (
                "unique",
                self.said(|attribute| attribute.unique.as_ref())
                    .map(|key| key.span),
            ),
            (
                "index",
                self.said(|attribute| attribute.index.as_ref())
                    .map(|key| key.span),
            ),
            (
                "set_by",
                self.said(|attribute| attribute.set_by.as_ref())
                    .map(|key| key.span),
            ),
            (
                "writable",
                self.said(|attribute| attribute.writable.as_ref())
                    .map(|key| key.span),
            ),
        ];
        for (key, place) in keys {
            if let Some(place) = place {
                let message = format!("{} has no meaning for a computed attribute", quoted(key));
                found.push(Diagnostic::new(codes::KEY_UNSUITED, place, message).help(
                    "a computed attribute is not stored; a function makes it from what it needs",
                ));
            }
        }
    }
}

/// Whether rows can be looked up by values of this kind.
pub(super) fn is_scalar(shape: &Shape, types: TypeValues<'_>) -> bool {
    match shape {
        Shape::Named(id) => matches!(types[id.0].kind, TypeKind::Enum(_)),
        Shape::Text | Shape::Bytes | Shape::Array(_) | Shape::Map(_) => false,
        _ => true,
    }
}

/// The same word of the two stages.
pub(super) fn set_by(written: schema::SetBy) -> SetBy {
    match written {
        schema::SetBy::Caller => SetBy::Caller,
        schema::SetBy::Action => SetBy::Action,
        schema::SetBy::Server => SetBy::Server,
    }
}

fn is_role(design: &schema::Design, entity: &str, attribute: &str) -> bool {
    matches!(&design.api.security, Some(schema::Security::Account { account, role })
        if account.value == entity && role.value == attribute)
}

fn decides_visibility(entity: &schema::Entity, attribute: &str) -> bool {
    entity
        .visible
        .iter()
        .flat_map(|any| &any.value)
        .any(|visible| match visible {
            Visible::All(conditions) => conditions
                .value
                .iter()
                .any(|(name, _)| name.value == attribute),
            Visible::Access(_) => false,
        })
}
