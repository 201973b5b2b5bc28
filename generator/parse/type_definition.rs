//! The section `types` of a design.

use super::decode::Decoder;
use super::section::{Include, Section, row};
use super::tree::{Kind, Node};
use super::value::{VALUE, ValueDraft, typed};
use super::{codes, short};
use crate::diagnostic::Diagnostic;
use crate::schema::{Definition, Map, Name, ObjectDefinition, Shape, Text, Type, Value};
use crate::source::{Span, Spanned};

/// A type while its keys are read.
#[derive(Default)]
pub(super) struct Draft {
    description: Option<Text>,
    value: ValueDraft,
    object: ObjectDefinition,
    one_of: Option<Spanned<Map<Name>>>,
    discriminator: Option<Name>,
}

pub(super) static TYPE: Section<Draft> = Section {
    name: "a type",
    keys: &[
        row("description", "Markdown")
            .about("What it means.")
            .read(|d, node, draft| draft.description = d.text(node)),
        row("extend", "type")
            .about("All attributes of that type come first; one that is given again replaces it.")
            .read(|d, node, draft| draft.object.extend = d.name(node)),
        row("pick", "list of attributes")
            .about("With `extend`: only these.")
            .read(|d, node, draft| draft.object.pick = d.names(node)),
        row("omit", "list of attributes")
            .about("With `extend`: all but these.")
            .read(|d, node, draft| draft.object.omit = d.names(node)),
        row("partial", "boolean")
            .default("`false`")
            .about("With `extend`: all of them, made optional.")
            .read(|d, node, draft| draft.object.partial = d.boolean(node)),
        row("reference", "type or entity")
            .about(
                "An attribute without a definition (`title:`) takes type, rules and \
                 description from there, by name.",
            )
            .read(|d, node, draft| {
                draft.object.reference = d.name(node);
            }),
        row("one_of", "map from tags to object types")
            .about("One of several objects, told apart by a tag that is sent inside the object.")
            .read(|d, node, draft| {
                draft.one_of = d.map(node, "a map from tags to types", Decoder::name);
            }),
        row("discriminator", "attribute name")
            .default("`type`")
            .about("Of `one_of`: the attribute that holds the tag.")
            .read(|d, node, draft| {
                draft.discriminator = d.name(node);
            }),
    ],
    includes: &[Include {
        names: || VALUE.names(),
        read: |d, entry, draft| VALUE.read_entry(d, entry, &mut draft.value),
    }],
};

/// A type: an alias in short form (`Slug: string`), or a map.
pub(super) fn ty(d: &mut Decoder<'_>, node: &Node) -> Option<Type> {
    let span = node.span;
    let before = d.findings();
    if matches!(node.resolved().kind, Kind::Scalar { .. }) && !node.is_null() {
        return alias(d, node);
    }
    let Draft {
        description,
        value,
        object,
        one_of,
        discriminator,
    } = TYPE.read(d, node, Draft::default())?;
    let (value, mark) = value.finish(d, span, before);
    refuse_mark(d, mark);
    let definition = match one_of {
        Some(one_of) => {
            refuse_beside(d, &one_of, &value, &object);
            Some(Definition::Union {
                one_of,
                discriminator,
            })
        }
        None => {
            if let Some(name) = discriminator {
                let message = "`discriminator` stands only beside `one_of`";
                d.push(Diagnostic::new(codes::CONFLICT, name.span, message));
            }
            from_value(d, value, object, before)
        }
    }?;
    Some(Type {
        span,
        description,
        definition,
    })
}

/// An alias in short form.
fn alias(d: &mut Decoder<'_>, node: &Node) -> Option<Type> {
    let (expression, mark) = short::optional_type(d, node)?;
    refuse_mark(d, mark);
    Some(Type {
        span: node.span,
        description: None,
        definition: Definition::Alias(typed(node.span, expression)),
    })
}

fn from_value(
    d: &mut Decoder<'_>,
    value: Value,
    object: ObjectDefinition,
    before: usize,
) -> Option<Definition> {
    let made_of = object_key(&object);
    match (value.shape, made_of) {
        (Shape::Object(attributes), _) => Some(Definition::Object(ObjectDefinition {
            attributes: attributes.value,
            ..object
        })),
        (Shape::Inherit, Some(_)) => Some(Definition::Object(object)),
        (Shape::Inherit, None) => {
            if d.findings() == before {
                let message = "nothing says what this type is";
                d.push(
                    Diagnostic::new(codes::NO_DEFINITION, value.span, message)
                        .help("give it `type`, `enum`, `attributes`, `extend` or `one_of`"),
                );
            }
            None
        }
        (_, Some((key, place))) => {
            let message = format!("`{key}` is for objects, and this type is none");
            d.push(
                Diagnostic::new(codes::CONFLICT, place, message)
                    .help("an object has `attributes` instead of `type` or `enum`"),
            );
            None
        }
        (Shape::Enum(values), None) => Some(Definition::Enum(values)),
        (shape, None) => Some(Definition::Alias(Value { shape, ..value })),
    }
}

/// The first key that only objects have.
fn object_key(object: &ObjectDefinition) -> Option<(&'static str, Span)> {
    let ObjectDefinition {
        extend,
        reference,
        attributes: _,
        pick,
        omit,
        partial,
    } = object;
    let place = |name: &Option<Name>| name.as_ref().map(|name| name.span);
    let list = |names: &Option<Spanned<Vec<Name>>>| names.as_ref().map(|names| names.span);
    let keys = [
        ("extend", place(extend)),
        ("reference", place(reference)),
        ("pick", list(pick)),
        ("omit", list(omit)),
        ("partial", partial.as_ref().map(|partial| partial.span)),
    ];
    keys.into_iter()
        .find_map(|(key, place)| Some((key, place?)))
}

fn refuse_beside(
    d: &mut Decoder<'_>,
    one_of: &Spanned<Map<Name>>,
    value: &Value,
    object: &ObjectDefinition,
) {
    let other = match &value.shape {
        Shape::Inherit => object_key(object),
        Shape::Type(expression) => Some(("type", expression.span)),
        Shape::Enum(values) => Some(("enum", values.span)),
        Shape::Object(attributes) => Some(("attributes", attributes.span)),
        Shape::Array(element) => Some(("items", element.span)),
        Shape::Map(element) => Some(("values", element.span)),
    };
    if let Some((key, place)) = other {
        d.push(
            Diagnostic::new(
                codes::CONFLICT,
                place,
                format!("`{key}` and `one_of` exclude each other"),
            )
            .also(one_of.span, "a union by this"),
        );
    }
}

fn refuse_mark(d: &mut Decoder<'_>, mark: Option<Span>) {
    if let Some(mark) = mark {
        d.push(
            Diagnostic::new(codes::CONFLICT, mark, "a type is not optional")
                .help("attributes are: write the `?` where the type is used"),
        );
    }
}
