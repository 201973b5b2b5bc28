//! The members of an object or the parameters of a query: they are taken out by name, and what is
//! wrong with any of them is recorded.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value};

use super::faults::Faults;
use super::names::Name;
use super::rule::Rule;
use super::value::Input;
use super::{Decode, FromInput};
use crate::merge::Merge;
use crate::patch::Patch;
use crate::problem::{FieldError, Place};

/// The members of an object or the parameters of a query that nobody has taken yet, and the faults
/// found so far.
///
/// Each method that takes a member returns `None` once it has recorded a fault, so that a decoder
/// takes all members first and then unwraps them with `?`.
pub struct Fields {
    source: Source,
    faults: Faults,
}

enum Source {
    Object(Map<String, Value>),
    Query(BTreeMap<String, Vec<String>>),
}

/// Shows the faults only: what is not taken yet may be secret.
impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fields")
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}

impl Fields {
    /// The members of a JSON object.
    #[must_use]
    pub fn from_object(members: Map<String, Value>) -> Self {
        Self {
            source: Source::Object(members),
            faults: Faults::default(),
        }
    }

    /// The parameters of a query, decoded.
    #[must_use]
    pub fn from_query(parameters: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut by_name = BTreeMap::<String, Vec<String>>::new();
        for (name, value) in parameters {
            by_name.entry(name).or_default().push(value);
        }
        Self {
            source: Source::Query(by_name),
            faults: Faults::default(),
        }
    }

    /// All members, as an object or a query of this type has them.
    pub fn decode<T: Decode>(&mut self) -> Option<T> {
        for name in T::NAMES {
            self.rename(name);
        }
        T::decode(self)
    }

    /// Takes a member of two names for the one that it is sent by.
    fn rename(&mut self, name: &Name) {
        if name.also == name.sent {
            return;
        }
        let Some(input) = self.take(name.also) else {
            return;
        };
        if self.has(name.sent) {
            let detail = format!("must be given once: `{}` is the same", name.also);
            self.refuse::<()>(name.sent, "repeated", detail);
            return;
        }
        match (&mut self.source, input) {
            (Source::Object(members), Input::Json(value)) => {
                members.insert(name.sent.to_owned(), value);
            }
            (Source::Query(parameters), Input::Query(texts)) => {
                parameters.insert(name.sent.to_owned(), texts);
            }
            _ => unreachable!("a source gives what it holds"),
        }
    }

    /// A member that must be there.
    pub fn required<T: FromInput>(&mut self, name: &'static str, rules: &[Rule]) -> Option<T> {
        match self.take(name) {
            Some(input) => self.read(name, input, rules),
            None => self.refuse(name, "required", "is required"),
        }
    }

    /// A member that may be left out but not be null.
    pub fn optional<T: FromInput>(
        &mut self,
        name: &'static str,
        rules: &[Rule],
    ) -> Option<Option<T>> {
        match self.take(name) {
            Some(input) => self.read(name, input, rules).map(Some),
            None => Some(None),
        }
    }

    /// A member that may be left out or be null, which means the same.
    pub fn nullable<T: FromInput>(
        &mut self,
        name: &'static str,
        rules: &[Rule],
    ) -> Option<Option<T>> {
        match self.take(name) {
            Some(input) if !input.is_null() => self.read(name, input, rules).map(Some),
            _ => Some(None),
        }
    }

    /// A member that has a default value.
    pub fn or_default<T: FromInput>(
        &mut self,
        name: &'static str,
        rules: &[Rule],
        default: T,
    ) -> Option<T> {
        match self.take(name) {
            Some(input) => self.read(name, input, rules),
            None => Some(default),
        }
    }

    /// A change to a field that always has a value: absent leaves it, null is refused.
    pub fn change<T: FromInput>(
        &mut self,
        name: &'static str,
        rules: &[Rule],
    ) -> Option<Option<T>> {
        self.optional(name, rules)
    }

    /// A change to a field that may be empty: absent leaves it, null empties it.
    pub fn patch<T: FromInput>(&mut self, name: &'static str, rules: &[Rule]) -> Option<Patch<T>> {
        match self.take(name) {
            Some(input) if input.is_null() => Some(Patch::Null),
            Some(input) => self.read(name, input, rules).map(Patch::Value),
            None => Some(Patch::Absent),
        }
    }

