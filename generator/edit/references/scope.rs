//! What names can mean: definitions by name, and what inherits which attributes from where.

use std::collections::BTreeMap;

use super::{Home, Owner};
use crate::names;
use crate::schema::{
    Attribute, Definition, Design, Entity, Map, MediaType, Name, ObjectDefinition, Security, Shape,
    Type, TypeForm, Value,
};
use crate::source::Spanned;

/// Types that may inherit from each other; more are refused elsewhere.
const DEPTH: usize = 64;

/// Definitions by name.
pub(in crate::edit) struct Scope<'a> {
    pub(in crate::edit) design: &'a Design,
    pub(super) entities: BTreeMap<&'a str, &'a Entity>,
    pub(super) types: BTreeMap<&'a str, &'a Type>,
    pub(super) media_types: BTreeMap<&'a str, &'a MediaType>,
}

impl<'a> Scope<'a> {
    pub(in crate::edit) fn new(design: &'a Design) -> Self {
        fn by_name<T>(map: &Map<T>) -> BTreeMap<&str, &T> {
            map.iter()
                .map(|(name, it)| (name.value.as_str(), it))
                .collect()
        }
        Scope {
            design,
            entities: by_name(&design.entities),
            types: by_name(&design.types),
            media_types: by_name(&design.media_types),
        }
    }

    /// What first gives a member its name, if there is such a member.
    pub(in crate::edit) fn root(&self, owner: &Owner, name: &str) -> Option<Owner> {
        self.root_within(owner, name, DEPTH)
    }

    fn root_within(&self, owner: &Owner, name: &str, depth: usize) -> Option<Owner> {
        let depth = depth.checked_sub(1)?;
        let inherited = self
            .extended(owner, name)
            .and_then(|base| self.root_within(&base, name, depth));
        if inherited.is_some() {
            return inherited;
        }
        let Some(attribute) = attribute(self.attributes(owner), name) else {
            return self.has_relation(owner, name).then(|| owner.clone());
        };
        let inherits = matches!(attribute.value.shape, Shape::Inherit);
        let source = self.referenced(owner).filter(|_| inherits);
        let referenced = source.and_then(|source| self.root_within(&source, name, depth));
        Some(referenced.unwrap_or_else(|| owner.clone()))
    }

    /// What a member holds, and where that is written.
    pub(super) fn holds(&self, owner: &Owner, name: &str) -> Option<(Owner, &'a Value)> {
        self.holds_within(owner, name, DEPTH)
    }

    fn holds_within(&self, owner: &Owner, name: &str, depth: usize) -> Option<(Owner, &'a Value)> {
        let depth = depth.checked_sub(1)?;
        let own = attribute(self.attributes(owner), name);
        match own {
            Some(own) if !matches!(own.value.shape, Shape::Inherit) => {
                return Some((owner.clone(), &own.value));
            }
            _ => {}
        }
        let base = self.extended(owner, name);
        let inherited = base.and_then(|base| self.holds_within(&base, name, depth));
        inherited.or_else(|| {
            own?;
            self.holds_within(&self.referenced(owner)?, name, depth)
        })
    }

    /// The enum that a value is of, written at a member or not.
    pub(super) fn home(&self, at: Option<(&Owner, &str)>, value: &Value) -> Option<Home> {
        match &value.shape {
            Shape::Enum(_) => {
                at.map(|(owner, name)| Home::Attribute(owner.clone(), name.to_owned()))
            }
            Shape::Type(expression) => match &expression.form {
                TypeForm::Named(name) => self.enum_named(&name.value, DEPTH),
                TypeForm::Array(_) | TypeForm::Map(_) => None,
            },
            _ => None,
        }
    }

