//! What of a body is to be found in the database, where no answer shows it.

use super::Tested;
use super::body::Part;
use super::making::Making;
use crate::ir::{AttributeId, EntityId, Owner, PayloadField, Shape};
use crate::lower::reads::ViewOf;
use crate::print::rust_string;

impl<'w> Tested<'w> {
    /// Statements that look into what was stored of a body, where the answer does not show it.
    pub(super) fn stored_checks(&self, making: &Making<'w>, of: ViewOf, body: &str) -> Vec<String> {
        let Some(id) = self.resource.entity else {
            return vec![];
        };
        let sets: Vec<PayloadField> = making.parts.iter().filter_map(|part| part.sets).collect();
        let shown = self.world.shown(of, &sets);
        let hidden = making
            .parts
            .iter()
            .filter(|part| !shown.contains(&part.name));
        let checks = hidden.filter_map(|part| {
            let sent = format!("{body}[{}]", rust_string(&part.name));
            let stored = match part.sets? {
                PayloadField::BelongsTo(relation) => {
                    format!(
                        "row.points_to(&service, {}).await",
                        self.world.relation(id, relation)
                    )
                }
                PayloadField::ManyToMany(relation) => {
                    format!(
                        "row.joined(&service, {}).await",
                        self.world.join(id, relation)
                    )
                }
                PayloadField::Attribute(attribute) => {
                    let column = self.world.column_literal(id, attribute);
                    return self.is_text(id, attribute).then(|| {
                        format!("assert_eq!(row.text(&service, {column}).await, {sent});")
                    });
                }
            };
            Some(format!("assert_eq!({stored}, {sent});"))
        });
        checks.collect()
    }

    /// Whether an attribute is stored as the text that is sent.
    fn is_text(&self, id: EntityId, attribute: AttributeId) -> bool {
        let shape = &self.world.entity(id).attribute(attribute).value.shape;
        matches!(
            shape,
            Shape::String | Shape::Text | Shape::Url | Shape::Email
        )
    }

    /// A statement that finds the maker to be the owner.
    pub(super) fn owner_check(&self, making: &Making<'w>) -> Option<String> {
        let id = self.resource.entity?;
        let Some(Owner::BelongsTo(owner)) = self.world.entity(id).owner else {
            return None;
        };
        let is_sent = |part: &Part| part.sets == Some(PayloadField::BelongsTo(owner));
        if self.world.parent_relation(self.resource) == Some(owner)
            || making.parts.iter().any(is_sent)
        {
            return None;
        }
        let column = self.world.relation(id, owner);
        let stored = format!("row.points_to(&service, {column}).await");
        Some(format!(
            "assert_eq!({stored}, json!(caller.account().id()));"
        ))
    }
}
