//! What the indexes of tables hold: as much as an index of PostgreSQL takes, whatever is stored. What is short enough for
//! that also leaves room for a cursor in the line of a request.

use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, AttributeId, IndexPart, Shape, TableIndex, TypeKind};
use crate::resolve::pattern;
use crate::source::Span;
use std::collections::BTreeMap;

/// Bytes of a row of an index: a B-tree of PostgreSQL takes 2,704, of which some say what the row is.
const MOST: u64 = 2_600;

/// Bytes of a key.
const KEY: u64 = 16;

/// Bytes of a number, a time, a truth, with what aligns it.
const SMALL: u64 = 8;

/// Bytes beside those of a text: its length, and what aligns it.
const FRAME: u64 = 8;

/// A text in an index.
struct Text {
    attribute: AttributeId,
    /// Bytes of a character at most.
    width: u64,
    /// Characters at most, if there is a limit.
    length: Option<u64>,
}

impl Text {
    fn bytes(&self) -> Option<u64> {
        self.length?.checked_mul(self.width)
    }

    fn is_within(&self, share: u64) -> bool {
        self.bytes().is_some_and(|bytes| bytes <= share)
    }
}

/// What is too long for an index, and what it may be.
struct TooLong {
    length: Option<u64>,
    most: u64,
    /// What asks for the index that has the least room.
    by: Span,
}

/// Whatever may be stored can be indexed. An attribute is told of once, with the least of all its indexes.
pub(super) fn no_index_too_long(service: &ir::Service, found: &mut Diagnostics) {
    for entity in &service.entities {
        let mut too_long: BTreeMap<AttributeId, TooLong> = BTreeMap::new();
        for index in service.table_indexes(entity) {
            for (attribute, here) in of_index(service, entity, &index) {
                let known = too_long.get(&attribute);
                if known.is_none_or(|known| here.most < known.most) {
                    too_long.insert(attribute, here);
                }
            }
        }
        for (attribute, too_long) in too_long {
            found.push(told(entity.attribute(attribute), &too_long));
        }
    }
}

/// The texts that are too long for an index: each may have an equal share of what those that need less leave.
fn of_index(
    service: &ir::Service,
    entity: &ir::Entity,
    index: &TableIndex,
) -> Vec<(AttributeId, TooLong)> {
    let (mut texts, mut room) = texts(service, entity, index);
    let share = loop {
        let Some(share) = room.checked_div(texts.len() as u64) else {
            return Vec::new();
        };
        let (short, long): (Vec<Text>, Vec<Text>) =
            texts.into_iter().partition(|text| text.is_within(share));
        texts = long;
        if short.is_empty() {
            break share;
        }
        room -= short.iter().filter_map(Text::bytes).sum::<u64>();
    };
    let too_long = texts.into_iter().map(|text| {
        let here = TooLong {
            length: text.length,
            most: share / text.width,
            by: index.span,
        };
        (text.attribute, here)
    });
    too_long.collect()
}

/// The texts of an index, and the room that everything else in it leaves for their characters.
fn texts(service: &ir::Service, entity: &ir::Entity, index: &TableIndex) -> (Vec<Text>, u64) {
    let mut texts = Vec::new();
    let mut room = MOST;
    // Databases order by whether there is a value, too.
    if index.orders_absent(entity) {
        room -= SMALL;
    }
    for part in &index.parts {
        let bytes = match part {
            IndexPart::BelongsTo(_) => KEY,
            IndexPart::Attribute(id) => match text(service, entity, *id) {
                Ok(text) => {
                    texts.push(text);
                    FRAME
                }
                Err(bytes) => bytes,
            },
        };
        room = room.saturating_sub(bytes);
    }
    (texts, room)
}

/// A text, or the bytes of what is none.
fn text(service: &ir::Service, entity: &ir::Entity, id: AttributeId) -> Result<Text, u64> {
    let value = &entity.attribute(id).value;
    let width = match &value.shape {
        Shape::Uuid => return Err(KEY),
        Shape::Named(named) => return Err(longest(service, *named)),
        // Of any script.
        Shape::String | Shape::Text => 4,
        // Of ASCII.
        Shape::Url | Shape::Email | Shape::Bytes => 1,
        _ => return Err(SMALL),
    };
    let rules = &value.rules;
    let lengths = rules.pattern.as_deref().and_then(pattern::lengths);
    let by_pattern = lengths.and_then(|lengths| lengths.most);
    Ok(Text {
        attribute: id,
        width,
        length: [rules.max_length, by_pattern].into_iter().flatten().min(),
    })
}

/// The bytes of the longest value of an enum.
fn longest(service: &ir::Service, id: ir::TypeId) -> u64 {
    let TypeKind::Enum(values) = &service.ty(id).kind else {
        return FRAME;
    };
    let longest = values.iter().map(String::len).max().unwrap_or_default();
    FRAME + longest as u64
}

fn told(attribute: &ir::Attribute, too_long: &TooLong) -> Diagnostic {
    let message = format!(
        "a value of {} may be too long for its index",
        quoted(&attribute.name)
    );
    let label = match too_long.length {
        Some(length) => format!("up to {length} characters"),
        None => "of any length".to_owned(),
    };
    let finding = Diagnostic::new(codes::INDEX_TOO_LONG, attribute.span, message).label(label);
    let finding = if too_long.by == attribute.span {
        finding
    } else {
        finding.also(too_long.by, "this asks for the index")
    };
    match too_long.most {
        0 => finding.help("let the index be over less"),
        most => finding.help(format!("give it a `max_length` of at most {most}")),
    }
}
