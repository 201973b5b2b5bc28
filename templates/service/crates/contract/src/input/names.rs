//! Members that have two names: the one that is sent, and another one that is understood as well.

use serde_json::{Map, Value};

/// Makes a change of a value say members by the names that they are sent by, whichever it says them
/// by; beside it stands what the value is now.
pub type AsSent = fn(change: Value, current: &Value) -> Value;

/// How a member of an object is called.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// What it is sent by.
    pub(crate) sent: &'static str,
    /// What is understood as well; the same if nothing is.
    pub(crate) also: &'static str,
    holds: AsSent,
}

impl Name {
    /// A member of one name.
    #[must_use]
    pub const fn of(sent: &'static str) -> Self {
        Self::kept(sent, sent)
    }

    /// A member that is sent by the name it had before, which clients keep.
    #[must_use]
    pub const fn kept(sent: &'static str, also: &'static str) -> Self {
        Self {
            sent,
            also,
            holds: unchanged,
        }
    }

    /// The same member, which holds members of two names.
    #[must_use]
    pub const fn holding(mut self, holds: AsSent) -> Self {
        self.holds = holds;
        self
    }
}

fn unchanged(change: Value, _: &Value) -> Value {
    change
}

/// A change of an object whose members have these names, by those that they are sent by. What is
/// said by both names of a member stays as it is, so that it is refused when it is read.
pub(crate) fn as_sent(change: Value, current: &Value, names: &[Name]) -> Value {
    let Value::Object(mut members) = change else {
        return change;
    };
    for name in names {
        if !members.contains_key(name.sent) {
            rename(&mut members, name);
        }
        if let Some(member) = members.remove(name.sent) {
            let current = current.get(name.sent).unwrap_or(&Value::Null);
            members.insert(name.sent.to_owned(), (name.holds)(member, current));
        }
    }
    Value::Object(members)
}

fn rename(members: &mut Map<String, Value>, name: &Name) {
    if let Some(member) = members.remove(name.also) {
        members.insert(name.sent.to_owned(), member);
    }
}

/// The tag of a change of a union: its own, else that of what it changes.
#[must_use]
pub fn tag<'a>(change: &'a Value, current: &'a Value, discriminator: &str) -> Option<&'a str> {
    let own = change.get(discriminator);
    own.or_else(|| current.get(discriminator))?.as_str()
}
