//! Objects and unions inside of rows: they are written and stored whole.

use super::row::is_meant;
use super::stored;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, Field, Presence, Stored, TypeId, TypeKind};
use crate::resolve::catalogue::unknown;
use crate::resolve::codes;
use crate::resolve::types::TypeValues;
use crate::schema::{Map, Name, SeedValue};
use crate::source::{Span, Spanned};

/// An object, or the member of a union that its discriminator names.
pub(super) fn of_written(
    id: TypeId,
    written: &Spanned<Map<SeedValue>>,
    types: TypeValues<'_>,
    found: &mut Diagnostics,
) -> Option<Stored> {
    let ty = &types[id.0];
    let given: Vec<_> = written
        .value
        .iter()
        .map(|(name, value)| (name, value))
        .collect();
    let object = Object {
        ty,
        span: written.span,
        types,
    };
    match &ty.kind {
        TypeKind::Enum(_) => None,
        TypeKind::Object(fields) => object.fields(fields, given, found).map(Stored::Map),
        TypeKind::Union {
            discriminator,
            members,
        } => object.member((discriminator, members), given, found),
    }
}

/// What is written, name by name.
type Given<'a> = Vec<(&'a Name, &'a SeedValue)>;

struct Object<'a> {
    ty: &'a ir::Type,
    span: Span,
    types: TypeValues<'a>,
}

impl Object<'_> {
    fn fields(
        &self,
        fields: &[Field],
        given: Given<'_>,
        found: &mut Diagnostics,
    ) -> Option<Vec<(String, Stored)>> {
        let known: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        let mut strays = Vec::new();
        for (name, _) in &given {
            if !known.contains(&name.value.as_str()) {
                let kind = format!("attribute of {} called", quoted(&self.ty.name));
                found.push(unknown(&kind, name, known.iter().copied()));
                strays.push(name.value.as_str());
            }
        }
        let mut whole = strays.is_empty();
        let mut stored = Vec::new();
        for field in fields {
            let value = given.iter().find(|(name, _)| name.value == field.name);
            if value.is_none() && is_meant(&field.name, &strays) {
                continue;
            }
            match self.field(field, value.map(|(_, value)| *value), found) {
                Some(Held::Absent) => {}
                Some(Held::Value(value)) => stored.push((field.name.clone(), value)),
                None => whole = false,
            }
        }
        whole.then_some(stored)
    }

    /// What the object has for a field; `None` if that is wrong.
    fn field(
        &self,
        field: &Field,
        written: Option<&SeedValue>,
        found: &mut Diagnostics,
    ) -> Option<Held> {
        let absent = match field.presence {
            Presence::Required => None,
            Presence::Optional => Some(Held::Absent),
            Presence::Nullable => Some(Held::Value(Stored::Null)),
        };
        match (written, absent, &field.default) {
            (Some(written), Some(absent), _) if stored::is_null(written) => Some(absent),
            (Some(written), ..) => {
                stored::of_written(&field.value, written, self.types, found).map(Held::Value)
            }
            (None, _, Some(default)) => {
                let shape = &field.value.shape;
                stored::of_literal(default, shape, self.span, found).map(Held::Value)
            }
            (None, Some(absent), None) => Some(absent),
            (None, None, None) => {
                self.incomplete(&field.name, found);
                None
            }
        }
    }

    fn member(
        &self,
        (discriminator, members): (&String, &[(String, TypeId)]),
        mut given: Given<'_>,
        found: &mut Diagnostics,
    ) -> Option<Stored> {
        let Some(position) = given
            .iter()
            .position(|(name, _)| name.value == *discriminator)
        else {
            self.incomplete(discriminator, found);
            return None;
        };
        let (_, written) = given.remove(position);
        let tag = match written {
            SeedValue::Scalar(scalar) => scalar.text.clone(),
            SeedValue::List(_) | SeedValue::Map(_) => String::new(),
        };
        let Some((tag, member)) = members.iter().find(|(known, _)| *known == tag) else {
            let kind = format!("member of {} called", quoted(&self.ty.name));
            let tags = members.iter().map(|(tag, _)| tag.as_str());
            found.push(unknown(&kind, &Spanned::new(tag, written.span()), tags));
            return None;
        };
        let ty = &self.types[member.0];
        // Members that are no objects are refused where the union is checked.
        let TypeKind::Object(fields) = &ty.kind else {
            return None;
        };
        let object = Object { ty, ..*self };
        let fields = object.fields(fields, given, found)?;
        let tagged = (discriminator.clone(), Stored::Text(tag.clone()));
        Some(Stored::Map(std::iter::once(tagged).chain(fields).collect()))
    }

    fn incomplete(&self, name: &str, found: &mut Diagnostics) {
        let message = format!(
            "a value of {} has no {}",
            quoted(&self.ty.name),
            quoted(name)
        );
        found.push(
            Diagnostic::new(codes::SEED_INCOMPLETE, self.span, message)
                .label("required, and without a default"),
        );
    }
}

/// What an object has for one of its attributes.
enum Held {
    Absent,
    Value(Stored),
}