    /// A change inside of a field that always has a value: absent leaves it, null is refused.
    pub fn merge<T: FromInput>(
        &mut self,
        name: &'static str,
        rules: fn(&T) -> Result<(), Faults>,
    ) -> Option<Option<Merge<T>>> {
        match self.merge_patch(name, rules)? {
            Patch::Absent => Some(None),
            Patch::Null => self.refuse(name, "null", "must not be null"),
            Patch::Value(change) => Some(Some(change)),
        }
    }

    /// A change inside of a field that may be empty: absent leaves it, null empties it.
    pub fn merge_patch<T: FromInput>(
        &mut self,
        name: &'static str,
        rules: fn(&T) -> Result<(), Faults>,
    ) -> Option<Patch<Merge<T>>> {
        match self.take(name) {
            None => Some(Patch::Absent),
            Some(input) if input.is_null() => Some(Patch::Null),
            Some(input) => match Merge::read(input, rules) {
                Ok(change) => Some(Patch::Value(change)),
                Err(faults) => {
                    self.faults.add_under(name, faults);
                    None
                }
            },
        }
    }

    /// Refuses a member that exists but that no caller may set.
    pub fn not_settable(&mut self, name: &'static str) {
        if self.take(name).is_some() {
            self.refuse::<()>(name, "not_settable", "cannot be set");
        }
    }

    /// Records a fault of a member; always `None`, as all that has failed.
    pub fn refuse<T>(
        &mut self,
        name: &str,
        code: &'static str,
        detail: impl Into<Cow<'static, str>>,
    ) -> Option<T> {
        self.faults.add_under(name, Faults::one(code, detail));
        None
    }

    /// Refuses every member that was not taken; `None` when anything was recorded.
    pub fn finish(&mut self) -> Option<()> {
        let (code, names): (_, Vec<String>) = match &mut self.source {
            Source::Object(members) => (
                "unknown_field",
                std::mem::take(members)
                    .into_iter()
                    .map(|(name, _)| name)
                    .collect(),
            ),
            Source::Query(parameters) => (
                "unknown_parameter",
                std::mem::take(parameters).into_keys().collect(),
            ),
        };
        for name in names {
            self.faults
                .add_under(&name, Faults::one(code, "is not known here"));
        }
        self.faults.is_empty().then_some(())
    }

    /// The faults recorded so far.
    #[must_use]
    pub fn into_faults(self) -> Faults {
        self.faults
    }

    /// The faults recorded so far, placed by the name of their parameter.
    #[must_use]
    pub fn into_parameter_errors(self) -> Vec<FieldError> {
        let errors = self.faults.into_errors().into_iter();
        errors.map(in_parameter).collect()
    }

    fn take(&mut self, name: &str) -> Option<Input> {
        match &mut self.source {
            Source::Object(members) => members.remove(name).map(Input::Json),
            Source::Query(parameters) => parameters.remove(name).map(Input::Query),
        }
    }

    fn has(&self, name: &str) -> bool {
        match &self.source {
            Source::Object(members) => members.contains_key(name),
            Source::Query(parameters) => parameters.contains_key(name),
        }
    }

    fn read<T: FromInput>(
        &mut self,
        name: &'static str,
        input: Input,
        rules: &[Rule],
    ) -> Option<T> {
        if input.is_null() {
            return self.refuse(name, "null", "must not be null");
        }
        let value = match T::from_input(input) {
            Ok(value) => value,
            Err(faults) => {
                self.faults.add_under(name, faults);
                return None;
            }
        };
        match value.keeps(rules) {
            Ok(()) => Some(value),
            Err(broken) => {
                self.faults.add_under(name, broken);
                None
            }
        }
    }
}

/// `/tags/1` of a query is a fault of the parameter `tags`: which of its values is at fault cannot
/// be said by name.
fn in_parameter(error: FieldError) -> FieldError {
    let name = match &error.place {
        Place::Pointer(pointer) => pointer.split('/').nth(1).unwrap_or_default(),
        Place::Parameter(name) => name,
    };
    let name = name.replace("~1", "/").replace("~0", "~");
    error.in_parameter(name)
}
