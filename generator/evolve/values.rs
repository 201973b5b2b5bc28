//! What stored values are, where the types of SQL do not tell: one line per value that a column holds, down to the fields
//! of JSON. Rows that exist were written by these lines; what does not fit them any more could not be read.

use super::LikelyKind;
use super::called::type_name;
use super::known::Known;
use super::names::Named;
use crate::ir::{self, Presence, Renamed, Shape, TypeId, TypeKind, Value};
use std::collections::BTreeSet;

/// What is said of a field that is always there.
pub(super) const NEEDS: &str = "needs";

/// How paths of elements end.
const INSIDE: [char; 2] = [']', '}'];

/// The facts of all stored attributes.
pub(super) fn of(service: &ir::Service) -> BTreeSet<String> {
    all(service).lines
}

/// Everything inside of JSON that was called otherwise before.
pub(super) fn renamed(service: &ir::Service) -> Vec<RenamedPart> {
    all(service).renamed
}

/// Every field and every value of an enum that a column holds.
pub(super) fn names(service: &ir::Service) -> Vec<StoredName> {
    all(service).names
}

/// A name inside of what a column holds.
#[derive(Debug)]
pub(super) struct StoredName {
    pub(super) named: Named,
    /// Where it is: `notes.place.street`.
    path: String,
    /// Of a value: the name, which is what is there.
    value: Option<String>,
}

impl StoredName {
    /// Whether it is what is known to be there.
    pub(super) fn is_in(&self, known: &Known) -> bool {
        let Some((table, column, inside)) = place(&self.path) else {
            return false;
        };
        let parts = known.values.get(&(table.to_owned(), column.to_owned()));
        parts.into_iter().flatten().any(|part| {
            let is_it = match &self.value {
                Some(value) => part.what.strip_prefix("= ") == Some(value),
                None => true,
            };
            part.path == inside && is_it
        })
    }
}

/// The table and the column of a path, and what of it is inside of the column.
fn place(path: &str) -> Option<(&str, &str, &str)> {
    let (table, rest) = path.split_once('.')?;
    let end = rest.find(['.', '[', '{', ':']).unwrap_or(rest.len());
    Some((table, &rest[..end], &rest[end..]))
}

/// A part of what a column holds in JSON that was called otherwise before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RenamedPart {
    pub(super) table: String,
    pub(super) column: String,
    /// The type that has it: `Place`, `Article.status`.
    pub(super) of: String,
    /// Where it is inside of the column, by the names of now: of a field its object, of a value its enum.
    pub(super) path: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) called: Called,
}

/// What has the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Called {
    /// A field of an object.
    Field,
    /// A value of an enum.
    Value,
}

fn all(service: &ir::Service) -> Facts<'_> {
    let mut facts = Facts {
        service,
        entered: Vec::new(),
        lines: BTreeSet::new(),
        renamed: Vec::new(),
        names: Vec::new(),
    };
    for entity in &service.entities {
        let stored = entity.attributes.iter();
        for attribute in stored.filter(|attribute| attribute.computed.is_none()) {
            let path = format!("{}.{}", entity.plural, attribute.name);
            facts.value(&path, &attribute.value);
        }
    }
    facts
}

struct Facts<'a> {
    service: &'a ir::Service,
    /// Types that are being walked through: some hold themselves.
    entered: Vec<TypeId>,
    lines: BTreeSet<String>,
    renamed: Vec<RenamedPart>,
    names: Vec<StoredName>,
}

impl Facts<'_> {
    fn say(&mut self, path: &str, what: &str) {
        self.lines.insert(format!("value {path} {what}"));
    }

    /// What was renamed, and is not sent, and so not stored, by the name before.
    fn was(&mut self, (path, id): (&str, TypeId), renamed: &Renamed, (to, called): (&str, Called)) {
        let Some((table, column, inside)) = place(path).filter(|_| !renamed.wire_alias) else {
            return;
        };
        self.renamed.push(RenamedPart {
            table: table.to_owned(),
            column: column.to_owned(),
            of: type_name(self.service, id),
            path: inside.to_owned(),
            from: renamed.from.clone(),
            to: to.to_owned(),
            called,
        });
    }

    fn value(&mut self, path: &str, value: &Value) {
        match &value.shape {
            Shape::Boolean => self.say(path, "boolean"),
            Shape::Int32 => self.say(path, "int32"),
            Shape::Int64 => self.say(path, "int64"),
            Shape::Float64 => self.say(path, "float64"),
            Shape::Decimal { scale } => self.say(path, &format!("decimal {scale}")),
            Shape::String | Shape::Text | Shape::Url | Shape::Email => self.say(path, "text"),
            Shape::Bytes => self.say(path, "bytes"),
            Shape::DateTime => self.say(path, "datetime"),
            Shape::Date => self.say(path, "date"),
            Shape::Uuid => self.say(path, "uuid"),
            Shape::Array(element) => {
                self.say(path, "array");
                self.value(&format!("{path}[]"), element);
            }
            Shape::Map(element) => {
                self.say(path, "map");
                self.value(&format!("{path}{{}}"), element);
            }
            Shape::Named(id) => self.named(path, *id),
        }
    }

    fn named(&mut self, path: &str, id: TypeId) {
        if let Some(place) = self.entered.iter().position(|entered| *entered == id) {
            let above = self.entered.len() - place;
            return self.say(path, &format!("as {above} above"));
        }
        self.entered.push(id);
        match &self.service.ty(id).kind {
            TypeKind::Enum(values) => {
                self.say(path, "enum");
                let ty = self.service.ty(id);
                // Text in a column of its own is renamed; what is inside of JSON stays as it is sent.
                let is_inside = self.entered.len() > 1 || path.ends_with(INSIDE);
                for (value, renamed) in ty.renamed_values.iter().filter(|_| is_inside) {
                    self.was((path, id), renamed, (value, Called::Value));
                }
                for value in values {
                    let stored = match is_inside {
                        true => ty.sent_value(value),
                        false => value,
                    };
                    self.say(path, &format!("= {stored}"));
                    let named = (LikelyKind::EnumValue, self.name(id, value));
                    self.called(path, Some(value), named);
                }
            }
            TypeKind::Object(fields) => self.object(path, id, fields),
            TypeKind::Union {
                members,
                discriminator,
            } => {
                self.say(path, "union");
                self.say(path, &format!("by {discriminator}"));
                for (tag, member) in members {
                    self.named(&format!("{path}:{tag}"), *member);
                }
            }
        }
        self.entered.pop();
    }

    /// `Place.street`, `Article.status.draft`
    fn name(&self, of: TypeId, own: &str) -> String {
        format!("{}.{own}", type_name(self.service, of))
    }

    fn called(&mut self, path: &str, value: Option<&str>, named: Named) {
        self.names.push(StoredName {
            named,
            path: path.to_owned(),
            value: value.map(str::to_owned),
        });
    }

    fn object(&mut self, path: &str, id: TypeId, fields: &[ir::Field]) {
        self.say(path, "object");
        for field in fields {
            if let Some(renamed) = &field.renamed {
                self.was((path, id), renamed, (&field.name, Called::Field));
            }
            let named = (LikelyKind::Attribute, self.name(id, &field.name));
            self.called(&format!("{path}.{}", field.name), None, named);
            let at = format!("{path}.{}", field.sent());
            self.value(&at, &field.value);
            if field.presence == Presence::Required {
                self.lines.insert(format!("{NEEDS} {at}"));
            }
        }
    }
}
