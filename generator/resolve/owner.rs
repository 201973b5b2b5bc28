//! Whose a row is: the account that a relation points to, or the row itself.

use super::catalogue::Catalogue;
use super::codes;
use super::entity::{Entities, Sought};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, EntityId, Owner};
use crate::schema::{self, Security};

/// Word for an account that owns itself.
const ITSELF: &str = "self";

/// The owner of an entity's rows, if they have one.
pub(super) fn owner(
    catalogue: &Catalogue<'_>,
    entities: &Entities,
    id: EntityId,
    written: &schema::Entity,
    found: &mut Diagnostics,
) -> Option<Owner> {
    let owner = written.owner.as_ref()?;
    let Some(Security::Account { account, .. }) = &catalogue.design.api.security else {
        found.push(
            Diagnostic::new(
                codes::OWNER,
                owner.span,
                "an owner, but callers are no entity",
            )
            .help("say who calls: `security: { account: User, role: role }` under `api:`"),
        );
        return None;
    };
    let account_id = catalogue.entities.find(&account.value).map(EntityId)?;
    let entity = entities.get(id);
    if owner.value == ITSELF {
        if id == account_id {
            return Some(Owner::Itself);
        }
        let message = format!(
            "only {} owns itself, because it is the account",
            quoted(&account.value)
        );
        found.push(
            Diagnostic::new(codes::OWNER, owner.span, message)
                .also(account.span, "the account")
                .help(format!("name a relation to {}", quoted(&account.value))),
        );
        return None;
    }
    let Some(relation) = entity.belongs_to_named(&owner.value) else {
        report(entities, id, owner, &account.value, found);
        return None;
    };
    let span = entity.relation_to_one(relation).span;
    if entity.relation_to_one(relation).entity != account_id {
        let message = format!(
            "{} does not lead to {}, the account",
            quoted(&owner.value),
            quoted(&account.value)
        );
        found.push(
            Diagnostic::new(codes::OWNER, owner.span, message)
                .also(span, "the relation")
                .also(account.span, "the account"),
        );
        return None;
    }
    Some(Owner::BelongsTo(relation))
}

fn report(
    entities: &Entities,
    id: EntityId,
    owner: &schema::Name,
    account: &str,
    found: &mut Diagnostics,
) {
    let entity: &ir::Entity = entities.get(id);
    if entity.member(&owner.value).is_some() {
        let message = format!("{} is no relation to one", quoted(&owner.value));
        let help = format!("name a `belongs_to:` relation to {}", quoted(account));
        found.push(Diagnostic::new(codes::OWNER, owner.span, message).help(help));
    } else {
        entities.report(id, Sought::RelationToOne, owner, found);
    }
}
