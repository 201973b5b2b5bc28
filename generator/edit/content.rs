//! What is put into a file: a value as the caller wrote it, or one made here, spelled for the place
//! where it goes.

use super::value::Value;
use crate::diagnostic::Diagnostics;
use crate::parse::{self, scalar};
use crate::source::SourceFile;

/// Something to be written.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// A key with nothing behind it.
    Nothing,
    /// A value in one line.
    Inline {
        value: Value,
        /// As the caller wrote it.
        written: Option<String>,
    },
    /// A map of one entry: a section that is not there yet.
    Under { key: String, inner: Box<Content> },
}

impl Content {
    /// A value that is made here.
    pub(super) fn made(value: Value) -> Self {
        Content::Inline {
            value,
            written: None,
        }
    }

    /// A value that the caller wrote.
    ///
    /// # Errors
    ///
    /// It is no YAML.
    pub(super) fn written(text: &str) -> Result<Self, Diagnostics> {
        let root = parse::tree(0, &argument(text))?;
        Ok(match root.map(|root| Value::of(&root)) {
            None | Some(Value::Nothing) => Content::Nothing,
            // Lines would have to be indented.
            Some(value) if text.trim().contains('\n') => Content::made(value),
            Some(value) => Content::kept(value, text.trim()),
        })
    }

    /// A value that is spelled like this if that is possible at its place.
    pub(super) fn kept(value: Value, written: &str) -> Self {
        Content::Inline {
            value,
            written: Some(written.to_owned()),
        }
    }

    /// This content below a key that is not there yet.
    pub(super) fn under(self, key: &str) -> Self {
        Content::Under {
            key: key.to_owned(),
            inner: Box::new(self),
        }
    }

    /// What it says.
    pub(super) fn value(&self) -> Value {
        match self {
            Content::Nothing => Value::Nothing,
            Content::Inline { value, .. } => value.clone(),
            Content::Under { key, inner } => Value::Map(vec![(key.clone(), inner.value())]),
        }
    }

    /// An entry in lines of its own, the first one not indented.
    pub(super) fn block(&self, key: &str, unit: usize) -> Vec<String> {
        let key = scalar(key);
        match self {
            Content::Nothing => vec![format!("{key}:")],
            Content::Inline { .. } => vec![format!("{key}: {}", self.behind_key())],
            Content::Under { key: below, inner } => {
                let inner = inner.block(below, unit);
                let inner = inner
                    .iter()
                    .map(|line| format!("{}{line}", " ".repeat(unit)));
                std::iter::once(format!("{key}:")).chain(inner).collect()
            }
        }
    }

    /// An entry between brackets.
    pub(super) fn flow(&self, key: &str) -> String {
        format!("{}: {}", scalar(key), self.inside_flow())
    }

    /// A value in the line of its key or dash.
    pub(super) fn behind_key(&self) -> String {
        match self {
            Content::Inline {
                value: Value::Text(_) | Value::Word(_),
                written: Some(written),
            } => written.clone(),
            _ => self.inside_flow(),
        }
    }

    /// A value between brackets.
    pub(super) fn inside_flow(&self) -> String {
        match self {
            Content::Inline {
                value,
                written: Some(written),
            } if is_flow_safe(written, value) => written.clone(),
            Content::Inline { value, .. } => value.inline(),
            Content::Nothing => String::from("{}"),
            Content::Under { key, inner } => format!("{{ {} }}", inner.flow(key)),
        }
    }
}

/// What the caller wrote, as a file.
pub(super) fn argument(text: &str) -> SourceFile {
    SourceFile::new("(command line)", text)
}

/// Whether text says between brackets what it says alone.
fn is_flow_safe(written: &str, value: &Value) -> bool {
    let is_open =
        matches!(value, Value::Map(_) | Value::List(_)) && !written.starts_with(['{', '[']);
    if is_open {
        return false;
    }
    let between = SourceFile::new("", format!("[{written}]"));
    let Ok(Some(root)) = parse::tree(0, &between) else {
        return false;
    };
    Value::of(&root) == Value::List(vec![value.clone()])
}
