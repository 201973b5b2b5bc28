//! Which name of a design means what: a design as written goes in, every place where a name of it is
//! used comes out, with what it means there. The design itself need not be sound: names that mean
//! nothing are left out.

mod entities;
mod resources;
mod scope;
mod values;
mod views;

pub(super) use scope::Scope;

use crate::schema::{Access, Engine, Map, Name, Security};
use crate::source::{Span, Spanned};

/// What has attributes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    Entity(String),
    Type(String),
}

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    Entity(String),
    Type(String),
    MediaType(String),
    Resource(String),
    /// An attribute or relation, by what says its name first: others inherit it.
    Member(Owner, String),
    View(String, String),
    Value(Home, String),
}

/// Where the values of an enum are listed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    Type(String),
    Attribute(Owner, String),
}

/// One use of a name.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    pub(super) named: Named,
    /// The name alone, without quotes and what is joined to it.
    pub(super) span: Span,
    /// How it is written there.
    pub(super) form: Form,
}

/// How a name is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// As it is.
    Whole,
    /// Not at all: it has to be said before what is at the place, with a point.
    Unsaid,
    /// By a name that is made from it and from that of a relation, which means the same by itself.
    Derived(String),
}

/// Collects uses of names.
pub(super) struct Walk<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    found: Vec<Reference>,
}

/// Every use of a name, in no particular order. Places that two aliases share are there more than
/// once.
pub(super) fn references(scope: &Scope<'_>) -> Vec<Reference> {
    let mut walk = Walk {
        scope,
        found: Vec::new(),
    };
    let design = scope.design;
    walk.security(design.api.security.as_ref());
    walk.engines(design.engines.as_ref());
    for (name, ty) in &design.types {
        walk.definition(&name.value, ty);
    }
    for (name, entity) in &design.entities {
        walk.entity(&name.value, entity);
    }
    for (name, media_type) in &design.media_types {
        walk.media_type(&name.value, media_type);
    }
    for (name, resource) in &design.resources {
        walk.resource(&name.value, resource);
    }
    for (name, rows) in &design.seeds {
        walk.seeds(name, rows);
    }
    walk.found
}

impl Walk<'_, '_> {
    /// A name that is written alone.
    pub(super) fn add(&mut self, named: Named, name: &Name) {
        self.push(named, inner(name), Form::Whole);
    }

    pub(super) fn push(&mut self, named: Named, span: Span, form: Form) {
        self.found.push(Reference { named, span, form });
    }

    /// The name of an entity.
    pub(super) fn entity_name(&mut self, name: &Name) {
        self.add(Named::Entity(name.value.clone()), name);
    }

    /// The name of a type, or of what is built in.
    pub(super) fn type_name(&mut self, name: &Name) {
        if self.scope.types.contains_key(name.value.as_str()) {
            self.add(Named::Type(name.value.clone()), name);
        }
    }

    /// The name of an entity or, if there is none, a type.
    pub(super) fn source_name(&mut self, name: &Name) {
        if self.scope.entities.contains_key(name.value.as_str()) {
            self.entity_name(name);
        } else {
            self.type_name(name);
        }
    }

    /// An attribute or relation of something, by the name that it has there.
    pub(super) fn member(&mut self, owner: &Owner, name: &Name) {
        if let Some(root) = self.scope.root(owner, &name.value) {
            self.add(Named::Member(root, name.value.clone()), name);
        }
    }

    pub(super) fn roles(&mut self, roles: Option<&Spanned<Vec<Name>>>) {
        for role in roles.map_or(&[][..], |roles| &roles.value) {
            self.role(role);
        }
    }

    /// A role is a value of an enum, if callers are rows.
    fn role(&mut self, role: &Name) {
        if let Some(home) = self.scope.roles() {
            self.add(Named::Value(home, role.value.clone()), role);
        }
    }

    pub(super) fn access(&mut self, access: Option<&Spanned<Vec<Spanned<Access>>>>) {
        for word in access.map_or(&[][..], |access| &access.value) {
            self.access_word(&word.value);
        }
    }

    pub(super) fn access_word(&mut self, access: &Access) {
        match access {
            Access::Role(role) => self.role(role),
            Access::Public | Access::Signed | Access::Owner => {}
        }
    }

    fn security(&mut self, security: Option<&Security>) {
        if let Some(Security::Account { account, role }) = security {
            self.entity_name(account);
            self.member(&Owner::Entity(account.value.clone()), role);
        }
    }

    fn engines(&mut self, engines: Option<&Map<Engine>>) {
        for (_, engine) in engines.into_iter().flatten() {
            engine
                .entities
                .iter()
                .for_each(|name| self.entity_name(name));
            for (media_type, views) in &engine.publishes {
                self.add(Named::MediaType(media_type.value.clone()), media_type);
                for view in views {
                    self.view(&media_type.value, view);
                }
            }
        }
    }

    /// The name of a view of a media type.
    pub(super) fn view(&mut self, media_type: &str, view: &Name) {
        let named = Named::View(media_type.to_owned(), view.value.clone());
        self.add(named, view);
    }
}

/// Where a name is, without the quotes around it.
pub(super) fn inner(name: &Name) -> Span {
    let length = name.value.len();
    if (name.span.end - name.span.start) as usize == length + 2 {
        name.span.part(1..length + 1)
    } else {
        name.span
    }
}
