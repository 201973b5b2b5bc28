//! Whether JSON is a value of a design: a value or members and JSON go in, what is wrong comes out. Services judge
//! requests so, and clients answers.

use super::choice::{Choice, choices};
use super::slot::{Content, Slot, fields, links, view};
use crate::ir::{Literal, Relation, Rules, Service, Shape, TypeId, TypeKind, Value, number};
use crate::resolve::{date, format};
use serde_json::{Map, Value as Json};
use std::cmp::Ordering;

/// Something that is wrong with what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer (RFC 6901), or `?name` of a parameter.
    pub at: String,
    /// What is wrong, as in "`/title` has more than 3 characters".
    pub says: String,
}

/// Who judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::breaking) enum Mode {
    /// The service: what it does not know is refused.
    Request,
    /// The service, of a merge patch (RFC 7396): members may be missing, null removes.
    Patch,
    /// A client: what it does not know is passed over.
    Answer,
}

/// Judges values of one design.
#[derive(Debug, Clone, Copy)]
pub(in crate::breaking) struct Values<'a> {
    pub(in crate::breaking) service: &'a Service,
    pub(in crate::breaking) mode: Mode,
}

/// Where something is wrong, and the list of what is.
pub(in crate::breaking) struct Found<'f> {
    pub(in crate::breaking) at: String,
    pub(in crate::breaking) faults: &'f mut Vec<Fault>,
}

impl Found<'_> {
    fn says(&mut self, says: impl Into<String>) {
        let at = self.at.clone();
        let says = says.into();
        self.faults.push(Fault { at, says });
    }

    fn below(&mut self, name: &str) -> Found<'_> {
        Found {
            at: format!("{}/{name}", self.at),
            faults: self.faults,
        }
    }
}

