//! Values to show: slots and values go in, JSON comes out that a service takes, and values beside it that another design
//! may judge otherwise.

use super::choice::choices;
use super::judge::written;
use super::slot::{Content, Slot, fields, links, plain, view};
use crate::ir::{Literal, Relation, Rules, Service, Shape, TypeKind, Value, number};
use crate::lower;
use serde_json::{Map, Value as Json, json};

/// More characters or items than anybody would read.
const LONGEST: u64 = 20_000;

/// How deep objects are filled.
const DEEPEST: usize = 8;

/// The least object of these slots: what has to be there. `None` where no value is found.
pub(in crate::breaking) fn least(
    service: &Service,
    slots: &[Slot<'_>],
) -> Option<Map<String, Json>> {
    members(service, slots, DEEPEST)
}

fn members(service: &Service, slots: &[Slot<'_>], depth: usize) -> Option<Map<String, Json>> {
    let depth = depth.checked_sub(1)?;
    let mut object = Map::new();
    for slot in slots.iter().filter(|slot| slot.must) {
        let json = match slot.null && slot.kind != super::Kind::Nested {
            true => Json::Null,
            false => content(service, slot, depth)?,
        };
        object.insert(slot.name.to_string(), json);
    }
    Some(object)
}

fn content(service: &Service, slot: &Slot<'_>, depth: usize) -> Option<Json> {
    match &slot.content {
        Content::Value(value) => one(service, (&slot.name, value), depth),
        Content::Links(id) => members(service, &links(service, *id), depth).map(Json::Object),
        Content::View {
            media_type,
            view: id,
            relation,
            ..
        } => match relation {
            Relation::BelongsTo(_) => {
                members(service, &view(service, *media_type, *id), depth).map(Json::Object)
            }
            Relation::HasMany(_) | Relation::ManyToMany(_) => Some(json!([])),
        },
    }
}

/// What a slot may hold.
pub(in crate::breaking) fn of_slot(service: &Service, slot: &Slot<'_>) -> Option<Json> {
    content(service, slot, DEEPEST)
}

/// The least value of a name.
fn one(service: &Service, (name, value): (&str, &Value), depth: usize) -> Option<Json> {
    match &value.shape {
        Shape::Array(_) if value.rules.min_items.unwrap_or(0) == 0 => Some(json!([])),
        Shape::Map(_) if value.rules.min_items.unwrap_or(0) == 0 => Some(json!({})),
        Shape::Array(element) => {
            let item = one(service, (name, element), depth.checked_sub(1)?)?;
            let count = usize::try_from(value.rules.min_items?).ok()?;
            Some(Json::Array(vec![item; count]))
        }
        Shape::Named(id) => match &service.ty(*id).kind {
            TypeKind::Enum(_) => {
                let choices = choices(service.ty(*id));
                choices.first().map(|choice| json!(choice.sent))
            }
            TypeKind::Object(_) => members(service, &fields(service, *id), depth).map(Json::Object),
            TypeKind::Union {
                discriminator,
                members: all,
            } => {
                let (tag, member) = all.first()?;
                let mut object = members(service, &fields(service, *member), depth)?;
                object.insert(discriminator.clone(), json!(tag));
                Some(Json::Object(object))
            }
        },
        _ => lower::exemplary(service, name, value),
    }
}

/// Values at the limits of a value, and those that other rules would set; not all of them keep its own.
pub(in crate::breaking) fn values(
    service: &Service,
    (name, value): (&str, &Value),
    others: &Rules,
) -> Vec<Json> {
    let own = &value.rules;
    let lengths = [
        own.min_length,
        own.max_length,
        others.min_length,
        others.max_length,
    ];
    let counts = [
        own.min_items,
        own.max_items,
        others.min_items,
        others.max_items,
    ];
    let more: Vec<Json> = match &value.shape {
        Shape::String | Shape::Text | Shape::Email | Shape::Url => {
            let texts = edges(lengths).filter_map(|length| text(service, (name, value), length));
            texts.collect()
        }
        Shape::Bytes => {
            let lengths = edges(lengths).filter_map(|length| usize::try_from(length).ok());
            let bytes = lengths.map(|length| json!(crate::print::base64(&vec![b'a'; length])));
            bytes.collect()
        }
        Shape::Int32 | Shape::Int64 | Shape::Float64 | Shape::Decimal { .. } => {
            numbers(&value.shape, own, others)
        }
        Shape::Array(element) | Shape::Map(element) => {
            let item = one(service, (&crate::names::singular(name), element), DEEPEST);
            let many = edges(counts).filter_map(|count| many(&value.shape, item.as_ref()?, count));
            many.collect()
        }
        Shape::Named(id) => {
            let choices = choices(service.ty(*id));
            choices.iter().map(|choice| json!(choice.sent)).collect()
        }
        _ => Vec::new(),
    };
    let least = one(service, (name, value), DEEPEST);
    least.into_iter().chain(more).collect()
}

/// A list or a map of so many.
fn many(shape: &Shape, item: &Json, count: u64) -> Option<Json> {
    let count = usize::try_from(count).ok()?;
    Some(match shape {
        Shape::Map(_) => {
            let entry = |number: usize| (format!("key-{number}"), item.clone());
            Json::Object((1..=count).map(entry).collect())
        }
        _ => Json::Array(vec![item.clone(); count]),
    })
}

/// Limits, and one to either side of each.
fn edges(limits: [Option<u64>; 4]) -> impl Iterator<Item = u64> {
    let limits = limits.into_iter().flatten();
    let near = limits.flat_map(|limit| [limit, limit.saturating_sub(1), limit.saturating_add(1)]);
    near.filter(|length| *length <= LONGEST)
}

/// A text of a length, of the value's own pattern if it has one.
fn text(service: &Service, (name, value): (&str, &Value), length: u64) -> Option<Json> {
    if matches!(value.shape, Shape::String | Shape::Text) && value.rules.pattern.is_none() {
        return Some(json!("a".repeat(usize::try_from(length).ok()?)));
    }
    let mut exact = value.clone();
    exact.rules.min_length = Some(length);
    exact.rules.max_length = Some(length);
    lower::exemplary(service, name, &exact)
}

/// Limits of numbers, and one step to either side of each.
fn numbers(shape: &Shape, own: &Rules, others: &Rules) -> Vec<Json> {
    let limits = [own, others].into_iter().flat_map(|rules| {
        [
            &rules.minimum,
            &rules.maximum,
            &rules.exclusive_minimum,
            &rules.exclusive_maximum,
        ]
    });
    let mut found = vec![written_as(shape, 0)];
    for limit in limits.flatten() {
        let scale = match shape {
            Shape::Decimal { scale } => *scale,
            // Steps of a tenth are enough to be on either side.
            Shape::Float64 => 1,
            _ => 0,
        };
        let units = number::scaled(&plain_number(limit), scale);
        for step in [0, -1, 1] {
            found.extend(
                units
                    .and_then(|units| units.checked_add(step))
                    .map(|units| written_as(shape, units)),
            );
        }
    }
    // More digits than fewer of them allow.
    if let Shape::Decimal { scale } = shape {
        found.push(written_as(&Shape::Decimal { scale: *scale }, 1));
    }
    found
}

fn plain_number(limit: &Literal) -> String {
    written(limit)
}

fn written_as(shape: &Shape, units: i64) -> Json {
    match shape {
        Shape::Decimal { scale } => json!(decimal(units, *scale)),
        Shape::Float64 => decimal(units, 1)
            .parse::<f64>()
            .map_or(Json::Null, Json::from),
        Shape::Int64 => json!(units.to_string()),
        _ => json!(units),
    }
}

fn decimal(units: i64, scale: u8) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let width = usize::from(scale) + 1;
    let digits = format!("{:0width$}", units.unsigned_abs());
    let (whole, fraction) = digits.split_at(digits.len() - usize::from(scale));
    match fraction {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    }
}

/// A value as a parameter of a query writes it; `None` of what no parameter holds.
pub(in crate::breaking) fn text_of(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Bool(_) | Json::Number(_) => Some(json.to_string()),
        _ => None,
    }
}

/// The least value of a shape without rules.
pub(in crate::breaking) fn of_shape(service: &Service, name: &str, shape: &Shape) -> Option<Json> {
    one(service, (name, &plain(shape.clone())), DEEPEST)
}
