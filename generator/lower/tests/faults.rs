//! Faults: a value with its rules comes in; what breaks one of them goes out, with the place and the
//! code that the service has to answer.

use super::super::rust_type::grouped;
use super::body::{NO_KEY, Part};
use super::json::Json;
use super::slot::Slot;
use super::world::World;
use crate::ir::{Payload, PayloadField, Rules, Shape, TypeKind, Value};
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

/// The greatest length that a request is made of.
const LONG: u64 = 200_000;

/// Everything that can be wrong with a field.
pub(super) fn of_part(world: &World<'_>, part: &Part) -> Vec<Fault> {
    let slot = Slot::of_body(world, &part.name);
    let mut faults = match &part.value {
        None => slot.value(&key()),
        Some(value) => slot.value(value),
    };
    if part.reading.merges() {
        faults.retain(|fault| !is_mended(fault));
    }
    if part.refuses_null() {
        faults.push(here(Json::Code("null".to_owned()), "null"));
    }
    faults
        .into_iter()
        .map(|fault| under(&part.name, fault))
        .collect()
}

/// Whether a value that is merged with another one may be without a fault: what it lacks is there already, and null
/// takes away.
fn is_mended(fault: &Fault) -> bool {
    match fault.code {
        "required" => true,
        "null" => !fault.pointer.is_empty(),
        // Of an array, which changes as a whole, it is one; but not told apart here.
        "min_items" => true,
        _ => false,
    }
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
            let mut faults = Slot::of_body(world, "payload").named(*id);
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

/// A fault of the value itself.
pub(super) fn here(value: Json, code: &'static str) -> Fault {
    Fault {
        value,
        pointer: String::new(),
        code,
    }
}

/// The same fault one level further up, in a body of one member.
pub(super) fn under(name: &str, fault: Fault) -> Fault {
    Fault {
        value: Json::member(name, fault.value),
        pointer: format!("/{name}{}", fault.pointer),
        code: fault.code,
    }
}

/// A literal or an expression.
pub(super) fn code(text: &str) -> Json {
    Json::Code(text.to_owned())
}

/// Everything that can be wrong with a value that has nothing inside.
pub(super) fn of_single(value: &Value) -> Vec<Fault> {
    let wrong_type = |text: &str| here(code(text), "wrong_type");
    let format = |text: &str| here(code(&rust_string(text)), "format");
    let mut faults = match &value.shape {
        Shape::Boolean => vec![wrong_type("\"true\"")],
        Shape::Int32 | Shape::Float64 => vec![wrong_type("\"1\"")],
        Shape::Int64 => vec![wrong_type("true"), wrong_type("\"many\"")],
        Shape::Decimal { scale } => {
            let finer = format!("0.{}1", "0".repeat(usize::from(*scale)));
            vec![wrong_type("true"), format(&finer)]
        }
        Shape::String | Shape::Text => vec![wrong_type("1")],
        Shape::Bytes => vec![wrong_type("1"), format("?")],
        Shape::DateTime | Shape::Date => vec![wrong_type("1"), format("yesterday")],
        Shape::Uuid | Shape::Url | Shape::Email => vec![wrong_type("1"), format("nowhere")],
        Shape::Array(_) | Shape::Map(_) | Shape::Named(_) => vec![],
    };
    faults.extend(of_lengths(value));
    faults.extend(of_pattern(&value.rules));
    let limits = super::limits::of(value).into_iter();
    faults.extend(limits.map(|(value, code)| here(value, code)));
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
                1 if rest == "\"\"" => code("\"AAAA\""),
                1 => code(&format!("\"AAAA{}", &rest[1..])),
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
