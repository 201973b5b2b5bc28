//! Where a change meets the text: a tree and a change go in, stretches of the file with other text come
//! out.

use super::Change;
use crate::edit::content::Content;
use crate::edit::text::{
    Lines, Splice, append_block, append_flow, insert_below, insert_block, insert_flow, put_below,
    remove_block, remove_flow,
};
use crate::edit::value::Step;
use crate::parse::{Entry, Kind, Node};

/// What a change needs to know of the value that it is made to.
struct Found<'n> {
    node: &'n Node,
    /// The entry that it is the value of.
    entry: Option<&'n Entry>,
    /// The node that it is in, and the step from there.
    parent: Option<(&'n Node, &'n Step)>,
    /// Whether it stands between brackets.
    inside_flow: bool,
}

/// What a change does to the text; nothing if it cannot be made here.
pub(super) fn splices(lines: Lines<'_>, root: &Node, change: &Change) -> Option<Vec<Splice>> {
    match change {
        Change::Insert { map, key, content } => {
            insert(lines, &find(lines, root, map)?, key, content)
        }
        Change::Append { list, content } => append(lines, &find(lines, root, list)?, content),
        Change::Remove { path } => {
            let found = find(lines, root, path)?;
            let (parent, step) = found.parent?;
            remove(lines, parent, step).map(|splice| vec![splice])
        }
        Change::Replace { path, content } => replace(lines, &find(lines, root, path)?, content),
        Change::Wrap { path, key, more } => wrap(lines, &find(lines, root, path)?, key, more),
        Change::Respell { words } => Some(
            words
                .iter()
                .map(|(span, word)| Splice::new(span.start as usize..span.end as usize, word))
                .collect(),
        ),
    }
}

fn find<'n>(lines: Lines<'_>, root: &'n Node, path: &'n [Step]) -> Option<Found<'n>> {
    let mut found = Found {
        node: root,
        entry: None,
        parent: None,
        inside_flow: false,
    };
    for step in path {
        let parent = found.node;
        found = Found {
            node: parent.inside(step)?,
            entry: parent.entry(step),
            parent: Some((parent, step)),
            inside_flow: found.inside_flow || lines.is_flow(parent),
        };
    }
    Some(found)
}

fn insert(
    lines: Lines<'_>,
    found: &Found<'_>,
    key: &str,
    content: &Content,
) -> Option<Vec<Splice>> {
    match &found.node.resolved().kind {
        Kind::Mapping(entries) if lines.is_flow(found.node) => {
            let new = content.flow(key);
            Some(insert_flow(lines, found.node, entries, &new))
        }
        Kind::Mapping(entries) => {
            let rows = content.block(key, unit(lines, entries));
            insert_block(lines, entries, &rows).map(|splice| vec![splice])
        }
        _ if !found.node.is_null() => None,
        _ if is_left_out(found.node) && !found.inside_flow => {
            let unit = match &found.parent?.0.resolved().kind {
                Kind::Mapping(siblings) => unit(lines, siblings),
                _ => UNIT,
            };
            let rows = content.block(key, unit);
            insert_below(lines, found.entry?, unit, &rows).map(|splice| vec![splice])
        }
        _ => put(lines, found, &format!("{{ {} }}", content.flow(key))),
    }
}

fn append(lines: Lines<'_>, found: &Found<'_>, content: &Content) -> Option<Vec<Splice>> {
    match &found.node.resolved().kind {
        Kind::Sequence(elements) if lines.is_flow(found.node) => {
            let new = content.inside_flow();
            Some(append_flow(lines, found.node, elements, &new))
        }
        Kind::Sequence(elements) => {
            let new = content.behind_key();
            append_block(lines, found.node, elements, &new).map(|splice| vec![splice])
        }
        _ if !found.node.is_null() => None,
        _ => put(lines, found, &format!("[{}]", content.inside_flow())),
    }
}

fn replace(lines: Lines<'_>, found: &Found<'_>, content: &Content) -> Option<Vec<Splice>> {
    let is_collection = !matches!(found.node.resolved().kind, Kind::Scalar { .. });
    if is_collection && !lines.is_flow(found.node) || matches!(found.node.kind, Kind::Shared(_)) {
        return None;
    }
    let new = if found.inside_flow {
        content.inside_flow()
    } else {
        content.behind_key()
    };
    put(lines, found, &new)
}

