//! A change that cannot be made so that nothing else changes: what to write instead, and where.

use super::splices::UNIT;
use super::{Change, File};
use crate::diagnostic::quoted;
use crate::edit::refusal::Refusal;
use crate::edit::text::Lines;
use crate::edit::value::Step;
use crate::parse::Kind;

/// What to do by hand instead.
pub(in crate::edit) fn by_hand(file: &File, change: &Change) -> Refusal {
    let lines = Lines(&file.text.text);
    let (path, task, rows) = task(change);
    let mut offset = 0;
    let mut inside = file.root.as_ref();
    let mut is_shared = false;
    for step in path {
        is_shared |= inside.is_some_and(|node| matches!(node.kind, Kind::Shared(_)));
        inside = inside.and_then(|node| node.inside(step));
        offset = inside.map_or(offset, |node| node.span.start as usize);
    }
    if let Change::Respell { words } = change {
        offset = words.keys().next().map_or(0, |span| span.start as usize);
    }
    is_shared |= inside.is_some_and(|node| matches!(node.kind, Kind::Shared(_)));
    let task = if is_shared {
        format!("an alias shares this with another place; write it out, then {task}")
    } else {
        task
    };
    let line = lines.0[..offset.min(lines.0.len())].matches('\n').count() + 1;
    Refusal::ByHand {
        place: format!("{}:{line}", file.text.path),
        task,
        lines: rows,
    }
}

/// Where, what and the lines to write.
fn task(change: &Change) -> (&[Step], String, Vec<String>) {
    match change {
        Change::Insert { map, key, content } => {
            let task = String::from("add this entry");
            (map, task, content.block(key, UNIT))
        }
        Change::Append { list, content } => {
            let task = String::from("add this element");
            (list, task, vec![format!("- {}", content.behind_key())])
        }
        Change::Remove { path } => (path, String::from("take this out"), Vec::new()),
        Change::Replace { path, content } => {
            let task = String::from("write this instead");
            (path, task, vec![content.behind_key()])
        }
        Change::Wrap { path, key, more } => {
            let task = format!("put this list below a key {}, with", quoted(key));
            (path, task, more.1.block(&more.0, UNIT))
        }
        Change::Respell { words } => {
            let word = words.values().next().map_or("", String::as_str);
            (&[], format!("write {} there", quoted(word)), Vec::new())
        }
    }
}
