//! Values of the tree read as what a key asks for. A value of the wrong kind is put on record and
//! read as `None`, so that one run finds every mistake.

use super::codes;
use super::tree::{Entry, Kind, Node, boolean_value, is_number};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, quoted};
use crate::schema::{Literal, Map, Name, Scalar, ScalarStyle, Text};
use crate::source::Spanned;

/// Where readers put what they find wrong.
pub(super) struct Decoder<'a> {
    diagnostics: &'a mut Diagnostics,
    findings: usize,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(diagnostics: &'a mut Diagnostics) -> Self {
        Decoder {
            diagnostics,
            findings: 0,
        }
    }

    /// How much has been put on record so far.
    pub(super) fn findings(&self) -> usize {
        self.findings
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.findings += 1;
        self.diagnostics.push(diagnostic);
    }

    /// Puts on record that something else was expected.
    pub(super) fn refuse<T>(&mut self, node: &Node, expected: &str) -> Option<T> {
        self.refuse_as(codes::WRONG_KIND, node, expected, None)
    }

    /// The same, with what to do about it.
    pub(super) fn refuse_with_help<T>(
        &mut self,
        node: &Node,
        expected: &str,
        help: &str,
    ) -> Option<T> {
        self.refuse_as(codes::WRONG_KIND, node, expected, Some(help))
    }

    fn refuse_as<T>(
        &mut self,
        code: Code,
        node: &Node,
        expected: &str,
        help: Option<&str>,
    ) -> Option<T> {
        if matches!(node.resolved().kind, Kind::Broken) {
            return None;
        }
        let found = match &node.resolved().kind {
            Kind::Scalar {
                text,
                style: ScalarStyle::Quoted,
            } => quoted(&format!("\"{text}\"")),
            Kind::Scalar { text, .. } if !node.is_null() => quoted(text),
            _ => node.describe().to_owned(),
        };
        let diagnostic = Diagnostic::new(
            code,
            node.span,
            format!("expected {expected}, found {found}"),
        )
        .label(format!("this is {}", node.describe()));
        self.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
        None
    }

    /// One value, whatever it is.
    pub(super) fn scalar(&mut self, node: &Node, expected: &str) -> Option<Scalar> {
        match &node.resolved().kind {
            Kind::Scalar { text, style } => Some(Scalar {
                text: text.clone(),
                style: *style,
                span: node.span,
            }),
            _ => self.refuse(node, expected),
        }
    }

    /// A name. Whether it is a legal one is decided later.
    pub(super) fn name(&mut self, node: &Node) -> Option<Name> {
        self.name_of(node, "a name")
    }

    /// A name or something made of names.
    pub(super) fn name_of(&mut self, node: &Node, expected: &str) -> Option<Name> {
        match &node.resolved().kind {
            Kind::Scalar { text, .. } if !node.is_null() => {
                Some(Spanned::new(text.clone(), node.span))
            }
            _ => self.refuse(node, expected),
        }
    }

    /// Text for people or for other programs.
    pub(super) fn text(&mut self, node: &Node) -> Option<Text> {
        match &node.resolved().kind {
            Kind::Scalar {
                text,
                style: ScalarStyle::Plain,
            } => {
                if node.is_null() {
                    return self.refuse(node, "text");
                }
                if boolean_value(text).is_some() {
                    return self.refuse_with_help(node, "text", "quote it");
                }
                if is_number(text) {
                    let message = format!("the text {} is written like a number", quoted(text));
                    self.push(
                        Diagnostic::new(codes::NUMBER_AS_TEXT, node.span, message).help("quote it"),
                    );
                }
                Some(Spanned::new(text.clone(), node.span))
            }
            Kind::Scalar {
                text,
                style: ScalarStyle::Quoted,
            } => Some(Spanned::new(text.clone(), node.span)),
            _ => self.refuse(node, "text"),
        }
    }

    /// `true` or `false`.
    pub(super) fn boolean(&mut self, node: &Node) -> Option<Spanned<bool>> {
        let help = match &node.resolved().kind {
            Kind::Scalar {
                text,
                style: ScalarStyle::Plain,
            } => {
                if let Some(value) = boolean_value(text) {
                    return Some(Spanned::new(value, node.span));
                }
                match text.to_ascii_lowercase().as_str() {
                    "yes" | "on" | "y" => Some("write `true`"),
                    "no" | "off" | "n" => Some("write `false`"),
                    _ => None,
                }
            }
            Kind::Scalar { text, .. } if boolean_value(text).is_some() => Some("remove the quotes"),
            _ => None,
        };
        self.refuse_as(codes::NOT_A_BOOLEAN, node, "`true` or `false`", help)
    }

    /// A whole number that is not negative.
    pub(super) fn count(&mut self, node: &Node) -> Option<Spanned<u64>> {
        let help = match &node.resolved().kind {
            Kind::Scalar {
                text,
                style: ScalarStyle::Plain,
            } => {
                let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                let padded = text.len() > 1 && text.starts_with('0');
                match text.parse() {
                    Ok(value) if digits && !padded => return Some(Spanned::new(value, node.span)),
                    _ if digits && padded => Some("remove the leading zeros"),
                    _ => None,
                }
            }
            Kind::Scalar { text, .. } if text.parse::<u64>().is_ok() => Some("remove the quotes"),
            _ => None,
        };
        self.refuse_as(codes::NOT_A_COUNT, node, "a whole number", help)
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(&mut self, node: &Node, words: &[(&str, T)]) -> Option<Spanned<T>> {
        let written = self.name_of(node, "a word")?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == written.value) {
            return Some(Spanned::new(*value, written.span));
        }
        let message = format!(
            "{} is not one of the words that may stand here",
            quoted(&written.value)
        );
        self.push(
            Diagnostic::new(codes::UNKNOWN_WORD, written.span, message)
                .suggest_or_list(&written.value, words.iter().map(|(word, _)| *word))
                .aside(),
        );
        None
    }

    /// A value or a list of values.
    pub(super) fn literal(&mut self, node: &Node) -> Option<Literal> {
        match &node.resolved().kind {
            Kind::Scalar { .. } => self.scalar(node, "a value").map(Literal::Scalar),
            Kind::Sequence(_) => self
                .list(node, "a list of values", Decoder::literal)
                .map(Literal::List),
            _ => self.refuse(node, "a value or a list of values"),
        }
    }

    /// A list; nothing is an empty one.
    pub(super) fn list<T>(
        &mut self,
        node: &Node,
        expected: &str,
        mut read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<Spanned<Vec<T>>> {
        let nodes = match &node.resolved().kind {
            Kind::Sequence(nodes) => nodes.as_slice(),
            _ if node.is_null() => &[],
            Kind::Scalar { .. } => {
                return self.refuse_with_help(node, expected, "a list is written `[one, two]`");
            }
            _ => return self.refuse(node, expected),
        };
        let values = nodes.iter().filter_map(|node| read(self, node)).collect();
        Some(Spanned::new(values, node.span))
    }

    /// A list of names.
    pub(super) fn names(&mut self, node: &Node) -> Option<Spanned<Vec<Name>>> {
        self.list(node, "a list of names", Decoder::name)
    }

    /// A list, or one element of it without brackets.
    pub(super) fn one_or_more<T>(
        &mut self,
        node: &Node,
        expected: &str,
        mut read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<Spanned<Vec<T>>> {
        if matches!(node.resolved().kind, Kind::Sequence(_)) {
            return self.list(node, expected, read);
        }
        read(self, node).map(|value| Spanned::new(vec![value], node.span))
    }

    /// A map from names; nothing is an empty one.
    pub(super) fn map<T>(
        &mut self,
        node: &Node,
        expected: &str,
        mut read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<Spanned<Map<T>>> {
        let entries = self.entries(node, expected)?;
        let values = entries
            .iter()
            .filter_map(|Entry { key, value }| Some((key.clone(), read(self, value)?)));
        Some(Spanned::new(values.collect(), node.span))
    }

    /// The entries of a map; nothing is an empty one.
    pub(super) fn entries<'n>(&mut self, node: &'n Node, expected: &str) -> Option<&'n [Entry]> {
        match node.as_mapping() {
            Some(entries) => Some(entries),
            None if node.is_null() => Some(&[]),
            None => self.refuse(node, expected),
        }
    }
}
