//! What a file says, without places: two versions of a file can be compared by it, and a change be
//! made to it as it is meant.

use std::collections::BTreeMap;

use crate::parse::{Entry, Kind, Node, boolean_value, is_null, is_number, scalar};
use crate::schema::ScalarStyle;
use crate::source::Span;

/// A value of a file. What says nothing is one thing, however it is written: `~`, `{}`, `[]` or a
/// key with nothing behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing.
    Nothing,
    /// A boolean or a number, as written.
    Word(String),
    /// Text, quoted or not.
    Text(String),
    /// A list of one or more.
    List(Vec<Value>),
    /// A map of one or more, in the order written.
    Map(Vec<(String, Value)>),
}

/// A step from a value to one inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// To the value of a key.
    Key(String),
    /// To an element of a list.
    Index(usize),
}

/// The way from the root of a file to a value.
pub(super) type Path = Vec<Step>;

/// A way by keys alone.
pub(super) fn path<'a>(keys: impl IntoIterator<Item = &'a str>) -> Path {
    keys.into_iter()
        .map(|key| Step::Key(key.to_owned()))
        .collect()
}

impl Value {
    /// What a node says.
    pub(super) fn of(node: &Node) -> Value {
        Value::respelled(node, &BTreeMap::new())
    }

    /// What a node says with other texts in place of some scalars, keys among them.
    pub(super) fn respelled(node: &Node, texts: &BTreeMap<Span, String>) -> Value {
        let node = node.resolved();
        match &node.kind {
            Kind::Scalar { text, style } => {
                let text = texts.get(&node.span).unwrap_or(text);
                match style {
                    ScalarStyle::Quoted => Value::Text(text.clone()),
                    ScalarStyle::Plain => Value::plain(text),
                }
            }
            Kind::Sequence(nodes) if nodes.is_empty() => Value::Nothing,
            Kind::Sequence(nodes) => {
                let values = nodes.iter().map(|node| Value::respelled(node, texts));
                Value::List(values.collect())
            }
            Kind::Mapping(entries) if entries.is_empty() => Value::Nothing,
            Kind::Mapping(entries) => {
                let entries = entries.iter().map(|entry| {
                    let key = texts.get(&entry.key.span).unwrap_or(&entry.key.value);
                    (key.clone(), Value::respelled(&entry.value, texts))
                });
                Value::Map(entries.collect())
            }
            Kind::Shared(_) | Kind::Broken => Value::Nothing,
        }
    }

    /// What an unquoted scalar says.
    fn plain(text: &str) -> Value {
        if is_null(text) {
            Value::Nothing
        } else if boolean_value(text).is_some() || is_number(text) {
            Value::Word(text.to_owned())
        } else {
            Value::Text(text.to_owned())
        }
    }

    /// The value at the end of a way.
    pub(super) fn at(&mut self, path: &[Step]) -> Option<&mut Value> {
        path.iter()
            .try_fold(self, |value, step| match (value, step) {
                (Value::Map(entries), Step::Key(key)) => {
                    let found = entries.iter_mut().find(|(name, _)| name == key);
                    found.map(|(_, value)| value)
                }
                (Value::List(values), Step::Index(index)) => values.get_mut(*index),
                _ => None,
            })
    }

    /// Adds an entry behind the others. `None` if this is no map, or the key is there.
    pub(super) fn insert(&mut self, key: &str, value: Value) -> Option<()> {
        match self {
            Value::Nothing => *self = Value::Map(vec![(key.to_owned(), value)]),
            Value::Map(entries) if entries.iter().all(|(name, _)| name != key) => {
                entries.push((key.to_owned(), value));
            }
            _ => return None,
        }
        Some(())
    }

    /// Adds an element behind the others. `None` if this is no list.
    pub(super) fn append(&mut self, value: Value) -> Option<()> {
        match self {
            Value::Nothing => *self = Value::List(vec![value]),
            Value::List(values) => values.push(value),
            _ => return None,
        }
        Some(())
    }

    /// Takes an entry or element away. `None` if it is not there.
    pub(super) fn remove(&mut self, step: &Step) -> Option<()> {
        let is_empty = match (&mut *self, step) {
            (Value::Map(entries), Step::Key(key)) => {
                let index = entries.iter().position(|(name, _)| name == key)?;
                entries.remove(index);
                entries.is_empty()
            }
            (Value::List(values), Step::Index(index)) if *index < values.len() => {
                values.remove(*index);
                values.is_empty()
            }
            _ => return None,
        };
        if is_empty {
            *self = Value::Nothing;
        }
        Some(())
    }

    /// The value in one line of YAML, legal between brackets, too.
    pub(super) fn inline(&self) -> String {
        match self {
            Value::Nothing => String::from("~"),
            Value::Word(word) => word.clone(),
            Value::Text(text) => scalar(text),
            Value::List(values) => {
                let values: Vec<_> = values.iter().map(Value::inline).collect();
                format!("[{}]", values.join(", "))
            }
            Value::Map(entries) => {
                let entries = entries
                    .iter()
                    .map(|(key, value)| format!("{}: {}", scalar(key), value.inline()));
                format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

impl Node {
    /// What a step leads to.
    pub(super) fn inside(&self, step: &Step) -> Option<&Node> {
        match (&self.resolved().kind, step) {
            (Kind::Mapping(_), Step::Key(_)) => self.entry(step).map(|entry| &entry.value),
            (Kind::Sequence(nodes), Step::Index(index)) => nodes.get(*index),
            _ => None,
        }
    }

    /// The entry of a key.
    pub(super) fn entry(&self, step: &Step) -> Option<&Entry> {
        match (&self.resolved().kind, step) {
            (Kind::Mapping(entries), Step::Key(key)) => {
                entries.iter().find(|entry| entry.key.value == *key)
            }
            _ => None,
        }
    }
}
