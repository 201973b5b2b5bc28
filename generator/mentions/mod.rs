//! What is gone from generated code and from the database, and where code by hand still mentions it: Rust sources go in,
//! places come out. They are read as syntax; nothing is compiled, and no type is known.

mod defined;
mod differing;
mod own;
mod statements;
mod syntax;

pub use defined::defined;
pub use differing::differing;

use own::Own;
use std::collections::{BTreeMap, BTreeSet};

/// Something that generated code defines, or defined.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Defined {
    /// The type or trait that it belongs to: a field, a variant, a method.
    pub of: Option<String>,
    /// Its name.
    pub name: String,
}

/// Something that rows are kept in, or were.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stored {
    /// The table.
    pub table: String,
    /// Its column; none for the table as a whole.
    pub column: Option<String>,
}

/// What code by hand may still mention.
#[derive(Debug, Clone, Default)]
pub struct Gone {
    /// Of generated code.
    pub defined: BTreeSet<Defined>,
    /// Of the database: looked for in statements.
    pub stored: BTreeSet<Stored>,
}

impl Gone {
    /// Whether nothing is gone.
    pub fn is_empty(&self) -> bool {
        self.defined.is_empty() && self.stored.is_empty()
    }
}

/// A line that mentions something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// `Article.title`, `articles.title`, or the name alone.
    pub what: String,
}

/// Why a source cannot be read as Rust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// As the parser says it.
    pub message: String,
}

/// What a source mentions.
#[derive(Debug, Default)]
pub struct Mentions {
    /// By place.
    pub found: Vec<Mention>,
    /// Why it is not known what the names in it mean: those that are found are words, and statements are not looked into.
    pub unread: Option<Unread>,
}

/// Where a source mentions what is gone: the lines with its name, of a source that names its type, too. Names that are the
/// source's own are none of it. A source without the names is not parsed.
pub fn mentions(source: &str, gone: &Gone) -> Mentions {
    let names = names(source, &gone.defined);
    let stored: Vec<&Stored> = gone.stored.iter().collect();
    let may_be_named = |stored: &&Stored| {
        let column = stored.column.as_deref();
        source.contains(&stored.table) && column.is_none_or(|column| source.contains(column))
    };
    if names.is_empty() && !stored.iter().any(may_be_named) {
        return Mentions::default();
    }
    let (own, unread) = match Own::of(source) {
        Ok(own) => (own, None),
        Err(unread) => (Own::default(), Some(unread)),
    };
    let mut found = BTreeSet::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let mut told = BTreeSet::new();
        for (at, word) in words(line) {
            let Some(what) = names.get(word) else {
                continue;
            };
            if !own.is_at(start + at) && told.insert(word) {
                found.insert(mention(source, start + at, what.clone()));
            }
        }
        start += line.len();
    }
    found.extend(own.statements.iter().flat_map(|statement| {
        let words = statement.mentions(&stored).into_iter();
        words.map(|(at, what)| mention(source, at, what))
    }));
    Mentions {
        found: one_each(found),
        unread,
    }
}

/// The names that a source may mean, each with what it is told as: of the types that have lost a part of the name, the
/// first.
fn names<'g>(source: &str, gone: &'g BTreeSet<Defined>) -> BTreeMap<&'g str, String> {
    let known: BTreeSet<&str> = words(source).map(|(_, word)| word).collect();
    let is_meant = |gone: &&Defined| {
        let of = gone.of.as_deref();
        known.contains(gone.name.as_str()) && of.is_none_or(|of| known.contains(of))
    };
    let mut names = BTreeMap::new();
    for gone in gone.iter().filter(is_meant) {
        let what = match &gone.of {
            Some(of) => format!("{of}.{}", gone.name),
            None => gone.name.clone(),
        };
        names.entry(gone.name.as_str()).or_insert(what);
    }
    names
}

/// What stands at an offset.
fn mention(source: &str, at: usize, what: String) -> Mention {
    let before = &source[..at];
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    Mention {
        line: before.matches('\n').count() + 1,
        column: before[start..].chars().count() + 1,
        what,
    }
}

/// One mention per place.
fn one_each(found: BTreeSet<Mention>) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = found.into_iter().collect();
    mentions.dedup_by_key(|mention| (mention.line, mention.column));
    mentions
}

