//! Who may call an action: as it says, as its resource says, or everyone with an access key.

use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, ActionKind};
use crate::schema::{Access, Name};
use crate::source::Spanned;

/// `authorize:` as written.
pub(super) type Written = Spanned<Vec<Spanned<Access>>>;

/// The action that is authorized.
pub(super) struct Subject<'a> {
    pub(super) kind: ActionKind,
    pub(super) name: &'a Name,
    /// Whether rows of the resource's entity have an owner.
    pub(super) owned: bool,
}

/// Whose `authorize:` an action goes by.
#[derive(Clone, Copy)]
enum SaidBy {
    Action,
    Resource,
}

/// Any of these; never empty.
pub(super) fn access(
    own: Option<&Written>,
    of_resource: Option<&Written>,
    subject: &Subject<'_>,
    found: &mut Diagnostics,
) -> Vec<ir::Access> {
    let Some(written) = own.or(of_resource) else {
        return vec![ir::Access::Signed];
    };
    let said_by = match own {
        Some(_) => SaidBy::Action,
        None => SaidBy::Resource,
    };
    if written.value.is_empty() {
        found.push(
            Diagnostic::new(codes::NUMBER_RANGE, written.span, "nobody could call this")
                .help("say `public`, `signed`, `owner` or a role such as `\"role:admin\"`"),
        );
    }
    let mut any: Vec<ir::Access> = Vec::new();
    for access in &written.value {
        let access = match &access.value {
            Access::Public => ir::Access::Public,
            Access::Signed => ir::Access::Signed,
            Access::Role(role) => ir::Access::Role(role.value.clone()),
            Access::Owner => {
                refuse_owner(access, subject, said_by, found);
                ir::Access::Owner
            }
        };
        if !any.contains(&access) {
            any.push(access);
        }
    }
    any
}

fn refuse_owner(
    place: &Spanned<Access>,
    subject: &Subject<'_>,
    said_by: SaidBy,
    found: &mut Diagnostics,
) {
    let one_row = matches!(
        subject.kind,
        ActionKind::Show | ActionKind::Update | ActionKind::Delete | ActionKind::CustomMember
    );
    if !subject.owned {
        found.push(
            Diagnostic::new(
                codes::OWNER,
                place.span,
                "rows of this resource have no owner",
            )
            .help("add `owner:` to its entity, with the relation to the account"),
        );
    } else if !one_row {
        let message = format!(
            "{} is not about one row that could have an owner",
            quoted(&subject.name.value)
        );
        let finding = Diagnostic::new(codes::OWNER, place.span, message);
        found.push(match said_by {
            SaidBy::Action => finding
                .help("say `signed`; which rows a list shows is said by `visible:` of the entity"),
            SaidBy::Resource => finding
                .also(subject.name.span, "the action")
                .help("give this action an `authorize:` of its own, such as `signed`"),
        });
    }
}
