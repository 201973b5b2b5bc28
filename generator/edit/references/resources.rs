//! Resources and actions: what they send, take and answer.

use super::{Form, Named, Owner, Walk, inner};
use crate::names;
use crate::schema::{
    Action, List, Name, Payload, PayloadField, Resource, Response, StandardAction,
};

/// What the actions of a resource are about.
struct Subject<'s> {
    media_type: Option<&'s str>,
    owner: Option<Owner>,
}

impl Walk<'_, '_> {
    pub(super) fn resource(&mut self, name: &str, resource: &Resource) {
        if let Some(media_type) = &resource.media_type {
            self.add(Named::MediaType(media_type.value.clone()), media_type);
        }
        let media_type = match &resource.media_type {
            Some(media_type) => Some(media_type.value.as_str()),
            None => self.scope.implied(name),
        };
        let subject = Subject {
            media_type,
            owner: media_type.and_then(|name| self.scope.shown(name)),
        };
        if let Some(parent) = &resource.parent {
            self.add(Named::Resource(parent.value.clone()), parent);
        }
        if let (Some(by), Some(owner)) = (&resource.by, &subject.owner) {
            self.member(owner, by);
        }
        self.access(resource.authorize.as_ref());
        for action in resource.long_forms() {
            self.standard(&subject, action);
        }
        if let (Some(list), Some(owner)) = (&resource.list, &subject.owner) {
            self.list(owner, list);
        }
        for (_, action) in &resource.custom {
            self.custom(action);
        }
    }

    fn standard(&mut self, subject: &Subject<'_>, action: &StandardAction) {
        self.access(action.authorize.as_ref());
        let views = action.views.iter().flat_map(|views| &views.value);
        for view in action.view.iter().chain(views) {
            if let Some(media_type) = subject.media_type {
                self.view(media_type, view);
            }
        }
        let Some(owner) = &subject.owner else {
            return;
        };
        for field in action.payload.iter().flat_map(|fields| &fields.value) {
            match field {
                PayloadField::All(_) => {}
                PayloadField::Name(name) => self.payload_field(owner, name),
            }
        }
    }

    /// `title`, `author`, `author_id`, `tags`, `tag_ids`.
    fn payload_field(&mut self, owner: &Owner, name: &Name) {
        if self.scope.root(owner, &name.value).is_some() {
            self.member(owner, name);
        } else if !self.ending(owner, name, "_id") {
            self.ids(owner, name);
        }
    }

    /// `tag_ids`: made from the names of the entity and of the relation.
    fn ids(&mut self, owner: &Owner, name: &Name) {
        let (Owner::Entity(entity), Some(one)) = (owner, name.value.strip_suffix("_ids")) else {
            return;
        };
        let Some(entity) = self.scope.entities.get(entity.as_str()) else {
            return;
        };
        let is_meant = |relation: &str, other: &str| {
            names::singular(relation) == one || names::snake(other) == one
        };
        for (relation, other) in &entity.many_to_many {
            if is_meant(&relation.value, &other.entity.value) {
                let member = Named::Member(owner.clone(), relation.value.clone());
                let entity = Named::Entity(other.entity.value.clone());
                for named in [member, entity] {
                    let form = Form::Derived(relation.value.clone());
                    self.push(named, inner(name), form);
                }
            }
        }
    }

    fn list(&mut self, owner: &Owner, list: &List) {
        for filter in &list.filter {
            self.member(owner, &filter.name);
        }
        for name in &list.sort {
            self.member(owner, name);
        }
        self.order(owner, list.default_sort.as_ref());
    }

    fn custom(&mut self, action: &Action) {
        self.access(action.authorize.as_ref());
        self.attributes(None, &action.query);
        match &action.payload {
            None => {}
            Some(Payload::Named(name)) => self.type_name(name),
            Some(Payload::Inline(attributes)) => self.attributes(None, &attributes.value),
        }
        let Some(Response::Body { name, view, .. }) = &action.response else {
            return;
        };
        if !self.scope.media_types.contains_key(name.value.as_str()) {
            return self.type_name(name);
        }
        self.add(Named::MediaType(name.value.clone()), name);
        let views = action.views.iter().flat_map(|views| &views.value);
        for view in view.iter().chain(&action.view).chain(views) {
            self.view(&name.value, view);
        }
    }
}