impl Values<'_> {
    /// What is wrong with a value.
    pub(in crate::breaking) fn faults(self, value: &Value, json: &Json) -> Vec<Fault> {
        let mut faults = Vec::new();
        let at = String::new();
        self.value(
            value,
            json,
            Found {
                at,
                faults: &mut faults,
            },
        );
        faults
    }

    /// The same of the members of an object.
    pub(in crate::breaking) fn members(
        self,
        slots: &[Slot<'_>],
        json: &Json,
        mut found: Found<'_>,
    ) {
        let Json::Object(members) = json else {
            return found.says("is no object");
        };
        self.known(slots, members, &mut found);
        if self.mode == Mode::Answer {
            return;
        }
        for name in members.keys() {
            if !slots.iter().any(|slot| slot.takes(name)) {
                found.below(name).says("is not known");
            }
        }
    }

    fn known(self, slots: &[Slot<'_>], members: &Map<String, Json>, found: &mut Found<'_>) {
        for slot in slots {
            let also = slot.also.as_ref().filter(|_| self.mode != Mode::Answer);
            let also = || members.get(also?.as_ref());
            match members.get(slot.name.as_ref()).or_else(also) {
                None if slot.must && self.mode != Mode::Patch => {
                    found.below(&slot.name).says("is missing");
                }
                None => {}
                Some(Json::Null) if slot.null => {}
                Some(Json::Null) => found.below(&slot.name).says("is null"),
                Some(json) => self.content(&slot.content, json, found.below(&slot.name)),
            }
        }
    }

    fn content(self, content: &Content<'_>, json: &Json, mut found: Found<'_>) {
        match content {
            Content::Value(value) => self.value(value, json, found),
            Content::Links(id) => self.members(&links(self.service, *id), json, found),
            Content::View {
                media_type,
                view: id,
                relation,
                most,
            } => {
                let slots = view(self.service, *media_type, *id);
                match (relation, json) {
                    (Relation::BelongsTo(_), json) => self.members(&slots, json, found),
                    (_, Json::Array(items)) => {
                        let rules = Rules {
                            max_items: most.map(u64::from),
                            ..Rules::default()
                        };
                        count(&rules, items.len(), &mut found);
                        for (index, item) in items.iter().enumerate() {
                            self.members(&slots, item, found.below(&index.to_string()));
                        }
                    }
                    _ => found.says("is no list"),
                }
            }
        }
    }

    fn value(self, value: &Value, json: &Json, mut found: Found<'_>) {
        let rules = &value.rules;
        match (&value.shape, json) {
            (Shape::Array(element), Json::Array(items)) => {
                count(rules, items.len(), &mut found);
                for (index, item) in items.iter().enumerate() {
                    self.value(element, item, found.below(&index.to_string()));
                }
            }
            (Shape::Map(element), Json::Object(members)) => {
                count(rules, members.len(), &mut found);
                for (name, member) in members {
                    self.value(element, member, found.below(name));
                }
            }
            (Shape::Named(id), json) => self.named(*id, json, found),
            // What is taken as a number, too, is always sent as text.
            (Shape::Int64 | Shape::Decimal { .. }, Json::Number(_))
                if self.mode == Mode::Answer =>
            {
                found.says("is a number and no text");
            }
            (shape, json) => {
                if let Err(says) = scalar(shape, rules, json) {
                    found.says(says);
                }
            }
        }
    }

    fn named(self, id: TypeId, json: &Json, mut found: Found<'_>) {
        match &self.service.ty(id).kind {
            TypeKind::Enum(values) => {
                let choices = choices(self.service.ty(id));
                let takes = |text: &str| {
                    let also = |choice: &Choice<'_>| {
                        choice.also == Some(text) && self.mode != Mode::Answer
                    };
                    choices
                        .iter()
                        .any(|choice| choice.sent == text || also(choice))
                };
                if !json.as_str().is_some_and(takes) {
                    found.says(format!("is none of: {}", values.join(", ")));
                }
            }
            TypeKind::Object(_) => self.members(&fields(self.service, id), json, found),
            TypeKind::Union {
                discriminator,
                members,
            } => {
                let tag = json.get(discriminator).and_then(Json::as_str);
                let member = members
                    .iter()
                    .find(|(known, _)| Some(known.as_str()) == tag);
                match (member, json) {
                    (Some((_, member)), Json::Object(object)) => {
                        let mut rest = object.clone();
                        rest.remove(discriminator);
                        self.members(&fields(self.service, *member), &Json::Object(rest), found);
                    }
                    // A merge patch need not say again which of them it is.
                    (None, Json::Object(_)) if tag.is_none() && self.mode == Mode::Patch => {}
                    _ => {
                        let tags: Vec<&str> = members.iter().map(|(tag, _)| tag.as_str()).collect();
                        let says = format!("is none of: {}", tags.join(", "));
                        found.below(discriminator).says(says);
                    }
                }
            }
        }
    }
}

fn count(rules: &Rules, items: usize, found: &mut Found<'_>) {
    let items = items as u64;
    if let Some(least) = rules.min_items.filter(|least| items < *least) {
        found.says(format!("has fewer than {least} items"));
    }
    if let Some(most) = rules.max_items.filter(|most| items > *most) {
        found.says(format!("has more than {most} items"));
    }
}

/// What is wrong with a value that is not made of others.
fn scalar(shape: &Shape, rules: &Rules, json: &Json) -> Result<(), String> {
    match (shape, json) {
        (Shape::Boolean, Json::Bool(_)) => Ok(()),
        (Shape::Int32, Json::Number(number)) => {
            let whole = number
                .as_i64()
                .and_then(|number| i32::try_from(number).ok());
            whole.ok_or("is no whole number of 32 bits")?;
            range(rules, &number.to_string())
        }
        (Shape::Int64, Json::Number(number)) => {
            number.as_i64().ok_or("is no whole number of 64 bits")?;
            range(rules, &number.to_string())
        }
        (Shape::Int64, Json::String(text)) => {
            text.parse::<i64>()
                .map_err(|_| "is no whole number of 64 bits")?;
            range(rules, text)
        }
        (Shape::Float64, Json::Number(number)) => range(rules, &number.to_string()),
        (Shape::Decimal { scale }, Json::String(text)) => decimal(*scale, rules, text),
        (Shape::Decimal { scale }, Json::Number(number)) if !number.is_f64() => {
            decimal(*scale, rules, &number.to_string())
        }
        (shape, Json::String(text)) => self::text(shape, rules, text),
        (shape, _) => Err(format!("is no {}", word(shape))),
    }
}

