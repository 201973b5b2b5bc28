//! Indexes over several columns.

use super::codes;
use super::column::is_scalar;
use super::entity::{Site, Sought};
use super::search::unsearchable;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, IndexPart, Member, Relation};
use crate::schema::Name;

impl Site<'_> {
    /// All indexes of the entity.
    pub(super) fn indexes(&self, found: &mut Diagnostics) -> Vec<ir::Index> {
        let mut indexes: Vec<ir::Index> = Vec::new();
        for index in &self.written.indexes {
            let parts: Vec<_> = index
                .attributes
                .iter()
                .filter_map(|name| self.part(name, found))
                .collect();
            if index.attributes.is_empty() {
                found.push(
                    Diagnostic::new(codes::NUMBER_RANGE, index.span, "an index over nothing")
                        .help("name an attribute"),
                );
            } else if let Some(first) = indexes
                .iter()
                .find(|first| !parts.is_empty() && first.parts == parts)
            {
                found.push(
                    Diagnostic::new(codes::TWICE, index.span, "the same index is given twice")
                        .also(first.span, "first given here"),
                );
            } else {
                let unique = index.unique.as_ref().is_some_and(|flag| flag.value);
                indexes.push(ir::Index {
                    span: index.span,
                    parts,
                    unique,
                });
            }
        }
        indexes
    }

    fn part(&self, name: &Name, found: &mut Diagnostics) -> Option<IndexPart> {
        let entity = self.entities.get(self.id);
        let because = match self.entities.member(self.id, Sought::Either, name, found)? {
            Member::Relation(Relation::BelongsTo(relation)) => {
                return Some(IndexPart::BelongsTo(relation));
            }
            Member::Relation(_) => "a relation to many",
            Member::Attribute(attribute) if entity.attribute(attribute).computed.is_some() => {
                "computed, not stored"
            }
            Member::Attribute(attribute)
                if is_scalar(
                    &entity.attribute(attribute).value.shape,
                    self.entities.types,
                ) =>
            {
                return Some(IndexPart::Attribute(attribute));
            }
            Member::Attribute(attribute) => unsearchable(&entity.attribute(attribute).value.shape),
        };
        let message = format!("{} cannot be indexed: it is {because}", quoted(&name.value));
        found.push(
            Diagnostic::new(codes::NOT_SEARCHABLE, name.span, message)
                .help("an index is over stored scalars and relations to one"),
        );
        None
    }
}
