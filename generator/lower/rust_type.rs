//! Rust types and literals of values, each with what must be imported for it.

use super::naming;
use crate::ir;
use crate::names::variant;
use crate::print::{Imports, rust_string};
use std::borrow::Cow;

/// A type as it is written, and its imports.
#[derive(Debug, Clone)]
pub(super) struct RustType {
    pub(super) text: String,
    pub(super) imports: Imports,
}

impl RustType {
    pub(super) fn plain(text: &str) -> Self {
        RustType {
            text: text.to_owned(),
            imports: Imports::default(),
        }
    }

    pub(super) fn imported(path: impl Into<Cow<'static, str>>) -> Self {
        let path = path.into();
        let text = path.rsplit("::").next().unwrap_or(&path).to_owned();
        let mut imports = Imports::default();
        imports.add(path);
        RustType { text, imports }
    }

    /// `Outer<Self>`
    pub(super) fn wrapped(mut self, outer: &str) -> Self {
        self.text = format!("{outer}<{}>", self.text);
        self
    }

    pub(super) fn with(mut self, import: &'static str) -> Self {
        self.imports.add(import);
        self
    }
}

/// The type of a value that is there.
pub(super) fn of_value(service: &ir::Service, value: &ir::Value) -> RustType {
    match &value.shape {
        ir::Shape::Boolean => RustType::plain("bool"),
        ir::Shape::Int32 => RustType::plain("i32"),
        ir::Shape::Int64 => RustType::imported("contract::Int64"),
        ir::Shape::Float64 => RustType::plain("f64"),
        ir::Shape::Decimal { scale } => {
            let mut decimal = RustType::imported("contract::Decimal");
            decimal.text = format!("Decimal<{scale}>");
            decimal
        }
        ir::Shape::String | ir::Shape::Text | ir::Shape::Url | ir::Shape::Email => {
            RustType::plain("String")
        }
        ir::Shape::Bytes => RustType::imported("contract::Bytes"),
        ir::Shape::DateTime => RustType::imported("jiff::Timestamp"),
        ir::Shape::Date => RustType::imported("jiff::civil::Date"),
        ir::Shape::Uuid => RustType::imported("uuid::Uuid"),
        ir::Shape::Array(element) => of_value(service, element).wrapped("Vec"),
        ir::Shape::Map(element) => {
            let mut map = of_value(service, element).with("std::collections::BTreeMap");
            map.text = format!("BTreeMap<String, {}>", map.text);
            map
        }
        ir::Shape::Named(id) => RustType::imported(format!("contract::{}", service.ty(*id).name)),
    }
}

/// The key of an entity.
pub(super) fn of_id(entity: &ir::Entity) -> RustType {
    RustType::imported(format!("contract::{}", naming::id_type(entity)))
}

pub(super) fn with_presence(ty: RustType, presence: ir::Presence) -> RustType {
    match presence {
        ir::Presence::Required => ty,
        ir::Presence::Optional | ir::Presence::Nullable => ty.wrapped("Option"),
    }
}

/// Whether `==` on the type is an equivalence, so that `Eq` can be derived.
pub(super) fn is_eq(service: &ir::Service, value: &ir::Value) -> bool {
    !holds_float(service, value, &mut Vec::new())
}

/// Types may lead back to themselves through arrays and maps, so those that were looked at are remembered.
fn holds_float(service: &ir::Service, value: &ir::Value, seen: &mut Vec<ir::TypeId>) -> bool {
    match &value.shape {
        ir::Shape::Float64 => true,
        ir::Shape::Array(element) | ir::Shape::Map(element) => holds_float(service, element, seen),
        ir::Shape::Named(id) => type_holds_float(service, *id, seen),
        _ => false,
    }
}

fn type_holds_float(service: &ir::Service, id: ir::TypeId, seen: &mut Vec<ir::TypeId>) -> bool {
    if seen.contains(&id) {
        return false;
    }
    seen.push(id);
    match &service.ty(id).kind {
        ir::TypeKind::Enum(_) => false,
        ir::TypeKind::Object(fields) => fields
            .iter()
            .any(|field| holds_float(service, &field.value, seen)),
        ir::TypeKind::Union { members, .. } => members
            .iter()
            .any(|(_, member)| type_holds_float(service, *member, seen)),
    }
}

/// Whether `Eq` can be derived for a named type.
pub(super) fn type_is_eq(service: &ir::Service, id: ir::TypeId) -> bool {
    is_eq(
        service,
        &ir::Value {
            shape: ir::Shape::Named(id),
            rules: ir::Rules::default(),
        },
    )
}

/// A literal as a Rust expression of the value's type.
pub(super) fn literal(service: &ir::Service, value: &ir::Value, literal: &ir::Literal) -> RustType {
    match (&value.shape, literal) {
        (ir::Shape::Int64, ir::Literal::Integer(number)) => {
            let mut expression = RustType::imported("contract::Int64");
            expression.text = format!("Int64({})", grouped(*number));
            expression
        }
        (ir::Shape::Float64, ir::Literal::Integer(number)) => {
            RustType::plain(&format!("{}.0", grouped(*number)))
        }
        (ir::Shape::Decimal { .. }, ir::Literal::Integer(number)) => {
            parsed(&rust_string(&number.to_string()))
        }
        (_, ir::Literal::Integer(number)) => RustType::plain(&grouped(*number)),
        (_, ir::Literal::Boolean(flag)) => RustType::plain(if *flag { "true" } else { "false" }),
        (ir::Shape::Float64, ir::Literal::Number(text)) => RustType::plain(&float(text)),
        (_, ir::Literal::Number(text)) => parsed(&rust_string(text)),
        (ir::Shape::Named(id), ir::Literal::Text(text)) => {
            let name = &service.ty(*id).name;
            let mut expression = RustType::imported(format!("contract::{name}"));
            expression.text = format!("{name}::{}", variant(text));
            expression
        }
        (
            ir::Shape::String | ir::Shape::Text | ir::Shape::Url | ir::Shape::Email,
            ir::Literal::Text(text),
        ) => RustType::plain(&owned(text)),
        (_, ir::Literal::Text(text)) => parsed(&rust_string(text)),
        (ir::Shape::Array(element), ir::Literal::Array(items)) => {
            let items = items
                .iter()
                .map(|item| self::literal(service, element, item));
            array(&items.collect::<Vec<_>>())
        }
        (_, ir::Literal::Array(_)) => RustType::plain("Vec::new()"),
    }
}

fn owned(text: &str) -> String {
    match text {
        "" => "String::new()".to_owned(),
        _ => format!("{}.to_owned()", rust_string(text)),
    }
}

fn array(items: &[RustType]) -> RustType {
    let mut imports = Imports::default();
    items.iter().for_each(|item| imports.extend(&item.imports));
    let texts: Vec<&str> = items.iter().map(|item| item.text.as_str()).collect();
    let text = match &texts[..] {
        [] => "Vec::new()".to_owned(),
        _ => format!("vec![{}]", texts.join(", ")),
    };
    RustType { text, imports }
}

fn parsed(text: &str) -> RustType {
    RustType::plain(&format!(
        "{text}.parse().expect(\"the design's default was checked\")"
    ))
}

fn float(text: &str) -> String {
    if text.contains(['.', 'e', 'E']) {
        text.to_owned()
    } else {
        format!("{text}.0")
    }
}

/// Digits in groups of three, as clippy asks of long literals.
pub(super) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let sign = if number < 0 { "-" } else { "" };
    if digits.len() < 6 {
        return format!("{sign}{digits}");
    }
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    format!("{sign}{text}")
}
