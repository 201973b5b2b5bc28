//! Decoding and validation: a JSON body or a query goes in, a payload comes out, or every fault of
//! the input with its place.
//!
//! Two traits share the work. [`FromInput`] reads one value and knows which rules apply to it;
//! [`Decode`] reads an object member by member through [`Fields`]. Nothing stops at the first
//! fault. The codes of faults are stable, and no message repeats a value of the input.

mod choice;
mod collections;
mod faults;
mod fields;
mod format;
mod json;
mod names;
mod number;
mod rule;
mod text;
mod value;

pub use choice::{UnknownChoice, named, tagged, unknown_tag};
pub use faults::Faults;
pub use fields::Fields;
pub use format::Format;
pub use json::{Undecodable, decode_json};
pub use names::{AsSent, Name, tag};
pub use number::Number;
pub use rule::{Pattern, Rule};
pub use text::{Choice, choice};
pub use value::Input;

use serde_json::Value;

/// An object that can be read from input, member by member.
pub trait Decode: Sized {
    /// Members that have two names, or hold something that does; [`Fields::decode`] hands them to
    /// [`Decode::decode`] by the names that they are sent by.
    const NAMES: &'static [Name] = &[];

    /// Takes the members out of `fields`; `None` once `fields` has recorded a fault. Every
    /// implementation ends with [`Fields::finish`], which refuses the members that it left.
    fn decode(fields: &mut Fields) -> Option<Self>;
}

/// A value that can be read from input.
pub trait FromInput: Sized {
    /// Reads the value.
    ///
    /// # Errors
    ///
    /// What is wrong with the input, each fault with its place within the value.
    fn from_input(input: Input) -> Result<Self, Faults>;

    /// A change of such a value (a merge patch) by the names that its members are sent by;
    /// `current` is what it changes.
    #[must_use]
    fn as_sent(change: Value, _current: &Value) -> Value {
        change
    }

    /// Checks a rule that the design gives. A rule that does not apply to the type holds; designs
    /// with such rules are refused before any code is generated.
    ///
    /// # Errors
    ///
    /// In which way the rule is broken.
    fn check(&self, _rule: &Rule) -> Result<(), Faults> {
        Ok(())
    }

    /// Checks rules that the design gives, all of them.
    ///
    /// # Errors
    ///
    /// In which way any of them is broken.
    fn keeps(&self, rules: &[Rule]) -> Result<(), Faults> {
        let mut broken = Faults::default();
        for fault in rules.iter().filter_map(|rule| self.check(rule).err()) {
            broken.add(fault);
        }
        if broken.is_empty() {
            Ok(())
        } else {
            Err(broken)
        }
    }
}

impl<T: Decode> FromInput for T {
    fn from_input(input: Input) -> Result<Self, Faults> {
        let mut fields = Fields::from_object(input.object()?);
        match fields.decode() {
            Some(value) => Ok(value),
            None => Err(fields.into_faults()),
        }
    }

    fn as_sent(change: Value, current: &Value) -> Value {
        names::as_sent(change, current, T::NAMES)
    }
}
