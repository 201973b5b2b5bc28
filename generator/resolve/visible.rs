//! Who sees a row: any of several conditions.

use super::column::is_scalar;
use super::entity::{Site, Sought};
use super::{codes, literal};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{Condition, Member, Relation, Visible};
use crate::schema::{self, Access, Literal, Name};
use crate::source::Spanned;

/// Key whose value is a relation.
const THROUGH: &str = "through";

impl Site<'_> {
    /// The predicate of the entity.
    pub(super) fn visible(&self, found: &mut Diagnostics) -> Visible {
        let Some(any) = &self.written.visible else {
            return Visible::Everyone;
        };
        let mut conditions = Vec::new();
        for item in &any.value {
            match item {
                schema::Visible::Access(access) => {
                    conditions.extend(
                        self::access(access, self.written, found).map(|condition| vec![condition]),
                    );
                }
                schema::Visible::All(all) => {
                    let all = all
                        .value
                        .iter()
                        .map(|(name, value)| self.condition(name, value, found));
                    let all: Vec<_> = all.collect();
                    conditions.extend(all.into_iter().collect::<Option<Vec<_>>>());
                }
            }
        }
        if any.value.is_empty() {
            found.push(
                Diagnostic::new(codes::NUMBER_RANGE, any.span, "nobody would see anything")
                    .help("leave `visible` out if everyone sees every row"),
            );
        }
        Visible::Any(conditions)
    }

    fn condition(
        &self,
        name: &Name,
        value: &Literal,
        found: &mut Diagnostics,
    ) -> Option<Condition> {
        let entity = self.entities.get(self.id);
        let types = self.entities.types;
        if name.value == THROUGH {
            return self.through(value, found);
        }
        let because = match self
            .entities
            .member(self.id, Sought::Attribute, name, found)?
        {
            Member::Relation(Relation::BelongsTo(_)) => {
                "a relation; write `through:` to see what its parent shows"
            }
            Member::Relation(_) => "a relation to many",
            Member::Attribute(attribute) => {
                let column = entity.attribute(attribute);
                if column.computed.is_some() {
                    "computed, not stored"
                } else if is_scalar(&column.value.shape, types) {
                    let value = literal::literal(&column.value, value, types, found)?;
                    return Some(Condition::Equals(attribute, value));
                } else {
                    "no scalar"
                }
            }
        };
        let message = format!(
            "{} cannot decide who sees a row: it is {because}",
            quoted(&name.value)
        );
        found.push(Diagnostic::new(codes::NOT_SEARCHABLE, name.span, message));
        None
    }

    fn through(&self, value: &Literal, found: &mut Diagnostics) -> Option<Condition> {
        let Literal::Scalar(scalar) = value else {
            found.push(
                Diagnostic::new(
                    codes::WRONG_KIND,
                    value.span(),
                    "`through` names one relation",
                )
                .help("write one item per relation"),
            );
            return None;
        };
        let name = Name {
            value: scalar.text.clone(),
            span: scalar.span,
        };
        match self
            .entities
            .member(self.id, Sought::RelationToOne, &name, found)?
        {
            Member::Relation(Relation::BelongsTo(relation)) => Some(Condition::Through(relation)),
            _ => {
                let message = format!("{} is no relation to one", quoted(&name.value));
                found.push(Diagnostic::new(codes::WRONG_KIND, name.span, message));
                None
            }
        }
    }
}

fn access(
    access: &Spanned<Access>,
    written: &schema::Entity,
    found: &mut Diagnostics,
) -> Option<Condition> {
    match &access.value {
        Access::Role(role) => Some(Condition::Role(role.value.clone())),
        Access::Owner if written.owner.is_some() => Some(Condition::Owner),
        Access::Owner => {
            found.push(
                Diagnostic::new(
                    codes::OWNER,
                    access.span,
                    "rows of this entity have no owner",
                )
                .help("add `owner:` with the relation to the account"),
            );
            None
        }
        Access::Public | Access::Signed => {
            let word = if matches!(access.value, Access::Public) {
                "public"
            } else {
                "signed"
            };
            let message = format!(
                "{} says who may call an action, not who sees a row",
                quoted(word)
            );
            found.push(
                Diagnostic::new(codes::WRONG_KIND, access.span, message)
                    .help("leave `visible` out if everyone who may call sees every row"),
            );
            None
        }
    }
}
