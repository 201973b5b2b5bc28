//! Ways out for an attribute that rows need a value of, each as the line to write.

use crate::ir::{self, Presence, Shape, TypeKind};

/// Lines of YAML.
pub(super) struct Ways {
    pub(super) default: String,
    pub(super) optional: String,
    pub(super) backfill: String,
    /// The same by an expression that is another one in each row.
    pub(super) derived: String,
}

impl Ways {
    pub(super) fn of(service: &ir::Service, attribute: &ir::Attribute) -> Ways {
        let name = &attribute.name;
        let (ty, value) = spelled(service, &attribute.value.shape);
        // What else is said of the attribute stays where it is.
        let more = if attribute.value.rules == ir::Rules::default() && !attribute.unique {
            ""
        } else {
            ", …"
        };
        let long = |key: &str, value: &str| format!("{name}: {{ {ty}{more}, {key}: {value} }}");
        let derived = "{ sqlite: \"lower(hex(id))\", postgres: \"replace(id::text, '-', '')\" }";
        Ways {
            default: long("default", &value),
            optional: match (ty.strip_prefix("type: "), more) {
                (Some(ty), "") if !ty.contains(',') => format!("{name}: {ty}?"),
                _ => long("optional", "true"),
            },
            backfill: match attribute.presence {
                Presence::Required => long("backfill", &value),
                Presence::Optional | Presence::Nullable => long("optional", "true"),
            },
            derived: long("backfill", derived),
        }
    }
}

/// A type as it is written, and a value of it.
fn spelled(service: &ir::Service, shape: &Shape) -> (String, String) {
    let simple = |ty: &str, value: &str| (format!("type: {ty}"), value.to_owned());
    match shape {
        Shape::Boolean => simple("boolean", "false"),
        Shape::Int32 => simple("int32", "0"),
        Shape::Int64 => simple("int64", "0"),
        Shape::Float64 => simple("float64", "0.0"),
        Shape::Decimal { scale } => simple(&format!("decimal, scale: {scale}"), "0"),
        Shape::String => simple("string", "\"\""),
        Shape::Text => simple("text", "\"\""),
        Shape::Bytes => simple("bytes", "\"\""),
        Shape::DateTime => simple("datetime", "now"),
        Shape::Date => simple("date", "now"),
        Shape::Uuid => simple("uuid", "00000000-0000-0000-0000-000000000000"),
        Shape::Url => simple("url", "https://example.com/"),
        Shape::Email => simple("email", "nobody@example.com"),
        Shape::Array(_) | Shape::Map(_) => ("…".to_owned(), "…".to_owned()),
        Shape::Named(id) => named(service.ty(*id)),
    }
}

fn named(ty: &ir::Type) -> (String, String) {
    match &ty.kind {
        TypeKind::Enum(values) if ty.inline_in.is_some() => {
            let first = values.first().cloned().unwrap_or_default();
            (format!("enum: [{}]", values.join(", ")), first)
        }
        TypeKind::Enum(values) => {
            let first = values.first().cloned().unwrap_or_default();
            (format!("type: {}", ty.name), first)
        }
        TypeKind::Object(_) | TypeKind::Union { .. } => ("…".to_owned(), "…".to_owned()),
    }
}