/// The lines of a list stay where they are: below the new key they stand as well.
fn wrap(
    lines: Lines<'_>,
    found: &Found<'_>,
    key: &str,
    (more, content): &(String, Content),
) -> Option<Vec<Splice>> {
    let above = found.entry?.key.span;
    let list = found.node.resolved();
    let (indent, around) = (
        lines.column(list.span.start as usize),
        lines.column(above.start as usize),
    );
    if found.inside_flow || lines.is_flow(list) || indent <= around {
        return None;
    }
    let pad = " ".repeat(indent);
    let at = lines.next(above.end as usize);
    let key = format!("{pad}{key}:{}", lines.line_end(above.end as usize));
    let end = lines.value_end(list, around)?;
    let more = content.block(more, UNIT);
    let more = more.iter().map(|line| format!("{pad}{line}"));
    Some(vec![
        Splice::new(at..at, key),
        put_below(lines, end, &more.collect::<Vec<_>>())?,
    ])
}

/// In place of a value in one line, or behind the colon if there is none.
fn put(lines: Lines<'_>, found: &Found<'_>, new: &str) -> Option<Vec<Splice>> {
    let span = found.node.span;
    if !is_left_out(found.node) {
        return Some(vec![Splice::new(
            span.start as usize..span.end as usize,
            new,
        )]);
    }
    let end = lines.entry_end(found.entry?);
    let colon = if lines.0[..end].ends_with(':') {
        ""
    } else {
        ":"
    };
    Some(vec![Splice::new(end..end, format!("{colon} {new}"))])
}

fn remove(lines: Lines<'_>, parent: &Node, step: &Step) -> Option<Splice> {
    let items: Vec<(usize, usize)> = match &parent.resolved().kind {
        Kind::Mapping(entries) => {
            let item = |entry: &Entry| (entry.key.span.start as usize, lines.entry_end(entry));
            entries.iter().map(item).collect()
        }
        Kind::Sequence(nodes) => nodes
            .iter()
            .map(|node| element(lines, parent, node))
            .collect::<Option<_>>()?,
        _ => return None,
    };
    let index = match (&parent.resolved().kind, step) {
        (Kind::Mapping(entries), Step::Key(key)) => {
            entries.iter().position(|entry| entry.key.value == *key)?
        }
        (_, Step::Index(index)) => *index,
        _ => return None,
    };
    if !lines.is_flow(parent) {
        let (start, end) = *items.get(index)?;
        let next = items.get(index + 1).map(|(start, _)| *start);
        return remove_block(lines, start, end, next);
    }
    if items.len() == 1 {
        let span = parent.resolved().span;
        return Some(Splice::new(
            span.start as usize + 1..span.end as usize - 1,
            "",
        ));
    }
    remove_flow(lines, &items, index)
}

/// Where an element of a list starts, its dash included, and ends.
fn element(lines: Lines<'_>, list: &Node, node: &Node) -> Option<(usize, usize)> {
    let start = node.span.start as usize;
    let column = lines.column(list.resolved().span.start as usize);
    let end = lines.value_end(node, column).unwrap_or(start);
    if lines.is_flow(list) {
        return Some((start, end));
    }
    let before = lines.0[..start].trim_end();
    before.ends_with('-').then(|| (before.len() - 1, end))
}

/// How far entries are further in than what they belong to, as these do it with theirs.
fn unit(lines: Lines<'_>, entries: &[Entry]) -> usize {
    let inner = entries.iter().find_map(|entry| {
        let Kind::Mapping(inner) = &entry.value.kind else {
            return None;
        };
        let first = inner.first()?;
        let is_block = !lines.is_flow(&entry.value);
        let column = |entry: &Entry| lines.column(entry.key.span.start as usize);
        is_block.then(|| column(first).checked_sub(column(entry)))?
    });
    inner.filter(|unit| *unit > 0).unwrap_or(UNIT)
}

/// How far entries are further in where nothing shows it.
pub(super) const UNIT: usize = 2;

fn is_left_out(node: &Node) -> bool {
    node.is_null() && node.span.start == node.span.end
}
