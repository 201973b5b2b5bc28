//! Named and inline types: enums, objects and unions, ordered by name.

use super::catalogue::{TypeEntry, TypeSource};
use super::expand::{Declared, Expansion, written};
use super::value::Values;
use super::{codes, field, renamed};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, TypeId, TypeKind};
use crate::names::{self, Grammar};
use crate::schema::{Map, Name, Text};
use crate::source::Spanned;
use std::collections::BTreeMap;

/// Types by id.
pub(super) type TypeValues<'a> = &'a [ir::Type];

/// Discriminator of a union that says none.
const DISCRIMINATOR: &str = "type";

/// All types; their ids are the indices of the catalogue.
pub(super) fn types(
    values: &Values<'_>,
    expansion: &Expansion<'_>,
    found: &mut Diagnostics,
) -> Vec<ir::Type> {
    let entries: Vec<_> = values.catalogue.types.iter().collect();
    let mut types: Vec<ir::Type> = entries
        .iter()
        .map(|(name, span, entry)| ir::Type {
            name: (*name).to_owned(),
            span: *span,
            description: entry.description.map(field::text),
            kind: TypeKind::Enum(enum_values(entry, found)),
            inline_in: entry.inline_in,
            renamed_values: match &entry.source {
                TypeSource::Enum(written) => renamed::values(&written.value),
                _ => Vec::new(),
            },
        })
        .collect();
    let kinds = Kinds {
        values,
        expansion,
        types: &types,
    };
    let kinds: Vec<Option<TypeKind>> = entries
        .iter()
        .map(|(name, _, entry)| kinds.of(name, entry, found))
        .collect();
    for (ty, kind) in types.iter_mut().zip(kinds) {
        if let Some(kind) = kind {
            ty.kind = kind;
        }
    }
    types
}

/// Finds what types are that are no enums.
struct Kinds<'a> {
    values: &'a Values<'a>,
    expansion: &'a Expansion<'a>,
    /// All types; enums have their values already.
    types: TypeValues<'a>,
}

impl Kinds<'_> {
    /// What a type is, if it is no enum.
    fn of(&self, name: &str, entry: &TypeEntry<'_>, found: &mut Diagnostics) -> Option<TypeKind> {
        match &entry.source {
            TypeSource::Enum(_) => None,
            TypeSource::Object => Some(self.object(self.expansion.of_type(name), found)),
            TypeSource::Inline(attributes) => Some(self.object(&written(name, attributes), found)),
            TypeSource::Union {
                one_of,
                discriminator,
            } => Some(TypeKind::Union {
                discriminator: discriminator
                    .map_or(DISCRIMINATOR, |name| &name.value)
                    .to_owned(),
                members: members(one_of, self.values, found),
            }),
        }
    }

    fn object(&self, declared: &[Declared<'_>], found: &mut Diagnostics) -> TypeKind {
        TypeKind::Object(field::fields(declared, self.values, self.types, found))
    }
}

/// Values of an enum, each once, also misspelled ones, so that a default may name them; nothing for
/// other types.
fn enum_values(entry: &TypeEntry<'_>, found: &mut Diagnostics) -> Vec<String> {
    let TypeSource::Enum(written) = &entry.source else {
        return Vec::new();
    };
    let mut variants: BTreeMap<String, &Text> = BTreeMap::new();
    if written.value.is_empty() {
        found.push(
            Diagnostic::new(codes::ENUM_VALUES, written.span, "an enum without values")
                .help("name at least one"),
        );
    }
    let mut values = Vec::new();
    for value in written.value.iter().map(|written| &written.value) {
        if !Grammar::Value.accepts(&value.value) {
            found.push(super::spelling::misspelled(
                "enum value",
                Grammar::Value,
                value,
            ));
            values.push(value.value.clone());
        } else if let Some(first) = variants.get(&names::variant(&value.value)) {
            let message = if first.value == value.value {
                format!("{} is given twice", quoted(&value.value))
            } else {
                format!(
                    "{} and {} are the same variant in code",
                    quoted(&value.value),
                    quoted(&first.value)
                )
            };
            found.push(
                Diagnostic::new(codes::ENUM_VALUES, value.span, message)
                    .also(first.span, "first given here"),
            );
        } else {
            variants.insert(names::variant(&value.value), value);
            values.push(value.value.clone());
        }
    }
    values
}

fn members(
    one_of: &Spanned<Map<Name>>,
    values: &Values<'_>,
    found: &mut Diagnostics,
) -> Vec<(String, TypeId)> {
    let mut members = Vec::new();
    for (tag, name) in &one_of.value {
        let Some(value) = values.named(name, found) else {
            continue;
        };
        if let ir::Shape::Named(id) = value.shape {
            members.push((tag.value.clone(), id));
        } else {
            let message = format!("{} is no object type", quoted(&name.value));
            found.push(
                Diagnostic::new(codes::WRONG_KIND, name.span, message)
                    .label("members of a union are object types"),
            );
        }
    }
    members
}
