//! Types of values: words of the language, named types and aliases become shapes with rules.

use super::alias::AliasValues;
use super::catalogue::{Catalogue, unknown};
use super::{codes, rule};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, TypeId};
use crate::schema::{self, Name, TypeExpression, TypeForm};

/// Digits after the point of a `decimal` that says nothing else.
const DEFAULT_SCALE: u8 = 2;

/// The longest address that mail is sent to (RFC 5321, section 4.5.3.1.3), without its brackets.
const EMAIL_LENGTH: u64 = 254;

/// Words for simple types.
const SIMPLE: &[(&str, ir::Shape)] = &[
    ("boolean", ir::Shape::Boolean),
    ("int32", ir::Shape::Int32),
    ("int64", ir::Shape::Int64),
    ("float64", ir::Shape::Float64),
    (
        "decimal",
        ir::Shape::Decimal {
            scale: DEFAULT_SCALE,
        },
    ),
    ("string", ir::Shape::String),
    ("text", ir::Shape::Text),
    ("bytes", ir::Shape::Bytes),
    ("datetime", ir::Shape::DateTime),
    ("date", ir::Shape::Date),
    ("uuid", ir::Shape::Uuid),
    ("url", ir::Shape::Url),
    ("email", ir::Shape::Email),
];

/// Words of other languages for the same.
const SYNONYMS: &[(&str, &str)] = &[
    ("bigint", "int64"),
    ("binary", "bytes"),
    ("blob", "bytes"),
    ("bool", "boolean"),
    ("date_time", "datetime"),
    ("double", "float64"),
    ("float", "float64"),
    ("float32", "float64"),
    ("guid", "uuid"),
    ("int", "int64"),
    ("integer", "int64"),
    ("long", "int64"),
    ("money", "decimal"),
    ("number", "float64"),
    ("numeric", "decimal"),
    ("str", "string"),
    ("timestamp", "datetime"),
    ("uint32", "int64"),
    ("uint64", "int64"),
    ("uri", "url"),
    ("varchar", "string"),
];

/// What is needed to find out what a value is.
pub(super) struct Values<'a> {
    pub(super) catalogue: &'a Catalogue<'a>,
    pub(super) aliases: AliasValues,
}

impl<'a> Values<'a> {
    /// Knows no alias yet.
    pub(super) fn new(catalogue: &'a Catalogue<'a>) -> Self {
        Values {
            catalogue,
            aliases: AliasValues::new(),
        }
    }

    /// A value as written; `home` is the name of the type that is written inline here, if one is.
    pub(super) fn value(
        &self,
        written: &schema::Value,
        home: &str,
        found: &mut Diagnostics,
    ) -> Option<ir::Value> {
        let base = match &written.shape {
            // Elements that say no type are on record already; attributes that say none inherit
            // one.
            schema::Shape::Inherit => return None,
            schema::Shape::Type(expression) => self.expression(expression, found)?,
            schema::Shape::Enum(_) | schema::Shape::Object(_) => {
                plain(ir::Shape::Named(self.inline(home)?))
            }
            schema::Shape::Array(item) => plain(ir::Shape::Array(Box::new(self.value(
                item,
                &format!("{home}Item"),
                found,
            )?))),
            schema::Shape::Map(item) => plain(ir::Shape::Map(Box::new(self.value(
                item,
                &format!("{home}Value"),
                found,
            )?))),
        };
        Some(rule::tighten(
            base,
            &written.rules,
            declares_scale(written),
            found,
        ))
    }

    /// A type in short form.
    pub(super) fn expression(
        &self,
        written: &TypeExpression,
        found: &mut Diagnostics,
    ) -> Option<ir::Value> {
        match &written.form {
            TypeForm::Named(name) => self.named(name, found),
            TypeForm::Array(item) => Some(plain(ir::Shape::Array(Box::new(
                self.expression(item, found)?,
            )))),
            TypeForm::Map(item) => Some(plain(ir::Shape::Map(Box::new(
                self.expression(item, found)?,
            )))),
        }
    }

    /// A simple type, a named type or what an alias stands for.
    pub(super) fn named(&self, name: &Name, found: &mut Diagnostics) -> Option<ir::Value> {
        if let Some(value) = self.aliases.get(&name.value) {
            return value.clone();
        }
        let known =
            simple(&name.value).or_else(|| self.written_type(&name.value).map(ir::Shape::Named));
        if known.is_none() {
            found.push(self.unknown_type(name));
        }
        known.map(plain)
    }

    /// An enum, object or union that the design gives a name.
    pub(super) fn written_type(&self, name: &str) -> Option<TypeId> {
        self.catalogue.definitions.find(name)?;
        self.catalogue.type_id(name)
    }

    fn inline(&self, home: &str) -> Option<TypeId> {
        self.catalogue.type_id(home)
    }

    fn unknown_type(&self, name: &Name) -> Diagnostic {
        let word = name.value.as_str();
        let wrong_kind = |kind: &str| {
            let message = format!("{} is {kind}, not a type", quoted(word));
            Diagnostic::new(codes::WRONG_KIND, name.span, message).label("a type is needed here")
        };
        if self.catalogue.entities.find(word).is_some() {
            return wrong_kind("an entity")
                .help("a relation is written under `belongs_to:`, `has_many:` or `many_to_many:`")
                .help(
                    "for an object with some of its attributes, define a type with `reference:`",
                );
        }
        if self.catalogue.media_types.find(word).is_some() {
            return wrong_kind("a media type");
        }
        let finding = unknown("type", name, []);
        let lower = word.to_lowercase();
        if let Some((_, meant)) = SYNONYMS.iter().find(|(synonym, _)| *synonym == lower) {
            return finding.help(format!("did you mean {}?", quoted(meant)));
        }
        match lower.as_str() {
            "array" | "list" => {
                finding.help("an array is written `string[]`, or `type: array` with `items:`")
            }
            "map" | "dict" | "hash" => {
                finding.help("a map is written `map<string>`, or `type: map` with `values:`")
            }
            "json" | "object" | "any" => {
                finding.help("an object is written inline with `attributes:`, or as a type")
            }
            _ => unknown("type", name, self.candidates()),
        }
    }

    fn candidates(&self) -> impl Iterator<Item = &str> {
        let written = self.catalogue.definitions.names();
        SIMPLE.iter().map(|(word, _)| *word).chain(written)
    }
}

/// The shape that a word of the language stands for.
fn simple(word: &str) -> Option<ir::Shape> {
    SIMPLE
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, shape)| shape.clone())
}

/// Names of the simple types.
pub(super) fn simple_words() -> impl Iterator<Item = &'static str> {
    SIMPLE.iter().map(|(word, _)| *word)
}

/// A value without rules but those of its type.
pub(super) fn plain(shape: ir::Shape) -> ir::Value {
    let is_email = matches!(shape, ir::Shape::Email);
    ir::Value {
        shape,
        rules: ir::Rules {
            max_length: is_email.then_some(EMAIL_LENGTH),
            ..ir::Rules::default()
        },
    }
}

/// Whether `scale` is said for the word `decimal` itself, where nothing else has said it.
fn declares_scale(written: &schema::Value) -> rule::Scale {
    match &written.shape {
        schema::Shape::Type(TypeExpression {
            form: TypeForm::Named(name),
            ..
        }) if name.value == "decimal" => rule::Scale::Open,
        _ => rule::Scale::Settled,
    }
}
