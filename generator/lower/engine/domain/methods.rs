//! Lowers the methods of a repository: one for each way in which somebody reads or changes the entity.

use super::names::{
    above_method, changed_method, count_method, list_method, nested_method, relation_name,
    view_names,
};
use crate::ir;
use crate::lower::reads::{Nested, Reads, ViewOf};
use crate::lower::{docs, naming, rust_type};
use crate::names::{local, snake};
use crate::plan::engine::domain::Method;
use crate::print::{Imports, list};

/// Columns in front of a method.
const MEMBER: usize = 4;

/// The parameter of whoever asks.
const CALLER: &str = "caller: &Caller";

/// What a method of a repository is, so that its implementation finds its body.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) enum MethodKind {
    Find,
    One(ViewOf),
    ByIds(ViewOf),
    Nested(Nested),
    List(ir::ResourceId, ir::ViewId),
    Count(ir::ResourceId),
    Known,
    RoleOf,
    FirstWithRole,
    Insert,
    Update,
    Delete,
    Above(ir::BelongsToId),
    Changed(ViewOf),
}

/// The methods that somebody uses, with their kinds.
pub(in crate::lower) fn method_list(
    service: &ir::Service,
    reads: &Reads,
    id: ir::EntityId,
    imports: &mut Imports,
) -> Vec<(Method, MethodKind)> {
    let mut lowering = Lowering {
        service,
        reads,
        id,
        entity: service.entity(id),
        imports,
        methods: vec![],
    };
    lowering.reads_by_key();
    lowering.nested();
    lowering.lists();
    lowering.counts();
    lowering.known();
    lowering.above();
    lowering.roles();
    lowering.changes();
    lowering.methods
}

struct Lowering<'a> {
    service: &'a ir::Service,
    reads: &'a Reads,
    id: ir::EntityId,
    entity: &'a ir::Entity,
    imports: &'a mut Imports,
    methods: Vec<(Method, MethodKind)>,
}

