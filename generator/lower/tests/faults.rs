//! Faults: a value with its rules comes in; what breaks one of them goes out, with the place and the
//! code that the service has to answer.

use super::super::decode::Reading;
use super::super::rust_type::grouped;
use super::super::samples::{Which, sample};
use super::body::{NO_KEY, Part};
use super::json::Json;
use super::world::World;
use crate::ir::{Field, Payload, PayloadField, Presence, Rules, Shape, TypeId, TypeKind, Value};
use crate::print::{list, rust_string};

/// Something that is refused.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub(super) value: Json,
    /// JSON pointer from the value (RFC 6901).
    pub(super) pointer: String,
    pub(super) code: &'static str,
}

impl Fault {
    /// `(json!({ "title": "" }), "/title", "min_length")`
    pub(super) fn case(&self) -> String {
        let items = [
            self.value.written(19, 12),
            rust_string(&self.pointer),
            rust_string(self.code),
        ];
        list(8, "(", &items, ")")
    }
}

/// Values inside of others go no deeper than this.
const DEPTH: usize = 3;

/// The greatest length that a request is made of.
const LONG: u64 = 200_000;

/// Everything that can be wrong with a field.
pub(super) fn of_part(world: &World<'_>, part: &Part) -> Vec<Fault> {
    let mut faults = match &part.value {
        None => of_value(world, &part.name, &key(), DEPTH),
        Some(value) => of_value(world, &part.name, value, DEPTH),
    };
    if part.refuses_null() {
        faults.push(here(Json::Code("null".to_owned()), "null"));
    }
    faults
        .into_iter()
        .map(|fault| under(&part.name, fault))
        .collect()
}

/// A key of nothing that there is.
pub(super) fn unknown_reference(part: &Part) -> Option<Fault> {
    let key = Json::Code(rust_string(NO_KEY));
    let (value, pointer) = match part.sets? {
        PayloadField::BelongsTo(_) => (key, format!("/{}", part.name)),
        PayloadField::ManyToMany(_) => (Json::Array(vec![key]), format!("/{}/0", part.name)),
        PayloadField::Attribute(_) => return None,
    };
    Some(Fault {
        value: Json::member(&part.name, value),
        pointer,
        code: "unknown_reference",
    })
}

/// Everything that can be wrong with a payload that is a union.
pub(super) fn of_union(world: &World<'_>, payload: Option<&Payload>) -> Vec<Fault> {
    match payload {
        Some(Payload::Type(id)) if matches!(world.service.ty(*id).kind, TypeKind::Union { .. }) => {
            let mut faults = of_named(world, *id, DEPTH);
            // That it has to be an object is shown for all bodies.
            faults.retain(|fault| !fault.pointer.is_empty());
            faults
        }
        _ => vec![],
    }
}

fn key() -> Value {
    Value {
        shape: Shape::Uuid,
        rules: Rules::default(),
    }
}

fn here(value: Json, code: &'static str) -> Fault {
    Fault {
        value,
        pointer: String::new(),
        code,
    }
}

/// The same fault one level further up, in a body of one member.
fn under(name: &str, fault: Fault) -> Fault {
    Fault {
        value: Json::member(name, fault.value),
        pointer: format!("/{name}{}", fault.pointer),
        code: fault.code,
    }
}

fn code(text: &str) -> Json {
    Json::Code(text.to_owned())
}

fn of_value(world: &World<'_>, name: &str, value: &Value, depth: usize) -> Vec<Fault> {
    let Some(depth) = depth.checked_sub(1) else {
        return vec![];
    };
    let rules = &value.rules;
    let format = |text: &str| here(code(&rust_string(text)), "format");
    let mut faults = match &value.shape {
        Shape::Boolean => vec![here(code("\"true\""), "wrong_type")],
        Shape::Int32 | Shape::Float64 => vec![here(code("\"1\""), "wrong_type")],
        Shape::Int64 => vec![
            here(code("true"), "wrong_type"),
            here(code("\"many\""), "wrong_type"),
        ],
        Shape::Decimal { scale } => {
            let finer = format!("0.{}1", "0".repeat(usize::from(*scale)));
            vec![here(code("true"), "wrong_type"), format(&finer)]
        }
        Shape::String | Shape::Text => vec![here(code("1"), "wrong_type")],
        Shape::Bytes => vec![here(code("1"), "wrong_type"), format("?")],
        Shape::DateTime | Shape::Date => vec![here(code("1"), "wrong_type"), format("yesterday")],
        Shape::Uuid | Shape::Url | Shape::Email => {
            vec![here(code("1"), "wrong_type"), format("nowhere")]
        }
        Shape::Array(element) => return of_array(world, name, element, rules, depth),
        Shape::Map(element) => return of_map(world, name, element, rules, depth),
        Shape::Named(id) => return of_named(world, *id, depth),
    };
    faults.extend(of_lengths(value));
    faults.extend(of_pattern(rules));
    faults.extend(
        super::limits::of(value)
            .into_iter()
            .map(|(value, code)| here(value, code)),
    );
    faults
}

