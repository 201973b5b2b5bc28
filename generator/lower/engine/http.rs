//! Lowers handlers: what is taken of the request, what is called, how it is answered.

use super::super::payloads::{default_sort, has_query, payload_type};
use super::super::reads::ViewOf;
use super::super::{docs, hrefs, naming};
use super::domain::{filter_columns, view_names};
use super::translator::{may_fail, nests, translate_all};
use super::usecase::{is_conditional, method_name};
use crate::ir;
use crate::names::{module, pascal, rust_ident, screaming, snake};
use crate::plan::engine::http::{
    Answer, Handler, ReadBack, ReadBackArm, Resource, Route, ViewChoice, ViewsConstant,
};
use crate::print::{Imports, list, rust_string};
use std::collections::BTreeMap;

/// Columns in front of a statement.
const BODY: usize = 4;

pub(super) fn resource(service: &ir::Service, resource: &ir::Resource) -> Resource {
    let mut lowering = Lowering {
        service,
        resource,
        imports: Imports::default(),
        choices: vec![],
        constants: vec![],
        answered: answered(service, resource),
        read_back: BTreeMap::new(),
    };
    for path in [
        "std::sync::Arc",
        "axum::Router",
        "axum::extract::State",
        "http_ground::Incoming",
        "http_ground::Reply",
        "crate::generated::api::Layers",
        "super::Served",
    ] {
        lowering.imports.add(path);
    }
    let handlers: Vec<Handler> = resource
        .actions
        .iter()
        .map(|action| lowering.handler(action))
        .collect();
    let routes = lowering.routes();
    let answers = lowering.answers();
    let read_backs = lowering.read_backs();
    let choices = lowering.view_choices();
    Resource {
        module: naming::resource_module(resource),
        title: docs::sentence(&docs::words(&resource.name)),
        routes,
        handlers,
        choices,
        constants: lowering.constants,
        answers,
        read_backs,
        imports: lowering.imports.render("engine"),
    }
}

/// Views in which actions answer with one thing, and whether any such thing may just have been made.
fn answered(service: &ir::Service, resource: &ir::Resource) -> BTreeMap<ViewOf, bool> {
    let mut answered = BTreeMap::new();
    for action in &resource.actions {
        let ir::ResponseBody::MediaType {
            media_type,
            views,
            list: false,
            ..
        } = &action.response.body
        else {
            continue;
        };
        if action.kind == ir::ActionKind::List
            || !matches!(
                service.media_type(*media_type).source,
                ir::Source::Entity(_)
            )
        {
            continue;
        }
        let creates =
            action.response.status == 201 && location(service, resource, *media_type, "").is_some();
        for view in views {
            *answered.entry((*media_type, *view)).or_insert(false) |= creates;
        }
    }
    answered
}

/// Path of what was made, at the resource that shows it.
fn location(
    service: &ir::Service,
    resource: &ir::Resource,
    media_type: ir::MediaTypeId,
    local: &str,
) -> Option<String> {
    let shown = |resource: &&ir::Resource| {
        resource.media_type == media_type
            && resource
                .actions
                .iter()
                .any(|action| action.kind == ir::ActionKind::Show)
    };
    let resource = Some(resource)
        .filter(shown)
        .or_else(|| service.resources.iter().find(shown))?;
    let entity = service.entity(resource.entity?);
    let parent = match resource.parent {
        Some(parent) => {
            let relation = &entity.belongs_to[parent.relation.0];
            if relation.optional {
                return None;
            }
            format!(
                "{local}.{}, ",
                rust_ident(&naming::relation_id(&relation.name))
            )
        }
        None => String::new(),
    };
    Some(format!(
        "href::{}({parent}{local}.id)",
        naming::href_function(resource, true)
    ))
}

/// `GET`
pub(in crate::lower) fn method_word(method: ir::Method) -> &'static str {
    match method {
        ir::Method::Get => "GET",
        ir::Method::Post => "POST",
        ir::Method::Put => "PUT",
        ir::Method::Patch => "PATCH",
        ir::Method::Delete => "DELETE",
    }
}

