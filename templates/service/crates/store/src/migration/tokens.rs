//! SQL as its words: a text in, its tokens out, exactly enough of each dialect to tell what is code
//! from what is quoted or a comment.
//!
//! Rules: <https://sqlite.org/lang_keywords.html>, <https://sqlite.org/lang_comment.html> and
//! <https://www.postgresql.org/docs/current/sql-syntax-lexical.html>.

/// One of the two databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Space,
    /// `-- …` up to the end of its line.
    LineComment,
    /// `/* … */`.
    BlockComment,
    /// A text in quotes.
    Literal,
    /// A name in quotes.
    QuotedName,
    /// A keyword, a name without quotes or a number.
    Word,
    /// Any other character.
    Symbol,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'t> {
    pub(crate) kind: Kind,
    /// Where it begins in the text.
    pub(crate) start: usize,
    pub(crate) text: &'t str,
}

impl Token<'_> {
    /// Where it ends in the text.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is this keyword, in capitals or not.
    pub(crate) fn is_keyword(&self, keyword: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(keyword)
    }

    /// Whether it is this character, outside of quotes and comments.
    pub(crate) fn is_symbol(&self, symbol: &str) -> bool {
        self.kind == Kind::Symbol && self.text == symbol
    }

    /// Whether the database reads it.
    pub(crate) fn is_code(&self) -> bool {
        !matches!(
            self.kind,
            Kind::Space | Kind::LineComment | Kind::BlockComment
        )
    }
}

/// The name that a token stands for, if it is one, without its quotes.
pub(crate) fn name_of(token: &Token<'_>) -> Option<String> {
    let inner = |text: &str| text.get(1..text.len() - 1).map(str::to_owned);
    match (token.kind, token.text.chars().next()?) {
        (Kind::Word, _) => Some(token.text.to_owned()),
        (Kind::QuotedName, '[') => inner(token.text),
        (Kind::QuotedName, quote) => {
            let doubled = [quote, quote].iter().collect::<String>();
            Some(inner(token.text)?.replace(&doubled, &quote.to_string()))
        }
        _ => None,
    }
}

/// All tokens of a text: together they are the text. What is not closed goes on to its end, where
/// the database will say so.
pub(crate) fn tokens(text: &str, dialect: Dialect) -> impl Iterator<Item = Token<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = &text[start..];
        let (kind, length) = first(rest, dialect)?;
        let token = Token {
            kind,
            start,
            text: &rest[..length],
        };
        start += length;
        Some(token)
    })
}

/// The kind and length of the first token.
fn first(rest: &str, dialect: Dialect) -> Option<(Kind, usize)> {
    let is_postgres = dialect == Dialect::Postgres;
    let character = rest.chars().next()?;
    Some(match character {
        character if is_space(character) => (Kind::Space, length(rest, is_space)),
        '-' if rest.starts_with("--") => (Kind::LineComment, length(rest, |c| c != '\n')),
        '/' if rest.starts_with("/*") => (Kind::BlockComment, block_comment(rest, dialect)),
        '\'' => (Kind::Literal, quoted(rest, '\'')),
        'e' | 'E' if is_postgres && rest[1..].starts_with('\'') => (Kind::Literal, escaped(rest)),
        '$' if is_postgres => match dollar_quoted(rest) {
            Some(length) => (Kind::Literal, length),
            None => (Kind::Symbol, 1),
        },
        '"' => (Kind::QuotedName, quoted(rest, '"')),
        '`' if !is_postgres => (Kind::QuotedName, quoted(rest, '`')),
        '[' if !is_postgres => (Kind::QuotedName, up_to(rest, "]")),
        character if is_word(character) => (Kind::Word, length(rest, is_word)),
        character => (Kind::Symbol, character.len_utf8()),
    })
}

fn is_space(character: char) -> bool {
    character.is_ascii_whitespace() || character == '\u{b}'
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '$') || !character.is_ascii()
}

/// How much of a text consists of such characters.
fn length(text: &str, is_in: impl Fn(char) -> bool) -> usize {
    text.find(|character| !is_in(character))
        .unwrap_or(text.len())
}

/// How much of a text there is up to the end of this.
fn up_to(text: &str, end: &str) -> usize {
    text.find(end).map_or(text.len(), |found| found + end.len())
}

