//! The rules that a design gives to values, and the words for breaking them.

use std::sync::OnceLock;

use regex_lite::Regex;

use super::faults::Faults;
use super::format::Format;
use super::number::Number;

/// A rule of the design for one value.
#[derive(Clone, Copy, Debug)]
pub enum Rule<'a> {
    /// A text has at least so many characters (Unicode scalar values).
    MinLength(usize),
    /// A text has at most so many characters.
    MaxLength(usize),
    /// A text has a match of the pattern somewhere, as in JSON Schema.
    Pattern(&'static Pattern),
    /// A text has a format.
    Format(Format),
    /// A number is at least this.
    Minimum(Number),
    /// A number is at most this.
    Maximum(Number),
    /// A number is more than this.
    ExclusiveMinimum(Number),
    /// A number is less than this.
    ExclusiveMaximum(Number),
    /// A list or a map has at least so many items.
    MinItems(usize),
    /// A list or a map has at most so many items.
    MaxItems(usize),
    /// Each item of a list or a map obeys these rules.
    Each(&'a [Rule<'a>]),
}

/// A regular expression that is compiled when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    regex: OnceLock<Regex>,
}

impl Pattern {
    /// A pattern in the syntax of `regex-lite`, whose matching takes linear time for any input.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self {
            source,
            regex: OnceLock::new(),
        }
    }

    fn is_match(&self, text: &str) -> bool {
        let regex = self.regex.get_or_init(|| {
            Regex::new(self.source).expect("every pattern was compiled when the design was checked")
        });
        regex.is_match(text)
    }
}

impl Rule<'_> {
    /// Checks a text.
    pub(super) fn check_text(&self, text: &str) -> Result<(), Faults> {
        let length = || text.chars().count();
        match *self {
            Self::MinLength(least) => demand(length() >= least, "min_length", || {
                format!("must have at least {}", counted(least, "character"))
            }),
            Self::MaxLength(most) => demand(length() <= most, "max_length", || {
                format!("must have at most {}", counted(most, "character"))
            }),
            Self::Pattern(pattern) => demand(pattern.is_match(text), "pattern", || {
                format!("must match the pattern {}", pattern.source)
            }),
            Self::Format(format) => demand(format.matches(text), "format", || {
                format!("must be {format}")
            }),
            _ => Ok(()),
        }
    }

    /// Checks a number.
    pub(super) fn check_number(&self, number: Number) -> Result<(), Faults> {
        match *self {
            Self::Minimum(least) => demand(number >= least, "minimum", || {
                format!("must be at least {least}")
            }),
            Self::Maximum(most) => demand(number <= most, "maximum", || {
                format!("must be at most {most}")
            }),
            Self::ExclusiveMinimum(limit) => demand(number > limit, "exclusive_minimum", || {
                format!("must be more than {limit}")
            }),
            Self::ExclusiveMaximum(limit) => demand(number < limit, "exclusive_maximum", || {
                format!("must be less than {limit}")
            }),
            _ => Ok(()),
        }
    }

    /// Checks the number of items in a collection.
    pub(super) fn check_size(&self, size: usize) -> Result<(), Faults> {
        match *self {
            Self::MinItems(least) => demand(size >= least, "min_items", || {
                format!("must have at least {}", counted(least, "item"))
            }),
            Self::MaxItems(most) => demand(size <= most, "max_items", || {
                format!("must have at most {}", counted(most, "item"))
            }),
            _ => Ok(()),
        }
    }
}

fn demand(holds: bool, code: &'static str, detail: impl FnOnce() -> String) -> Result<(), Faults> {
    if holds {
        Ok(())
    } else {
        Err(Faults::one(code, detail()))
    }
}

pub(super) fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
