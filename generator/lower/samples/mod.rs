//! Samples: the name and the rules of a value come in, JSON goes out that keeps the rules. There are
//! two of each where its type has so many, and they are the same on every run.

mod pattern;

use super::openapi::examples;
use crate::ir::{Literal, Rules, Service, Shape, TypeId, TypeKind, Value};
use serde_json::{Map, Value as Json};

/// Which of the two samples of a value is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    First,
    Second,
}

/// Objects inside of objects go no deeper than the first of these, since a type may hold itself in an array; only where
/// what has to be there is deeper, the next one.
const DEPTHS: [usize; 3] = [4, 8, 12];

/// A sample of a value; `None` if none is found that keeps the rules.
pub(super) fn sample(service: &Service, name: &str, value: &Value, which: Which) -> Option<Json> {
    let samples = Samples { service, which };
    DEPTHS
        .iter()
        .find_map(|depth| samples.of(name, value, *depth))
}

/// A value of a design, and the example that the design gives of it.
pub(super) struct Exemplary<'a> {
    pub(super) name: &'a str,
    pub(super) value: &'a Value,
    pub(super) example: Option<&'a Literal>,
}

/// A sample that is found, else the example.
pub(super) fn sample_or_example(
    service: &Service,
    wanted: &Exemplary<'_>,
    which: Which,
) -> Option<Json> {
    let example = wanted.example;
    let example = || example.map(|literal| super::openapi::json(wanted.value, literal));
    sample(service, wanted.name, wanted.value, which).or_else(example)
}

/// A value that keeps the rules, for whoever is to be shown one.
pub(crate) fn exemplary(service: &Service, name: &str, value: &Value) -> Option<Json> {
    sample(service, name, value, Which::First)
}

struct Samples<'a> {
    service: &'a Service,
    which: Which,
}

impl Samples<'_> {
    fn of(&self, name: &str, value: &Value, depth: usize) -> Option<Json> {
        let depth = depth.checked_sub(1)?;
        match &value.shape {
            Shape::Array(element) => self.array(name, element, &value.rules, depth),
            Shape::Map(element) => self.map(name, element, &value.rules, depth),
            Shape::Named(id) => self.named(*id, depth),
            Shape::Boolean => Some(Json::from(self.which == Which::First)),
            Shape::DateTime | Shape::Date => time(value, self.which),
            Shape::String | Shape::Text => self.text(name, value),
            _ => examples::of(&self.named_after(name), value),
        }
    }

    /// Samples follow the name, so that another name makes another sample.
    fn named_after(&self, name: &str) -> String {
        match self.which {
            Which::First => name.to_owned(),
            Which::Second => format!("other_{name}"),
        }
    }

    fn text(&self, name: &str, value: &Value) -> Option<Json> {
        let found = examples::of(&self.named_after(name), value);
        found.or_else(|| {
            let pattern = value.rules.pattern.as_deref()?;
            pattern::matching(pattern, &value.rules, self.which).map(Json::from)
        })
    }

    fn array(&self, name: &str, element: &Value, rules: &Rules, depth: usize) -> Option<Json> {
        let least = usize::try_from(rules.min_items.unwrap_or_default()).ok()?;
        let item = self.of(&crate::names::singular(name), element, depth);
        match item.filter(|_| rules.max_items != Some(0)) {
            Some(item) => Some(Json::Array(vec![item; least.max(1)])),
            None => (least == 0).then(|| Json::Array(Vec::new())),
        }
    }

    fn map(&self, name: &str, element: &Value, rules: &Rules, depth: usize) -> Option<Json> {
        let least = usize::try_from(rules.min_items.unwrap_or_default()).ok()?;
        let value = self.of(&crate::names::singular(name), element, depth);
        let Some(value) = value.filter(|_| rules.max_items != Some(0)) else {
            return (least == 0).then(|| Json::Object(Map::new()));
        };
        let names = (1..=least.max(1)).map(|number| format!("key-{number}"));
        Some(names.map(|name| (name, value.clone())).collect())
    }

    fn named(&self, id: TypeId, depth: usize) -> Option<Json> {
        match &self.service.ty(id).kind {
            TypeKind::Enum(values) => self.choice(values).map(|value| Json::from(value.as_str())),
            TypeKind::Object(_) => self.object(id, depth).map(Json::Object),
            TypeKind::Union {
                discriminator,
                members,
            } => {
                let (tag, member) = self.choice(members)?;
                let mut object =
                    Map::from_iter([(discriminator.clone(), Json::from(tag.as_str()))]);
                object.extend(self.object(*member, depth)?);
                Some(Json::Object(object))
            }
        }
    }

    fn object(&self, id: TypeId, depth: usize) -> Option<Map<String, Json>> {
        let TypeKind::Object(fields) = &self.service.ty(id).kind else {
            return None;
        };
        let mut object = Map::new();
        for field in fields {
            let sample = self.of(&field.name, &field.value, depth);
            let example = || {
                field
                    .example
                    .as_ref()
                    .map(|literal| super::openapi::json(&field.value, literal))
            };
            let required =
                field.presence == crate::ir::Presence::Required && field.default.is_none();
            match sample.or_else(example) {
                Some(sample) => {
                    object.insert(field.name.clone(), sample);
                }
                None if required => return None,
                // It is sent as null anyway.
                None if field.presence == crate::ir::Presence::Nullable => {
                    object.insert(field.name.clone(), Json::Null);
                }
                None => {}
            }
        }
        Some(object)
    }

    /// The first, or the second if there is one.
    fn choice<'t, T>(&self, choices: &'t [T]) -> Option<&'t T> {
        match self.which {
            Which::First => choices.first(),
            Which::Second => choices.get(1).or(choices.first()),
        }
    }
}

/// Days and moments that are within the limits, of which the design may give some.
fn time(value: &Value, which: Which) -> Option<Json> {
    let is_date = matches!(value.shape, Shape::Date);
    let days = match which {
        Which::First => ["2026-01-31", "2026-02-28"],
        Which::Second => ["2026-02-28", "2026-01-31"],
    };
    let usual = days.map(|day| {
        if is_date {
            day.to_owned()
        } else {
            format!("{day}T09:30:00Z")
        }
    });
    let rules = &value.rules;
    let limits = [&rules.minimum, &rules.maximum]
        .into_iter()
        .flatten()
        .filter_map(text);
    let mut candidates = usual.into_iter().chain(limits);
    candidates
        .find(|candidate| is_within(candidate, rules))
        .map(Json::from)
}

fn text(literal: &Literal) -> Option<String> {
    match literal {
        Literal::Text(text) => Some(text.clone()),
        _ => None,
    }
}

/// Dates, and moments in UTC to the second, are ordered like their texts.
fn is_within(candidate: &str, rules: &Rules) -> bool {
    let limit = |literal: &Option<Literal>| literal.as_ref().and_then(text);
    limit(&rules.minimum).is_none_or(|least| *candidate >= *least)
        && limit(&rules.maximum).is_none_or(|most| *candidate <= *most)
        && limit(&rules.exclusive_minimum).is_none_or(|limit| *candidate > *limit)
        && limit(&rules.exclusive_maximum).is_none_or(|limit| *candidate < *limit)
}
