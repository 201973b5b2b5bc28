//! Answers: status, body, and the views that a client may ask for.

use super::catalogue::{Catalogue, DEFAULT_VIEW, unknown, view_names};
use super::codes;
use super::value::{Values, plain, simple_words};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, MediaTypeId, ResponseBody, Shape, ViewId};
use crate::schema::{self, Name};
use crate::source::{Span, Spanned};

/// What an action says about the media type that it answers.
pub(super) struct Asked<'a> {
    pub(super) media_type: MediaTypeId,
    /// Whether it answers a list of it.
    pub(super) list: bool,
    /// Name of the action, for what is not written.
    pub(super) span: Span,
    /// What is sent unless asked.
    pub(super) view: Option<&'a Name>,
    /// What may be asked for.
    pub(super) views: Option<&'a Spanned<Vec<Name>>>,
}

/// One of a media type or a list of it.
pub(super) fn media_type(
    catalogue: &Catalogue<'_>,
    asked: &Asked<'_>,
    found: &mut Diagnostics,
) -> Option<ResponseBody> {
    let views = views(catalogue, asked, found)?;
    let default = match asked.view {
        Some(name) => catalogue.view_id(asked.media_type, name, found)?,
        None => ViewId(0),
    };
    if !views.contains(&default) {
        found.push(not_asked_for(asked));
    }
    Some(ResponseBody::MediaType {
        media_type: asked.media_type,
        views,
        default,
        list: asked.list,
    })
}

/// Views that may be asked for, in the order of the media type: those that are named, or all.
fn views(
    catalogue: &Catalogue<'_>,
    asked: &Asked<'_>,
    found: &mut Diagnostics,
) -> Option<Vec<ViewId>> {
    let Some(written) = asked.views else {
        let count = view_names(catalogue.media_types.get(asked.media_type.0)).len();
        return Some((0..count).map(ViewId).collect());
    };
    refuse_repeated(written, found);
    let names = written.value.iter();
    let ids = names
        .map(|name| catalogue.view_id(asked.media_type, name, found))
        .collect::<Vec<_>>();
    let mut ids = ids.into_iter().collect::<Option<Vec<_>>>()?;
    ids.sort_unstable();
    ids.dedup();
    Some(ids)
}

/// What is sent unless asked can be asked for.
fn not_asked_for(asked: &Asked<'_>) -> Diagnostic {
    let of_views = asked.views.map_or(asked.span, |views| views.span);
    let place = asked.view.map_or(of_views, |name| name.span);
    let name = quoted(asked.view.map_or(DEFAULT_VIEW, |name| &name.value));
    let message = format!("view {name} is sent unless asked, but may not be asked for");
    Diagnostic::new(codes::ACTION_KEY, place, message)
        .help(format!("add {name} to `views:`, or say another `view:`"))
}

fn refuse_repeated(views: &Spanned<Vec<Name>>, found: &mut Diagnostics) {
    for (index, name) in views.value.iter().enumerate() {
        if let Some(first) = views.value[..index]
            .iter()
            .find(|first| first.value == name.value)
        {
            let message = format!("view {} is listed twice", quoted(&name.value));
            found.push(
                Diagnostic::new(codes::TWICE, name.span, message)
                    .also(first.span, "first listed here"),
            );
        }
    }
}

/// The body of a custom action's answer, and its place.
pub(super) fn custom(
    values: &Values<'_>,
    name: &Name,
    action: &schema::Action,
    found: &mut Diagnostics,
) -> Option<(ResponseBody, Span)> {
    let (span, body, view, list) = match &action.response {
        None => return empty(action, name.span, found),
        Some(schema::Response::Empty(span)) => return empty(action, *span, found),
        Some(schema::Response::Body {
            span,
            name,
            view,
            list,
        }) => (*span, name, view.as_ref(), *list),
    };
    let catalogue = values.catalogue;
    if let Some(id) = catalogue.media_types.find(&body.value) {
        let asked = Asked {
            media_type: MediaTypeId(id),
            list,
            span: name.span,
            view: action.view.as_ref().or(view),
            views: action.views.as_ref(),
        };
        refuse_two_views(view, action.view.as_ref(), found);
        return Some((media_type(catalogue, &asked, found)?, span));
    }
    let value = value(values, body, found)?;
    refuse_views(action, found);
    if let Some(view) = view {
        let message = format!(
            "{} is no media type, so it has no views",
            quoted(&body.value)
        );
        found.push(Diagnostic::new(codes::WRONG_KIND, view.span, message));
        return None;
    }
    let value = if list {
        plain(Shape::Array(Box::new(value)))
    } else {
        value
    };
    Some((ResponseBody::Value(value), span))
}

fn value(values: &Values<'_>, name: &Name, found: &mut Diagnostics) -> Option<ir::Value> {
    let definitions = &values.catalogue.definitions;
    let is_known =
        definitions.find(&name.value).is_some() || simple_words().any(|known| known == name.value);
    if is_known {
        return values.named(name, found);
    }
    found.push(if values.catalogue.entities.find(&name.value).is_some() {
        let message = format!(
            "{} is an entity, and only views of it are sent",
            quoted(&name.value)
        );
        Diagnostic::new(codes::WRONG_KIND, name.span, message).help(format!(
            "define it: `media_types: {{ {}: {{}} }}`",
            name.value
        ))
    } else {
        unknown(
            "media type or type",
            name,
            values
                .catalogue
                .media_types
                .names()
                .chain(definitions.names()),
        )
    });
    None
}

fn empty(
    action: &schema::Action,
    span: Span,
    found: &mut Diagnostics,
) -> Option<(ResponseBody, Span)> {
    refuse_views(action, found);
    Some((ResponseBody::Empty, span))
}

fn refuse_two_views(in_response: Option<&Name>, key: Option<&Name>, found: &mut Diagnostics) {
    if let (Some(first), Some(second)) = (in_response, key)
        && first.value != second.value
    {
        let message = format!("the view is {} already", quoted(&first.value));
        found.push(
            Diagnostic::new(codes::TWICE, second.span, message).also(first.span, "said here"),
        );
    }
}

fn refuse_views(action: &schema::Action, found: &mut Diagnostics) {
    let places = [
        ("view", action.view.as_ref().map(|name| name.span)),
        ("views", action.views.as_ref().map(|views| views.span)),
    ];
    for (key, place) in places {
        if let Some(place) = place {
            let message = format!("{} of an action that answers no media type", quoted(key));
            found.push(
                Diagnostic::new(codes::ACTION_KEY, place, message)
                    .help("name a media type in `response:`, or remove the key"),
            );
        }
    }
}
