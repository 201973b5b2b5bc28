//! The query of a request: its parameters go in, filters, view and window come out.

use contract::input::{Decode, Fields, FromInput, Number, Rule};
use contract::page::{Position, Window};
use contract::representation::Views;

use crate::incoming::Incoming;
use crate::query_text;
use crate::rejection::Rejection;

/// The parameters of a query.
///
/// A method that finds a fault records it and returns what it would for an absent parameter;
/// [`Query::finish`] reports all of them, so nothing may be done with the values before.
#[derive(Debug)]
pub struct Query<'a> {
    incoming: &'a Incoming,
    fields: Fields,
    is_text: bool,
    has_stale_cursor: bool,
}

/// Whether a list offers to count all of its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// `?total=true` is understood.
    Offered,
    /// `total` is refused like any unknown parameter.
    NotOffered,
}

impl<'a> Query<'a> {
    pub(crate) fn new(incoming: &'a Incoming) -> Self {
        let parameters = query_text::parameters(&incoming.head);
        Self {
            incoming,
            is_text: parameters.is_some(),
            fields: Fields::from_query(parameters.unwrap_or_default()),
            has_stale_cursor: false,
        }
    }

    /// A parameter that may be left out.
    pub fn optional<T: FromInput>(&mut self, name: &'static str, rules: &[Rule]) -> Option<T> {
        self.fields.optional(name, rules).flatten()
    }

    /// A parameter that has a default value.
    pub fn or_default<T: FromInput>(
        &mut self,
        name: &'static str,
        rules: &[Rule],
        default: T,
    ) -> T {
        self.optional(name, rules).unwrap_or(default)
    }

    /// The view that `view` asks for.
    pub fn view<V: Copy>(&mut self, views: &Views<V>) -> V {
        let Some(name) = self.optional::<String>("view", &[]) else {
            return views.default;
        };
        views.find(&name).unwrap_or_else(|| {
            let offered: Vec<&str> = views.offered.iter().map(|(name, _)| *name).collect();
            let detail = format!("must be one of: {}", offered.join(", "));
            self.fields.refuse::<()>("view", "enum", detail);
            views.default
        })
    }

    /// The window that `limit`, `cursor` and perhaps `total` ask for. A list of more than `most`
    /// items is refused, not shortened.
    pub fn window(&mut self, usual: u32, most: u32, total: Total) -> Window {
        let rules = [
            Rule::Minimum(Number::Integer(1)),
            Rule::Maximum(Number::Integer(most.into())),
        ];
        let limit = self.optional::<i32>("limit", &rules);
        let total = match total {
            Total::Offered => self.or_default("total", &[], false),
            Total::NotOffered => false,
        };
        Window {
            limit: limit
                .and_then(|limit| u32::try_from(limit).ok())
                .unwrap_or(usual),
            after: self.cursor(),
            total,
        }
    }

    /// Reports everything that is wrong with the query, parameters that nobody asked for included.
    ///
    /// # Errors
    ///
    /// 400 `invalid_query`, or `invalid_cursor` if nothing but the cursor is wrong: the client can
    /// then start again from the first window.
    pub fn finish(mut self) -> Result<(), Rejection> {
        if !self.is_text {
            return Err(Rejection::bad_request(
                "ambiguous_target",
                "the query is not UTF-8",
            ));
        }
        if self.fields.finish().is_none() {
            return Err(Rejection::invalid_query(
                self.fields.into_parameter_errors(),
            ));
        }
        if self.has_stale_cursor {
            let detail = "the cursor belongs to another list, filter, order or view";
            return Err(Rejection::bad_request("invalid_cursor", detail));
        }
        Ok(())
    }

    /// Decodes what is left of the query as a whole, in place of [`Query::finish`].
    ///
    /// # Errors
    ///
    /// As [`Query::finish`].
    pub fn decode<T: Decode>(mut self) -> Result<T, Rejection> {
        let decoded = self.fields.decode();
        self.finish()?;
        decoded.ok_or_else(|| Rejection::invalid_query(Vec::new()))
    }

    fn cursor(&mut self) -> Option<Position> {
        let cursor = self.optional::<String>("cursor", &[])?;
        let position = self.incoming.open(&cursor);
        self.has_stale_cursor = position.is_none();
        position
    }
}
