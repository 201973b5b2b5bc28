//! Lowers authorization: under which conditions a caller is refused, and what only some roles may give.

use super::Lowering;
use crate::ir;
use crate::lower::contract::role_type;
use crate::lower::decode::Reading;
use crate::lower::engine::visible::has_role;
use crate::lower::naming;
use crate::names::rust_ident;
use crate::plan::engine::usecase::Restricted;
use crate::print::rust_string;

/// Whether a caller must be somebody in particular.
pub(super) fn is_restricted(action: &ir::Action) -> bool {
    !action
        .authorize
        .iter()
        .any(|access| matches!(access, ir::Access::Public | ir::Access::Signed))
}

/// The roles that may do it.
pub(super) fn roles(action: &ir::Action) -> Vec<String> {
    action
        .authorize
        .iter()
        .filter_map(|access| match access {
            ir::Access::Role(role) => Some(role.clone()),
            _ => None,
        })
        .collect()
}

impl Lowering<'_> {
    /// Condition under which a caller is refused whatever it is about.
    pub(super) fn refuse(&mut self, action: &ir::Action) -> Option<String> {
        let roles = roles(action);
        if roles.is_empty() || !is_restricted(action) {
            return None;
        }
        self.imports
            .add(format!("contract::{}", role_type(self.service)));
        Some(format!("!{}", has_role(self.service, &roles)))
    }

    /// The same for what is made, which also says whom the path may name.
    pub(super) fn refuse_making(&mut self, action: &ir::Action) -> Option<String> {
        let refused = self.refuse(action);
        let Some(below) = self.refuse_below() else {
            return refused;
        };
        Some(match refused {
            Some(refused) if below.contains(" && ") => format!("{refused} || ({below})"),
            Some(refused) => format!("{refused} || {below}"),
            None => below,
        })
    }

    /// Condition under which a caller makes nothing below the row that the path names.
    fn refuse_below(&mut self) -> Option<String> {
        let makers = self.service.makers_below(self.resource)?;
        let (parent, _) = self.parent_ident()?;
        let mut conditions = Vec::new();
        if makers.owner {
            conditions.push(format!("caller.account != Some({parent})"));
        }
        if !makers.roles.is_empty() {
            self.imports
                .add(format!("contract::{}", role_type(self.service)));
            conditions.push(format!("!{}", has_role(self.service, makers.roles)));
        }
        Some(conditions.join(" && "))
    }

    /// The same where the owner of what was found may do more than others.
    pub(super) fn refuse_with_owner(&mut self, action: &ir::Action, found: &str) -> Option<String> {
        if !is_restricted(action) {
            return None;
        }
        let mut conditions = Vec::from_iter(self.refuse(action));
        if action.authorize.contains(&ir::Access::Owner) {
            let not_owned = self.not_owned(found);
            conditions.push(match conditions.is_empty() || !not_owned.contains(" || ") {
                true => not_owned,
                false => format!("({not_owned})"),
            });
        }
        Some(conditions.join(" && "))
    }

    fn not_owned(&self, found: &str) -> String {
        match self.entity.owner {
            Some(ir::Owner::BelongsTo(id)) => {
                let relation = &self.entity.belongs_to[id.0];
                let field = rust_ident(&naming::relation_id(&relation.name));
                if relation.optional {
                    format!("caller.account.is_none() || caller.account != {found}.{field}")
                } else {
                    format!("caller.account != Some({found}.{field})")
                }
            }
            _ => format!("caller.account != Some({found}.id)"),
        }
    }

    /// Condition under which what was found belongs to another parent than the path says.
    pub(super) fn stray(&self, found: &str) -> Option<String> {
        let parent = self.resource.parent?;
        let (ident, _) = self.parent_ident()?;
        let relation = &self.entity.belongs_to[parent.relation.0];
        let field = rust_ident(&naming::relation_id(&relation.name));
        Some(if relation.optional {
            format!("{found}.{field} != Some({ident})")
        } else {
            format!("{found}.{field} != {ident}")
        })
    }

    /// Fields of the payload that only some roles may give.
    pub(super) fn restricted(&mut self, action: &ir::Action) -> Vec<Restricted> {
        let mut restricted = Vec::new();
        let mut roles_used = false;
        for (field, part) in self.payload_parts(action) {
            let writable = match field {
                ir::PayloadField::Attribute(id) => &self.entity.attributes[id.0].writable,
                ir::PayloadField::BelongsTo(id) => &self.entity.belongs_to[id.0].writable,
                ir::PayloadField::ManyToMany(id) => &self.entity.many_to_many[id.0].writable,
            };
            if writable.is_empty() {
                continue;
            }
            roles_used = true;
            let roles = has_role(self.service, writable);
            let field = format!("payload.{}", rust_ident(&part.called.name));
            let given = match part.reading {
                Reading::Required => String::new(),
                reading if reading.is_tri_state() => format!("!{field}.is_absent() && "),
                _ => format!("{field}.is_some() && "),
            };
            let condition = format!("{given}!{roles}");
            restricted.push(Restricted {
                condition,
                field: rust_string(&part.called.sent),
            });
        }
        if roles_used {
            self.imports.add("contract::FieldError");
            self.imports
                .add(format!("contract::{}", role_type(self.service)));
        }
        restricted
    }
}
