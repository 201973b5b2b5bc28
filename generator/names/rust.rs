//! Names in Rust: what a legal name of a design becomes where Rust reads it as something else.

use super::keywords::Keywords;
use super::{case, reserved};

/// Keywords of all editions up to 2024, strict and reserved. Sorted. `self`, `super` and `crate`
/// are refused as names because they cannot be raw.
static KEYWORDS: Keywords = Keywords::new(&[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
]);

/// Words that are keywords of Rust, raw or not.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(name)
}

/// A snake-case name as a field, method or parameter: `title`, `r#type`.
pub fn rust_ident(name: &str) -> String {
    if is_keyword(name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

/// Name of a local variable or of a part of a longer identifier's base: `title`, `type_`.
pub fn suffixed_ident(name: &str) -> String {
    if is_keyword(name) {
        format!("{name}_")
    } else {
        name.to_owned()
    }
}

/// Variables of generated functions that have others beside them named by the design.
const LOCALS: &[&str] = &[
    "attempt",
    "base",
    "body",
    "caller",
    "changed",
    "connection",
    "engine",
    "error",
    "errors",
    "faults",
    "fields",
    "filter",
    "found",
    "given",
    "id",
    "ids",
    "incoming",
    "items",
    "key",
    "keys",
    "known",
    "links",
    "location",
    "lock",
    "nested",
    "now",
    "order",
    "outcome",
    "page",
    "pairs",
    "parent",
    "parents",
    "payload",
    "ports",
    "precondition",
    "query",
    "relations",
    "repository",
    "response",
    "row",
    "rows",
    "sql",
    "then",
    "value",
    "view",
    "views",
    "window",
];

/// Name of a variable that holds a row of an entity: `article`; one that stands beside it ends in `_`.
pub fn local(name: &str) -> String {
    if is_keyword(name) || LOCALS.contains(&name) {
        format!("{name}_")
    } else {
        name.to_owned()
    }
}

/// Name of a module and its file: a name that would hide a crate, a primitive type or its parent
/// module, or that is no file name on Windows, ends in `_`. No name of a design does, so that
/// nothing collides.
pub fn module(name: &str) -> String {
    if is_keyword(name) || reserved::hides_as_module(name) {
        format!("{name}_")
    } else {
        name.to_owned()
    }
}

/// Name of an enum's variant: `in-review` is `InReview`; `self` is `Self_`, because `Self` cannot
/// be raw.
pub fn variant(value: &str) -> String {
    let name = case::pascal(value);
    if name == "Self" {
        String::from("Self_")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_escaped() {
        assert!(KEYWORDS.words().is_sorted());
        for keyword in KEYWORDS.words() {
            assert!(is_keyword(keyword));
            let ident = rust_ident(keyword);
            assert!(
                syn::parse_str::<syn::Ident>(&ident).is_ok(),
                "{ident} is an identifier"
            );
            assert!(syn::parse_str::<syn::Ident>(&suffixed_ident(keyword)).is_ok());
        }
    }

    #[test]
    fn modules_hide_nothing() {
        for (name, expected) in [
            ("articles", "articles"),
            ("type", "type_"),
            ("store", "store_"),
            ("str", "str_"),
            ("con", "con_"),
        ] {
            assert_eq!(module(name), expected);
        }
    }

    #[test]
    fn variants() {
        assert_eq!(variant("in-review"), "InReview");
        assert_eq!(variant("self"), "Self_");
    }
}