/// PostgreSQL lets comments be in comments.
fn block_comment(rest: &str, dialect: Dialect) -> usize {
    let mut at = 2;
    let mut depth = 1;
    while depth > 0 {
        let end = at + up_to(&rest[at..], "*/");
        let begin = at + up_to(&rest[at..], "/*");
        if dialect == Dialect::Postgres && begin < end {
            (at, depth) = (begin, depth + 1);
        } else if end == rest.len() {
            return end;
        } else {
            (at, depth) = (end, depth - 1);
        }
    }
    at
}

/// In quotes, which stand for themselves where they are doubled.
fn quoted(rest: &str, quote: char) -> usize {
    let mut at = 1;
    while let Some(found) = rest[at..].find(quote) {
        at += found + 1;
        if !rest[at..].starts_with(quote) {
            return at;
        }
        at += 1;
    }
    rest.len()
}

/// `E'…'`, where a quote may also stand behind `\`.
fn escaped(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = "E'".len();
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'\\', _) | (b'\'', Some(b'\'')) => at += 2,
            (b'\'', _) => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// `$tag$ … $tag$`; `None` if this `$` begins no such tag.
fn dollar_quoted(rest: &str) -> Option<usize> {
    let is_tag = |character: char| is_word(character) && character != '$';
    let tag = length(&rest[1..], is_tag);
    let starts_as_number = rest[1..].starts_with(|first: char| first.is_ascii_digit());
    let begin = tag + 2;
    if starts_as_number || !rest[1 + tag..].starts_with('$') {
        return None;
    }
    Some(begin + up_to(&rest[begin..], &rest[..begin]))
}

#[cfg(test)]
mod tests {
    use super::Dialect::{Postgres, Sqlite};
    use super::{Dialect, Kind, name_of, tokens};

    /// The symbols that are code, which the cases below are about.
    fn symbols(text: &str, dialect: Dialect) -> String {
        let all: String = tokens(text, dialect).map(|token| token.text).collect();
        assert_eq!(all, text, "the tokens are the text");
        let symbols = tokens(text, dialect).filter(|token| token.kind == Kind::Symbol);
        symbols.map(|token| token.text).collect()
    }

    #[test]
    fn what_is_quoted_or_a_comment_is_no_code() {
        for text in [
            "'a;b'",
            "'it''s; fine'",
            "'line\n; line'",
            "''';'",
            "\"a;\"\"b;\"",
            "-- a; b",
            "-- it's\n'still; a text'",
            "/* a; ' b */",
            "/* a -- */'; */'",
            "'never closed;",
            "/* never closed;",
            "\"never closed;",
            "日本語",
        ] {
            for dialect in [Sqlite, Postgres] {
                assert_eq!(symbols(text, dialect), "", "{dialect:?} {text}");
            }
        }
    }

    #[test]
    fn code_goes_on_behind_it() {
        for text in [
            "'a';",
            "'';",
            "'a''';",
            "\"a\";",
            "-- a\n;",
            "-- a\r\n;",
            "/* a */;",
            "/**/;",
            "x'00';",
        ] {
            for dialect in [Sqlite, Postgres] {
                assert_eq!(symbols(text, dialect), ";", "{dialect:?} {text}");
            }
        }
    }

    #[test]
    fn each_database_has_quotes_of_its_own() {
        for (text, sqlite, postgres) in [
            ("$$a;$$;", ";;", ";"),
            ("$tag$a;$$;$tag$;", ";;;", ";"),
            ("$été$ ; $été$;", ";;", ";"),
            ("$1;$2", ";", "$;$"),
            ("a$b$;$b$", ";", ";"),
            (r"E'\';';", ";", ";"),
            (r"e'\\';", ";", ";"),
            (r"'\';", ";", ";"),
            ("e'a'';';", ";", ";"),
            ("/* /* ; */ ; */ ;", ";*/;", ";"),
            ("[a;b];", ";", "[;];"),
            ("`a;``b`;", ";", "`;```;"),
        ] {
            assert_eq!(symbols(text, Sqlite), sqlite, "SQLite {text}");
            assert_eq!(symbols(text, Postgres), postgres, "PostgreSQL {text}");
        }
    }

    #[test]
    fn names_lose_their_quotes() {
        let name = |text| name_of(&tokens(text, Sqlite).next().unwrap());
        assert_eq!(name("plain").unwrap(), "plain");
        assert_eq!(name("\"a \"\"b\"\"\"").unwrap(), "a \"b\"");
        assert_eq!(name("`a``b`").unwrap(), "a`b");
        assert_eq!(name("[a b]").unwrap(), "a b");
        assert_eq!(name("'text'"), None);
    }
}
