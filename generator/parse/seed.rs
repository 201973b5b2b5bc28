//! The section `seeds` of a design: rows by entity and label. Its keys are names of the design, so
//! that it has no table of keys.

use super::decode::Decoder;
use super::tree::{Kind, Node};
use crate::schema::{Seed, SeedValue, Seeds};

/// The rows of one entity.
pub(super) fn seeds(d: &mut Decoder<'_>, node: &Node) -> Option<Seeds> {
    d.map(node, "a map of rows, each by its label", seed)
        .map(|rows| rows.value)
}

fn seed(d: &mut Decoder<'_>, node: &Node) -> Option<Seed> {
    let values = d.map(node, "a map of attributes and relations", value)?;
    Some(Seed {
        span: node.span,
        values: values.value,
    })
}

fn value(d: &mut Decoder<'_>, node: &Node) -> Option<SeedValue> {
    match &node.resolved().kind {
        Kind::Sequence(_) => d.list(node, "a list of values", value).map(SeedValue::List),
        Kind::Mapping(_) => d.map(node, "a map of values", value).map(SeedValue::Map),
        _ => d.scalar(node, "a value").map(SeedValue::Scalar),
    }
}
