//! How the fields of payloads, objects and queries are read on the server: one statement a field.

use super::called::Called;
use super::rust_type::{self, RustType};
use crate::ir;
use crate::names::{screaming, suffixed_ident};
use crate::plan::contract::{Decode, DecodeField, Pattern};
use crate::print::{Bracketed, Imports, assign, list, rust_string};

/// Columns in front of a statement of `decode`.
const INDENT: usize = 8;

/// Collects what the statements of one or more `decode` functions of a file need.
pub(super) struct Decoder<'a> {
    service: &'a ir::Service,
    owner: String,
    imports: Imports,
    /// Of members that have two names, or hold something that does.
    names: Vec<String>,
    decode: Decode,
}

/// How a field may be absent or null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Must be there.
    Required,
    /// May be left out; null is refused.
    Optional,
    /// May be left out or null.
    Nullable,
    /// Of a merge patch: may be left out; null is refused.
    Change,
    /// Of a merge patch: absent, null or a value.
    Patch,
    /// Of a merge patch: may be left out; null is refused, members of an object change.
    Merge,
    /// Of a merge patch: absent, null, or an object whose members change.
    MergePatch,
}

impl Reading {
    fn method(self) -> &'static str {
        match self {
            Reading::Required => "required",
            Reading::Optional => "optional",
            Reading::Nullable => "nullable",
            Reading::Change => "change",
            Reading::Patch => "patch",
            Reading::Merge => "merge",
            Reading::MergePatch => "merge_patch",
        }
    }

    /// The type of a field that is read like this.
    pub(super) fn field_type(self, ty: RustType) -> RustType {
        match self {
            Reading::Required => ty,
            Reading::Optional | Reading::Nullable | Reading::Change => ty.wrapped("Option"),
            Reading::Patch => ty.wrapped("Patch").with("contract::Patch"),
            Reading::Merge => merged(ty).wrapped("Option"),
            Reading::MergePatch => merged(ty).wrapped("Patch").with("contract::Patch"),
        }
    }

    /// Whether absent, null and a value are three things.
    pub(super) fn is_tri_state(self) -> bool {
        matches!(self, Reading::Patch | Reading::MergePatch)
    }

    /// Whether members of an object change, not the whole.
    pub(super) fn merges(self) -> bool {
        matches!(self, Reading::Merge | Reading::MergePatch)
    }
}

impl<'a> Decoder<'a> {
    /// `owner` is the type that is decoded; statics are named after it.
    pub(super) fn new(service: &'a ir::Service, owner: &str) -> Self {
        let mut imports = Imports::default();
        imports.add("contract::input::Decode");
        imports.add("contract::input::Fields");
        Decoder {
            service,
            owner: screaming(owner),
            imports,
            names: vec![],
            decode: Decode {
                names: None,
                patterns: vec![],
                fields: vec![],
            },
        }
    }

    pub(super) fn field(
        &mut self,
        called: &Called,
        reading: Reading,
        ty: &RustType,
        value: Option<&ir::Value>,
    ) {
        let name = called.name.as_str();
        let kept = called.also().map(|also| {
            let sent = rust_string(&called.sent);
            format!("Name::kept({sent}, {})", rust_string(also))
        });
        self.names.extend(kept);
        let rules = value.map_or_else(String::new, |value| self.rules(name, value));
        if !rules.is_empty() {
            self.imports.add("contract::input::Rule");
        }
        // `fields` is what the statement reads from.
        let local = if name == "fields" {
            "fields_".to_owned()
        } else {
            suffixed_ident(name)
        };
        let rules = match reading.merges() {
            true if rules.is_empty() => "|_| Ok(())".to_owned(),
            true => {
                self.imports.add("contract::input::FromInput");
                format!("|value| value.keeps(&[{rules}])")
            }
            false => format!("&[{rules}]"),
        };
        let taken = Bracketed {
            head: &format!("fields.{}::<{}>(", reading.method(), ty.text),
            items: &[rust_string(&called.sent), rules],
            tail: ");",
        };
        let statement = assign(INDENT, &format!("let {local}"), &taken);
        self.imports.extend(&ty.imports);
        let ident = crate::names::rust_ident(name);
        self.decode.fields.push(DecodeField {
            statement,
            ident,
            local,
        });
    }

