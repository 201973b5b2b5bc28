//! What media types are made of: the entity or type that each shows.

use super::catalogue::{Catalogue, unknown};
use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{EntityId, MediaTypeId, Source, TypeId};
use crate::schema::{Definition, Name};
use std::collections::BTreeMap;

/// What each media type shows; nothing for those that are wrong.
pub(super) struct Sources {
    by_media_type: Vec<Option<Source>>,
    by_entity: BTreeMap<EntityId, Vec<MediaTypeId>>,
}

impl Sources {
    pub(super) fn of(&self, media_type: MediaTypeId) -> Option<Source> {
        self.by_media_type[media_type.0]
    }

    /// Media types that show an entity.
    pub(super) fn showing(&self, entity: EntityId) -> &[MediaTypeId] {
        self.by_entity.get(&entity).map_or(&[], Vec::as_slice)
    }
}

/// Finds what each media type shows: what it references, else what has its name.
pub(super) fn sources(catalogue: &Catalogue<'_>, found: &mut Diagnostics) -> Sources {
    let by_media_type: Vec<_> = catalogue
        .media_types
        .iter()
        .map(|(name, span, written)| match &written.reference {
            Some(reference) => source(catalogue, reference, found),
            None => source(
                catalogue,
                &Name {
                    value: name.to_owned(),
                    span,
                },
                found,
            ),
        })
        .collect();
    let mut by_entity: BTreeMap<EntityId, Vec<MediaTypeId>> = BTreeMap::new();
    for (index, source) in by_media_type.iter().enumerate() {
        if let Some(Source::Entity(entity)) = source {
            by_entity
                .entry(*entity)
                .or_default()
                .push(MediaTypeId(index));
        }
    }
    Sources {
        by_media_type,
        by_entity,
    }
}

fn source(catalogue: &Catalogue<'_>, name: &Name, found: &mut Diagnostics) -> Option<Source> {
    if let Some(entity) = catalogue.entities.find(&name.value) {
        return Some(Source::Entity(EntityId(entity)));
    }
    let definitions = &catalogue.definitions;
    let definition = definitions
        .find(&name.value)
        .map(|index| definitions.get(index));
    match definition.map(|ty| &ty.definition) {
        Some(Definition::Object(_)) => catalogue
            .types
            .find(&name.value)
            .map(|id| Source::Type(TypeId(id))),
        Some(_) => {
            let message = format!("{} is no object type", quoted(&name.value));
            found.push(
                Diagnostic::new(codes::WRONG_KIND, name.span, message)
                    .label("a media type shows attributes"),
            );
            None
        }
        None => {
            let candidates = catalogue.entities.names().chain(definitions.names());
            found.push(unknown("entity or object type", name, candidates).help(
                "`reference:` says what the media type shows, if it is not what has its name",
            ));
            None
        }
    }
}
