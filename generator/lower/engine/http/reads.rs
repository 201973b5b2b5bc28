//! Lowers the handlers of lists and of single things: the query is taken apart, and each view has an arm of its own.

use super::answers::Held;
use super::{ARM, BODY, Lowering};
use crate::ir;
use crate::lower::engine::domain::filter_columns;
use crate::lower::engine::usecase::method_name;
use crate::lower::naming;
use crate::lower::payloads::{default_sort, has_query};
use crate::lower::reads::ViewOf;
use crate::names::rust_ident;
use crate::print::list;

impl Lowering<'_> {
    pub(super) fn list(&mut self, action: &ir::Action, statements: &mut Vec<String>) {
        let Some(policy) = &self.resource.list else {
            return;
        };
        let ir::ResponseBody::MediaType {
            media_type, views, ..
        } = &action.response.body
        else {
            return;
        };
        let Some((views_constant, choice)) = self.views_constant(action) else {
            return;
        };
        statements.push("let mut query = incoming.query();".to_owned());
        statements.push(format!("let view = query.view(&{views_constant});"));
        self.list_query(action, policy, statements);
        let arms: Vec<String> = views
            .iter()
            .map(|view| self.list_arm(action, choice, (*media_type, *view)))
            .collect();
        statements.push(format!("match view {{\n{}    }}", arms.concat()));
    }

    /// Takes the window, the order and the filter, and refuses all other parameters.
    fn list_query(
        &mut self,
        action: &ir::Action,
        policy: &ir::ListPolicy,
        statements: &mut Vec<String>,
    ) {
        self.imports.add("http_ground::Total");
        let total = if policy.total {
            "Total::Offered"
        } else {
            "Total::NotOffered"
        };
        statements.push(format!(
            "let window = query.window({}, {}, {total});",
            policy.page, policy.max
        ));
        if has_query(self.resource, action) {
            let query = naming::query_type(self.resource, action);
            self.imports.add(format!("contract::{query}"));
            statements.push(format!("let query = query.decode::<{query}>()?;"));
        } else {
            statements.push("query.finish()?;".to_owned());
        }
        let entity = self.resource.entity.map(|id| self.service.entity(id));
        if let Some(entity) = entity.filter(|_| !policy.sorts.is_empty()) {
            let sort = naming::sort_type(self.resource);
            self.imports.add(format!("contract::{sort}"));
            statements.push(format!(
                "let order = query.sort.unwrap_or({sort}::{});",
                default_sort(entity, policy)
            ));
        }
        statements.push(self.filter());
    }

    /// The statement that makes a filter of the path and of the query.
    fn filter(&mut self) -> String {
        let filter = naming::filter_type(self.resource);
        self.imports
            .add(format!("crate::generated::domain::{filter}"));
        let parent = self.parent_arguments().pop().unwrap_or_default();
        let fields: Vec<String> = filter_columns(self.service, self.resource)
            .into_iter()
            .map(|part| {
                let ident = rust_ident(&part.name);
                if part.parent {
                    format!("{ident}: Some({parent})")
                } else {
                    format!("{ident}: query.{ident}")
                }
            })
            .collect();
        if fields.is_empty() {
            format!("let filter = {filter}::default();")
        } else {
            braced(&format!("let filter = {filter}"), &fields, ";")
        }
    }

    fn list_arm(&mut self, action: &ir::Action, choice: usize, of: ViewOf) -> String {
        let method = method_name(self.service, self.resource, action, of.1);
        let sorted = self
            .resource
            .list
            .as_ref()
            .is_some_and(|list| !list.sorts.is_empty());
        let mut arguments = vec!["&caller".to_owned(), "filter".to_owned()];
        if sorted {
            arguments.push("order".to_owned());
        }
        arguments.push("&window".to_owned());
        let field = naming::resource_module(self.resource);
        let call = list(
            ARM,
            &format!("let page = engine.{field}.{method}("),
            &arguments,
            ").await?;",
        );
        let module = self.translator_module(of);
        let items = self.translated(of, &module);
        format!(
            "        {} => {{\n            {call}\n            let rows = page.items;\n            let items = {items};\n            incoming.page(items, page.next, page.total)\n        }}\n",
            self.variant(choice, of.1)
        )
    }

    pub(super) fn show(&mut self, action: &ir::Action, statements: &mut Vec<String>) {
        let ir::ResponseBody::MediaType {
            media_type, views, ..
        } = &action.response.body
        else {
            return;
        };
        let Some((constant, choice)) = self.views_constant(action) else {
            return;
        };
        statements.push(format!("let view = incoming.view(&{constant})?;"));
        let field = naming::resource_module(self.resource);
        let mut arms = String::new();
        for view in views {
            let of = (*media_type, *view);
            let method = method_name(self.service, self.resource, action, *view);
            let mut arguments = vec!["&caller".to_owned()];
            arguments.extend(self.parent_arguments().pop());
            arguments.push("id".to_owned());
            let read = list(
                ARM,
                &format!("let row = engine.{field}.{method}("),
                &arguments,
                ").await?;",
            );
            arms.push_str(&format!(
                "        {} => {{\n            {read}\n            {}\n        }}\n",
                self.variant(choice, of.1),
                self.answer_call(of, Held::Owned, None),
            ));
        }
        statements.push(format!("match view {{\n{arms}    }}"));
    }
}

/// `head { fields }tail` on one line if it fits, else a line a field.
fn braced(head: &str, fields: &[String], tail: &str) -> String {
    let inner = fields.join(", ");
    let flat = format!("{head} {{ {inner} }}{tail}");
    // rustfmt's `struct_lit_width`: longer literals get a line a field even if they would fit.
    if inner.chars().count() <= 18 && BODY + flat.chars().count() <= crate::print::WIDTH {
        return flat;
    }
    let pad = " ".repeat(BODY + 4);
    let lines: String = fields
        .iter()
        .map(|field| format!("{pad}{field},\n"))
        .collect();
    format!("{head} {{\n{lines}{}}}{tail}", " ".repeat(BODY))
}
