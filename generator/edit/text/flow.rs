//! Maps and lists between brackets, in one line or over several.

use super::{Lines, Splice};
use crate::parse::{Entry, Node};

/// Where one entry or element is.
#[derive(Clone, Copy)]
struct Item {
    start: usize,
    end: usize,
}

/// A new entry behind the last one of a map.
pub(in crate::edit) fn insert_flow(
    lines: Lines<'_>,
    map: &Node,
    entries: &[Entry],
    new: &str,
) -> Vec<Splice> {
    let last = entries.last().map(|entry| entry_item(lines, entry));
    add(lines, map, last, new)
}

/// A new element behind the last one of a list.
pub(in crate::edit) fn append_flow(
    lines: Lines<'_>,
    list: &Node,
    elements: &[Node],
    new: &str,
) -> Vec<Splice> {
    let last = elements.last().map(|element| element_item(lines, element));
    add(lines, list, last, new)
}

/// The stretch of one of several items, given by their places, with the comma that it needs no more.
pub(in crate::edit) fn remove_flow(
    lines: Lines<'_>,
    items: &[(usize, usize)],
    index: usize,
) -> Option<Splice> {
    let item = |index: usize| items.get(index).map(|&(start, end)| Item { start, end });
    let gone = item(index)?;
    let (end, _) = behind_comma(lines, gone.end);
    if lines.is_first(gone.start) && lines.is_last(end) {
        let column = lines.column(gone.start);
        let mut from = lines.start(gone.start);
        while from > 0 && lines.comment(lines.start(from - 1)) == Some(column) {
            from = lines.start(from - 1);
        }
        return Some(Splice::new(from..lines.next(end), ""));
    }
    match (item(index + 1), index.checked_sub(1).and_then(item)) {
        (Some(next), _) => Some(Splice::new(gone.start..next.start, "")),
        (None, Some(before)) => Some(Splice::new(before.end..gone.end, "")),
        (None, None) => Some(Splice::new(gone.start..end, "")),
    }
}

fn entry_item(lines: Lines<'_>, entry: &Entry) -> Item {
    let mut end = lines.entry_end(entry);
    let is_left_out = entry.value.span.start == entry.value.span.end;
    if is_left_out && lines.0[end..].starts_with(' ') {
        end += 1;
    }
    Item {
        start: entry.key.span.start as usize,
        end,
    }
}

fn element_item(lines: Lines<'_>, element: &Node) -> Item {
    let start = element.span.start as usize;
    Item {
        start,
        end: lines.value_end(element, 0).unwrap_or(start),
    }
}

fn add(lines: Lines<'_>, node: &Node, last: Option<Item>, new: &str) -> Vec<Splice> {
    let span = node.resolved().span;
    let (open, close) = (span.start as usize, (span.end as usize).saturating_sub(1));
    let Some(last) = last else {
        let pad = if lines.0[open..].starts_with('{') {
            " "
        } else {
            ""
        };
        let inside = &lines.0[open + 1..close];
        return if inside.trim().is_empty() {
            vec![Splice::new(open + 1..close, format!("{pad}{new}{pad}"))]
        } else {
            vec![Splice::new(close..close, format!("{new}{pad}"))]
        };
    };
    let (behind, has_comma) = behind_comma(lines, last.end);
    let is_spread = lines.is_first(last.start) && lines.start(last.start) > open;
    if !is_spread {
        return vec![if has_comma {
            Splice::new(behind..behind, format!(" {new},"))
        } else {
            Splice::new(last.end..last.end, format!(", {new}"))
        }];
    }
    add_line(lines, last, new)
}

/// In a line of its own below the last one.
fn add_line(lines: Lines<'_>, last: Item, new: &str) -> Vec<Splice> {
    let (behind, has_comma) = behind_comma(lines, last.end);
    let indent = &lines.0[lines.start(last.start)..last.start];
    let line_end = lines.line_end(last.start);
    let comma = if has_comma { "," } else { "" };
    let row = format!("{line_end}{indent}{new}{comma}");
    let at = if lines.is_last(behind) {
        lines.end(behind)
    } else {
        behind
    };
    if has_comma {
        return vec![Splice::new(at..at, row)];
    }
    if at == last.end {
        return vec![Splice::new(at..at, format!(",{row}"))];
    }
    vec![
        Splice::new(last.end..last.end, ","),
        Splice::new(at..at, row),
    ]
}

/// Behind the comma that follows an item in its line, if one does.
fn behind_comma(lines: Lines<'_>, end: usize) -> (usize, bool) {
    let rest = &lines.0[end..lines.end(end)];
    match rest.trim_start().strip_prefix(',') {
        Some(after) => (end + rest.len() - after.len(), true),
        None => (end, false),
    }
}
