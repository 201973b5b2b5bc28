//! Collects what the module of a repository uses.

use super::Lowering;
use crate::ir;
use crate::lower::engine::columns::columns;
use crate::lower::engine::domain::{MethodKind, method_list};
use crate::lower::engine::projections::Projection;
use crate::lower::{naming, rust_type};
use crate::print::Imports;

impl Lowering<'_> {
    pub(super) fn imports(&self, projections: &[Projection]) -> Imports {
        let mut imports = Imports::default();
        let methods = method_list(self.service, self.reads, self.id, &mut Imports::default());
        if !methods.is_empty() {
            imports.add("async_trait::async_trait");
            imports.add("store::Connection");
            imports.add("store::Sql");
            imports.add(domain("StorageError"));
            imports.add(domain(&naming::repository_trait(self.entity)));
            imports.add(format!("contract::{}", naming::id_type(self.entity)));
        }
        self.reading_imports(projections, &mut imports);
        self.writing_imports(&mut imports);
        for (_, kind) in &methods {
            self.method_imports(*kind, &mut imports);
        }
        imports
    }

    fn reading_imports(&self, projections: &[Projection], imports: &mut Imports) {
        let whole = self.reads.of(self.id).find;
        if whole || !projections.is_empty() {
            imports.add("store::Row");
        }
        if whole {
            imports.add(domain(&self.entity.name));
            for column in columns(self.service, self.entity) {
                column.reading_imports(imports);
            }
        }
        for projection in projections {
            imports.add(domain(&projection.name));
            for column in &projection.columns {
                column.reading_imports(imports);
            }
            if !projection.counts.is_empty() {
                imports.add("contract::Int64");
            }
            if self.asks(&projection.counts) {
                imports.add("contract::Caller");
            }
        }
    }

    fn writing_imports(&self, imports: &mut Imports) {
        let reads = self.reads.of(self.id);
        let (inserts, updates) = (reads.insert, reads.update);
        if inserts || reads.delete {
            imports.add(domain(&self.entity.name));
        }
        if !inserts && !updates {
            return;
        }
        for column in columns(self.service, self.entity) {
            column.binding_imports(imports);
        }
        if self.entity.many_to_many.is_empty() {
            return;
        }
        imports.add(domain(&naming::relations_type(self.entity)));
        for relation in &self.entity.many_to_many {
            let target = self.service.entity(relation.entity);
            imports.add(format!("contract::{}", naming::id_type(target)));
        }
        imports.add("super::Pairs");
        imports.add("super::relate");
        if updates {
            imports.add("super::unrelate");
        }
    }

    fn method_imports(&self, kind: MethodKind, imports: &mut Imports) {
        match kind {
            MethodKind::Find
            | MethodKind::One(_)
            | MethodKind::Changed(_)
            | MethodKind::ByIds(_) => imports.add("contract::Caller"),
            MethodKind::Known => {
                imports.add("contract::Caller");
                imports.add("store::Row");
                imports.add("uuid::Uuid");
            }
            MethodKind::Above(id) => {
                let above = self.service.entity(self.entity.relation_to_one(id).entity);
                imports.add("contract::Caller");
                imports.add("store::Row");
                imports.add("uuid::Uuid");
                imports.add(format!("contract::{}", naming::id_type(above)));
            }
            MethodKind::Nested(nested) => {
                imports.add("contract::Caller");
                imports.add("uuid::Uuid");
                imports.add(format!(
                    "contract::{}",
                    naming::id_type(self.service.entity(nested.parent))
                ));
            }
            MethodKind::List(resource, _) => {
                self.list_imports(self.service.resource(resource), imports);
            }
            MethodKind::Count(resource) => {
                self.filter_imports(self.service.resource(resource), imports);
            }
            MethodKind::RoleOf => self.role_imports(imports),
            MethodKind::FirstWithRole => {
                imports.add("store::Row");
                imports.add("uuid::Uuid");
            }
            MethodKind::Insert | MethodKind::Update | MethodKind::Delete => {}
        }
    }

    fn list_imports(&self, resource: &ir::Resource, imports: &mut Imports) {
        self.filter_imports(resource, imports);
        imports.add("contract::Window");
        let policy = resource.list.as_ref();
        if policy.is_some_and(|list| !list.sorts.is_empty()) {
            imports.add(format!("contract::{}", naming::sort_type(resource)));
        }
    }

    fn filter_imports(&self, resource: &ir::Resource, imports: &mut Imports) {
        imports.add("contract::Caller");
        imports.add(domain(&naming::filter_type(resource)));
    }

    fn role_imports(&self, imports: &mut Imports) {
        if let ir::RoleSource::Account { role, .. } = self.service.api.security.role_source {
            let ty = rust_type::of_value(self.service, &self.entity.attributes[role.0].value);
            imports.extend(&ty.imports);
        }
        imports.add("super::parsed");
    }
}

fn domain(name: &str) -> String {
    format!("crate::generated::domain::{name}")
}
