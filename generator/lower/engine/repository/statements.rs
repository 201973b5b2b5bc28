//! Lowers the body of each method of a repository to the statement that it runs.

use super::Lowering;
use crate::ir;
use crate::lower::engine::columns::attribute_column;
use crate::lower::engine::domain::{MethodKind, view_names};
use crate::lower::naming;
use crate::names::{local, snake, sql_ident};
use crate::plan::engine::repository::{
    Above, Body, ByIds, Count, Delete, FirstWithRole, Known, One, RoleOf,
};
use crate::print::rust_string;

impl Lowering<'_> {
    pub(super) fn body(&self, kind: MethodKind) -> Body {
        let table = self.table();
        let by_id = rust_string(&format!(" FROM {table} WHERE {table}.id = "));
        let among = rust_string(&format!(" FROM {table} WHERE {table}.id IN "));
        match kind {
            MethodKind::Find => Body::One(One {
                select: self.select_call("entity", &[]),
                by: by_id,
                visible: self.visible(),
                row: "entity".to_owned(),
            }),
            MethodKind::One(of) => {
                let (function, _) = view_names(self.service, of);
                let select = self.select_call(&function, &self.counts_of(of));
                Body::One(One {
                    select,
                    by: by_id,
                    visible: self.visible(),
                    row: function,
                })
            }
            MethodKind::Changed(of) => {
                let (function, _) = view_names(self.service, of);
                Body::One(One {
                    select: self.select_call(&function, &self.counts_of(of)),
                    by: by_id,
                    visible: None,
                    row: function,
                })
            }
            MethodKind::ByIds(of) => {
                let (function, _) = view_names(self.service, of);
                Body::ByIds(ByIds {
                    select: self.select_call(&function, &self.counts_of(of)),
                    by: among,
                    id: naming::id_type(self.entity),
                    visible: self.visible(),
                    row: function,
                })
            }
            MethodKind::Nested(nested) => Body::Nested(self.nested(&nested)),
            MethodKind::List(resource, view) => {
                self.list_body(self.service.resource(resource), view)
            }
            MethodKind::Count(resource) => Body::Count(Count {
                open: rust_string(&format!("SELECT count(*) FROM {table} WHERE TRUE")),
                filter: self.filter_call(self.service.resource(resource)),
                visible: self.visible(),
            }),
            MethodKind::Known => Body::Known(Known {
                open: rust_string(&format!(
                    "SELECT {table}.id FROM {table} WHERE {table}.id IN "
                )),
                id: naming::id_type(self.entity),
                visible: self.visible(),
            }),
            MethodKind::Above(id) => Body::Above(self.above(id)),
            MethodKind::RoleOf => Body::RoleOf(RoleOf {
                open: self.role_statement(),
            }),
            MethodKind::FirstWithRole => Body::FirstWithRole(self.first_with_role()),
            MethodKind::Insert => Body::Insert(self.insert()),
            MethodKind::Update => Body::Update(self.update()),
            MethodKind::Delete => Body::Delete(Delete {
                open: rust_string(&format!("DELETE FROM {table} WHERE id = ")),
                entity: local(&snake(&self.entity.name)),
            }),
        }
    }

    fn above(&self, id: ir::BelongsToId) -> Above {
        let (table, relation) = (self.table(), self.entity.relation_to_one(id));
        let column = sql_ident(&naming::relation_id(&relation.name));
        Above {
            open: rust_string(&format!(
                "SELECT {table}.{column} FROM {table} WHERE {table}.id = "
            )),
            id: naming::id_type(self.service.entity(relation.entity)),
            optional: relation.optional,
            visible: self.visible(),
        }
    }

    fn role_statement(&self) -> String {
        let column = self.role_column();
        rust_string(&format!(
            "SELECT {column} FROM {} WHERE id = ",
            self.table()
        ))
    }

    fn first_with_role(&self) -> FirstWithRole {
        let column = self.role_column();
        FirstWithRole {
            open: rust_string(&format!(
                "SELECT id FROM {} WHERE {column} = ",
                self.table()
            )),
            id: naming::id_type(self.entity),
        }
    }

    fn role_column(&self) -> String {
        let ir::RoleSource::Account { role, .. } = self.service.api.security.role_source else {
            unreachable!("only the account entity has a role");
        };
        attribute_column(self.service, self.entity, role).sql
    }
}

/// The signature as the implementation writes it: what it does not use yet begins with `_`.
pub(super) fn implemented(signature: &str, body: &Body) -> String {
    let (select, visible, filter) = match body {
        Body::One(one) => (Some(&one.select), &one.visible, None),
        Body::ByIds(by_ids) => (Some(&by_ids.select), &by_ids.visible, None),
        Body::Nested(nested) => (Some(&nested.select), &nested.visible, None),
        Body::List(list) => (Some(&list.select), &list.visible, Some(&list.filter)),
        Body::Count(count) => (None, &count.visible, Some(&count.filter)),
        Body::Known(known) => (None, &known.visible, None),
        Body::Above(above) => (None, &above.visible, None),
        _ => return signature.to_owned(),
    };
    let asks = visible.is_some() || select.is_some_and(|select| select.contains("caller"));
    let mut signature = signature.to_owned();
    if !asks {
        signature = signature.replace("caller: &Caller", "_caller: &Caller");
    }
    if filter.is_some_and(Option::is_none) {
        signature = signature.replace("filter: &", "_filter: &");
    }
    signature
}
