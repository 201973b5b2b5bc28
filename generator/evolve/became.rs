//! What becomes of what the design names, where facts that come and go do not tell: a step comes in, the lines that the lock
//! file keeps of it come out, and are read again. Without them a rename could not be told from a removal and an addition.
//!
//! ```text
//! > attribute Book.headline title    what is `Book.headline` from here on was `Book.title`
//! > value Book.status.live shown     rows that were `shown` are `live`
//! ! attribute Book.letters           what rows had there is dropped
//! ```

use super::LikelyKind;
use super::change::{Change, Kept};
use super::difference::{Difference, Loss};
use super::known::{Known, KnownTable};
use super::likely;
use super::values::{Called, RenamedPart};
use crate::ir;
use crate::names::{Grammar, foreign_key};
use std::collections::BTreeSet;

/// What a line says, by the names that everything has after its step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Became<'a> {
    Renamed { what: Element<'a>, from: &'a str },
    Dropped(Element<'a>),
}

/// What has a table or columns, or is in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element<'a> {
    Entity(&'a str),
    /// An attribute or a relation of an entity: no two have the same name.
    Member(&'a str, &'a str),
    /// A value of an enum, which is a type or inline in an attribute: `Color`, `Book.status`.
    Value(&'a str, &'a str),
    /// A field of an object, which is the same.
    Field(&'a str, &'a str),
}

const FIELD: &str = "field";

impl<'a> Became<'a> {
    /// Reads what stands behind a sign, if moguera could have written it.
    pub(super) fn read(sign: &str, said: &'a str) -> Option<Self> {
        let (kind, rest) = said.split_once(' ')?;
        match sign {
            ">" => {
                let (name, from) = rest.split_once(' ')?;
                let what = Element::read(kind, name)?;
                what.accepts(from).then_some(Became::Renamed { what, from })
            }
            "!" => Element::read(kind, rest).map(Became::Dropped),
            _ => None,
        }
    }
}

impl<'a> Element<'a> {
    fn read(kind: &str, name: &'a str) -> Option<Self> {
        if kind == LikelyKind::Entity.word() {
            let entity = Element::Entity(name);
            return entity.accepts(name).then_some(entity);
        }
        let (of, own) = name.rsplit_once('.')?;
        let members = [
            LikelyKind::Attribute,
            LikelyKind::BelongsTo,
            LikelyKind::ManyToMany,
        ];
        let (element, is_of) = if members.iter().any(|member| member.word() == kind) {
            (Element::Member(of, own), Grammar::Pascal.accepts(of))
        } else if kind == LikelyKind::EnumValue.word() {
            (Element::Value(of, own), is_type(of))
        } else {
            (Element::Field(of, own), kind == FIELD && is_type(of))
        };
        (is_of && element.accepts(own)).then_some(element)
    }

    /// Whether it could have this name, by itself.
    fn accepts(self, own: &str) -> bool {
        match self {
            Element::Entity(_) => Grammar::Pascal.accepts(own),
            Element::Member(..) | Element::Field(..) => Grammar::Snake.accepts(own),
            Element::Value(..) => Grammar::Value.accepts(own),
        }
    }
}

/// Whether a type may be called so, or one that stands inline in an attribute.
fn is_type(name: &str) -> bool {
    match name.split_once('.') {
        Some((entity, attribute)) => {
            Grammar::Pascal.accepts(entity) && Grammar::Snake.accepts(attribute)
        }
        None => Grammar::Pascal.accepts(name),
    }
}

/// The renames that a step follows, from what was `known` before it.
pub(super) fn renamed(service: &ir::Service, known: &Known) -> BTreeSet<String> {
    let entities = service.entities.iter();
    entities
        .flat_map(|entity| of_entity(known, entity))
        .collect()
}

