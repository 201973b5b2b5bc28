//! Words inside of scalars: places and new words go in, the new texts of the scalars come out.

use std::collections::BTreeMap;

use crate::parse::{Kind, Node};
use crate::source::Span;

/// The new texts of scalars in which words change. `None` if a word's place cannot be told inside
/// of its scalar.
pub(super) fn collect(
    node: &Node,
    words: &BTreeMap<Span, String>,
    texts: &mut BTreeMap<Span, String>,
) -> Option<()> {
    match &node.resolved().kind {
        Kind::Scalar { text, .. } => {
            texts.extend(respelled(node.resolved().span, text, words)?);
        }
        Kind::Sequence(nodes) => {
            for node in nodes {
                collect(node, words, texts)?;
            }
        }
        Kind::Mapping(entries) => {
            for entry in entries {
                texts.extend(respelled(entry.key.span, &entry.key.value, words)?);
                collect(&entry.value, words, texts)?;
            }
        }
        Kind::Shared(_) | Kind::Broken => {}
    }
    Some(())
}

/// A scalar's text with the words that are inside of it replaced; empty if none is.
fn respelled(
    scalar: Span,
    text: &str,
    words: &BTreeMap<Span, String>,
) -> Option<Option<(Span, String)>> {
    let inside = |span: &Span| scalar.start <= span.start && span.end <= scalar.end;
    let from = Span {
        end: scalar.start,
        ..scalar
    };
    let mut inside = words.range(from..).take_while(|(span, _)| inside(span));
    let Some(first) = inside.next() else {
        return Some(None);
    };
    let quotes = match ((scalar.end - scalar.start) as usize).checked_sub(text.len())? {
        0 => 0,
        2 => 1,
        _ => return None,
    };
    let mut changed = String::new();
    let mut done = 0;
    for (span, word) in std::iter::once(first).chain(inside) {
        let start = ((span.start - scalar.start) as usize).checked_sub(quotes)?;
        changed.push_str(text.get(done..start)?);
        changed.push_str(word);
        done = start + (span.end - span.start) as usize;
    }
    changed.push_str(text.get(done..)?);
    Some(Some((scalar, changed)))
}
