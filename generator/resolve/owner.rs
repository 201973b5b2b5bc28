//! Whose a row is: the account that a relation points to, or the row itself.

use super::codes;
use super::entity::{Site, Sought};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{EntityId, Owner};
use crate::schema::{Name, Security};

/// Word for an account that owns itself.
const ITSELF: &str = "self";

impl Site<'_> {
    /// The owner of the entity's rows, if they have one.
    pub(super) fn owner(&self, found: &mut Diagnostics) -> Option<Owner> {
        let owner = self.written.owner.as_ref()?;
        let Some(Security::Account { account, .. }) = &self.catalogue.design.api.security else {
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
        let account_id = self.catalogue.entities.find(&account.value).map(EntityId)?;
        if owner.value != ITSELF {
            return self.related(owner, account, found);
        }
        if self.id == account_id {
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
    fn related(&self, owner: &Name, account: &Name, found: &mut Diagnostics) -> Option<Owner> {
        let entity = self.entities.get(self.id);
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
                self.entities
                    .report(self.id, Sought::RelationToOne, owner, found);
            }
            return None;
        };
        let leads_to = entity.relation_to_one(relation);
        if self.catalogue.entities.find(&account.value) == Some(leads_to.entity.0) {
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
}