/// Words as Rust spells identifiers, each with its offset.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |character: char| character == '_' || character.is_alphanumeric();
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(is_part)?;
        let length = text[start..].find(|character| !is_part(character));
        rest = length.map_or(text.len(), |length| start + length);
        Some((start, &text[start..rest]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &str = "
        pub struct Article { pub title: String, pub r#type: u8 }
        pub enum Status { Draft, Live }
        impl Article { pub fn shout(&self) {} }
        impl Clone for Article { fn clone(&self) -> Self { loop {} } }
        pub mod parts { pub fn helper() {} }
        pub trait Articles { fn find(&self); }
    ";

    fn gone(after: &str) -> Gone {
        let (before, after) = (defined(BEFORE).unwrap(), defined(after).unwrap());
        Gone {
            defined: before.difference(&after).cloned().collect(),
            stored: BTreeSet::from([Stored {
                table: "articles".to_owned(),
                column: Some("title".to_owned()),
            }]),
        }
    }

    fn told(source: &str, after: &str) -> Vec<String> {
        let mentions = mentions(source, &gone(after));
        assert_eq!(mentions.unread, None, "{source}");
        let mentions = mentions.found.into_iter();
        mentions
            .map(|it| format!("{}:{} {}", it.line, it.column, it.what))
            .collect()
    }

    #[test]
    fn every_definition_is_known() {
        let told: Vec<String> = defined(BEFORE)
            .unwrap()
            .into_iter()
            .map(|it| {
                it.of
                    .map_or(it.name.clone(), |of| format!("{of}.{}", it.name))
            })
            .collect();
        assert_eq!(
            told,
            [
                "Article",
                "Articles",
                "Status",
                "helper",
                "parts",
                "Article.shout",
                "Article.title",
                "Article.type",
                "Articles.find",
                "Status.Draft",
                "Status.Live",
            ]
        );
    }

    #[test]
    fn a_field_is_mentioned_where_its_type_is() {
        let after = BEFORE.replace("pub title: String,", "");
        let source =
            "use domain::Article;\n\nfn f(article: &Article) {\n    größe(&article.title);\n}\n";
        assert_eq!(told(source, &after), ["4:20 Article.title"]);
        assert_eq!(told("fn f(page: &Page) { page.title }", &after), [""; 0]);
        let longer = "const C: Article = Article { subtitle: 1, title_of: 2 };";
        assert_eq!(told(longer, &after), [""; 0]);
    }

    #[test]
    fn what_stands_alone_is_mentioned_anywhere() {
        let after = BEFORE.replace("pub fn helper() {}", "");
        let called = "fn f() { parts::helper(); }\n";
        assert_eq!(told(called, &after), ["1:17 helper"]);
        assert_eq!(told("// no Rust }{ helper", &after), ["1:15 helper"]);
    }

    #[test]
    fn statements_name_columns_whatever_the_source_names() {
        let after = BEFORE.replace("pub title: String,", "");
        let source =
            "fn f() {\n    run(\"größe\"); query(\"SELECT id,\n title FROM articles\");\n}\n";
        assert_eq!(told(source, &after), ["3:2 articles.title"]);
        let typed = "use a::Article;\nconst Q: &str = \"SELECT title FROM pages\";\n";
        assert_eq!(told(typed, &after), [""; 0]);
    }

    #[test]
    fn what_is_no_rust_is_told_with_its_words() {
        let after = BEFORE.replace("pub title: String,", "");
        let mentions_of = |source: &str| mentions(source, &gone(&after));
        let found = mentions_of("use a::Article;\nfn f() {\n    let title = ;\n}\n");
        assert_eq!(found.found.len(), 1);
        let unread = found.unread.expect("an error");
        assert_eq!((unread.line, unread.column), (3, 17), "{unread:?}");
        let other = mentions_of("fn f() { let = ; }");
        assert_eq!((other.found, other.unread), (Vec::new(), None));
    }

    #[test]
    fn a_mark_and_an_interpreter_before_the_source_move_nothing() {
        let after = BEFORE.replace("pub title: String,", "");
        let code = "fn f(it: Article) { let title = 1; title; it.title }\n";
        for before in [
            "",
            "\u{feff}",
            "#!/usr/bin/rust ü\n",
            "\u{feff}#!/usr/bin/rust\n",
        ] {
            let found = told(&format!("{before}{code}"), &after);
            let [place] = found.as_slice() else {
                panic!("{before:?}: {found:?}");
            };
            assert!(place.ends_with("Article.title"), "{place}");
            let column = if before == "\u{feff}" { "1:47" } else { ":46" };
            assert!(place.contains(column), "{before:?}: {place}");
        }
    }
}
