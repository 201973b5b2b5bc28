//! Maps and lists that are written one entry per line.

use super::{Lines, Splice};
use crate::parse::{Entry, Node};

/// The lines of a new entry, put behind the last one of a map.
pub(in crate::edit) fn insert_block(
    lines: Lines<'_>,
    entries: &[Entry],
    new: &[String],
) -> Option<Splice> {
    let last = entries.last()?;
    // Behind a `?`, a key is further in than the others.
    let columns = entries
        .iter()
        .map(|entry| lines.column(entry.key.span.start as usize));
    let indent = columns.min()?;
    let end = lines.entry_end(last);
    let apart = entries.len() > 1 && is_apart(lines, last.key.span.start as usize);
    let mut rows: Vec<String> = Vec::new();
    if apart {
        rows.push(String::new());
    }
    rows.extend(new.iter().map(|line| indented(line, indent)));
    put_below(lines, end, &rows)
}

/// The lines of a first entry, put below a key that has no value.
pub(in crate::edit) fn insert_below(
    lines: Lines<'_>,
    above: &Entry,
    unit: usize,
    new: &[String],
) -> Option<Splice> {
    let key = above.key.span;
    let indent = lines.column(key.start as usize) + unit;
    let end = lines.entry_end(above);
    if lines.start(key.start as usize) != lines.start(end) {
        return None;
    }
    let rows: Vec<_> = new.iter().map(|line| indented(line, indent)).collect();
    put_below(lines, end, &rows)
}

/// A new element, put behind the last one of a list.
pub(in crate::edit) fn append_block(
    lines: Lines<'_>,
    list: &Node,
    elements: &[Node],
    new: &str,
) -> Option<Splice> {
    let indent = lines.column(list.resolved().span.start as usize);
    let last = elements.last()?;
    let end = lines
        .value_end(last, indent)
        .unwrap_or(last.span.start as usize);
    put_below(lines, end, &[indented(&format!("- {new}"), indent)])
}

/// The stretch of an entry or element: its lines, the comment directly above them and comments below
/// that are further in. `next` is where the one after it starts.
pub(in crate::edit) fn remove_block(
    lines: Lines<'_>,
    start: usize,
    end: usize,
    next: Option<usize>,
) -> Option<Splice> {
    if !lines.is_first(start) {
        return next.map(|next| Splice::new(start..next, ""));
    }
    if !lines.is_last(end) {
        return None;
    }
    let column = lines.column(start);
    let mut from = lines.start(start);
    while let Some(above) = above(lines, from).filter(|above| lines.comment(*above) == Some(column))
    {
        from = above;
    }
    let mut to = lines.next(end);
    while to < lines.0.len() && lines.comment(to).is_some_and(|comment| comment > column) {
        to = lines.next(to);
    }
    let ends_blank = to == lines.0.len() || lines.is_blank(to);
    while let Some(above) = above(lines, from).filter(|above| ends_blank && lines.is_blank(*above))
    {
        from = above;
    }
    if to == lines.0.len() && !lines.0.ends_with('\n') {
        // What was the last line but one has no line end either.
        from = lines.0[..from].trim_end_matches(['\n', '\r']).len();
    }
    Some(Splice::new(from..to, ""))
}

/// Where the line before the one that starts here starts.
fn above(lines: Lines<'_>, start: usize) -> Option<usize> {
    let before = start.checked_sub(1)?;
    lines
        .0
        .is_char_boundary(before)
        .then(|| lines.start(before))
}

/// Whether an entry stands behind a blank line, comments above it aside.
fn is_apart(lines: Lines<'_>, key: usize) -> bool {
    let mut line = lines.start(key);
    while let Some(above) = above(lines, line) {
        if lines.is_blank(above) {
            return true;
        }
        if lines.comment(above).is_none() {
            return false;
        }
        line = above;
    }
    false
}

fn indented(line: &str, indent: usize) -> String {
    format!("{}{line}", " ".repeat(indent))
}

/// Lines below the one of an offset.
pub(in crate::edit) fn put_below(
    lines: Lines<'_>,
    offset: usize,
    rows: &[String],
) -> Option<Splice> {
    if !lines.is_last(offset) {
        return None;
    }
    let line_end = lines.line_end(offset);
    let at = lines.next(offset);
    let ends = lines.0[..at].ends_with('\n');
    let mut text = String::new();
    for row in rows {
        if ends {
            text.push_str(row);
            text.push_str(line_end);
        } else {
            text.push_str(line_end);
            text.push_str(row);
        }
    }
    Some(Splice::new(at..at, text))
}
