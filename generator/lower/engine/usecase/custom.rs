//! Lowers custom actions: the method of the usecase, and the function of the team's that it calls.

use super::authorize::{is_restricted, roles};
use super::{Lowering, MEMBER};
use crate::ir;
use crate::lower::contract::role_type;
use crate::lower::engine::visible::has_role;
use crate::lower::payloads::{has_query, payload_type};
use crate::lower::rust_type::{self, RustType};
use crate::lower::{before, docs, hrefs, naming};
use crate::names::rust_ident;
use crate::plan::engine::usecase::{Body, Collection, Custom, Member, Method};
use crate::print::{Imports, list};

/// The function that the team writes, as it grows.
struct Function {
    imports: Imports,
    /// As it declares them.
    parameters: Vec<String>,
    /// As the usecase passes them.
    arguments: Vec<String>,
}

impl Function {
    fn new() -> Self {
        let mut imports = Imports::default();
        for path in [
            "contract::Caller",
            "crate::generated::domain::NotImplemented",
            "crate::generated::usecase::Error",
            "crate::generated::usecase::Ports",
        ] {
            imports.add(path);
        }
        Function {
            imports,
            parameters: vec!["ports: &Ports".to_owned(), "caller: &Caller".to_owned()],
            arguments: vec!["self.ports()".to_owned(), "caller".to_owned()],
        }
    }

    fn take(&mut self, name: &str, ty: &RustType) {
        self.imports.extend(&ty.imports);
        self.parameters.push(format!("{name}: {}", ty.text));
        self.arguments.push(name.to_owned());
    }

    /// Call of the function, as an expression of the usecase.
    fn call(&self, resource: &ir::Resource, action: &ir::Action) -> String {
        let module = naming::action_module(resource, action);
        let function = rust_ident(&action.name);
        list(
            8,
            &format!("{module}::{function}("),
            &self.arguments,
            ").await",
        )
    }

    /// The function's file.
    fn file(
        mut self,
        service: &ir::Service,
        resource: &ir::Resource,
        action: &ir::Action,
        output: &RustType,
    ) -> Custom {
        self.imports.extend(&output.imports);
        let module = naming::action_module(resource, action);
        let function = rust_ident(&action.name);
        let unused = self
            .parameters
            .iter()
            .filter_map(|parameter| parameter.split_once(": ").map(|(name, _)| name.to_owned()));
        Custom {
            file: naming::action_file(resource, action),
            docs: action_docs(resource, action),
            imports: self.imports.render("engine"),
            signature: list(
                0,
                &format!("pub(crate) async fn {function}("),
                &self.parameters,
                &format!(") -> Result<{}, Error> {{", output.text),
            ),
            unused: unused.collect(),
            route: hrefs::route(&service.api.base_path, resource, action),
            before: before::action(resource, action),
            module,
            function,
        }
    }
}

impl Lowering<'_> {
    pub(super) fn custom(&mut self, action: &ir::Action) -> (Method, Custom) {
        let member = action.kind == ir::ActionKind::CustomMember;
        let local = self.local();
        let mut function = Function::new();
        let mut middle = Vec::new();
        if member {
            middle.push(self.id_parameter());
            let path = format!("crate::generated::domain::{}", self.entity.name);
            function.take(&local, &RustType::imported(path));
        } else if let Some((ident, id)) = self.parent_ident() {
            function.take(&ident, &RustType::imported(format!("contract::{id}")));
        }
        for (name, ty) in sent(self.service, self.resource, action) {
            self.imports.extend(&ty.imports);
            middle.push(format!("{name}: {}", ty.text));
            function.take(name, &ty);
        }
        if member {
            middle.push(self.conditional());
        }
        let output = output(self.service, action);
        self.imports.extend(&output.imports);
        let module = naming::action_module(self.resource, action);
        self.imports.add(format!("super::{module}"));
        let signature = self.signature(action, &rust_ident(&action.name), middle, &output.text);
        let call = function.call(self.resource, action);
        let body = self.custom_body(action, call);
        let docs = action_docs(self.resource, action);
        let custom = function.file(self.service, self.resource, action, &output);
        (
            Method {
                docs,
                signature,
                body,
            },
            custom,
        )
    }

    /// What is looked at before the function is called.
    fn custom_body(&mut self, action: &ir::Action, call: String) -> Body {
        if action.kind != ir::ActionKind::CustomMember {
            return Body::Collection(Collection {
                refuse: self.refuse(action),
                lost: self.lost(action),
                call,
            });
        }
        let local = self.local();
        Body::Member(Member {
            repository: self.holder(self.entity),
            stray: self.stray(&local),
            lost: self.lost(action),
            refuse: self.refuse_with_owner(action, &local),
            local,
            call,
        })
    }
}

/// A custom action of a resource without entity.
pub(super) fn plain(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
    uses: &mut Imports,
) -> (Method, Custom) {
    let mut function = Function::new();
    let mut parameters = vec!["&self".to_owned(), "caller: &Caller".to_owned()];
    for (name, ty) in sent(service, resource, action) {
        uses.extend(&ty.imports);
        parameters.push(format!("{name}: {}", ty.text));
        function.take(name, &ty);
    }
    let output = output(service, action);
    uses.extend(&output.imports);
    uses.add(format!(
        "super::{}",
        naming::action_module(resource, action)
    ));
    let refuse = is_restricted(action).then(|| {
        uses.add(format!("contract::{}", role_type(service)));
        format!("!{}", has_role(service, &roles(action)))
    });
    let head = format!("async fn {}(", rust_ident(&action.name));
    let tail = format!(") -> Result<{}, Error> {{", output.text);
    let body = Body::Collection(Collection {
        refuse,
        lost: None,
        call: function.call(resource, action),
    });
    let method = Method {
        docs: action_docs(resource, action),
        signature: list(MEMBER, &head, &parameters, &tail),
        body,
    };
    (method, function.file(service, resource, action, &output))
}

/// What a request sends: the parameters of the query, and the payload.
fn sent(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
) -> Vec<(&'static str, RustType)> {
    let mut sent = Vec::new();
    if has_query(resource, action) {
        let path = format!("contract::{}", naming::query_type(resource, action));
        sent.push(("query", RustType::imported(path)));
    }
    if let Some(payload) = payload_type(service, resource, action) {
        sent.push(("payload", payload));
    }
    sent
}

fn action_docs(resource: &ir::Resource, action: &ir::Action) -> Vec<String> {
    let otherwise = format!(
        "The action `{}` of {}.",
        action.name,
        docs::words(&resource.name)
    );
    docs::or(action.description.as_deref(), &otherwise)
}

/// What hand-written code of an action returns.
fn output(service: &ir::Service, action: &ir::Action) -> RustType {
    match &action.response.body {
        ir::ResponseBody::Empty => RustType::plain("()"),
        ir::ResponseBody::Value(value) => rust_type::of_value(service, value),
        ir::ResponseBody::MediaType {
            media_type, list, ..
        } => match service.media_type(*media_type).source {
            ir::Source::Entity(id) if *list => rust_type::of_id(service.entity(id)).wrapped("Vec"),
            ir::Source::Entity(id) => RustType::imported(format!(
                "crate::generated::domain::{}",
                service.entity(id).name
            )),
            ir::Source::Type(id) => {
                let ty = RustType::imported(format!("contract::{}", service.ty(id).name));
                if *list { ty.wrapped("Vec") } else { ty }
            }
        },
    }
}
