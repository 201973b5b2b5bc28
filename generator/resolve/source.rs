//! What media types are made of: the entity or type that each shows.

use super::catalogue::{Catalogue, unknown};
use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, MediaTypeId, Source, TypeId};
use crate::schema::{Definition, Name};

/// What each media type shows; nothing for those that are wrong.
pub(super) struct Sources {
    by_media_type: Vec<Option<Source>>,
}

impl Sources {
    pub(super) fn of(&self, media_type: MediaTypeId) -> Option<Source> {
        self.by_media_type[media_type.0]
    }

    /// Media types that show an entity.
    pub(super) fn showing(&self, entity: ir::EntityId) -> impl Iterator<Item = MediaTypeId> {
        let ids = (0..self.by_media_type.len()).map(MediaTypeId);
        ids.filter(move |id| self.of(*id) == Some(Source::Entity(entity)))
    }
}

/// Finds what each media type shows: what it references, else what has its name.
pub(super) fn sources(catalogue: &Catalogue<'_>, found: &mut Diagnostics) -> Sources {
    let by_media_type = catalogue
        .media_types
        .iter()
        .map(|(name, span, written)| match &written.reference {
            Some(reference) => source(catalogue, reference, found),
            None => source(catalogue, &Name { value: name.to_owned(), span }, found),
        })
        .collect();
    Sources { by_media_type }
}

fn source(catalogue: &Catalogue<'_>, name: &Name, found: &mut Diagnostics) -> Option<Source> {
    if let Some(entity) = catalogue.entities.find(&name.value) {
        return Some(Source::Entity(ir::EntityId(entity)));
    }
    let ty = catalogue.design.types.iter().find(|(known, _)| known.value == name.value);
    match ty.map(|(_, ty)| &ty.definition) {
        Some(Definition::Object(_)) => catalogue.types.find(&name.value).map(|id| Source::Type(TypeId(id))),
        Some(_) => {
            let message = format!("{} is no object type", quoted(&name.value));
            found.push(
                Diagnostic::new(codes::WRONG_KIND, name.span, message).label("a media type shows attributes"),
            );
            None
        }
        None => {
            let types = catalogue.design.types.iter().map(|(name, _)| name.value.as_str());
            let candidates = catalogue.entities.names().chain(types);
            found.push(
                unknown("entity or object type", name, candidates)
                    .help("`reference:` says what the media type shows, if it is not what has its name"),
            );
            None
        }
    }
}
