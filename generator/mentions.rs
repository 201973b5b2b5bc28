//! What is gone from generated code, and where code by hand still mentions it: Rust sources go in, places come out. They are
//! read as syntax; nothing is compiled.

use std::collections::BTreeSet;
use syn::{Fields, ImplItem, Item, TraitItem, Type};

/// Something that generated code defines, or defined.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Defined {
    /// The type or trait that it belongs to: a field, a variant, a method.
    pub of: Option<String>,
    /// Its name.
    pub name: String,
}

/// A line that mentions something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// `Article.title`, or the name alone.
    pub what: String,
}

/// What a source defines; `None` if it is no Rust.
pub fn defined(source: &str) -> Option<BTreeSet<Defined>> {
    let file = syn::parse_file(source).ok()?;
    let mut defined = BTreeSet::new();
    items(&file.items, &mut defined);
    Some(defined)
}

/// The whole items in which two versions of a formatted source differ: what comes before and behind them is the same.
pub fn differing<'a>(old: &'a str, new: &'a str) -> (&'a str, &'a str) {
    let same = |(one, other): &(u8, u8)| one == other;
    let before = old.bytes().zip(new.bytes()).take_while(same).count();
    let start = starts(&old.as_bytes()[..before]).last().unwrap_or(0);
    let (old, new) = (&old[start..], &new[start..]);
    let behind = old.bytes().rev().zip(new.bytes().rev());
    let behind = behind.take_while(same).count();
    let rest = &old.as_bytes()[old.len() - behind..];
    let behind = starts(rest).next().map_or(0, |at| behind - at);
    (&old[..old.len() - behind], &new[..new.len() - behind])
}

/// Where items start in formatted code: at the beginning of a line behind an empty one.
fn starts(code: &[u8]) -> impl DoubleEndedIterator<Item = usize> {
    let is_start = |lines: &[u8]| lines.starts_with(b"\n\n") && !lines[2].is_ascii_whitespace();
    let starts = code.windows(3).enumerate();
    starts
        .filter(move |(_, lines)| is_start(lines))
        .map(|(at, _)| at + 2)
}

fn items(list: &[Item], defined: &mut BTreeSet<Defined>) {
    for item in list {
        let name = match item {
            Item::Struct(item) => {
                fields(&item.ident.to_string(), &item.fields, defined);
                &item.ident
            }
            Item::Enum(item) => {
                for variant in &item.variants {
                    defined.insert(of(&item.ident.to_string(), &variant.ident));
                }
                &item.ident
            }
            Item::Trait(item) => {
                let methods = item.items.iter().filter_map(|part| match part {
                    TraitItem::Fn(method) => Some(&method.sig.ident),
                    _ => None,
                });
                defined.extend(methods.map(|method| of(&item.ident.to_string(), method)));
                &item.ident
            }
            Item::Impl(item) => {
                methods(item, defined);
                continue;
            }
            Item::Mod(item) => {
                let inside = item.content.as_ref().map(|(_, inside)| inside);
                items(inside.map_or(&[], Vec::as_slice), defined);
                &item.ident
            }
            Item::Fn(item) => &item.sig.ident,
            Item::Const(item) => &item.ident,
            Item::Static(item) => &item.ident,
            Item::Type(item) => &item.ident,
            _ => continue,
        };
        defined.insert(Defined {
            of: None,
            name: bare(name),
        });
    }
}

fn fields(ty: &str, fields: &Fields, defined: &mut BTreeSet<Defined>) {
    let named = fields.iter().filter_map(|field| field.ident.as_ref());
    defined.extend(named.map(|field| of(ty, field)));
}

/// Methods of a type itself; those of traits are theirs.
fn methods(item: &syn::ItemImpl, defined: &mut BTreeSet<Defined>) {
    let Type::Path(path) = item.self_ty.as_ref() else {
        return;
    };
    let (Some(last), None) = (path.path.segments.last(), &item.trait_) else {
        return;
    };
    let ty = last.ident.to_string();
    for part in &item.items {
        match part {
            ImplItem::Fn(method) => defined.insert(of(&ty, &method.sig.ident)),
            ImplItem::Const(constant) => defined.insert(of(&ty, &constant.ident)),
            _ => continue,
        };
    }
}

fn of(ty: &str, name: &syn::Ident) -> Defined {
    Defined {
        of: Some(ty.to_owned()),
        name: bare(name),
    }
}

/// Without the `r#` of a keyword.
fn bare(name: &syn::Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}

/// Where a source mentions what is gone: the lines with its name, of a source that names its type, too.
pub fn mentions(source: &str, gone: &BTreeSet<Defined>) -> Vec<Mention> {
    let known: BTreeSet<&str> = words(source).map(|(_, word)| word).collect();
    let is_meant = |gone: &&Defined| {
        let of = gone.of.as_deref();
        known.contains(gone.name.as_str()) && of.is_none_or(|of| known.contains(of))
    };
    let meant: Vec<&Defined> = gone.iter().filter(is_meant).collect();
    let mut found = BTreeSet::new();
    for (number, line) in source.lines().enumerate() {
        for gone in &meant {
            let mut words = words(line);
            let Some((start, _)) = words.find(|(_, word)| *word == gone.name) else {
                continue;
            };
            found.insert(Mention {
                line: number + 1,
                column: line[..start].chars().count() + 1,
                what: match &gone.of {
                    Some(of) => format!("{of}.{}", gone.name),
                    None => gone.name.clone(),
                },
            });
        }
    }
    one_each(found)
}

/// One mention per place: of the types that have lost a field of the name, the first.
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

    fn gone(after: &str) -> BTreeSet<Defined> {
        let (before, after) = (defined(BEFORE).unwrap(), defined(after).unwrap());
        before.difference(&after).cloned().collect()
    }

    fn told(source: &str, after: &str) -> Vec<String> {
        let mentions = mentions(source, &gone(after)).into_iter();
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
        assert_eq!(
            told("Article { subtitle: 1, title_of: 2 }", &after),
            [""; 0]
        );
    }

    #[test]
    fn what_stands_alone_is_mentioned_anywhere() {
        let after = BEFORE.replace("pub fn helper() {}", "");
        assert_eq!(told("parts::helper();\n", &after), ["1:8 helper"]);
        assert_eq!(told("// no Rust }{ helper", &after), ["1:15 helper"]);
    }

    #[test]
    fn only_items_that_differ_are_compared() {
        let old = "use a;\n\nfn one() {}\n\nfn two() {\n    x();\n\n    y();\n}\n\nfn three() {}\n";
        let new = old.replace("y()", "z()");
        let (before, after) = differing(old, &new);
        assert_eq!(before, "fn two() {\n    x();\n\n    y();\n}\n\n");
        assert_eq!(after, before.replace("y()", "z()"));
        let less = old.replace("fn three() {}\n", "");
        let rest = (&old[old.find("fn two").unwrap()..], before);
        assert_eq!(differing(old, &less), rest);
        assert_eq!(differing(&less, old), (rest.1, rest.0));
        assert_eq!(differing(old, old), ("fn three() {}\n", "fn three() {}\n"));
        assert_eq!(differing("", old), ("", old));
    }
}
