//! Names that something had before, and values of enums, of which nothing else is said.

use super::decode::Decoder;
use super::section::{Include, Section, row};
use super::tree::{Kind, Node};
use crate::schema::{EnumValue, Renamed};

pub(super) static RENAMED: Section<Renamed> = Section {
    name: "a renamed element",
    keys: &[
        row("renamed_from", "name")
            .about("What it was called before: data, code and files follow.")
            .read(|d, node, renamed| renamed.from = d.name(node)),
        row("wire_alias", "boolean")
            .default("`false`")
            .about("With `renamed_from`: clients keep the old name, which is the one that is sent, and may use the new one.")
            .read(|d, node, renamed| renamed.wire_alias = d.boolean(node)),
    ],
    includes: &[],
};

static ENUM_VALUE: Section<EnumValue> = Section {
    name: "a value of an enum",
    keys: &[row("name", "value like `in_review`")
        .required()
        .about("As it is stored and sent.")
        .read(|d, node, value| value.value = d.text(node).unwrap_or_default())],
    includes: &[Include {
        names: || RENAMED.names(),
        read: |d, entry, value| RENAMED.read_entry(d, entry, &mut value.renamed),
    }],
};

/// A value of an enum in short form, or in long form if it was called otherwise before.
pub(super) fn enum_value(d: &mut Decoder<'_>, node: &Node) -> Option<EnumValue> {
    match &node.resolved().kind {
        Kind::Mapping(_) => ENUM_VALUE.read(d, node, EnumValue::default()),
        _ => d.text(node).map(|value| EnumValue {
            value,
            ..EnumValue::default()
        }),
    }
}
