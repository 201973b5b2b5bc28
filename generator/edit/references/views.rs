//! Media types and views: what they show, and what they nest.

use super::{Form, Named, Owner, Walk};
use crate::schema::{MediaType, Name, ViewField, ViewReference};
use crate::source::Span;

/// Word for the row itself among its links, and for all links among the fields of a view.
const ITSELF: &str = "self";
const LINKS: &str = "links";

impl Walk<'_, '_> {
    pub(super) fn media_type(&mut self, name: &str, media_type: &MediaType) {
        if let Some(reference) = &media_type.reference {
            self.source_name(reference);
        }
        let Some(owner) = self.scope.shown(name) else {
            return;
        };
        let links = media_type.links.iter().filter(|name| name.value != ITSELF);
        for name in links.chain(&media_type.counts) {
            self.member(&owner, name);
        }
        for (_, view) in &media_type.views {
            for field in &view.fields {
                match field {
                    ViewField::All(_) => {}
                    ViewField::Name(name) => self.field(media_type, &owner, name),
                    ViewField::Nested { relation, view } => self.nested(&owner, relation, view),
                }
            }
        }
    }

    /// `title`, `author_id`, `reviews_count`, `links`.
    fn field(&mut self, media_type: &MediaType, owner: &Owner, name: &Name) {
        if name.value == LINKS && !media_type.links.is_empty() {
            return;
        }
        let is_counted = |counted: &Name| name.value == format!("{}_count", counted.value);
        if media_type.counts.iter().any(is_counted) {
            self.ending(owner, name, "_count");
        } else if self.scope.root(owner, &name.value).is_some() {
            self.member(owner, name);
        } else {
            self.ending(owner, name, "_id");
        }
    }

    /// `{author: tiny}`, `{author: UserCard.tiny}`.
    fn nested(&mut self, owner: &Owner, relation: &Name, view: &ViewReference) {
        self.member(owner, relation);
        let Owner::Entity(entity) = owner else {
            return;
        };
        let media_type = match &view.media_type {
            Some(name) => {
                self.add(Named::MediaType(name.value.clone()), name);
                name.value.clone()
            }
            None => {
                let Some(entity) = self.scope.related(entity, &relation.value) else {
                    return;
                };
                let start = Span {
                    end: view.view.span.start,
                    ..view.view.span
                };
                let named = Named::MediaType(entity.to_owned());
                self.push(named, start, Form::Unsaid);
                entity.to_owned()
            }
        };
        self.view(&media_type, &view.view);
    }
}
