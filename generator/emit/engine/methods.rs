//! Methods with their bodies rendered: each kind of body has a template of its own.

use super::super::templates;
use askama::Template;

/// A method with its body rendered.
pub(super) struct Rendered<'a> {
    pub(super) docs: &'a [String],
    pub(super) signature: &'a str,
    pub(super) body: String,
}

/// The lines of a body: without blank ones where optional parts stood.
pub(super) fn lines(template: &impl Template) -> String {
    templates::part(template)
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Makes a template of each kind of `Body` in a module of the plan, which names it `body`, and the function that
/// renders them.
macro_rules! bodies {
    ($plan:ident: $($kind:ident $path:literal)+) => {
        $(
            #[derive(askama::Template)]
            #[template(path = $path, escape = "none")]
            struct $kind<'a> {
                body: &'a $plan::$kind,
            }
        )+

        /// What a method does.
        fn body(body: &$plan::Body) -> String {
            match body {
                $($plan::Body::$kind(body) => super::methods::lines(&$kind { body }),)+
            }
        }
    };
}

pub(super) use bodies;
