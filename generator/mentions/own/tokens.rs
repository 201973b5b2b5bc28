//! What macros are called with: tokens that need be no Rust. Names that a function binds are read where they stand alone, or
//! are printed: `{title}`.

use super::super::words;
use super::Reader;
use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};

impl Reader<'_> {
    pub(super) fn tokens(&mut self, tokens: &TokenStream) {
        let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(name) => {
                    let behind_point = at > 0 && is(tokens.get(at - 1), '.');
                    let of_path = at > 1 && is_path(&tokens[at - 2..at]);
                    let is_member = is(tokens.get(at + 1), ':');
                    if !behind_point && !of_path && !is_member {
                        self.mark_if_bound(name);
                    }
                }
                TokenTree::Group(group) => self.group(group),
                TokenTree::Literal(literal) => self.literal(literal),
                TokenTree::Punct(_) => {}
            }
        }
    }

    /// `{ title, .. }` may be the fields of a type: a brace with names alone tells nothing of them.
    fn group(&mut self, group: &Group) {
        let is_braced = group.delimiter() == Delimiter::Brace;
        let mut tokens = group.stream().into_iter();
        let is_list =
            |token: TokenTree| matches!(&token, TokenTree::Ident(_)) || is_any(&token, [',', '.']);
        if !(is_braced && tokens.all(is_list)) {
            self.tokens(&group.stream());
        }
    }

    fn literal(&mut self, literal: &Literal) {
        let span = literal.span();
        self.statement(span);
        let start = self.offset(span);
        let text = &self.source[start..self.start + span.byte_range().end];
        let printed = words(text).filter(|(at, word)| {
            let (before, behind) = (&text[..*at], &text[at + word.len()..]);
            before.ends_with('{') && !before.ends_with("{{") && behind.starts_with(['}', ':'])
        });
        let names = printed.filter(|(_, word)| self.bound.contains(*word));
        self.own.names.extend(names.map(|(at, _)| start + at));
    }
}

fn is(token: Option<&TokenTree>, punctuation: char) -> bool {
    token.is_some_and(|token| is_any(token, [punctuation]))
}

fn is_any<const COUNT: usize>(token: &TokenTree, of: [char; COUNT]) -> bool {
    matches!(token, TokenTree::Punct(it) if of.contains(&it.as_char()))
}

/// `::`
fn is_path(before: &[TokenTree]) -> bool {
    before.iter().all(|token| is_any(token, [':']))
}
