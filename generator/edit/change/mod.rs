//! One change of one file: the file goes in, its text with exactly that change comes out. Every change
//! is made twice, to the text and to what it says; they have to agree afterwards.

mod by_hand;
mod respell;
mod splices;

pub(super) use by_hand::by_hand;

use std::collections::BTreeMap;

use self::respell::collect;
use self::splices::splices;
use super::content::Content;
use super::text::{Lines, spliced};
use super::value::{Path, Value};
use crate::diagnostic::Diagnostics;
use crate::parse::{self, Node};
use crate::source::{Source, SourceFile, Span};

/// A change of one file.
#[derive(Debug, Clone)]
pub(super) enum Change {
    /// A new entry behind the others of a map.
    Insert {
        map: Path,
        key: String,
        content: Content,
    },
    /// A new element behind the others of a list.
    Append { list: Path, content: Content },
    /// An entry or element goes, with the comments that belong to it.
    Remove { path: Path },
    /// Something else in place of a value that is written in one line.
    Replace { path: Path, content: Content },
    /// A list that is written line by line becomes the value of a key, with another entry beside it.
    Wrap {
        path: Path,
        key: String,
        more: (String, Content),
    },
    /// Other words in place of those that scalars have at these places.
    Respell { words: BTreeMap<Span, String> },
}

/// A file and its tree.
#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) index: u32,
    pub(super) text: SourceFile,
    pub(super) root: Option<Node>,
}

impl File {
    /// One of a design's files.
    pub(super) fn open(source: &Source, file: usize) -> Result<Self, Diagnostics> {
        let index = u32::try_from(file).unwrap_or(u32::MAX);
        let text = source.files().get(file).cloned();
        let text = text.unwrap_or_else(|| SourceFile::new("", ""));
        let root = parse::tree(index, &text)?;
        Ok(File { index, text, root })
    }
}

/// A file with a change, or `None` if the change cannot be made so that nothing else changes.
pub(super) fn changed(file: &File, change: &Change) -> Option<File> {
    let root = file.root.as_ref()?;
    let meant = meant(root, change)?;
    let text = &file.text.text;
    let text = SourceFile {
        text: spliced(text, splices(Lines(text), root, change)?)?,
        ..file.text.clone()
    };
    let root = parse::tree(file.index, &text).ok()?;
    let made = root.as_ref().map_or(Value::Nothing, Value::of);
    (made == meant).then_some(File {
        index: file.index,
        text,
        root,
    })
}

/// What the file has to say afterwards.
fn meant(root: &Node, change: &Change) -> Option<Value> {
    let mut value = Value::of(root);
    match change {
        Change::Insert { map, key, content } => {
            value.at(map)?.insert(key, content.value())?;
        }
        Change::Append { list, content } => value.at(list)?.append(content.value())?,
        Change::Remove { path } => {
            let (last, above) = path.split_last()?;
            value.at(above)?.remove(last)?;
        }
        Change::Replace { path, content } => *value.at(path)? = content.value(),
        Change::Wrap { path, key, more } => {
            let value = value.at(path)?;
            let inner = std::mem::replace(value, Value::Nothing);
            let more = (more.0.clone(), more.1.value());
            *value = Value::Map(vec![(key.clone(), inner), more]);
        }
        Change::Respell { words } => {
            let mut texts = BTreeMap::new();
            collect(root, words, &mut texts)?;
            value = Value::respelled(root, &texts);
        }
    }
    Some(value)
}