fn of_lengths(value: &Value) -> Vec<Fault> {
    let rules = &value.rules;
    let text = |length: u64| match &value.shape {
        Shape::Bytes => {
            let rest =
                ["\"\"", "\"AA==\"", "\"AAA=\""][usize::try_from(length % 3).unwrap_or_default()];
            match length / 3 {
                0 => code(rest),
                groups if rest == "\"\"" => code(&format!("\"AAAA\".repeat({groups})")),
                groups => code(&format!("\"AAAA\".repeat({groups}) + {rest}")),
            }
        }
        _ if length <= 3 => code(&rust_string(&"aaa"[..usize::try_from(length).unwrap_or(3)])),
        _ => code(&format!(
            "\"a\".repeat({})",
            grouped(i64::try_from(length).unwrap_or(i64::MAX))
        )),
    };
    let short = rules.min_length.filter(|least| (1..=LONG).contains(least));
    let long = rules.max_length.filter(|most| *most < LONG);
    let short = short.map(|least| here(text(least - 1), "min_length"));
    let long = long.map(|most| here(text(most + 1), "max_length"));
    short.into_iter().chain(long).collect()
}

/// A text of legal length that does not match.
fn of_pattern(rules: &Rules) -> Option<Fault> {
    let regex = regex_lite::Regex::new(rules.pattern.as_deref()?).ok()?;
    let least = usize::try_from(rules.min_length.unwrap_or(1).max(1)).ok()?;
    let repeated = ["a", "A", "0", " ", ",", "-", "\u{e9}"].map(|text| text.repeat(least));
    let wrong = repeated
        .into_iter()
        .chain([String::new()])
        .find(|text| !regex.is_match(text))?;
    Some(here(code(&rust_string(&wrong)), "pattern"))
}

fn of_array(
    world: &World<'_>,
    name: &str,
    element: &Value,
    rules: &Rules,
    depth: usize,
) -> Vec<Fault> {
    let item = sample(world.service, name, element, Which::First);
    let mut faults = vec![here(code("\"\""), "wrong_type")];
    let least = usize::try_from(rules.min_items.unwrap_or_default()).unwrap_or_default();
    if let Some(item) = &item {
        let items = |count: u64| match count {
            0 => code("[]"),
            count => code(&format!(
                "vec![{}; {count}]",
                Json::from(item).written(0, 0)
            )),
        };
        faults.extend(
            rules
                .min_items
                .filter(|least| *least > 0)
                .map(|least| here(items(least - 1), "min_items")),
        );
        faults.extend(
            rules
                .max_items
                .filter(|most| *most < 10_000)
                .map(|most| here(items(most + 1), "max_items")),
        );
    }
    // Others beside the wrong one, as many as there have to be.
    let beside = match (least, &item) {
        (0 | 1, _) => vec![],
        (_, None) => return faults,
        (least, Some(item)) => vec![Json::from(item); least - 1],
    };
    let inside = of_value(world, name, element, depth)
        .into_iter()
        .chain([here(code("null"), "null")]);
    faults.extend(inside.filter(|_| rules.max_items != Some(0)).map(|fault| {
        Fault {
            value: Json::Array(
                std::iter::once(fault.value)
                    .chain(beside.iter().cloned())
                    .collect(),
            ),
            pointer: format!("/0{}", fault.pointer),
            code: fault.code,
        }
    }));
    faults
}

