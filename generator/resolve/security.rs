//! Who calls: the closed list of roles, and where the role of a caller is written down.

use super::catalogue::Catalogue;
use super::entity::{Entities, Sought};
use super::{codes, role};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, AttributeId, EntityId, Member, RoleSource, Shape, TypeKind};
use crate::schema::{self, Name};
use crate::source::Span;

/// The role that may do everything an operator does.
const ADMIN: &str = "admin";

/// Finds the roles, and checks every role that the design names.
pub(super) fn security(
    catalogue: &Catalogue<'_>,
    entities: &Entities<'_>,
    found: &mut Diagnostics,
) -> ir::Security {
    let span = catalogue.design.api.span;
    let none = || ir::Security {
        span,
        roles: vec![ADMIN.to_owned()],
        role_source: RoleSource::AccessKey,
    };
    let (security, place) = match &catalogue.design.api.security {
        None => (none(), catalogue.design.api.span),
        Some(schema::Security::Roles(roles)) => (keys(&roles.value, roles.span), roles.span),
        Some(schema::Security::Account { account, role }) => {
            let account = catalogue.entity_id(account, found);
            match account.and_then(|account| accounts(entities, account, role, found)) {
                Some(security) => (security, role.span),
                None => return none(),
            }
        }
    };
    if !security.roles.iter().any(|role| role == ADMIN) {
        found.push(
            Diagnostic::new(codes::ROLE, place, "there is no role `admin`")
                .help("add `admin`: generated pages and commands for operators ask for it"),
        );
    }
    role::check(catalogue.design, &security.roles, found);
    security
}

fn keys(roles: &[Name], span: Span) -> ir::Security {
    let roles = roles.iter().map(|role| role.value.clone()).collect();
    ir::Security {
        span,
        roles,
        role_source: RoleSource::AccessKey,
    }
}

/// The roles are the values of an attribute of the account.
fn accounts(
    entities: &Entities<'_>,
    entity: EntityId,
    role: &Name,
    found: &mut Diagnostics,
) -> Option<ir::Security> {
    let Member::Attribute(attribute) = entities.member(entity, Sought::Attribute, role, found)?
    else {
        found.push(not_enum(role, role.span));
        return None;
    };
    let roles = enum_values(entities, entity, attribute);
    if roles.is_none() {
        found.push(not_enum(
            role,
            entities.get(entity).attribute(attribute).span,
        ));
    }
    Some(ir::Security {
        span: role.span,
        roles: roles?,
        role_source: RoleSource::Account {
            entity,
            role: attribute,
        },
    })
}

fn enum_values(
    entities: &Entities<'_>,
    entity: EntityId,
    attribute: AttributeId,
) -> Option<Vec<String>> {
    let Shape::Named(id) = entities.get(entity).attribute(attribute).value.shape else {
        return None;
    };
    match &entities.types[id.0].kind {
        TypeKind::Enum(values) => Some(values.clone()),
        TypeKind::Object(_) | TypeKind::Union { .. } => None,
    }
}

fn not_enum(role: &Name, place: Span) -> Diagnostic {
    let message = format!(
        "{} holds the role, so it has to be an enum",
        quoted(&role.value)
    );
    Diagnostic::new(codes::ROLE, role.span, message)
        .also(place, "the attribute")
        .help("write it as `{ enum: [user, admin], default: user }`")
}
