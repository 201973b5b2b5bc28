//! What is sent ends, says something, and can be asked for by name.

use super::{codes, cycle};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, ViewField};
use crate::source::Span;
use std::collections::BTreeMap;

/// Views that nest each other do not lead back.
pub(super) fn no_view_circle(service: &ir::Service, found: &mut Diagnostics) {
    let mut first = Vec::new();
    let mut names = Vec::new();
    for media_type in &service.media_types {
        first.push(names.len());
        names.extend(media_type.views.iter().map(|view| (media_type, view)));
    }
    let nested = |(field, place): (&ViewField, &Span)| match *field {
        ViewField::Nested {
            media_type, view, ..
        } => Some((first[media_type.0] + view.0, *place)),
        _ => None,
    };
    let arrows: Vec<Vec<cycle::Arrow>> = names
        .iter()
        .map(|(_, view)| {
            view.fields
                .iter()
                .zip(&view.places)
                .filter_map(nested)
                .collect()
        })
        .collect();
    for (target, span) in cycle::closing(&arrows) {
        let (media_type, view) = names[target];
        let message = format!(
            "view {} of {} would nest itself",
            quoted(&view.name),
            quoted(&media_type.name)
        );
        found.push(
            Diagnostic::new(codes::VIEW_CIRCLE, span, message)
                .label("leads back to where it began")
                .also(view.span, "the view")
                .help("nest a smaller view here, which does not lead back, such as `tiny: [id]`"),
        );
    }
}

/// A view has fields.
pub(super) fn no_empty_view(service: &ir::Service, found: &mut Diagnostics) {
    for media_type in &service.media_types {
        for view in media_type
            .views
            .iter()
            .filter(|view| view.fields.is_empty())
        {
            let message = format!(
                "view {} of {} shows nothing",
                quoted(&view.name),
                quoted(&media_type.name)
            );
            found.push(
                Diagnostic::new(codes::EMPTY_VIEW, view.span, message)
                    .help("name attributes, or `\"*\"` for all that are not secret"),
            );
        }
    }
}

/// No two media types have the same identifier.
pub(super) fn identifiers_differ(service: &ir::Service, found: &mut Diagnostics) {
    let mut first: BTreeMap<&str, &ir::MediaType> = BTreeMap::new();
    for media_type in &service.media_types {
        let Some(other) = first.get(media_type.identifier.as_str()) else {
            first.insert(&media_type.identifier, media_type);
            continue;
        };
        let message = format!(
            "identifier {} is used twice",
            quoted(&media_type.identifier)
        );
        found.push(
            Diagnostic::new(codes::SAME_IDENTIFIER, media_type.span, message)
                .also(other.span, "also the identifier of this one")
                .help("say another `identifier:`"),
        );
    }
}
