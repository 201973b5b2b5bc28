//! Whose a row is: the account that a relation points to, or the row itself.

use super::catalogue::Catalogue;
use super::codes;
use super::entity::{Entities, Sought};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{EntityId, Owner};
use crate::schema::{self, Name, Security};

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
    if owner.value != ITSELF {
        return related(entities, id, owner, (account_id, account), found);
    }
    if id == account_id {
        return Some(Owner::Itself);
    }
    let shown = quoted(&account.value);
    let message = format!("only {shown} owns itself, because it is the account");
    found.push(
        Diagnostic::new(codes::OWNER, owner.span, message)
            .also(account.span, "the account")
            .help(format!("name a relation to {shown}")),
    );
    None
}

/// The relation that leads to the account.
fn related(
    entities: &Entities,
    id: EntityId,
    owner: &Name,
    (account_id, account): (EntityId, &Name),
    found: &mut Diagnostics,
) -> Option<Owner> {
    let entity = entities.get(id);
    let (name, shown) = (quoted(&owner.value), quoted(&account.value));
    let Some(relation) = entity.belongs_to_named(&owner.value) else {
        if entity.member(&owner.value).is_some() {
            found.push(
                Diagnostic::new(
                    codes::OWNER,
                    owner.span,
                    format!("{name} is no relation to one"),
                )
                .help(format!("name a `belongs_to:` relation to {shown}")),
            );
        } else {
            entities.report(id, Sought::RelationToOne, owner, found);
        }
        return None;
    };
    let leads_to = entity.relation_to_one(relation);
    if leads_to.entity == account_id {
        return Some(Owner::BelongsTo(relation));
    }
    let message = format!("{name} does not lead to {shown}, the account");
    found.push(
        Diagnostic::new(codes::OWNER, owner.span, message)
            .also(leads_to.span, "the relation")
            .also(account.span, "the account"),
    );
    None
}