fn of_entity(known: &Known, entity: &ir::Entity) -> Vec<String> {
    let before = entity.renamed.as_ref().map(|renamed| renamed.from.as_str());
    let of = |member: &str| {
        let mut names = [Some(entity.name.as_str()), before].into_iter().flatten();
        names.find_map(|name| known.of.get(&format!("{name}{member}")))
    };
    let table = of("").and_then(|table| known.tables.get(table));
    let is_column = |name: &str| has_column(table, name);
    let is_key = |name: &str| has_column(table, &foreign_key(name));
    let is_joined = |name: &str| of(&format!(".{name}")).is_some();
    let own =
        before.filter(|from| known.of.contains_key(*from) && !known.of.contains_key(&entity.name));
    let own = own.map(|from| line(LikelyKind::Entity, &entity.name, from));
    let member =
        |kind, (name, renamed): (&str, &Option<ir::Renamed>), is_there: &dyn Fn(&str) -> bool| {
            let from = &renamed.as_ref()?.from;
            let is_now = is_there(from) && !is_there(name);
            is_now.then(|| line(kind, &format!("{}.{name}", entity.name), from))
        };
    let attributes = entity.attributes.iter().filter(|it| it.computed.is_none());
    let attributes = attributes
        .filter_map(|it| member(LikelyKind::Attribute, (&it.name, &it.renamed), &is_column));
    let relations = entity.belongs_to.iter();
    let relations =
        relations.filter_map(|it| member(LikelyKind::BelongsTo, (&it.name, &it.renamed), &is_key));
    let joined = entity.many_to_many.iter();
    let joined =
        joined.filter_map(|it| member(LikelyKind::ManyToMany, (&it.name, &it.renamed), &is_joined));
    let members = attributes.chain(relations).chain(joined);
    own.into_iter().chain(members).collect()
}

fn has_column(table: Option<&KnownTable>, name: &str) -> bool {
    table.is_some_and(|table| table.columns.contains_key(name))
}

fn line(kind: LikelyKind, name: &str, from: &str) -> String {
    format!("> {} {name} {from}", kind.word())
}

/// The renames inside of what columns hold that a step follows.
pub(super) fn inside(
    service: &ir::Service,
    parts: &[RenamedPart],
    difference: &Difference<'_>,
) -> BTreeSet<String> {
    let parts = parts.iter().map(|part| {
        let kind = match part.called {
            Called::Field => FIELD,
            Called::Value => LikelyKind::EnumValue.word(),
        };
        format!("> {kind} {}.{} {}", part.of, part.to, part.from)
    });
    let values = difference.changes.iter().filter_map(|change| match change {
        Change::ReplaceValue {
            table,
            column,
            from,
            kept: Kept::Renamed,
            ..
        } => {
            let of = likely::enum_of(service, table, column)?;
            let mut renamed = column.renamed_values.iter();
            let (to, _) = renamed.find(|(_, before)| before == from)?;
            Some(line(LikelyKind::EnumValue, &format!("{of}.{to}"), from))
        }
        _ => None,
    });
    parts.chain(values).collect()
}

/// The losses that names of the design stand for; `known` is the schema before under the names of now.
pub(super) fn dropped(
    service: &ir::Service,
    known: &Known,
    difference: &Difference<'_>,
) -> BTreeSet<String> {
    let lost = difference
        .losses
        .iter()
        .filter_map(|loss| lost(service, known, loss));
    lost.map(|(kind, name)| format!("! {} {name}", kind.word()))
        .collect()
}

fn lost(service: &ir::Service, known: &Known, loss: &Loss<'_>) -> Option<(LikelyKind, String)> {
    match loss {
        Loss::Table { of, .. } => Some(match of.as_ref()?.split_once('.') {
            Some((entity, relation)) => (
                LikelyKind::ManyToMany,
                format!("{}.{relation}", entity_now(service, entity)),
            ),
            None => (LikelyKind::Entity, of.clone()?),
        }),
        Loss::Pairs { table, .. } => Some((LikelyKind::ManyToMany, table.of.name.clone())),
        Loss::Column { table, name, .. } if !table.is_of_relation() => {
            // Of whatever an attribute holds something is said; of keys nothing is.
            let is_said = known
                .values
                .contains_key(&(table.name.clone(), name.clone()));
            let relation = name.strip_suffix("_id").filter(|_| !is_said);
            let kind = match relation {
                Some(_) => LikelyKind::BelongsTo,
                None => LikelyKind::Attribute,
            };
            let own = relation.unwrap_or(name);
            Some((kind, format!("{}.{own}", table.of.name)))
        }
        Loss::Value(gone) => {
            let of = likely::enum_of(service, gone.table, gone.column)?;
            Some((LikelyKind::EnumValue, format!("{of}.{}", gone.value)))
        }
        // What is not read any more is still there in JSON.
        Loss::Column { .. } | Loss::Part { .. } => None,
    }
}

/// What an entity of before is called now.
fn entity_now<'a>(service: &'a ir::Service, before: &'a str) -> &'a str {
    let mut entities = service.entities.iter();
    let is_it = |entity: &&ir::Entity| {
        let renamed = entity.renamed.as_ref();
        renamed.is_some_and(|renamed| renamed.from == before)
    };
    entities.find(is_it).map_or(before, |entity| &entity.name)
}