impl Lowering<'_> {
    fn add(&mut self, kind: MethodKind, docs: String, signature: String) {
        let docs = vec![docs];
        self.methods.push((Method { docs, signature }, kind));
    }

    fn reads_by_key(&mut self) {
        let key = naming::id_type(self.entity);
        let by_key = [CALLER.to_owned(), format!("id: {key}")];
        let by_keys = [CALLER.to_owned(), format!("ids: &[{key}]")];
        let spoken = naming::spoken(self.entity);
        let many = naming::spoken_plural(self.entity);
        let reads = self.reads.of(self.id);
        if reads.find {
            let docs = format!("The whole {spoken}, if the caller sees it.");
            let output = format!("Option<{}>", self.entity.name);
            self.add(MethodKind::Find, docs, signature("find", &by_key, &output));
        }
        for of in &reads.one {
            let (name, projection) = view_names(self.service, *of);
            let docs = format!("The {spoken} of this key, if the caller sees it.");
            let signature = signature(&name, &by_key, &format!("Option<{projection}>"));
            self.add(MethodKind::One(*of), docs, signature);
        }
        for of in &reads.changed {
            let (_, projection) = view_names(self.service, *of);
            let name = changed_method(self.service, *of);
            let docs = format!(
                "The {spoken} of this key as a change of the caller's has left it, be it out of sight now."
            );
            let signature = signature(&name, &by_key, &format!("Option<{projection}>"));
            self.add(MethodKind::Changed(*of), docs, signature);
        }
        for of in &reads.by_ids {
            let (function, projection) = view_names(self.service, *of);
            let name = format!("{function}_by_ids");
            let docs = format!("The {many} of these keys that the caller sees, in no order.");
            let signature = signature(&name, &by_keys, &format!("Vec<{projection}>"));
            self.add(MethodKind::ByIds(*of), docs, signature);
        }
    }

    fn nested(&mut self) {
        for nested in &self.reads.of(self.id).nested {
            let (_, projection) = view_names(self.service, nested.view);
            let parent = self.service.entity(nested.parent);
            let parent_id = naming::id_type(parent);
            self.imports.add(format!("contract::{parent_id}"));
            let parameters = [CALLER.to_owned(), format!("ids: &[{parent_id}]")];
            let docs = format!(
                "The {} of these {}, in the order of the relation, each with the key it belongs to.",
                docs::words(relation_name(parent, nested.relation)),
                naming::spoken_plural(parent),
            );
            let output = format!("Vec<({parent_id}, {projection})>");
            let name = nested_method(self.service, nested);
            self.add(
                MethodKind::Nested(*nested),
                docs,
                signature(&name, &parameters, &output),
            );
        }
    }

    fn lists(&mut self) {
        for (resource_id, view) in &self.reads.of(self.id).lists {
            let resource = self.service.resource(*resource_id);
            let (_, projection) = view_names(self.service, (resource.media_type, *view));
            self.imports.add("contract::Window");
            let mut parameters = vec![CALLER.to_owned(), filter_parameter(resource)];
            if resource
                .list
                .as_ref()
                .is_some_and(|list| !list.sorts.is_empty())
            {
                let sort = naming::sort_type(resource);
                self.imports.add(format!("contract::{sort}"));
                parameters.push(format!("order: {sort}"));
            }
            parameters.push("window: &Window".to_owned());
            let docs = format!(
                "The {} behind the window's position, one more than its limit if there are more.",
                naming::spoken_plural(self.entity),
            );
            let name = list_method(self.service, resource, *view);
            let output = format!("Vec<{projection}>");
            let kind = MethodKind::List(*resource_id, *view);
            self.add(kind, docs, signature(&name, &parameters, &output));
        }
    }

    fn counts(&mut self) {
        let service = self.service;
        for id in &self.entity.resources {
            let resource = service.resource(*id);
            if !resource.list.as_ref().is_some_and(|list| list.total) {
                continue;
            }
            let parameters = [CALLER.to_owned(), filter_parameter(resource)];
            let many = naming::spoken_plural(self.entity);
            let docs = format!("How many of the {many} the caller sees.");
            let signature = signature(&count_method(resource), &parameters, "u64");
            self.add(MethodKind::Count(*id), docs, signature);
        }
    }

    fn known(&mut self) {
        if !self.reads.of(self.id).known {
            return;
        }
        let key = naming::id_type(self.entity);
        let parameters = [CALLER.to_owned(), format!("ids: &[{key}]")];
        let docs = "Which of these keys are of rows that the caller sees.".to_owned();
        let signature = signature("known", &parameters, &format!("Vec<{key}>"));
        self.add(MethodKind::Known, docs, signature);
    }

    fn above(&mut self) {
        let (key, spoken) = (naming::id_type(self.entity), naming::spoken(self.entity));
        for id in &self.reads.of(self.id).above {
            let relation = self.entity.relation_to_one(*id);
            let above = naming::id_type(self.service.entity(relation.entity));
            self.imports.add(format!("contract::{above}"));
            let docs = format!(
                "The key of the {} of the {spoken}, if the caller sees the {spoken}.",
                docs::words(&relation.name)
            );
            let parameters = [CALLER.to_owned(), format!("id: {key}")];
            let output = format!("Option<{above}>");
            let signature = signature(&above_method(relation), &parameters, &output);
            self.add(MethodKind::Above(*id), docs, signature);
        }
    }

    /// What the roles of callers are read by, at the entity that has them.
    fn roles(&mut self) {
        let ir::RoleSource::Account {
            entity: account,
            role,
        } = self.service.api.security.role_source
        else {
            return;
        };
        if account != self.id {
            return;
        }
        let (key, spoken) = (naming::id_type(self.entity), naming::spoken(self.entity));
        let role = rust_type::of_value(self.service, &self.entity.attributes[role.0].value);
        self.imports.extend(&role.imports);
        let docs = format!("The role of the {spoken}, whoever asks.");
        let parameters = [format!("id: {key}")];
        let output = format!("Option<{}>", role.text);
        self.add(
            MethodKind::RoleOf,
            docs,
            signature("role_of", &parameters, &output),
        );
        let docs = format!("The first {spoken} that has a role.");
        let parameters = [format!("role: {}", role.text)];
        let output = format!("Option<{key}>");
        let signature = signature("first_with_role", &parameters, &output);
        self.add(MethodKind::FirstWithRole, docs, signature);
    }

    fn changes(&mut self) {
        let reads = self.reads.of(self.id);
        let spoken = naming::spoken(self.entity);
        if reads.insert {
            let docs = format!("Keeps a new {spoken}.");
            let signature = signature("insert", &self.written("&"), "()");
            self.add(MethodKind::Insert, docs, signature);
        }
        if reads.update {
            let docs = format!(
                "Keeps a changed {spoken} and counts its version on; false if somebody else was faster."
            );
            let signature = signature("update", &self.written("&mut "), "bool");
            self.add(MethodKind::Update, docs, signature);
        }
        if reads.delete {
            let docs = format!("Removes the {spoken}; false if somebody else was faster.");
            let signature = signature("delete", &[self.row("&")], "bool");
            self.add(MethodKind::Delete, docs, signature);
        }
    }

    /// The parameters of what is written: the row, and its relations if there are any.
    fn written(&self, reference: &str) -> Vec<String> {
        let mut parameters = vec![self.row(reference)];
        if !self.entity.many_to_many.is_empty() {
            parameters.push(format!(
                "relations: &{}",
                naming::relations_type(self.entity)
            ));
        }
        parameters
    }

    fn row(&self, reference: &str) -> String {
        let name = &self.entity.name;
        format!("{}: {reference}{name}", local(&snake(name)))
    }
}

fn signature(name: &str, parameters: &[String], output: &str) -> String {
    let mut all = vec!["&self".to_owned()];
    all.extend_from_slice(parameters);
    let tail = format!(") -> Result<{output}, StorageError>");
    list(MEMBER, &format!("async fn {name}("), &all, &tail)
}

fn filter_parameter(resource: &ir::Resource) -> String {
    format!("filter: &{}", naming::filter_type(resource))
}
