//! Flags with a fixed set of values: in goes an enum of the design, out comes a parser that lists
//! its values in help and completions.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use contract::input::Choice;

/// Reads one of the values of an enum; help lists those names that are sent.
pub fn choices<T: Choice + Send + Sync>() -> impl TypedValueParser<Value = T> {
    let sent = T::CHOICES.iter().map(|(name, _)| PossibleValue::new(*name));
    let also = T::ALSO.iter().map(|(name, _)| *name);
    let also = also.map(|name| PossibleValue::new(name).hide(true));
    PossibleValuesParser::new(sent.chain(also))
        .map(|text| T::find(&text).expect("clap lets no other name through"))
}
