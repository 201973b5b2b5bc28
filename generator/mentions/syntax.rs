//! Sources come in, their syntax is read where there is room for what is nested; what is nested deeper is refused.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree, token_stream::IntoIter};
use std::borrow::Cow;
use std::panic::resume_unwind;
use std::thread;

/// How deep a source may be: more than anybody reads.
const DEEPEST: usize = 128;

/// What reading it may take of a stack in bytes, with more to spare than a level takes of it.
const ROOM: usize = 64 << 20;

/// Parses a source, and reads what it is, or why it is no Rust or none that can be read. What is read ends with its thread,
/// so that nothing keeps the text.
pub(super) fn read<T: Send>(
    source: &str,
    reader: impl Fn(Result<syn::File, syn::Error>) -> T + Sync,
) -> T {
    let work = || reader(syntax(source));
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(ROOM);
        match thread.spawn_scoped(scope, work) {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            // No thread more is to be had: this one has room for all that is usual.
            Err(_) => work(),
        }
    })
}

fn syntax(source: &str) -> Result<syn::File, syn::Error> {
    match too_deep(source) {
        Some(span) => Err(syn::Error::new(span, "it is nested too deep")),
        None => syn::parse_file(source),
    }
}

/// Where a source is too deep. What cannot be taken apart into tokens is told by the parser, before it reads any.
fn too_deep(source: &str) -> Option<Span> {
    let mut open = vec![Level::of(tokens(source)?)];
    while let Some(level) = open.last_mut() {
        let Some(token) = level.tokens.next() else {
            open.pop();
            continue;
        };
        level.take(&token);
        let inside: usize = open.iter().map(Level::depth).sum();
        if open.len() + inside > DEEPEST {
            return Some(token.span());
        }
        if let TokenTree::Group(group) = token {
            open.push(Level::of(group.stream()));
        }
    }
    None
}

fn tokens(source: &str) -> Option<TokenStream> {
    let source = source.trim_start_matches('\u{feff}');
    // A first line for the shell is none of Rust.
    let is_script = source.starts_with("#!") && !source.starts_with("#![");
    let source = match is_script {
        true => Cow::Owned(source.replacen("#!", "//", 1)),
        false => Cow::Borrowed(source),
    };
    source.parse().ok()
}

/// What stands between two brackets, as far as it was read.
struct Level {
    tokens: IntoIter,
    /// `<` that no `>` has closed: types in types, or comparisons.
    angles: usize,
    /// Signs in a row, as of `!!x` or `&&T`.
    signs: usize,
    /// Whether brackets have just been closed: what comes then is no more around them.
    is_behind: bool,
}

impl Level {
    fn of(tokens: TokenStream) -> Self {
        Level {
            tokens: tokens.into_iter(),
            angles: 0,
            signs: 0,
            is_behind: false,
        }
    }

    fn depth(&self) -> usize {
        self.angles + self.signs
    }

    fn take(&mut self, token: &TokenTree) {
        if std::mem::take(&mut self.is_behind) {
            self.signs = 0;
        }
        match token {
            TokenTree::Punct(sign) => {
                self.signs += 1;
                match sign.as_char() {
                    '<' => self.angles += 1,
                    '>' => self.angles = self.angles.saturating_sub(1),
                    ';' => (self.angles, self.signs) = (0, 0),
                    _ => {}
                }
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                self.angles = 0;
                self.is_behind = true;
            }
            TokenTree::Group(_) => self.is_behind = true,
            TokenTree::Ident(_) | TokenTree::Literal(_) => self.signs = 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn told(source: &str) -> String {
        read(source, |read| match read {
            Ok(_) => String::from("Rust"),
            Err(error) => error.to_string(),
        })
    }

    #[test]
    fn what_is_deep_is_refused() {
        let many = |part: &str, count| part.repeat(count);
        for (open, close) in [
            ("(", ")"),
            ("[", "]"),
            ("{", "}"),
            ("!", ""),
            ("f(&", ")"),
            ("!(", ")"),
        ] {
            let deep = |count| format!("fn f() {{ {}x{} }}", many(open, count), many(close, count));
            assert_eq!(told(&deep(100_000)), "it is nested too deep", "{open}");
            assert_eq!(told(&deep(50)), "Rust", "{open}");
        }
        let types = |count| format!("type A = {}u8{};", many("Box<", count), many(">", count));
        assert_eq!(told(&types(100_000)), "it is nested too deep");
        assert_eq!(told(&types(100)), "Rust");
    }

    #[test]
    fn what_is_long_is_read() {
        for part in [
            "if a < b { a() }",
            "a(-1, &b);",
            "let a = (1)+(1)+(1);",
            "a.b(c)?;",
            "// ((((((\n",
            "let a = \"((((((\";",
        ] {
            let long = format!("fn f() {{ {} }}", part.repeat(2_000));
            assert_eq!(told(&long), "Rust", "{part}");
        }
        assert_eq!(told("#!/bin/it's\nfn f() {}"), "Rust");
    }
}
