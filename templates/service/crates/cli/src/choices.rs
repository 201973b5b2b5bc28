//! Flags with a fixed set of values: in goes an enum of the design, out comes a parser that lists
//! its values in help and completions.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use contract::input::Choice;

/// Reads one of the values of an enum.
pub fn choices<T: Choice + Send + Sync>() -> impl TypedValueParser<Value = T> {
    let names = T::CHOICES.iter().map(|(name, _)| *name);
    PossibleValuesParser::new(names).map(|text| {
        let chosen = T::CHOICES.iter().find(|(name, _)| *name == text);
        chosen.expect("clap lets no other name through").1
    })
}
