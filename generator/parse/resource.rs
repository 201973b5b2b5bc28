//! The section `resources` of a design.

use super::decode::Decoder;
use super::renamed::RENAMED;
use super::section::{Include, Section, row};
use super::standard_action::{CREATE, DELETE, LIST, SHOW, UPDATE};
use super::tree::{Entry, Node};
use super::{access, action, codes};
use crate::diagnostic::{Diagnostic, did_you_mean, quoted};
use crate::schema::{List, Resource, StandardAction};

pub(super) static RESOURCE: Section<Resource> = Section {
    name: "a resource",
    keys: &[
        row("description", "Markdown")
            .about("What it offers.")
            .read(|d, node, resource| resource.description = d.text(node)),
        row("media_type", "media type")
            .default("the one whose entity has this plural")
            .about("What its actions send.")
            .read(|d, node, resource| resource.media_type = d.name(node)),
        row("path", "path like `/books`")
            .default("`/` and the name, with dashes")
            .about("Where the collection is; below a parent relative to that.")
            .read(|d, node, resource| resource.path = d.text(node)),
        row("parent", "resource")
            .about("Its path goes before, with the parent's key: `/users/{user_id}/books`. Each row in the path has to be seen, and to belong to the one before it.")
            .read(|d, node, resource| resource.parent = d.name(node)),
        row("by", "relation")
            .default("the only one")
            .about("With `parent`: which `belongs_to` points there; needed if several do.")
            .read(|d, node, resource| resource.by = d.name(node)),
        row("authorize", "word or list of words")
            .default("`signed`")
            .about("Who may call its actions, [any of these](#who-may-call).")
            .read(|d, node, resource| {
                resource.authorize = access::authorize(d, node);
            }),
        row("actions", "list")
            .about("Standard actions in one line: `[list, show, create, update, delete]`.")
            .read(|d, node, resource| {
                resource.actions = d.names(node).map(|names| names.value).unwrap_or_default();
            }),
        row("list", "map, [below](#list)")
            .about("Long form of `GET` on the collection. Adds the action, as the next four do.")
            .read(|d, node, resource| {
                resource.list = LIST.read(d, node, List::default());
            }),
        row("show", "map, [below](#standard-actions)")
            .about("Long form of `GET` on one.")
            .read(|d, node, resource| {
                resource.show = SHOW.read(d, node, StandardAction::default());
            }),
        row("create", "map, [below](#standard-actions)")
            .about("Long form of `POST` on the collection.")
            .read(|d, node, resource| {
                resource.create = CREATE.read(d, node, StandardAction::default());
            }),
        row("update", "map, [below](#standard-actions)")
            .about("Long form of `PATCH` on one.")
            .read(|d, node, resource| {
                resource.update = UPDATE.read(d, node, StandardAction::default());
            }),
        row("delete", "map, [below](#standard-actions)")
            .about("Long form of `DELETE` on one.")
            .read(|d, node, resource| {
                resource.delete = DELETE.read(d, node, StandardAction::default());
            }),
    ],
    includes: &[Include {
        names: || RENAMED.names(),
        read: |d, entry, resource| RENAMED.read_entry(d, entry, &mut resource.renamed),
    }],
};

/// A resource. A key that is not in the table is a custom action, if it has a method.
pub(super) fn resource(d: &mut Decoder<'_>, node: &Node) -> Option<Resource> {
    let mut resource = Resource {
        span: node.span,
        ..Resource::default()
    };
    RESOURCE.read_with(d, node, &mut resource, |d, entry, resource| {
        if action::has_method(&entry.value) {
            let action = action::action(d, &entry.value);
            resource
                .custom
                .extend(action.map(|action| (entry.key.clone(), action)));
        } else {
            d.push(neither(entry));
        }
    })?;
    for Entry { key, .. } in node.as_mapping().unwrap_or_default() {
        if let Some(action) = long_form(&mut resource, &key.value) {
            action.name_span = key.span;
        }
    }
    Some(resource)
}

fn long_form<'a>(resource: &'a mut Resource, name: &str) -> Option<&'a mut StandardAction> {
    match name {
        "list" => resource.list.as_mut().map(|list| &mut list.action),
        "show" => resource.show.as_mut(),
        "create" => resource.create.as_mut(),
        "update" => resource.update.as_mut(),
        "delete" => resource.delete.as_mut(),
        _ => None,
    }
}

fn neither(entry: &Entry) -> Diagnostic {
    let key = &entry.key;
    if entry.value.as_mapping().is_none() || did_you_mean(&key.value, RESOURCE.names()).is_some() {
        return RESOURCE.unknown(entry).help(CUSTOM);
    }
    let message = format!("the action {} has no method", quoted(&key.value));
    Diagnostic::new(codes::MISSING_KEY, key.span, message).help(CUSTOM)
}

const CUSTOM: &str =
    "a custom action has a method and a path, for example `post: \"/{id}/publish\"`";
