//! Attributes of object types, fields of payloads and query parameters.

use super::expand::Declared;
use super::types::TypeValues;
use super::value::Values;
use super::{attribute, codes, literal};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir;
use crate::schema::{self, Text};

/// Text that people read, without the line end that a YAML block adds.
pub(super) fn text(text: &Text) -> String {
    text.value.trim().to_owned()
}

/// All fields that could be resolved.
pub(super) fn fields(
    declared: &[Declared<'_>],
    values: &Values<'_>,
    types: TypeValues<'_>,
    found: &mut Diagnostics,
) -> Vec<ir::Field> {
    declared
        .iter()
        .filter_map(|declared| field(declared, values, types, found))
        .collect()
}

fn field(
    declared: &Declared<'_>,
    values: &Values<'_>,
    types: TypeValues<'_>,
    found: &mut Diagnostics,
) -> Option<ir::Field> {
    let value = attribute::value(declared, values, found)?;
    Some(ir::Field {
        name: declared.name.value.clone(),
        span: declared.name.span,
        description: attribute::description(declared),
        presence: attribute::presence(declared, found),
        default: default(declared, &value, types, found),
        example: attribute::example(declared, &value, types, found),
        deprecated: attribute::deprecated(declared),
        renamed: attribute::renamed(declared),
        value,
    })
}

fn default(
    declared: &Declared<'_>,
    value: &ir::Value,
    types: TypeValues<'_>,
    found: &mut Diagnostics,
) -> Option<ir::Literal> {
    match attribute::written_default(declared)? {
        schema::Default::Slug(source) => {
            let message = "only attributes of entities can be slugs of others";
            found.push(Diagnostic::new(codes::KEY_UNSUITED, source.span, message));
            None
        }
        schema::Default::Literal(written) => literal::literal(value, written, types, found),
    }
}
