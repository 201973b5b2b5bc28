//! Labels: what rows are called by others.

use super::Written;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{EntityId, SeedId};
use crate::resolve::catalogue::unknown;
use crate::resolve::codes;
use crate::resolve::entity::Entities;
use crate::schema::{Name, SeedValue};
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

/// Every row by entity and label.
pub(super) struct Labels<'a> {
    rows: BTreeMap<EntityId, BTreeMap<&'a str, SeedId>>,
}

impl<'a> Labels<'a> {
    pub(super) fn new(written: &[Written<'a>]) -> Self {
        let mut rows: BTreeMap<EntityId, BTreeMap<&'a str, SeedId>> = BTreeMap::new();
        for (index, row) in written.iter().enumerate() {
            let labels = rows.entry(row.entity).or_default();
            labels.insert(&row.label.value, SeedId(index));
        }
        Labels { rows }
    }

    /// The row that a relation to one leads to.
    pub(super) fn one(
        &self,
        target: EntityId,
        written: &SeedValue,
        entities: &Entities<'_>,
        found: &mut Diagnostics,
    ) -> Option<SeedId> {
        match written {
            SeedValue::Scalar(scalar) => {
                let label = Spanned::new(scalar.text.clone(), scalar.span);
                self.find(target, &label, entities, found)
            }
            SeedValue::List(_) | SeedValue::Map(_) => {
                let name = quoted(&entities.get(target).name);
                let help = format!("write the label of one row of {name}, such as `first`");
                found.push(no_label(written.span(), "label", help));
                None
            }
        }
    }

    /// The rows that a relation both ways leads to, each once.
    pub(super) fn many(
        &self,
        target: EntityId,
        written: &SeedValue,
        entities: &Entities<'_>,
        found: &mut Diagnostics,
    ) -> Vec<SeedId> {
        let SeedValue::List(items) = written else {
            let name = quoted(&entities.get(target).name);
            let help = format!("write labels of rows of {name}, such as `[first, second]`");
            found.push(no_label(written.span(), "list of labels", help));
            return Vec::new();
        };
        let mut rows: BTreeMap<SeedId, Span> = BTreeMap::new();
        let mut ordered = Vec::new();
        for item in &items.value {
            let Some(row) = self.one(target, item, entities, found) else {
                continue;
            };
            if let Some(first) = rows.insert(row, item.span()) {
                let finding = Diagnostic::new(codes::TWICE, item.span(), "the same row twice");
                found.push(finding.also(first, "given here before"));
            } else {
                ordered.push(row);
            }
        }
        ordered
    }

    fn find(
        &self,
        target: EntityId,
        label: &Name,
        entities: &Entities<'_>,
        found: &mut Diagnostics,
    ) -> Option<SeedId> {
        let rows = self.rows.get(&target);
        let row = rows.and_then(|rows| rows.get(label.value.as_str()));
        if row.is_none() {
            let name = &entities.get(target).name;
            let kind = format!("seed of entity {} called", quoted(name));
            let labels = rows.into_iter().flat_map(|rows| rows.keys().copied());
            let finding = unknown(&kind, label, labels);
            found.push(if rows.is_none() {
                finding.help(format!(
                    "there are none; write them under `seeds:`, `{name}:`"
                ))
            } else {
                finding
            });
        }
        row.copied()
    }
}

fn no_label(place: Span, expected: &str, help: String) -> Diagnostic {
    Diagnostic::new(codes::LITERAL_KIND, place, format!("expected a {expected}")).help(help)
}
