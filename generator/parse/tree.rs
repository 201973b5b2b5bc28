//! What a YAML file says, before it means anything: scalars as raw text, everything with its place.

use std::rc::Rc;

use crate::schema::{Name, ScalarStyle};
use crate::source::Span;

/// A value.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// Where it is. Of an alias: where it is used.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// Text as written, without quotes and escapes. A value that is left out is plain and empty.
    Scalar { text: String, style: ScalarStyle },
    /// A list.
    Sequence(Vec<Node>),
    /// A map in the order written; keys are unique.
    Mapping(Vec<Entry>),
    /// An anchored value, at its anchor and at each alias. It is not copied.
    Shared(Rc<Node>),
    /// Something that cannot be used and has been reported.
    Broken,
}

/// A key with its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: Name,
    pub(crate) value: Node,
}

impl Node {
    /// The value itself if this is an anchor or an alias.
    pub(crate) fn resolved(&self) -> &Node {
        let mut node = self;
        while let Kind::Shared(shared) = &node.kind {
            node = shared;
        }
        node
    }

    /// Whether nothing was written, or a word for nothing.
    pub(crate) fn is_null(&self) -> bool {
        matches!(
            &self.resolved().kind,
            Kind::Scalar { text, style: ScalarStyle::Plain } if is_null(text)
        )
    }

    /// What it is, for "expected …, found …".
    pub(crate) fn describe(&self) -> &'static str {
        match &self.resolved().kind {
            Kind::Sequence(_) => "a list",
            Kind::Mapping(_) => "a map",
            Kind::Scalar {
                text,
                style: ScalarStyle::Plain,
            } => match text.as_str() {
                null if is_null(null) => "nothing",
                boolean if boolean_value(boolean).is_some() => "a boolean",
                number if is_number(number) => "a number",
                _ => "text",
            },
            Kind::Scalar { .. } | Kind::Shared(_) | Kind::Broken => "text",
        }
    }
}

/// Null of the core schema (YAML 1.2.2, section 10.3.2).
pub(crate) fn is_null(plain: &str) -> bool {
    matches!(plain, "" | "~" | "null" | "Null" | "NULL")
}

/// Booleans of the core schema.
pub(crate) fn boolean_value(plain: &str) -> Option<bool> {
    match plain {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// Integers and floats of the core schema.
pub(crate) fn is_number(plain: &str) -> bool {
    let unsigned = plain.strip_prefix(['-', '+']).unwrap_or(plain);
    match unsigned {
        ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN" => true,
        octal if octal.starts_with("0o") => {
            octal.len() > 2 && octal[2..].bytes().all(|byte| matches!(byte, b'0'..=b'7'))
        }
        hexadecimal if hexadecimal.starts_with("0x") => {
            hexadecimal.len() > 2
                && hexadecimal[2..]
                    .bytes()
                    .all(|byte| byte.is_ascii_hexdigit())
        }
        decimal => {
            decimal.starts_with(|first: char| first.is_ascii_digit() || first == '.')
                && decimal.parse::<f64>().is_ok()
        }
    }
}