fn decimal(scale: u8, rules: &Rules, text: &str) -> Result<(), String> {
    number::scaled(text, scale)
        .ok_or_else(|| format!("is no decimal number with {scale} digits after the point"))?;
    range(rules, text)
}

/// Numbers as texts, compared exactly.
fn range(rules: &Rules, own: &str) -> Result<(), String> {
    let limit = |literal: &Option<Literal>| literal.as_ref().map(written);
    let fails = |limit: &Option<Literal>, wrong: &[Ordering]| {
        self::limit(limit).is_some_and(|limit| wrong.contains(&number::compare(own, &limit)))
    };
    let told = |word: &str, literal: &Option<Literal>| {
        Err(format!("is {word} {}", limit(literal).unwrap_or_default()))
    };
    if fails(&rules.minimum, &[Ordering::Less]) {
        return told("less than", &rules.minimum);
    }
    if fails(&rules.maximum, &[Ordering::Greater]) {
        return told("more than", &rules.maximum);
    }
    if fails(&rules.exclusive_minimum, &[Ordering::Less, Ordering::Equal]) {
        return told("not more than", &rules.exclusive_minimum);
    }
    if fails(
        &rules.exclusive_maximum,
        &[Ordering::Greater, Ordering::Equal],
    ) {
        return told("not less than", &rules.exclusive_maximum);
    }
    Ok(())
}

fn limit(literal: &Option<Literal>) -> Option<String> {
    literal.as_ref().map(written)
}

/// A literal as text.
pub(in crate::breaking) fn written(literal: &Literal) -> String {
    match literal {
        Literal::Boolean(flag) => flag.to_string(),
        Literal::Integer(number) => number.to_string(),
        Literal::Number(text) | Literal::Text(text) => text.clone(),
        Literal::Array(items) => {
            let items: Vec<String> = items.iter().map(written).collect();
            format!("[{}]", items.join(", "))
        }
    }
}

fn text(shape: &Shape, rules: &Rules, text: &str) -> Result<(), String> {
    let fits = match shape {
        Shape::String | Shape::Text => true,
        Shape::Bytes => text.len().is_multiple_of(4),
        Shape::DateTime => date::is_date_time(text),
        Shape::Date => date::is_date(text),
        Shape::Uuid => format::is_uuid(text),
        Shape::Url => format::is_url(text),
        Shape::Email => format::is_email(text),
        _ => false,
    };
    if !fits {
        return Err(format!("is no {}", word(shape)));
    }
    let padding = text.len() - text.trim_end_matches('=').len();
    let (length, unit) = match shape {
        Shape::Bytes => (text.len() / 4 * 3 - padding.min(2), "bytes"),
        _ => (text.chars().count(), "characters"),
    };
    let length = length as u64;
    if let Some(least) = rules.min_length.filter(|least| length < *least) {
        return Err(format!("has fewer than {least} {unit}"));
    }
    if let Some(most) = rules.max_length.filter(|most| length > *most) {
        return Err(format!("has more than {most} {unit}"));
    }
    let pattern = rules.pattern.as_deref();
    let broken = pattern
        .filter(|pattern| regex_lite::Regex::new(pattern).is_ok_and(|regex| !regex.is_match(text)));
    match broken {
        Some(pattern) => Err(format!("does not match `{pattern}`")),
        None => Ok(()),
    }
}

/// What people call a shape.
pub(in crate::breaking) fn word(shape: &Shape) -> &'static str {
    match shape {
        Shape::Boolean => "boolean",
        Shape::Int32 => "int32",
        Shape::Int64 => "int64",
        Shape::Float64 => "float64",
        Shape::Decimal { .. } => "decimal",
        Shape::String => "string",
        Shape::Text => "text",
        Shape::Bytes => "bytes",
        Shape::DateTime => "datetime",
        Shape::Date => "date",
        Shape::Uuid => "uuid",
        Shape::Url => "url",
        Shape::Email => "email",
        Shape::Array(_) => "array",
        Shape::Map(_) => "map",
        Shape::Named(_) => "type",
    }
}
