//! What an attribute, an element of an array, a value of a map or an alias is, and which rules it
//! obeys.

use super::attribute::attributes;
use super::decode::Decoder;
use super::renamed::enum_value;
use super::section::{Include, Section, row};
use super::tree::{Kind, Node};
use super::{codes, short};
use crate::diagnostic::Diagnostic;
use crate::schema::{Attribute, EnumValue, Map, Rules, Shape, TypeExpression, TypeForm, Value};
use crate::source::{Span, Spanned};

/// A value while its keys are read.
#[derive(Default)]
pub(super) struct ValueDraft {
    ty: Option<(TypeExpression, Option<Span>)>,
    values_of_enum: Option<Spanned<Vec<EnumValue>>>,
    attributes: Option<Spanned<Map<Attribute>>>,
    items: Option<Box<Value>>,
    values: Option<Box<Value>>,
    rules: Box<Rules>,
}

pub(super) static VALUE: Section<ValueDraft> = Section {
    name: "a value",
    keys: &[
        row("type", "[type](#types-of-values)")
            .about("What it holds; `array` and `map` have `items` or `values` beside them.")
            .read(|d, node, draft| {
                draft.ty = short::optional_type(d, node);
            }),
        row("enum", "list of values like `in_review`")
            .about("Instead of `type`: one of a closed list.")
            .read(|d, node, draft| {
                draft.values_of_enum = d.list(node, "a list of values", enum_value);
            }),
        row("attributes", "map of attributes")
            .about("Instead of `type`: an object, described in place.")
            .read(|d, node, draft| {
                draft.attributes = attributes(d, node);
            }),
        row("items", "type, or a map of keys of this table and the next")
            .about("Of `type: array`: what an element is.")
            .read(|d, node, draft| {
                draft.items = value(d, node);
            }),
        row(
            "values",
            "type, or a map of keys of this table and the next",
        )
        .about("Of `type: map`: what a value is. Keys are text.")
        .read(|d, node, draft| {
            draft.values = value(d, node);
        }),
    ],
    includes: &[Include {
        names: || RULES.names(),
        read: |d, entry, draft| RULES.read_entry(d, entry, &mut draft.rules),
    }],
};

pub(super) static RULES: Section<Rules> = Section {
    name: "a value",
    keys: &[
        row("min_length", "whole number")
            .about("`string`, `text`, `url`, `email`: in characters. `bytes`: in bytes.")
            .read(|d, node, rules| rules.min_length = d.count(node)),
        row("max_length", "whole number")
            .about("The same.")
            .read(|d, node, rules| rules.max_length = d.count(node)),
        row("pattern", "regular expression")
            .about("`string`, `text`: matches somewhere in the text; anchor it with `^` and `$`.")
            .read(|d, node, rules| rules.pattern = d.text(node)),
        row("minimum", "value")
            .about("Numbers: this or more.")
            .read(|d, node, rules| rules.minimum = d.scalar(node, "a value")),
        row("maximum", "value")
            .about("Numbers: this or less.")
            .read(|d, node, rules| rules.maximum = d.scalar(node, "a value")),
        row("exclusive_minimum", "value")
            .about("Numbers: more than this.")
            .read(|d, node, rules| {
                rules.exclusive_minimum = d.scalar(node, "a value");
            }),
        row("exclusive_maximum", "value")
            .about("Numbers: less than this.")
            .read(|d, node, rules| {
                rules.exclusive_maximum = d.scalar(node, "a value");
            }),
        row("min_items", "whole number")
            .about("Arrays and maps: how many at least.")
            .read(|d, node, rules| rules.min_items = d.count(node)),
        row("max_items", "whole number")
            .about("Arrays and maps: how many at most.")
            .read(|d, node, rules| rules.max_items = d.count(node)),
        row("scale", "0 to 9")
            .default("`2`")
            .about("`decimal`: digits after the point.")
            .read(|d, node, rules| rules.scale = d.count(node)),
    ],
    includes: &[],
};

