//! Who sees a row: any of several conditions.

use super::column::is_scalar;
use super::entity::{Entities, Sought};
use super::types::TypeValues;
use super::{codes, literal};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{Condition, EntityId, Member, Relation, Visible};
use crate::schema::{self, Access, Literal, Name};
use crate::source::Spanned;

/// Key whose value is a relation.
const THROUGH: &str = "through";

/// The predicate of an entity.
pub(super) fn visible(
    entities: &Entities,
    id: EntityId,
    types: TypeValues<'_>,
    written: &schema::Entity,
    found: &mut Diagnostics,
) -> Visible {
    let Some(any) = &written.visible else {
        return Visible::Everyone;
    };
    let mut conditions = Vec::new();
    for item in &any.value {
        match item {
            schema::Visible::Access(access) => {
                conditions
                    .extend(self::access(access, written, found).map(|condition| vec![condition]));
            }
            schema::Visible::All(all) => {
                let all = all
                    .value
                    .iter()
                    .map(|(name, value)| condition(entities, id, types, (name, value), found));
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

fn condition(
    entities: &Entities,
    id: EntityId,
    types: TypeValues<'_>,
    (name, value): (&Name, &Literal),
    found: &mut Diagnostics,
) -> Option<Condition> {
    let entity = entities.get(id);
    if name.value == THROUGH {
        return through(entities, id, value, found);
    }
    let because = match entities.member(id, Sought::Attribute, name, found)? {
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

fn through(
    entities: &Entities,
    id: EntityId,
    value: &Literal,
    found: &mut Diagnostics,
) -> Option<Condition> {
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
    match entities.member(id, Sought::RelationToOne, &name, found)? {
        Member::Relation(Relation::BelongsTo(relation)) => Some(Condition::Through(relation)),
        _ => {
            let message = format!("{} is no relation to one", quoted(&name.value));
            found.push(Diagnostic::new(codes::WRONG_KIND, name.span, message));
            None
        }
    }
}