    /// Says of the member that was added last that it holds members of two names, if it does: changes of objects reach
    /// them.
    pub(super) fn holding(&mut self, called: &Called, ty: &RustType, value: &ir::Value) {
        if !self.service.keeps_inside(value) {
            return;
        }
        let last = called.also().and_then(|_| self.names.pop());
        let name = last.unwrap_or_else(|| format!("Name::of({})", rust_string(&called.sent)));
        let held = match ty.text.contains('<') {
            true => format!("<{}>", ty.text),
            false => ty.text.clone(),
        };
        self.imports.add("contract::input::FromInput");
        self.names.push(format!("{name}.holding({held}::as_sent)"));
    }

    fn rules(&mut self, name: &str, value: &ir::Value) -> String {
        let rules = &value.rules;
        let mut list = counts(rules);
        if let Some(pattern) = &rules.pattern {
            list.push(format!("Rule::Pattern(&{})", self.pattern(name, pattern)));
        }
        let bounds = [
            ("Minimum", &rules.minimum),
            ("Maximum", &rules.maximum),
            ("ExclusiveMinimum", &rules.exclusive_minimum),
            ("ExclusiveMaximum", &rules.exclusive_maximum),
        ];
        list.extend(bounds.into_iter().filter_map(|(rule, bound)| {
            bound
                .as_ref()
                .map(|bound| format!("Rule::{rule}({})", self.number(&value.shape, bound)))
        }));
        if let Some(format) = format(&value.shape) {
            self.imports.add("contract::input::Format");
            list.push(format!("Rule::Format(Format::{format})"));
        }
        if let ir::Shape::Array(element) | ir::Shape::Map(element) = &value.shape {
            let each = self.rules(&format!("{name}_each"), element);
            if !each.is_empty() {
                list.push(format!("Rule::Each(&[{each}])"));
            }
        }
        list.join(", ")
    }

    fn number(&mut self, shape: &ir::Shape, bound: &ir::Literal) -> String {
        self.imports.add("contract::input::Number");
        match (shape, bound) {
            (ir::Shape::Decimal { scale }, _) => {
                let units = match bound {
                    ir::Literal::Integer(number) => {
                        number.saturating_mul(10_i64.pow(u32::from(*scale)))
                    }
                    ir::Literal::Number(text) => scaled(text, usize::from(*scale)),
                    _ => unreachable!("check: bounds are numbers"),
                };
                format!(
                    "Number::Decimal {{ units: {}, scale: {scale} }}",
                    rust_type::grouped(units)
                )
            }
            (ir::Shape::Float64, _) => {
                let value = ir::Value {
                    shape: ir::Shape::Float64,
                    rules: ir::Rules::default(),
                };
                format!(
                    "Number::Real({})",
                    rust_type::literal(self.service, &value, bound).text
                )
            }
            (_, ir::Literal::Integer(number)) => {
                format!("Number::Integer({})", rust_type::grouped(*number))
            }
            _ => unreachable!("check: bounds of integers are integers"),
        }
    }

    fn pattern(&mut self, name: &str, pattern: &str) -> String {
        self.imports.add("contract::input::Pattern");
        let ident = format!("{}_{}", self.owner, screaming(name));
        self.decode.patterns.push(Pattern {
            ident: ident.clone(),
            literal: rust_string(pattern),
        });
        ident
    }

    /// Statements and statics, and what they import.
    pub(super) fn finish(mut self) -> (Decode, Imports) {
        if !self.names.is_empty() {
            self.imports.add("contract::input::Name");
            let head = "const NAMES: &'static [Name] = &[";
            self.decode.names = Some(list(4, head, &self.names, "];"));
        }
        (self.decode, self.imports)
    }
}

fn merged(ty: RustType) -> RustType {
    ty.wrapped("Merge").with("contract::Merge")
}

/// `12.5` with scale 2 is 1250; digits beyond the scale were refused by `check`.
fn scaled(text: &str, scale: usize) -> i64 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{fraction:0<scale$.scale$}");
    digits.parse().unwrap_or(i64::MAX)
}

/// The format that a shape demands of its text beyond its Rust type.
fn format(shape: &ir::Shape) -> Option<&'static str> {
    match shape {
        ir::Shape::Email => Some("Email"),
        ir::Shape::Url => Some("Url"),
        _ => None,
    }
}

/// The rules of how long a value is, or of how many items.
fn counts(rules: &ir::Rules) -> Vec<String> {
    let counts = [
        ("MinLength", rules.min_length),
        ("MaxLength", rules.max_length),
        ("MinItems", rules.min_items),
        ("MaxItems", rules.max_items),
    ];
    let rule = |(rule, count): (&str, Option<u64>)| {
        let count = rust_type::grouped(i64::try_from(count?).ok()?);
        Some(format!("Rule::{rule}({count})"))
    };
    counts.into_iter().filter_map(rule).collect()
}