fn of_map(
    world: &World<'_>,
    name: &str,
    element: &Value,
    rules: &Rules,
    depth: usize,
) -> Vec<Fault> {
    let item = sample(world.service, name, element, Which::First);
    let mut faults = vec![here(code("\"\""), "wrong_type")];
    if let Some(item) = &item {
        let many = |count: u64| {
            code(&format!(
                "fields({count}, &{})",
                Json::from(item).written(0, 0)
            ))
        };
        faults.extend(
            rules
                .min_items
                .filter(|least| *least > 0)
                .map(|least| here(many(least - 1), "min_items")),
        );
        faults.extend(
            rules
                .max_items
                .filter(|most| *most < 10_000)
                .map(|most| here(many(most + 1), "max_items")),
        );
    }
    if rules.min_items.unwrap_or_default() <= 1 && rules.max_items != Some(0) {
        let inside = of_value(world, name, element, depth)
            .into_iter()
            .chain([here(code("null"), "null")]);
        faults.extend(inside.map(|fault| under("key", fault)));
    }
    faults
}

fn of_named(world: &World<'_>, id: TypeId, depth: usize) -> Vec<Fault> {
    match &world.service.ty(id).kind {
        TypeKind::Enum(_) => vec![here(code("1"), "wrong_type"), here(code("\"?\""), "enum")],
        TypeKind::Object(fields) => {
            let mut faults = vec![here(code("\"\""), "wrong_type")];
            faults.extend(of_object(world, id, fields, &[], depth));
            faults
        }
        TypeKind::Union {
            discriminator,
            members,
        } => {
            let tag = |tag: &str| vec![(discriminator.clone(), code(&rust_string(tag)))];
            let at = format!("/{discriminator}");
            let unknown = Fault {
                value: Json::Object(tag("?")),
                pointer: at.clone(),
                code: "enum",
            };
            let missing = Fault {
                value: Json::Object(vec![]),
                pointer: at,
                code: "required",
            };
            let mut faults = vec![here(code("\"\""), "wrong_type"), unknown, missing];
            for (name, member) in members {
                if let TypeKind::Object(fields) = &world.service.ty(*member).kind {
                    faults.extend(of_object(world, *member, fields, &tag(name), depth));
                }
            }
            faults
        }
    }
}

/// Faults of the fields of an object; `tag` stands in it beside them.
fn of_object(
    world: &World<'_>,
    id: TypeId,
    fields: &[Field],
    tag: &[(String, Json)],
    depth: usize,
) -> Vec<Fault> {
    let value = Value {
        shape: Shape::Named(id),
        rules: Rules::default(),
    };
    let Some(serde_json::Value::Object(whole)) =
        sample(world.service, "value", &value, Which::First)
    else {
        return vec![];
    };
    let with = |name: &str, changed: Option<Json>| {
        let others = whole.iter().filter(|(other, _)| *other != name);
        let others = others.map(|(name, value)| (name.clone(), Json::from(value)));
        let changed = changed.map(|value| (name.to_owned(), value));
        Json::Object(tag.iter().cloned().chain(others).chain(changed).collect())
    };
    let mut faults = Vec::new();
    for field in fields {
        let at = format!("/{}", field.name);
        for fault in of_value(world, &field.name, &field.value, depth) {
            let pointer = format!("{at}{}", fault.pointer);
            faults.push(Fault {
                value: with(&field.name, Some(fault.value)),
                pointer,
                code: fault.code,
            });
        }
        if reading(field) == Reading::Required {
            faults.push(Fault {
                value: with(&field.name, None),
                pointer: at.clone(),
                code: "required",
            });
        }
        if reading(field) != Reading::Nullable {
            faults.push(Fault {
                value: with(&field.name, Some(code("null"))),
                pointer: at,
                code: "null",
            });
        }
    }
    let surplus = with("no_such_field", Some(code("1")));
    faults.push(Fault {
        value: surplus,
        pointer: "/no_such_field".to_owned(),
        code: "unknown_field",
    });
    faults
}

fn reading(field: &Field) -> Reading {
    match (field.presence, &field.default) {
        (Presence::Required, None) => Reading::Required,
        (Presence::Nullable, _) => Reading::Nullable,
        _ => Reading::Optional,
    }
}
