//! The keys that a section of the language understands: one table per section, from which both the
//! reader takes them and the reference page prints them.

use super::codes;
use super::decode::Decoder;
use super::tree::{Entry, Kind, Node};
use crate::diagnostic::{Diagnostic, did_you_mean, quoted};
use crate::source::Span;

/// A section and what may stand in it.
pub(super) struct Section<T: 'static> {
    /// What it is called in messages: `an entity`.
    pub(super) name: &'static str,
    /// In the order of the reference page.
    pub(super) keys: &'static [Key<T>],
    /// Keys of other sections that may stand here too.
    pub(super) includes: &'static [Include<T>],
}

/// The keys of another section inside this one.
pub(super) struct Include<T> {
    /// Their names.
    pub(super) names: fn() -> Vec<&'static str>,
    /// Takes an entry if its key is one of them, and says whether it did.
    pub(super) read: fn(&mut Decoder<'_>, &Entry, &mut T) -> bool,
}

/// A key: what is said about it and how it is read.
pub(super) struct Key<T> {
    row: Row,
    read: Read<T>,
}

/// Takes the value of a key into the section.
type Read<T> = fn(&mut Decoder<'_>, &Node, &mut T);

/// A key as the reference page shows it.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) name: &'static str,
    /// The values it takes, in Markdown.
    pub(super) value: &'static str,
    /// What its absence means.
    pub(super) absent: Absent,
    /// What it is for, in a sentence of Markdown.
    pub(super) about: &'static str,
}

/// What it means that a key is absent.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Absent {
    /// That nothing is said.
    Nothing,
    /// That the section cannot be read.
    Refused,
    /// The same as this, in Markdown.
    Default(&'static str),
}

/// A key that may be absent, and the kind of value it takes, in Markdown.
pub(super) const fn row(name: &'static str, value: &'static str) -> Row {
    Row {
        name,
        value,
        absent: Absent::Nothing,
        about: "",
    }
}

impl Row {
    /// The section cannot do without it.
    pub(super) const fn required(self) -> Self {
        Row {
            absent: Absent::Refused,
            ..self
        }
    }

    /// What is taken if it is absent.
    pub(super) const fn default(self, default: &'static str) -> Self {
        Row {
            absent: Absent::Default(default),
            ..self
        }
    }

    /// What it is for.
    pub(super) const fn about(self, about: &'static str) -> Self {
        Row { about, ..self }
    }

    /// How it is read.
    pub(super) const fn read<T>(self, read: Read<T>) -> Key<T> {
        Key { row: self, read }
    }
}

impl<T> Section<T> {
    /// Reads a map: known keys into `target`, others onto record. `None` if it is no map.
    pub(super) fn read(&self, decoder: &mut Decoder<'_>, node: &Node, target: T) -> Option<T> {
        let target = self.read_part(decoder, node, target)?;
        self.require(decoder, node);
        Some(target)
    }

    /// The same, but required keys may be somewhere else.
    pub(super) fn read_part(
        &self,
        decoder: &mut Decoder<'_>,
        node: &Node,
        mut target: T,
    ) -> Option<T> {
        let unknown = |decoder: &mut Decoder<'_>, entry: &Entry, _: &mut T| {
            decoder.push(self.unknown(entry));
        };
        self.read_with(decoder, node, &mut target, unknown)?;
        Some(target)
    }

    /// The same, with a reader for the keys that are not in the table.
    pub(super) fn read_with(
        &self,
        decoder: &mut Decoder<'_>,
        node: &Node,
        target: &mut T,
        other: impl Fn(&mut Decoder<'_>, &Entry, &mut T),
    ) -> Option<()> {
        for entry in decoder.entries(node, "a map")? {
            if !self.read_entry(decoder, entry, target) {
                other(decoder, entry, target);
            }
        }
        Some(())
    }

    /// Puts on record which required keys a map lacks. A key that was probably meant to be the
    /// required one has been reported already.
    fn require(&self, decoder: &mut Decoder<'_>, node: &Node) {
        let entries = node.as_mapping().unwrap_or_default();
        let meant = |entry: &Entry| did_you_mean(&entry.key.value, self.names());
        for Key { row, .. } in self
            .keys
            .iter()
            .filter(|key| key.row.absent == Absent::Refused)
        {
            if !entries.iter().any(|entry| meant(entry) == Some(row.name)) {
                decoder.push(self.missing(row.name, node.span));
            }
        }
    }

    /// Takes an entry if its key is known here, and says whether it is.
    pub(super) fn read_entry(
        &self,
        decoder: &mut Decoder<'_>,
        entry: &Entry,
        target: &mut T,
    ) -> bool {
        if let Some(key) = self.keys.iter().find(|key| key.row.name == entry.key.value) {
            (key.read)(decoder, &entry.value, target);
            return true;
        }
        self.includes
            .iter()
            .any(|include| (include.read)(decoder, entry, target))
    }

    /// The finding for a key that is not in the table.
    pub(super) fn unknown(&self, entry: &Entry) -> Diagnostic {
        let key = &entry.key;
        let message = format!("{} has no key {}", self.name, quoted(&key.value));
        let finding = Diagnostic::new(codes::UNKNOWN_KEY, key.span, message)
            .label("no such key")
            .suggest_or_list(&key.value, self.names());
        let is_meant = did_you_mean(&key.value, self.names()).is_some();
        match &entry.value.resolved().kind {
            Kind::Scalar { text, .. } if !is_meant || is_flag_or_number(text) => finding.aside(),
            // A name or a section that was meant for another key would be missed everywhere.
            _ => finding,
        }
    }

    fn missing(&self, key: &str, span: Span) -> Diagnostic {
        Diagnostic::new(
            codes::MISSING_KEY,
            span,
            format!("{} needs the key `{key}`", self.name),
        )
        .label(format!("`{key}` is missing"))
    }

    /// Every key that may stand here.
    pub(super) fn names(&self) -> Vec<&'static str> {
        let included = self.includes.iter().flat_map(|include| (include.names)());
        self.keys
            .iter()
            .map(|key| key.row.name)
            .chain(included)
            .collect()
    }

    /// The table for the reference page.
    pub(super) fn rows(&self) -> Vec<Row> {
        self.keys.iter().map(|key| key.row).collect()
    }
}

fn is_flag_or_number(text: &str) -> bool {
    matches!(text, "true" | "false") || text.parse::<f64>().is_ok()
}

impl Node {
    /// The entries if it is a map.
    pub(super) fn as_mapping(&self) -> Option<&[Entry]> {
        match &self.resolved().kind {
            Kind::Mapping(entries) => Some(entries),
            _ => None,
        }
    }
}