/// A value that has no name: an element, in short or long form.
fn value(d: &mut Decoder<'_>, node: &Node) -> Option<Box<Value>> {
    let span = node.span;
    let before = d.findings();
    let (value, mark) = match &node.resolved().kind {
        Kind::Scalar { .. } => {
            let (expression, mark) = short::optional_type(d, node)?;
            (typed(span, expression), mark)
        }
        _ => VALUE
            .read(d, node, ValueDraft::default())?
            .finish(d, span, before),
    };
    if let Some(mark) = mark {
        let message = "elements of arrays and maps are never optional";
        d.push(
            Diagnostic::new(codes::CONFLICT, mark, message).help("leave the element out instead"),
        );
    } else if matches!(value.shape, Shape::Inherit) && d.findings() == before {
        let message = "nothing says what an element is";
        d.push(
            Diagnostic::new(codes::NO_DEFINITION, span, message)
                .help("give it a `type`, an `enum` or `attributes`"),
        );
    }
    Some(Box::new(value))
}

/// A value of a type in short form.
pub(super) fn typed(span: Span, expression: TypeExpression) -> Value {
    Value {
        span,
        shape: Shape::Type(expression),
        ..Value::default()
    }
}

impl ValueDraft {
    /// The value that the keys describe together, and the `?` behind its type. What is missing is
    /// not reported if something else was, since `before` there were this many findings: the one
    /// is probably the other.
    pub(super) fn finish(
        self,
        d: &mut Decoder<'_>,
        span: Span,
        before: usize,
    ) -> (Value, Option<Span>) {
        let ValueDraft {
            ty,
            values_of_enum,
            attributes,
            items,
            values,
            rules,
        } = self;
        let (ty, mark) = ty.map_or((None, None), |(expression, mark)| (Some(expression), mark));
        let ty = Elements { items, values }.shape(d, ty, before);
        let shapes = [
            ty.map(|(place, shape)| ("type", place, shape)),
            values_of_enum.map(|list| ("enum", list.span, Shape::Enum(list))),
            attributes.map(|map| ("attributes", map.span, Shape::Object(map))),
        ];
        let mut shapes = shapes.into_iter().flatten();
        let Some((key, place, shape)) = shapes.next() else {
            return (
                Value {
                    span,
                    rules,
                    ..Value::default()
                },
                mark,
            );
        };
        if let Some((other, second, _)) = shapes.next() {
            let message = format!("`{key}` and `{other}` exclude each other");
            d.push(
                Diagnostic::new(codes::CONFLICT, second, message)
                    .label(format!("`{other}` is given here"))
                    .also(place, format!("`{key}` is given here")),
            );
        }
        (Value { span, shape, rules }, mark)
    }
}

/// `items` and `values`.
struct Elements {
    items: Option<Box<Value>>,
    values: Option<Box<Value>>,
}

impl Elements {
    /// The shape together with `type`, and the place of that: `array` takes `items`, `map` takes
    /// `values`, other types take neither.
    fn shape(
        self,
        d: &mut Decoder<'_>,
        ty: Option<TypeExpression>,
        before: usize,
    ) -> Option<(Span, Shape)> {
        let name = match &ty {
            Some(TypeExpression {
                form: TypeForm::Named(name),
                ..
            }) => name.value.as_str(),
            _ => "",
        };
        let (element, stray) = match name {
            "array" => (self.items.map(Shape::Array), self.values),
            "map" => (self.values.map(Shape::Map), self.items),
            _ => (None, self.items.or(self.values)),
        };
        if let Some(stray) = stray {
            let message = "`items` stands only beside `type: array`, `values` beside `type: map`";
            d.push(Diagnostic::new(codes::CONFLICT, stray.span, message));
        }
        let finding = match &element {
            None if d.findings() == before => ty.as_ref().and_then(without_element),
            _ => None,
        };
        if let Some(finding) = finding {
            d.push(finding);
        }
        let ty = ty?;
        Some((ty.span, element.unwrap_or(Shape::Type(ty))))
    }
}

/// The finding for `array` or `map` alone.
fn without_element(ty: &TypeExpression) -> Option<Diagnostic> {
    let TypeForm::Named(name) = &ty.form else {
        return None;
    };
    let (message, help) = match name.value.as_str() {
        "array" => (
            "this type needs the key `items`",
            "in short form, an array is written `string[]`",
        ),
        "map" => (
            "this type needs the key `values`",
            "in short form, a map is written `map<string>`",
        ),
        _ => return None,
    };
    Some(Diagnostic::new(codes::MISSING_KEY, ty.span, message).help(help))
}
