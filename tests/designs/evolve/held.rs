//! What code by hand knows of a service that is edited for years: it builds and reads entities of the blog, by all of their
//! fields. What it names of them stays; whatever else they get, it compiles.

use crate::random::Json;

/// An entity that code by hand works with.
struct Held {
    entity: &'static str,
    /// How the files that know it begin.
    files: &'static str,
    /// What a hand adds to them.
    text: &'static str,
}

const HELD: &[Held] = &[
    Held {
        entity: "Article",
        files: "articles",
        text: include_str!("../../cases/by_hand/articles.rs"),
    },
    Held {
        entity: "User",
        files: "users",
        text: include_str!("../../cases/by_hand/users.rs"),
    },
    Held {
        entity: "Comment",
        files: "comments",
        text: include_str!("../../cases/by_hand/comments.rs"),
    },
    Held {
        entity: "Image",
        files: "images",
        text: include_str!("../../cases/by_hand/images.rs"),
    },
    Held {
        entity: "Tag",
        files: "tags",
        text: include_str!("../../cases/by_hand/tags.rs"),
    },
];

/// What a hand adds to the others.
const OTHERS: &str = include_str!("../../cases/by_hand/others.rs");

/// What a hand adds to a file that it is given to write, if it is one of code.
pub(super) fn added(path: &str) -> Option<&'static str> {
    let (_, file) = path.split_once("/src/usecase/")?;
    let held = HELD.iter().find(|held| file.starts_with(held.files));
    let text = held.map_or(OTHERS, |held| held.text);
    // The line that says what the file is stands in front of a file only.
    text.split_once('\n').map(|(_, text)| text)
}

/// Whether an edit has given something its name.
fn is_of_an_edit(name: &str) -> bool {
    name.contains('_') && name.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether what code by hand names is still there and the same, and rows can be made as before.
pub(super) fn holds(before: &Json, after: &Json) -> bool {
    HELD.iter().all(|Held { entity, .. }| {
        let (Some(old), Some(new)) = (
            before["entities"].get(entity),
            after["entities"].get(entity),
        ) else {
            return before["entities"].get(entity).is_none();
        };
        let empty = serde_json::Map::new();
        let attributes = |of: &Json| of["attributes"].as_object().unwrap_or(&empty).clone();
        let (old_attributes, new_attributes) = (attributes(old), attributes(new));
        let stays = old_attributes
            .iter()
            .all(|(name, it)| is_of_an_edit(name) || same(Some(it), new_attributes.get(name)));
        let is_free = |it: &Json| {
            it.get("optional").is_some()
                || it.get("default").is_some()
                || it.get("nullable").is_some()
        };
        let is_as_before =
            |name: &String| !is_of_an_edit(name) && old_attributes.contains_key(name);
        let comes = new_attributes
            .iter()
            .all(|(name, it)| is_as_before(name) || is_free(it));
        stays && comes && old.get("timestamps") == new.get("timestamps") && keeps(old, new)
    })
}

/// `string?` and its long form are the same.
fn same(old: Option<&Json>, new: Option<&Json>) -> bool {
    let long = |it: &Json| match it.as_str() {
        Some(text) if text.ends_with('?') => {
            serde_json::json!({ "type": text.trim_end_matches('?'), "optional": true })
        }
        Some(text) => serde_json::json!({ "type": text }),
        None => it.clone(),
    };
    old.map(long) == new.map(long)
}

/// Relations stay.
fn keeps(old: &Json, new: &Json) -> bool {
    ["belongs_to", "many_to_many", "has_many"]
        .iter()
        .all(|kind| {
            let names = |of: &Json| -> Vec<String> {
                let relations = of.get(*kind).and_then(Json::as_object);
                relations
                    .into_iter()
                    .flat_map(|it| it.keys().cloned())
                    .collect()
            };
            let now = names(new);
            names(old)
                .iter()
                .all(|name| now.contains(name) || is_of_an_edit(name))
        })
}
