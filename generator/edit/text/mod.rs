//! Text of a file by lines: offsets go in, the places where something can be put in or taken out come out.

mod block;
mod flow;

pub(super) use block::{append_block, insert_below, insert_block, put_below, remove_block};
pub(super) use flow::{append_flow, insert_flow, remove_flow};

use std::ops::Range;

use crate::parse::{Entry, Kind, Node};
use crate::schema::ScalarStyle;

/// Other text in place of a stretch of a file, which may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Splice {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

impl Splice {
    pub(super) fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Splice {
            range,
            text: text.into(),
        }
    }
}

/// The text with every splice made. They do not overlap.
pub(super) fn spliced(text: &str, mut splices: Vec<Splice>) -> Option<String> {
    splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
    let mut made = String::with_capacity(text.len());
    let mut done = 0;
    for Splice { range, text: new } in splices {
        made.push_str(text.get(done..range.start)?);
        made.push_str(&new);
        done = range.end;
    }
    made.push_str(text.get(done..)?);
    Some(made)
}

/// The text of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines<'a>(pub(super) &'a str);

impl<'a> Lines<'a> {
    /// Where the line of an offset starts.
    pub(super) fn start(self, offset: usize) -> usize {
        let before = &self.0[..offset];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        // A byte order mark stands before the first line.
        if start == 0 && self.0.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8().min(offset)
        } else {
            start
        }
    }

    /// Where the line of an offset ends, before its line end.
    pub(super) fn end(self, offset: usize) -> usize {
        let newline = self.0[offset..].find('\n');
        let end = newline.map_or(self.0.len(), |newline| offset + newline);
        if newline.is_some() && self.0[..end].ends_with('\r') {
            end - 1
        } else {
            end
        }
    }

    /// Where the next line starts, or the text ends.
    pub(super) fn next(self, offset: usize) -> usize {
        let newline = self.0[offset..].find('\n');
        newline.map_or(self.0.len(), |newline| offset + newline + 1)
    }

    /// Characters before an offset in its line.
    pub(super) fn column(self, offset: usize) -> usize {
        self.0[self.start(offset)..offset].chars().count()
    }

    /// Whether nothing but spaces stands before an offset in its line.
    pub(super) fn is_first(self, offset: usize) -> bool {
        self.0[self.start(offset)..offset].trim().is_empty()
    }

    /// Whether nothing but a comment stands behind an offset in its line.
    pub(super) fn is_last(self, offset: usize) -> bool {
        let rest = self.0[offset..self.end(offset)].trim_start();
        rest.is_empty() || rest.starts_with('#')
    }

    /// Whether nothing stands in the line of an offset.
    pub(super) fn is_blank(self, offset: usize) -> bool {
        self.0[self.start(offset)..self.end(offset)]
            .trim()
            .is_empty()
    }

    /// The comment in the line of an offset, by its column, if there is nothing else.
    pub(super) fn comment(self, offset: usize) -> Option<usize> {
        let line = &self.0[self.start(offset)..self.end(offset)];
        line.trim_start()
            .starts_with('#')
            .then(|| line.len() - line.trim_start().len())
    }

    /// How lines end around an offset: as the one of the offset does, else as the first one.
    pub(super) fn line_end(self, offset: usize) -> &'static str {
        let ends = |offset: usize| {
            let next = self.next(offset);
            self.0[..next].ends_with('\n').then(|| {
                if self.0[..next].ends_with("\r\n") {
                    "\r\n"
                } else {
                    "\n"
                }
            })
        };
        ends(offset).or_else(|| ends(0)).unwrap_or("\n")
    }

    /// Whether a value is written between brackets.
    pub(super) fn is_flow(self, node: &Node) -> bool {
        let start = node.resolved().span.start as usize;
        self.0
            .get(start..)
            .is_some_and(|rest| rest.starts_with(['{', '[']))
            && !matches!(node.resolved().kind, Kind::Scalar { .. })
    }

    /// Where an entry ends: behind its value, or behind the colon if there is none.
    pub(super) fn entry_end(self, entry: &Entry) -> usize {
        let key = entry.key.span;
        let column = self.column(key.start as usize);
        self.value_end(&entry.value, column).unwrap_or_else(|| {
            let behind = key.end as usize;
            let rest = &self.0[behind..];
            match rest.trim_start_matches(' ').strip_prefix(':') {
                Some(after) => self.0.len() - after.len(),
                None => behind,
            }
        })
    }

    /// Where a value below a column ends; nothing if it is left out.
    pub(super) fn value_end(self, node: &Node, column: usize) -> Option<usize> {
        let is_alias = matches!(node.kind, Kind::Shared(_))
            && self.0[node.span.start as usize..].starts_with('*');
        let node = if is_alias { node } else { node.resolved() };
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        match &node.kind {
            Kind::Scalar {
                style: ScalarStyle::Quoted,
                ..
            } if !self.0[start..].starts_with(['"', '\'']) => {
                Some(self.block_scalar_end(start, column))
            }
            Kind::Scalar { .. } => (start < end).then_some(end),
            Kind::Sequence(nodes) if !self.is_flow(node) => {
                let last = nodes.last()?;
                let column = self.column(start);
                self.value_end(last, column)
                    .or(Some(last.span.start as usize))
            }
            Kind::Mapping(entries) if !self.is_flow(node) => {
                entries.last().map(|entry| self.entry_end(entry))
            }
            _ => Some(end),
        }
    }

    /// Where a block of text ends that starts here, all of its lines behind a column.
    fn block_scalar_end(self, start: usize, column: usize) -> usize {
        let header = self.0[..start].rfind(['|', '>']).unwrap_or(start);
        let keeps = self.0[header..self.end(header)]
            .split(' ')
            .next()
            .is_some_and(|header| header.contains('+'));
        let mut end = self.end(header);
        let mut line = self.next(header);
        while line < self.0.len() {
            let text = &self.0[line..self.end(line)];
            let is_blank = text.trim().is_empty();
            let indent = text.len() - text.trim_start_matches(' ').len();
            if !is_blank && indent <= column {
                break;
            }
            if !is_blank || keeps {
                end = self.end(line);
            }
            line = self.next(line);
        }
        end
    }
}
