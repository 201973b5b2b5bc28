//! What is sent: media types with their links and views.

use super::catalogue::{Catalogue, view_names};
use super::entity::Entities;
use super::head::Heads;
use super::source::Sources;
use super::{codes, field, link, view};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, Link, MediaTypeId, Source};
use crate::names;
use crate::schema;

/// Everything a media type is resolved with.
pub(super) struct Shown<'a> {
    pub(super) catalogue: &'a Catalogue<'a>,
    pub(super) entities: &'a Entities<'a>,
    pub(super) sources: &'a Sources,
    pub(super) heads: &'a Heads,
}

/// All media types that could be resolved; all of them if nothing was reported.
pub(super) fn media_types(shown: &Shown<'_>, found: &mut Diagnostics) -> Vec<ir::MediaType> {
    let mut media_types = Vec::new();
    for (position, (name, span, written)) in shown.catalogue.media_types.iter().enumerate() {
        let id = MediaTypeId(position);
        let Some(source) = shown.sources.of(id) else {
            continue;
        };
        let links = links(shown, id, source, found);
        let site = view::Site {
            shown,
            name,
            source,
            written,
            counts: view::counts(shown, source, written, found),
        };
        let views = view_names(written)
            .into_iter()
            .map(|view| view::view(&site, view, span, found));
        let views = views.collect();
        media_types.push(ir::MediaType {
            name: name.to_owned(),
            span,
            identifier: identifier(shown.catalogue, name, written, found),
            description: written.description.as_ref().map(field::text),
            source,
            links,
            views,
        });
    }
    media_types
}

/// Links of a media type; what shows no entity has none.
fn links(
    shown: &Shown<'_>,
    media_type: MediaTypeId,
    source: Source,
    found: &mut Diagnostics,
) -> Vec<Link> {
    let written = shown.catalogue.media_types.get(media_type.0);
    match source {
        Source::Entity(entity) => {
            let site = link::Site {
                entities: shown.entities,
                heads: shown.heads,
                media_type,
                entity,
            };
            site.links(&written.links, found)
        }
        Source::Type(_) => {
            refuse_relations(written, found);
            Vec::new()
        }
    }
}

/// Only entities have relations.
fn refuse_relations(written: &schema::MediaType, found: &mut Diagnostics) {
    for name in written.links.iter().chain(&written.counts) {
        let message = format!(
            "{} is no relation: this media type shows a type, not an entity",
            quoted(&name.value)
        );
        found.push(Diagnostic::new(codes::WRONG_KIND, name.span, message));
    }
}

/// The vendor media type; RFC 6838 section 4.2 says which characters, RFC 6839 says `+json`.
fn identifier(
    catalogue: &Catalogue<'_>,
    name: &str,
    written: &schema::MediaType,
    found: &mut Diagnostics,
) -> String {
    let by_name = format!(
        "application/vnd.{}.{}+json",
        catalogue.design.api.name.value,
        names::kebab(name)
    );
    let Some(identifier) = &written.identifier else {
        return by_name;
    };
    let subtype = identifier
        .value
        .strip_prefix("application/")
        .and_then(|rest| rest.strip_suffix("+json"));
    let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "!#$&-^_.".contains(c);
    let is_legal = subtype.is_some_and(|subtype| {
        subtype.len() <= 100
            && subtype.starts_with(|c: char| c.is_ascii_alphanumeric())
            && subtype.chars().all(legal)
    });
    if !is_legal {
        let message = format!("{} is no media type of JSON", quoted(&identifier.value));
        found.push(
            Diagnostic::new(codes::API_VALUE, identifier.span, message)
                .help(format!("write it like {}", quoted(&by_name))),
        );
    }
    identifier.value.clone()
}
