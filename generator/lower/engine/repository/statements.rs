//! Lowers the body of each method of a repository to the statement that it runs.

use super::Lowering;
use super::reads::row_function;
use crate::ir;
use crate::lower::engine::columns::attribute_column;
use crate::lower::engine::domain::{MethodKind, view_names};
use crate::lower::naming;
use crate::lower::reads::ViewOf;
use crate::names::sql_ident;
use crate::plan::engine::repository::{
    Above, Body, ByIds, Count, FirstWithRole, Known, One, RoleOf,
};
use crate::print::rust_string;

impl Lowering<'_> {
    pub(super) fn body(&self, kind: MethodKind) -> Body {
        match kind {
            MethodKind::Find => Body::One(self.one("entity", &[])),
            MethodKind::One(of) => Body::One(self.one_in_view(of)),
            MethodKind::Changed(of) => Body::One(One {
                visible: None,
                ..self.one_in_view(of)
            }),
            MethodKind::ByIds(of) => Body::ByIds(self.by_ids(of)),
            MethodKind::Nested(nested) => Body::Nested(self.nested(&nested)),
            MethodKind::List(resource, view) => {
                self.list_body(self.service.resource(resource), view)
            }
            MethodKind::Count(resource) => Body::Count(self.count(resource)),
            MethodKind::Known => Body::Known(self.known()),
            MethodKind::Above(id) => Body::Above(self.above(id)),
            MethodKind::RoleOf => Body::RoleOf(RoleOf {
                open: self.role_statement(),
            }),
            MethodKind::FirstWithRole => Body::FirstWithRole(self.first_with_role()),
            MethodKind::Insert => Body::Insert(self.insert()),
            MethodKind::Update => Body::Update(self.update()),
            MethodKind::Delete => Body::Delete(self.delete()),
        }
    }

    /// One row by its key, as functions of that name read and make it.
    fn one(&self, function: &str, counts: &[ir::Relation]) -> One {
        let table = self.table();
        One {
            select: self.select_call(function, counts),
            by: rust_string(&format!(" FROM {table} WHERE {table}.id = ")),
            visible: self.visible(),
            row: row_function(function),
        }
    }

    fn one_in_view(&self, of: ViewOf) -> One {
        let (function, _) = view_names(self.service, of);
        self.one(&function, &self.counts_of(of))
    }

    fn by_ids(&self, of: ViewOf) -> ByIds {
        let table = self.table();
        let (function, _) = view_names(self.service, of);
        ByIds {
            select: self.select_call(&function, &self.counts_of(of)),
            by: rust_string(&format!(" FROM {table} WHERE {table}.id IN ")),
            id: naming::id_type(self.entity),
            visible: self.visible(),
            row: row_function(&function),
        }
    }

    fn count(&self, resource: ir::ResourceId) -> Count {
        let open = format!("SELECT count(*) FROM {} WHERE TRUE", self.table());
        let filter = self.filter_call(self.service.resource(resource));
        let visible = self.visible();
        Count {
            open: rust_string(&open),
            narrows: filter.is_some() || visible.is_some(),
            filter,
            visible,
        }
    }

    fn known(&self) -> Known {
        let table = self.table();
        let open = format!("SELECT {table}.id FROM {table} WHERE {table}.id IN ");
        Known {
            open: rust_string(&open),
            id: naming::id_type(self.entity),
            visible: self.visible(),
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
    let asks = visible.is_some() || select.is_some_and(|select| select.ends_with("(caller)"));
    let mut signature = signature.to_owned();
    if !asks {
        signature = signature.replace("caller: &Caller", "_caller: &Caller");
    }
    if filter.is_some_and(Option::is_none) {
        signature = signature.replace("filter: &", "_filter: &");
    }
    signature
}