    /// The enum that a type is or is another name of.
    pub(super) fn enum_named(&self, name: &str, depth: usize) -> Option<Home> {
        let depth = depth.checked_sub(1)?;
        match &self.types.get(name)?.definition {
            Definition::Enum(_) => Some(Home::Type(name.to_owned())),
            Definition::Alias(value) => match &value.shape {
                Shape::Type(expression) => match &expression.form {
                    TypeForm::Named(name) => self.enum_named(&name.value, depth),
                    TypeForm::Array(_) | TypeForm::Map(_) => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    /// The enum of the roles of callers.
    pub(super) fn roles(&self) -> Option<Home> {
        match self.design.api.security.as_ref()? {
            Security::Account { account, role } => {
                let owner = Owner::Entity(account.value.clone());
                let (owner, value) = self.holds(&owner, &role.value)?;
                self.home(Some((&owner, &role.value)), value)
            }
            Security::Roles(_) => None,
        }
    }

    /// What a media type shows.
    pub(in crate::edit) fn shown(&self, media_type: &str) -> Option<Owner> {
        let written = self.media_types.get(media_type)?;
        let name = written
            .reference
            .as_ref()
            .map_or(media_type, |name| &name.value);
        self.source(name)
    }

    /// The entity or, if there is none, the type of a name.
    fn source(&self, name: &str) -> Option<Owner> {
        if self.entities.contains_key(name) {
            return Some(Owner::Entity(name.to_owned()));
        }
        self.types
            .contains_key(name)
            .then(|| Owner::Type(name.to_owned()))
    }

    /// The media type of a resource that does not say so: the one whose entity has its plural.
    pub(in crate::edit) fn implied(&self, resource: &str) -> Option<&'a str> {
        let is_called = |(name, entity): &(&&str, &&Entity)| match &entity.plural {
            Some(plural) => plural.value == resource,
            None => names::plural(&names::snake(name)) == resource,
        };
        let (entity, _) = self.entities.iter().find(is_called)?;
        let shows = |media_type: &&&'a str| {
            self.shown(media_type) == Some(Owner::Entity((*entity).to_string()))
        };
        let mut showing = self.media_types.keys().filter(shows);
        let named = self
            .media_types
            .keys()
            .filter(shows)
            .find(|name| *name == entity);
        named.or_else(|| showing.next()).copied()
    }

    /// The entity that a relation leads to.
    pub(super) fn related(&self, entity: &str, relation: &str) -> Option<&'a str> {
        let entity = self.entities.get(entity)?;
        let one = entity
            .belongs_to
            .iter()
            .map(|(name, it)| (name, &it.entity));
        let many = entity.has_many.iter().map(|(name, it)| (name, &it.entity));
        let both = entity
            .many_to_many
            .iter()
            .map(|(name, it)| (name, &it.entity));
        let mut all = one.chain(many).chain(both);
        let found = all.find(|(name, _)| name.value == relation);
        found.map(|(_, entity)| entity.value.as_str())
    }

    /// Whether an entity has a relation of this name.
    fn has_relation(&self, owner: &Owner, name: &str) -> bool {
        match owner {
            Owner::Entity(entity) => self.related(entity, name).is_some(),
            Owner::Type(_) => false,
        }
    }

    fn attributes(&self, owner: &Owner) -> &'a [(Name, Attribute)] {
        match owner {
            Owner::Entity(name) => self
                .entities
                .get(name.as_str())
                .map_or(&[], |it| &it.attributes),
            Owner::Type(name) => self.object(name).map_or(&[], |it| &it.attributes),
        }
    }

    fn object(&self, name: &str) -> Option<&'a ObjectDefinition> {
        match &self.types.get(name)?.definition {
            Definition::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The type that a member may be inherited from.
    fn extended(&self, owner: &Owner, member: &str) -> Option<Owner> {
        let extend = match owner {
            Owner::Entity(name) => self.entities.get(name.as_str())?.extend.as_ref()?,
            Owner::Type(name) => {
                let object = self.object(name)?;
                let has =
                    |list: &Spanned<Vec<Name>>| list.value.iter().any(|name| name.value == member);
                let is_picked = object.pick.as_ref().is_none_or(has);
                let is_omitted = object.omit.as_ref().is_some_and(has);
                object
                    .extend
                    .as_ref()
                    .filter(|_| is_picked && !is_omitted)?
            }
        };
        Some(Owner::Type(extend.value.clone()))
    }

    /// What attributes without a definition are taken from.
    fn referenced(&self, owner: &Owner) -> Option<Owner> {
        match owner {
            Owner::Entity(_) => None,
            Owner::Type(name) => self.source(&self.object(name)?.reference.as_ref()?.value),
        }
    }
}

fn attribute<'a>(attributes: &'a [(Name, Attribute)], name: &str) -> Option<&'a Attribute> {
    let found = attributes.iter().find(|(own, _)| own.value == name);
    found.map(|(_, attribute)| attribute)
}
