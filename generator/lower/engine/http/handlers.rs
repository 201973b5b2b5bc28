//! Lowers what every handler begins with: who calls, and the keys in the path.

use super::{BODY, Lowering};
use crate::ir;
use crate::lower::{docs, hrefs, naming};
use crate::names::rust_ident;
use crate::plan::engine::http::Handler;
use crate::print::{list, rust_string};

/// Functions that a module of handlers has or imports beside them.
const FUNCTIONS: &[&str] = &["action", "in_order", "routes"];

/// What their names begin with where they are of views.
const STEMS: &[&str] = &["answer_", "read_back_"];

/// The function that handles an action. No name of a design ends in `_`.
pub(super) fn handler(action: &ir::Action) -> String {
    let name = action.name.as_str();
    if FUNCTIONS.contains(&name) || STEMS.iter().any(|stem| name.starts_with(stem)) {
        format!("{name}_")
    } else {
        rust_ident(name)
    }
}

impl Lowering<'_> {
    pub(super) fn handler(&mut self, action: &ir::Action) -> Handler {
        let mut statements = vec![self.caller(action)];
        for entity in self.parents() {
            let target = self.service.entity(entity);
            let (ident, id) = (naming::parent_parameter(target), naming::id_type(target));
            self.imports.add(format!("contract::{id}"));
            statements.push(format!(
                "let {ident} = incoming.id::<{id}>({})?;",
                rust_string(&ident)
            ));
        }
        if matches!(
            action.kind,
            ir::ActionKind::Show
                | ir::ActionKind::Update
                | ir::ActionKind::Delete
                | ir::ActionKind::CustomMember
        ) && let Some(entity) = self.resource.entity
        {
            let id = naming::id_type(self.service.entity(entity));
            self.imports.add(format!("contract::{id}"));
            statements.push(format!("let id = incoming.id::<{id}>(\"id\")?;"));
        }
        statements.extend(self.within());
        match action.kind {
            ir::ActionKind::List => self.list(action, &mut statements),
            ir::ActionKind::Show => self.show(action, &mut statements),
            _ => self.change(action, &mut statements),
        }
        Handler {
            docs: docs::or(action.description.as_deref(), &self.sentence(action)),
            route: hrefs::route(&self.service.api.base_path, self.resource, action),
            function: handler(action),
            statements,
        }
    }

    /// The statement that follows a path of several parents.
    fn within(&self) -> Option<String> {
        let parents = self.parent_arguments();
        if parents.len() < 2 {
            return None;
        }
        let mut arguments = vec!["&caller".to_owned()];
        arguments.extend(parents);
        let field = naming::resource_module(self.resource);
        let head = format!("engine.{field}.within(");
        Some(list(BODY, &head, &arguments, ").await?;"))
    }

    fn sentence(&self, action: &ir::Action) -> String {
        let words = docs::words(&self.resource.name);
        match action.kind {
            ir::ActionKind::List => format!("A page of the {words}."),
            ir::ActionKind::Show => format!("One of the {words}."),
            ir::ActionKind::Create => format!("Adds one to the {words}."),
            ir::ActionKind::Update => format!("Changes one of the {words}."),
            ir::ActionKind::Delete => format!("Removes one of the {words}."),
            _ => format!("The action `{}` of {words}.", action.name),
        }
    }

    fn caller(&self, action: &ir::Action) -> String {
        if action.authorize.contains(&ir::Access::Public) {
            "let caller = incoming.caller();".to_owned()
        } else {
            "let caller = incoming.signed()?;".to_owned()
        }
    }
}
