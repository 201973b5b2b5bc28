//! Every name that the generated code of a service derives, with the scope in which it has to be the
//! only one.

mod entity;
mod resource;
mod scope;

use super::{derived, rust};
use crate::ir::{self, EngineId, TypeId, TypeKind};
use crate::source::Span;

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
            self.add(Scope::Contract, ty.name.clone(), ty.span, what.clone());
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

    fn media_types(&mut self) {
        for media_type in &self.service.media_types {
            for view in &media_type.views {
                let what = format!("view `{}` of media type `{}`", view.name, media_type.name);
                let name = derived::view(&media_type.name, &view.name);
                self.add(Scope::Contract, name, view.span, what.clone());
                if let ir::Source::Entity(id) = media_type.source {
                    let entity = self.service.entity(id);
                    let name = derived::projection(&entity.name, &media_type.name, &view.name);
                    let what = format!("what is read for {what}");
                    self.add(Scope::Domain(entity.engine), name, view.span, what);
                }
            }
        }
    }
}
