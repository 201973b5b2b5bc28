//! Lowers the handlers of what changes something: the payload is taken, the usecase called, and what is left of the
//! change answered.

use super::{BODY, Lowering};
use crate::ir;
use crate::lower::engine::domain::view_names;
use crate::lower::engine::usecase::is_conditional;
use crate::lower::naming;
use crate::lower::payloads::{has_query, payload_type};
use crate::lower::reads::ViewOf;
use crate::names::{self, rust_ident, snake};
use crate::print::list;

/// Call of an action's method.
struct Call {
    /// `engine.articles.create(`
    head: String,
    arguments: Vec<String>,
}

impl Call {
    /// The statement that puts what comes of the call behind `left`.
    fn statement(&self, left: &str) -> String {
        list(
            BODY,
            &format!("{left}{}", self.head),
            &self.arguments,
            ").await?;",
        )
    }
}

impl Lowering<'_> {
    pub(super) fn change(&mut self, action: &ir::Action, statements: &mut Vec<String>) {
        let chosen = self.views_constant(action);
        let constant = chosen.as_ref().map(|(constant, _)| constant.as_str());
        self.change_query(action, constant, statements);
        let call = self.change_call(action, statements);
        match &action.response.body {
            ir::ResponseBody::Empty => {
                statements.push(call.statement(""));
                statements.push(match action.response.status {
                    ir::Success::NoContent => "incoming.no_content()".to_owned(),
                    _ => format!("incoming.empty({})", self.status(action)),
                });
            }
            ir::ResponseBody::Value(_) => self.value_answer(action, &call, statements),
            ir::ResponseBody::MediaType { .. } => {
                if let Some((_, choice)) = chosen {
                    self.viewed_answer(action, choice, &call, statements);
                }
            }
        }
    }

    /// Answers with what the method returns, or with the rows of its keys, in the view that was asked for.
    fn viewed_answer(
        &mut self,
        action: &ir::Action,
        choice: usize,
        call: &Call,
        statements: &mut Vec<String>,
    ) {
        let ir::ResponseBody::MediaType {
            media_type,
            views,
            list,
            ..
        } = &action.response.body
        else {
            return;
        };
        match self.service.media_type(*media_type).source {
            ir::Source::Type(_) => {
                statements.push(call.statement("let value = "));
                statements.push(self.viewed(action, choice));
            }
            ir::Source::Entity(_) if *list => {
                statements.push(call.statement("let ids = "));
                let arms: Vec<String> = views
                    .iter()
                    .map(|view| self.many_arm(action, choice, (*media_type, *view)))
                    .collect();
                statements.push(format!("match view {{\n{}    }}", arms.concat()));
            }
            ir::Source::Entity(entity) => {
                let local = names::local(&snake(&self.service.entity(entity).name));
                statements.push(call.statement(&format!("let {local} = ")));
                self.one_answer(action, choice, &local, statements);
            }
        }
    }

    /// Takes the view and the parameters, and refuses all others.
    fn change_query(
        &mut self,
        action: &ir::Action,
        constant: Option<&str>,
        statements: &mut Vec<String>,
    ) {
        if !has_query(self.resource, action) {
            statements.push(match constant {
                Some(constant) => format!("let view = incoming.view(&{constant})?;"),
                None => "incoming.query().finish()?;".to_owned(),
            });
            return;
        }
        let source = match constant {
            Some(constant) => {
                statements.push("let mut query = incoming.query();".to_owned());
                statements.push(format!("let view = query.view(&{constant});"));
                "query"
            }
            None => "incoming.query()",
        };
        let query = naming::query_type(self.resource, action);
        self.imports.add(format!("contract::{query}"));
        statements.push(format!("let query = {source}.decode::<{query}>()?;"));
    }

    /// Takes the payload, and gives the method everything that was taken.
    fn change_call(&mut self, action: &ir::Action, statements: &mut Vec<String>) -> Call {
        let mut arguments = vec!["&caller".to_owned()];
        arguments.extend(self.parent_arguments().pop());
        if is_conditional(action) {
            arguments.push("id".to_owned());
        }
        if has_query(self.resource, action) {
            arguments.push("query".to_owned());
        }
        if let Some(payload) = payload_type(self.service, self.resource, action) {
            self.imports.extend(&payload.imports);
            let payload = payload.text;
            statements.push(format!("let payload = incoming.payload::<{payload}>()?;"));
            arguments.push("payload".to_owned());
        }
        if is_conditional(action) {
            arguments.push("&incoming.if_match()?".to_owned());
        }
        let field = naming::resource_module(self.resource);
        let method = rust_ident(&action.name);
        Call {
            head: format!("engine.{field}.{method}("),
            arguments,
        }
    }

    /// Answers with what the method returns.
    fn value_answer(&mut self, action: &ir::Action, call: &Call, statements: &mut Vec<String>) {
        statements.push(call.statement("let value = "));
        let status = self.status(action);
        statements.push(format!("incoming.answer({status}, &value)"));
    }

    /// Answers with a value that the method returns, or with each of several, in the view that was asked for.
    fn viewed(&mut self, action: &ir::Action, choice: usize) -> String {
        let ir::ResponseBody::MediaType {
            media_type,
            views,
            list: many,
            ..
        } = &action.response.body
        else {
            return String::new();
        };
        let status = self.status(action);
        let mut arms = String::new();
        for view in views {
            let of = (*media_type, *view);
            let module = self.translator_module(of);
            let function = naming::view_function(
                self.service.media_type(*media_type),
                self.service.view(*media_type, *view),
            );
            let answer = if *many {
                format!(
                    "let items: Vec<_> = value.into_iter().map({module}{function}).collect();\n            incoming.answer({status}, &items)"
                )
            } else {
                format!(
                    "let view = {module}{function}(value);\n            incoming.answer({status}, &view)"
                )
            };
            let variant = self.variant(choice, *view);
            arms.push_str(&format!(
                "        {variant} => {{\n            {answer}\n        }}\n"
            ));
        }
        format!("match view {{\n{arms}    }}")
    }

    /// Answers with the row that the method returns, read back in the view that was asked for.
    fn one_answer(
        &mut self,
        action: &ir::Action,
        choice: usize,
        local: &str,
        statements: &mut Vec<String>,
    ) {
        let media_type = self.choices[choice].media_type;
        let location = (action.response.status == ir::Success::Created)
            .then(|| self.location(media_type, local))
            .flatten();
        let creates = self.choices[choice]
            .views
            .iter()
            .any(|view| self.creates((media_type, *view)));
        self.read_back.insert(choice, creates);
        let id = format!("{local}.id");
        let mut arguments = ["&engine", "&incoming", "&caller", &id, "view"]
            .map(str::to_owned)
            .to_vec();
        // Without a place to name, `found` answers 200, whatever the design says.
        let answers_itself = action.response.status == ir::Success::Ok || location.is_some();
        match location {
            Some(location) => {
                self.imports.add("contract::href");
                statements.push(format!("let location = {location};"));
                arguments.push("Some(&location)".to_owned());
            }
            None if creates => arguments.push("None".to_owned()),
            None => {}
        }
        let function = format!("read_back_{}(", self.choices[choice].function);
        if answers_itself {
            statements.push(list(BODY, &function, &arguments, ").await"));
        } else {
            self.imports.add("axum::response::IntoResponse");
            let head = format!("let response = {function}");
            statements.push(list(BODY, &head, &arguments, ").await?;"));
            let status = self.status(action);
            statements.push(format!("Ok(({status}, response).into_response())"));
        }
    }

    /// Answers with the rows of the keys that the method returns, in their order.
    fn many_arm(&mut self, action: &ir::Action, choice: usize, of: ViewOf) -> String {
        let ir::Source::Entity(entity) = self.service.media_type(of.0).source else {
            return String::new();
        };
        let entity = self.service.entity(entity);
        let (function, _) = view_names(self.service, of);
        let module = self.translator_module(of);
        self.imports.add("super::in_order");
        self.imports.add("crate::generated::usecase::Error");
        let repository = naming::repository_field(entity);
        let status = self.status(action);
        let items = self.translated(of, &module);
        format!(
            "        {} => {{\n            let rows = engine.ports.repositories.{repository}.{function}_by_ids(&caller, &ids).await;\n            let rows = in_order(&ids, rows.map_err(Error::from)?, |row| row.id);\n            let items: Vec<_> = {items};\n            incoming.answer({status}, &items)\n        }}\n",
            self.variant(choice, of.1),
        )
    }

    /// `StatusCode::ACCEPTED`
    fn status(&mut self, action: &ir::Action) -> String {
        self.imports.add("axum::http::StatusCode");
        let name = match action.response.status {
            ir::Success::Ok => "OK",
            ir::Success::Created => "CREATED",
            ir::Success::Accepted => "ACCEPTED",
            ir::Success::NoContent => "NO_CONTENT",
            ir::Success::ResetContent => "RESET_CONTENT",
            ir::Success::MultiStatus => "MULTI_STATUS",
        };
        format!("StatusCode::{name}")
    }
}
