//! What entities, types, payloads and parameters say alike about an attribute: its value, presence,
//! default, example.

use super::expand::Declared;
use super::types::TypeValues;
use super::value::Values;
use super::{codes, literal, renamed, rule};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, Presence};
use crate::schema::{self, Shape};

/// The value: from the nearest place that says a type, with the rules of all places nearer than it.
pub(super) fn value(
    declared: &Declared<'_>,
    values: &Values<'_>,
    found: &mut Diagnostics,
) -> Option<ir::Value> {
    let source = declared
        .layers
        .iter()
        .position(|layer| !matches!(layer.attribute.value.shape, Shape::Inherit));
    let Some(source) = source else {
        let name = declared.name;
        if declared.orphaned {
            return None;
        }
        found.push(
            Diagnostic::new(
                codes::NO_TYPE,
                name.span,
                format!("attribute {} has no type", quoted(&name.value)),
            )
            .label("there is nothing that it could inherit a type from")
            .help(
                "write a type, or name the entity or type that has this attribute in `reference:`",
            ),
        );
        return None;
    };
    let layer = &declared.layers[source];
    let mut value = values.value(&layer.attribute.value, &layer.home, found)?;
    for nearer in declared.layers[..source].iter().rev() {
        value = rule::tighten(
            value,
            &nearer.attribute.value.rules,
            rule::Scale::Settled,
            found,
        );
    }
    Some(value)
}

/// Missing, null or always there: the nearest place that says anything.
pub(super) fn presence(declared: &Declared<'_>, found: &mut Diagnostics) -> Presence {
    if declared.partial {
        return Presence::Optional;
    }
    for layer in &declared.layers {
        let (optional, nullable) = (&layer.attribute.optional, &layer.attribute.nullable);
        let is_optional = optional.as_ref().is_some_and(|flag| flag.value);
        let is_nullable = nullable.as_ref().is_some_and(|flag| flag.value);
        if let (true, true, Some(nullable)) = (is_optional, is_nullable, nullable) {
            found.push(
                Diagnostic::new(codes::PRESENCE, nullable.span, "both optional and nullable").help(
                    "NULL is left out if optional (`?`), sent as null if nullable; choose one",
                ),
            );
        }
        if optional.is_some() || nullable.is_some() {
            return match (is_optional, is_nullable) {
                (true, _) => Presence::Optional,
                (_, true) => Presence::Nullable,
                _ => Presence::Required,
            };
        }
    }
    Presence::Required
}

/// The nearest description.
pub(super) fn description(declared: &Declared<'_>) -> Option<String> {
    declared
        .layers
        .iter()
        .find_map(|layer| layer.attribute.description.as_ref())
        .map(super::field::text)
}

/// The nearest example, as a value of the attribute.
pub(super) fn example(
    declared: &Declared<'_>,
    value: &ir::Value,
    types: TypeValues<'_>,
    found: &mut Diagnostics,
) -> Option<ir::Literal> {
    let written = declared
        .layers
        .iter()
        .find_map(|layer| layer.attribute.example.as_ref())?;
    literal::literal(value, written, types, found)
}

/// The nearest default that is inherited as a whole.
pub(super) fn written_default<'a>(declared: &Declared<'a>) -> Option<&'a schema::Default> {
    let kept = declared.layers.iter().filter(|layer| !layer.referenced);
    kept.filter_map(|layer| layer.attribute.default.as_ref())
        .next()
}

/// Whether the nearest place that says anything about it says that it is on its way out.
pub(super) fn deprecated(declared: &Declared<'_>) -> bool {
    let said = declared
        .layers
        .iter()
        .find_map(|layer| layer.attribute.deprecated.as_ref());
    said.is_some_and(|flag| flag.value)
}

/// What it was called before, where the attribute itself is inherited.
pub(super) fn renamed(declared: &Declared<'_>) -> Option<ir::Renamed> {
    let mut own = declared.layers.iter().filter(|layer| !layer.referenced);
    own.find_map(|layer| renamed::renamed(&layer.attribute.renamed))
}