struct Lowering<'a> {
    service: &'a ir::Service,
    resource: &'a ir::Resource,
    imports: Imports,
    /// Sets of views that handlers tell apart.
    choices: Vec<Choice>,
    constants: Vec<ViewsConstant>,
    /// Views with which one thing is answered, and whether such things may be made.
    answered: BTreeMap<ViewOf, bool>,
    /// Choices in which one thing is read back after a change, and whether such things may be made.
    read_back: BTreeMap<usize, bool>,
}

/// The views of a media type that some actions offer.
struct Choice {
    media_type: ir::MediaTypeId,
    views: Vec<ir::ViewId>,
    /// `ViewOfArticle`, or `ViewOfArticleInList` where another action offers other views.
    name: String,
    /// The same in snake case behind `read_back_`.
    function: String,
}

impl Lowering<'_> {
    fn routes(&mut self) -> Vec<Route> {
        let mut routes: Vec<(String, Vec<String>)> = Vec::new();
        for action in &self.resource.actions {
            let path = hrefs::template(&self.service.api.base_path, &action.path);
            let word = method_word(action.method).to_lowercase();
            let call = format!("{word}({})", rust_ident(&action.name));
            match routes.iter_mut().find(|(known, _)| *known == path) {
                Some((_, methods)) => methods.push(call),
                None => {
                    self.imports.add(format!("axum::routing::{word}"));
                    routes.push((path, vec![call]));
                }
            }
        }
        routes
            .into_iter()
            .map(|(path, methods)| Route {
                path: rust_string(&path),
                methods: methods.join("."),
            })
            .collect()
    }

    fn handler(&mut self, action: &ir::Action) -> Handler {
        let mut statements = vec![self.caller(action)];
        if let Some(parent) = self.resource.parent {
            let target = self.service.entity(parent.entity);
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
        match action.kind {
            ir::ActionKind::List => self.list(action, &mut statements),
            ir::ActionKind::Show => self.show(action, &mut statements),
            _ => self.change(action, &mut statements),
        }
        let route = hrefs::template(&self.service.api.base_path, &action.path);
        Handler {
            docs: docs::or(action.description.as_deref(), &self.sentence(action)),
            route: format!("{} {route}", method_word(action.method)),
            function: rust_ident(&action.name),
            statements,
        }
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

    /// The enum that tells the views of an action apart.
    fn choice(
        &mut self,
        action: &ir::Action,
        media_type: ir::MediaTypeId,
        views: &[ir::ViewId],
    ) -> usize {
        let mut views = views.to_vec();
        views.sort_unstable();
        let known = |choice: &Choice| choice.media_type == media_type && choice.views == views;
        if let Some(index) = self.choices.iter().position(known) {
            return index;
        }
        let stem = &self.service.media_type(media_type).name;
        let first = !self
            .choices
            .iter()
            .any(|choice| choice.media_type == media_type);
        let (name, function) = if first {
            (format!("ViewOf{stem}"), snake(stem))
        } else {
            (
                format!("ViewOf{stem}In{}", pascal(&action.name)),
                format!("{}_in_{}", snake(stem), action.name),
            )
        };
        self.choices.push(Choice {
            media_type,
            views,
            name,
            function,
        });
        self.choices.len() - 1
    }

    fn variant(&self, choice: usize, view: ir::ViewId) -> String {
        let Choice {
            media_type, name, ..
        } = &self.choices[choice];
        format!(
            "{name}::{}",
            pascal(&self.service.view(*media_type, view).name)
        )
    }

    /// Declares the views that an action offers and names the constant.
    fn views_constant(&mut self, action: &ir::Action) -> Option<(String, usize)> {
        let ir::ResponseBody::MediaType {
            media_type,
            views,
            default,
            ..
        } = &action.response.body
        else {
            return None;
        };
        if !matches!(
            self.service.media_type(*media_type).source,
            ir::Source::Entity(_)
        ) {
            return None;
        }
        let choice = self.choice(action, *media_type, views);
        self.imports.add("contract::Views");
        let default = self.variant(choice, *default);
        let same = |constant: &&ViewsConstant| {
            constant.choice == self.choices[choice].name && constant.default == default
        };
        if let Some(constant) = self
            .constants
            .iter_mut()
            .find(|constant| same(&&**constant))
        {
            constant.actions.push(action.name.clone());
            return Some((constant.name.clone(), choice));
        }
        let name = format!("{}_VIEWS", screaming(&action.name));
        let offered: Vec<String> = views
            .iter()
            .map(|view| {
                let wire = rust_string(&self.service.view(*media_type, *view).name);
                format!("({wire}, {})", self.variant(choice, *view))
            })
            .collect();
        self.constants.push(ViewsConstant {
            name: name.clone(),
            actions: vec![action.name.clone()],
            choice: self.choices[choice].name.clone(),
            default,
            offered,
        });
        Some((name, choice))
    }

    fn list(&mut self, action: &ir::Action, statements: &mut Vec<String>) {
        let Some(policy) = self.resource.list.clone() else {
            return;
        };
        let Some(entity) = self.resource.entity.map(|id| self.service.entity(id)) else {
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
        self.imports.add("http_ground::Total");
        let total = if policy.total {
            "Total::Offered"
        } else {
            "Total::NotOffered"
        };
        statements.push("let mut query = incoming.query();".to_owned());
        statements.push(format!("let view = query.view(&{views_constant});"));
        statements.push(format!(
            "let window = query.window({}, {}, {total});",
            policy.page, policy.max
        ));
        if has_query(self.service, self.resource, action) {
            let query = naming::query_type(self.resource, action);
            self.imports.add(format!("contract::{query}"));
            statements.push(format!("let query = query.decode::<{query}>()?;"));
        } else {
            statements.push("query.finish()?;".to_owned());
        }
        if !policy.sorts.is_empty() {
            let sort = naming::sort_type(self.resource);
            self.imports.add(format!("contract::{sort}"));
            statements.push(format!(
                "let order = query.sort.unwrap_or({sort}::{});",
                default_sort(entity, &policy)
            ));
        }
        let filter = naming::filter_type(self.resource);
        self.imports
            .add(format!("crate::generated::domain::{filter}"));
        let fields: Vec<String> = filter_columns(self.service, self.resource)
            .into_iter()
            .map(|part| {
                let ident = rust_ident(&part.name);
                if part.parent {
                    let parent = self
                        .resource
                        .parent
                        .map(|parent| naming::parent_parameter(self.service.entity(parent.entity)));
                    format!("{ident}: Some({})", parent.unwrap_or_default())
                } else {
                    format!("{ident}: query.{ident}")
                }
            })
            .collect();
        let value = if fields.is_empty() {
            format!("let filter = {filter}::default();")
        } else {
            braced(BODY, &format!("let filter = {filter}"), &fields, ";")
        };
        statements.push(value);
        let arms = views
            .iter()
            .map(|view| self.list_arm(action, choice, (*media_type, *view)))
            .collect::<Vec<_>>();
        statements.push(format!("match view {{\n{}    }}", arms.concat()));
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
            12,
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

    fn translator_module(&mut self, of: ViewOf) -> String {
        let media_type = self.service.media_type(of.0);
        self.imports.add("crate::generated::translator");
        format!("translator::{}::", module(&snake(&media_type.name)))
    }

    /// Expression of the views of `rows`.
    fn translated(&self, of: ViewOf, module: &str) -> String {
        let expression = translate_all(self.service, of, module, "&engine.ports")
            .replace(" caller,", " &caller,");
        if nests(self.service, of) {
            expression
        } else if may_fail(self.service, of) {
            expression.replace(
                "collect::<Result<_, _>>()",
                "collect::<Result<Vec<_>, _>>()",
            )
        } else {
            expression
        }
    }

    fn show(&mut self, action: &ir::Action, statements: &mut Vec<String>) {
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
            arguments.extend(self.parent_argument());
            arguments.push("id".to_owned());
            let read = list(
                12,
                &format!("let row = engine.{field}.{method}("),
                &arguments,
                ").await?;",
            );
            arms.push_str(&format!(
                "        {} => {{\n            {read}\n            {}\n        }}\n",
                self.variant(choice, of.1),
                self.answer_call(of, true, None),
            ));
        }
        statements.push(format!("match view {{\n{arms}    }}"));
    }

    fn parent_argument(&self) -> Option<String> {
        let parent = self.resource.parent?;
        Some(naming::parent_parameter(self.service.entity(parent.entity)))
    }

    fn change(&mut self, action: &ir::Action, statements: &mut Vec<String>) {
        let chosen = self.views_constant(action);
        let constant = chosen.as_ref().map(|(constant, _)| constant);
        let has_query = has_query(self.service, self.resource, action);
        match (&constant, has_query) {
            (Some(constant), false) => {
                statements.push(format!("let view = incoming.view(&{constant})?;"))
            }
            (None, false) => statements.push("incoming.query().finish()?;".to_owned()),
            (constant, true) => {
                statements.push("let mut query = incoming.query();".to_owned());
                if let Some(constant) = constant {
                    statements.push(format!("let view = query.view(&{constant});"));
                } else {
                    statements.pop();
                }
                let query = naming::query_type(self.resource, action);
                self.imports.add(format!("contract::{query}"));
                let source = if constant.is_some() {
                    "query"
                } else {
                    "incoming.query()"
                };
                statements.push(format!("let query = {source}.decode::<{query}>()?;"));
            }
        }
        let mut arguments = vec!["&caller".to_owned()];
        arguments.extend(self.parent_argument());
        if is_conditional(action) {
            arguments.push("id".to_owned());
        }
        if has_query {
            arguments.push("query".to_owned());
        }
        if let Some(payload) = payload_type(self.service, self.resource, action) {
            self.imports.extend(&payload.imports);
            statements.push(format!(
                "let payload = incoming.payload::<{}>()?;",
                payload.text
            ));
            arguments.push("payload".to_owned());
        }
        if is_conditional(action) {
            arguments.push("&incoming.if_match()?".to_owned());
        }
        let field = naming::resource_module(self.resource);
        let method = rust_ident(&action.name);
        let call = |left: &str| {
            list(
                BODY,
                &format!("{left}engine.{field}.{method}("),
                &arguments,
                ").await?;",
            )
        };
        match &action.response.body {
            ir::ResponseBody::Empty => {
                statements.push(call(""));
                statements.push("incoming.no_content()".to_owned());
            }
            ir::ResponseBody::Value(value) => {
                let _ = value;
                statements.push(call("let value = "));
                self.imports.add("axum::http::StatusCode");
                statements.push(format!(
                    "incoming.answer({}, &value)",
                    status(action.response.status)
                ));
            }
            ir::ResponseBody::MediaType {
                media_type,
                views,
                list,
                ..
            } => {
                let choice = chosen.map(|(_, choice)| choice);
                self.change_answer(
                    action,
                    (*media_type, choice),
                    (views, *list),
                    statements,
                    &call,
                );
            }
        }
    }

    fn change_answer(
        &mut self,
        action: &ir::Action,
        (media_type, choice): (ir::MediaTypeId, Option<usize>),
        (views, many): (&[ir::ViewId], bool),
        statements: &mut Vec<String>,
        call: &dyn Fn(&str) -> String,
    ) {
        let (ir::Source::Entity(entity_id), Some(choice)) =
            (self.service.media_type(media_type).source, choice)
        else {
            statements.push(call("let value = "));
            self.imports.add("axum::http::StatusCode");
            statements.push(format!(
                "incoming.answer({}, &value)",
                status(action.response.status)
            ));
            return;
        };
        let entity = self.service.entity(entity_id);
        if many {
            statements.push(call("let ids = "));
            self.imports.add("axum::http::StatusCode");
            let arms: Vec<String> = views
                .iter()
                .map(|view| self.many_arm(action, choice, (media_type, *view)))
                .collect();
            statements.push(format!("match view {{\n{}    }}", arms.concat()));
            return;
        }
        let local = crate::names::suffixed_ident(&snake(&entity.name));
        statements.push(call(&format!("let {local} = ")));
        let location = (action.response.status == 201)
            .then(|| location(self.service, self.resource, media_type, &local))
            .flatten();
        let creates = self
            .answered
            .iter()
            .any(|(of, creates)| of.0 == media_type && *creates);
        self.read_back.insert(choice, creates);
        let mut arguments: Vec<String> = [
            "&engine",
            "&incoming",
            "&caller",
            &format!("{local}.id"),
            "view",
        ]
        .map(str::to_owned)
        .into();
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
        if matches!(action.response.status, 200 | 201) {
            statements.push(list(BODY, &function, &arguments, ").await"));
        } else {
            self.imports.add("axum::http::StatusCode");
            self.imports.add("axum::response::IntoResponse");
            statements.push(list(
                BODY,
                &format!("let response = {function}"),
                &arguments,
                ").await?;",
            ));
            statements.push(format!(
                "Ok(({}, response).into_response())",
                status(action.response.status)
            ));
        }
    }

    fn many_arm(&mut self, action: &ir::Action, choice: usize, of: ViewOf) -> String {
        let ir::Source::Entity(entity) = self.service.media_type(of.0).source else {
            return String::new();
        };
        let entity = self.service.entity(entity);
        let (function, _) = view_names(self.service, of);
        let module = self.translator_module(of);
        self.imports.add("super::in_order");
        let repository = naming::repository_field(entity);
        let items = self.translated(of, &module);
        format!(
            "        {} => {{\n            let rows = engine.ports.repositories.{repository}.{function}_by_ids(&caller, &ids).await;\n            let rows = in_order(&ids, rows.map_err(Error::from)?, |row| row.id);\n            let items: Vec<_> = {items};\n            incoming.answer({}, &items)\n        }}\n",
            self.variant(choice, of.1),
            status(action.response.status)
        )
    }

    /// Functions that translate one row and answer with it.
    fn answers(&mut self) -> Vec<Answer> {
        let answered = self.answered.clone();
        let mut answers = Vec::new();
        for (of, creates) in answered {
            let (function, projection) = view_names(self.service, of);
            let module = self.translator_module(of);
            for path in [
                "contract::Caller".to_owned(),
                format!("crate::generated::domain::{projection}"),
            ] {
                self.imports.add(path);
            }
            let translate = if nests(self.service, of) {
                format!("{module}{function}_one(&engine.ports, caller, row).await?")
            } else if may_fail(self.service, of) {
                format!("{module}{function}(row)?")
            } else {
                format!("{module}{function}(row)")
            };
            let asks = nests(self.service, of);
            let mut parameters = Vec::new();
            if asks {
                parameters.push("engine: &Layers".to_owned());
            }
            parameters.push("incoming: &Incoming".to_owned());
            if asks {
                parameters.push("caller: &Caller".to_owned());
            }
            parameters.push(format!("row: {projection}"));
            if creates {
                parameters.push("location: Option<&str>".to_owned());
            }
            let head = if asks { "async fn" } else { "fn" };
            answers.push(Answer {
                docs: vec![format!(
                    "Answers with one row in the view `{}`.",
                    self.service.view(of.0, of.1).name
                )],
                signature: list(
                    0,
                    &format!("{head} answer_{function}("),
                    &parameters,
                    ") -> Reply {",
                ),
                translate,
                creates,
            });
        }
        answers
    }

    /// Call of the function that answers with `row`.
    fn answer_call(&self, of: ViewOf, references: bool, location: Option<&str>) -> String {
        let (function, _) = view_names(self.service, of);
        let asks = nests(self.service, of);
        let by = if references { "&" } else { "" };
        let mut arguments = Vec::new();
        if asks {
            arguments.push(format!("{by}engine"));
        }
        arguments.push(format!("{by}incoming"));
        if asks {
            arguments.push(format!("{by}caller"));
        }
        arguments.push("row".to_owned());
        if self.answered.get(&of).copied().unwrap_or_default() {
            arguments.push(location.unwrap_or("None").to_owned());
        }
        let tail = if asks { ").await" } else { ")" };
        list(12, &format!("answer_{function}("), &arguments, tail)
    }

    fn read_backs(&mut self) -> Vec<ReadBack> {
        let mut read_backs = Vec::new();
        for (choice, creates) in self.read_back.clone() {
            let media_type = self.choices[choice].media_type;
            let ir::Source::Entity(entity) = self.service.media_type(media_type).source else {
                continue;
            };
            let entity = self.service.entity(entity);
            let id = naming::id_type(entity);
            for path in [
                format!("contract::{id}"),
                "contract::Caller".to_owned(),
                "crate::generated::usecase::Error".to_owned(),
            ] {
                self.imports.add(path);
            }
            let mut parameters = vec![
                "engine: &Layers".to_owned(),
                "incoming: &Incoming".to_owned(),
                "caller: &Caller".to_owned(),
                format!("id: {id}"),
                format!("view: {}", self.choices[choice].name),
            ];
            if creates {
                parameters.push("location: Option<&str>".to_owned());
            }
            let arms = self.choices[choice]
                .views
                .iter()
                .map(|view| {
                    let of = (media_type, *view);
                    let (method, _) = view_names(self.service, of);
                    let location = creates.then_some("location");
                    ReadBackArm {
                        pattern: self.variant(choice, *view),
                        repository: naming::repository_field(entity),
                        method,
                        answer: self.answer_call(of, false, location),
                    }
                })
                .collect();
            let name = &self.choices[choice].function;
            read_backs.push(ReadBack {
                docs: vec![format!(
                    "Answers with the {} as the change has left it.",
                    naming::spoken(entity)
                )],
                signature: list(
                    0,
                    &format!("async fn read_back_{name}("),
                    &parameters,
                    ") -> Reply {",
                ),
                arms,
            });
        }
        read_backs
    }

    fn view_choices(&self) -> Vec<ViewChoice> {
        self.choices
            .iter()
            .map(|choice| {
                let view =
                    |view: &ir::ViewId| pascal(&self.service.view(choice.media_type, *view).name);
                ViewChoice {
                    name: choice.name.clone(),
                    spoken: docs::words(&snake(&self.service.media_type(choice.media_type).name)),
                    variants: choice.views.iter().map(view).collect(),
                }
            })
            .collect()
    }
}

/// `StatusCode::ACCEPTED`, or the number for those without a common name.
fn status(status: u16) -> String {
    let name = match status {
        200 => "OK",
        201 => "CREATED",
        202 => "ACCEPTED",
        203 => "NON_AUTHORITATIVE_INFORMATION",
        205 => "RESET_CONTENT",
        206 => "PARTIAL_CONTENT",
        207 => "MULTI_STATUS",
        208 => "ALREADY_REPORTED",
        226 => "IM_USED",
        _ => "OK",
    };
    format!("StatusCode::{name}")
}

/// `head { fields }tail` on one line if it fits, else a line a field.
pub(in crate::lower) fn braced(indent: usize, head: &str, fields: &[String], tail: &str) -> String {
    let flat = format!("{head} {{ {} }}{tail}", fields.join(", "));
    // rustfmt's `struct_lit_width`: longer literals get a line a field even if they would fit.
    let inner = fields.join(", ");
    if inner.chars().count() <= 18 && indent + flat.chars().count() <= crate::print::WIDTH {
        return flat;
    }
    let pad = " ".repeat(indent + 4);
    let lines: String = fields
        .iter()
        .map(|field| format!("{pad}{field},\n"))
        .collect();
    format!("{head} {{\n{lines}{}}}{tail}", " ".repeat(indent))
}
