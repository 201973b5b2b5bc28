//! Every name that the generated code of a service derives, with the scope in which it has to be the
//! only one.

mod entity;
mod resource;
mod scope;

use super::{case, derived, rust};
use crate::ir::{self, EngineId, TypeId, TypeKind};
use crate::source::Span;

pub use entity::{index_column, index_columns, sent_column, table_index};
pub use resource::parameter;
pub use scope::Scope;

/// A name that generated code will have.
#[derive(Debug, Clone)]
pub struct Derived {
    /// Where it has to be the only one.
    pub scope: Scope,
    /// As it will be spelled there.
    pub name: String,
    /// The definition that it is derived from.
    pub span: Span,
    /// What it is, for messages: "view `tiny` of media type `Article`".
    pub what: String,
}

/// All of them. Two with the same scope and name are a collision.
pub fn generated(service: &ir::Service) -> Vec<Derived> {
    let mut names = Names {
        service,
        list: Vec::new(),
    };
    names.roles();
    names.engines();
    names.types();
    names.entities();
    names.media_types();
    names.resources();
    names.list
}

struct Names<'a> {
    service: &'a ir::Service,
    list: Vec<Derived>,
}

impl Names<'_> {
    fn add(&mut self, scope: Scope, name: String, span: Span, what: String) {
        self.list.push(Derived {
            scope,
            name,
            span,
            what,
        });
    }

    /// Roles are an enum of the contract; those of accounts are an enum of the design already.
    fn roles(&mut self) {
        let security = &self.service.api.security;
        if let ir::RoleSource::AccessKey = security.role_source {
            for role in &security.roles {
                self.add(
                    Scope::Roles,
                    rust::variant(role),
                    security.span,
                    format!("role `{role}`"),
                );
            }
        }
    }

    fn types(&mut self) {
        for (position, ty) in self.service.types.iter().enumerate() {
            let what = format!("type `{}`", ty.name);
            let module = rust::module(&case::snake(&ty.name));
            self.add(Scope::TypeModules, module, ty.span, what.clone());
            self.add(Scope::Contract, ty.name.clone(), ty.span, what.clone());
            if let TypeKind::Object(_) = ty.kind {
                self.required(&ty.name, ty.span, &what);
            }
            for engine in 0..self.service.engines.len() {
                let scope = Scope::Domain(EngineId(engine));
                self.add(scope, ty.name.clone(), ty.span, what.clone());
            }
            self.inside(Scope::Inside(TypeId(position)), ty);
        }
    }

    fn inside(&mut self, scope: Scope, ty: &ir::Type) {
        match &ty.kind {
            TypeKind::Enum(values) => {
                for value in values {
                    self.add(
                        scope,
                        rust::variant(value),
                        ty.span,
                        format!("value `{value}`"),
                    );
                }
            }
            TypeKind::Object(fields) => {
                for field in fields {
                    let what = format!("attribute `{}`", field.name);
                    self.add(scope, field.name.clone(), field.span, what);
                }
            }
            TypeKind::Union { members, .. } => {
                for (tag, _) in members {
                    self.add(scope, rust::variant(tag), ty.span, format!("tag `{tag}`"));
                }
            }
        }
    }

    /// What each engine asks of the others.
    fn engines(&mut self) {
        for (position, engine) in self.service.engines.iter().enumerate() {
            for other in (0..self.service.engines.len()).filter(|other| *other != position) {
                let what = format!("what is asked of engine `{}`", engine.name);
                let scope = Scope::Domain(EngineId(other));
                self.add(scope, derived::port(&engine.name), engine.span, what);
            }
        }
    }

    fn media_types(&mut self) {
        for media_type in &self.service.media_types {
            let what = format!("media type `{}`", media_type.name);
            let module = rust::module(&case::snake(&media_type.name));
            self.add(Scope::ViewModules, module, media_type.span, what.clone());
            if !media_type.links.is_empty() {
                let what = format!("the links of {what}");
                self.sent(derived::links(&media_type.name), media_type.span, &what);
            }
            for view in &media_type.views {
                let what = format!("view `{}` of {what}", view.name);
                self.sent(
                    derived::view(&media_type.name, &view.name),
                    view.span,
                    &what,
                );
                if let ir::Source::Entity(id) = media_type.source {
                    let domain = Scope::Domain(self.service.entity(id).engine);
                    let name = derived::projection(&media_type.name, &view.name);
                    self.add(domain, name, view.span, format!("what is read for {what}"));
                }
            }
        }
    }

    /// The argument of the constructor of what is received, which it has when much is required.
    fn required(&mut self, ty: &str, span: Span, what: &str) {
        let what = format!("what is required of {what}");
        self.add(Scope::Contract, derived::required(ty), span, what);
    }

    /// A type that is sent, with the argument of its constructor.
    fn sent(&mut self, name: String, span: Span, what: &str) {
        let fields = derived::fields(&name);
        self.add(
            Scope::Contract,
            fields,
            span,
            format!("the fields of {what}"),
        );
        self.add(Scope::Contract, name, span, what.to_owned());
    }
}
