//! What generated code calls something, and what is sent: an element and how its name is spelled there go in, both names
//! come out.

/// A name in code, and on the wire, where it is another one if clients keep what it was before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Called {
    pub(super) name: String,
    pub(super) sent: String,
}

impl Called {
    /// What has the same name everywhere.
    pub(super) fn plainly(name: &str) -> Self {
        Called::both(name, name, str::to_owned)
    }

    /// An element of a design by the names `name` and `sent`, which are spelled in the same way.
    pub(super) fn both(name: &str, sent: &str, spell: impl Fn(&str) -> String) -> Self {
        Called {
            name: spell(name),
            sent: spell(sent),
        }
    }

    /// The name that is understood beside the one that is sent, if there is one.
    pub(super) fn also(&self) -> Option<&str> {
        (self.name != self.sent).then_some(self.name.as_str())
    }
}
