//! Types that are another type with rules of their own: they are replaced where they are used.

use super::catalogue::Catalogue;
use super::codes;
use super::value::Values;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir;
use crate::schema::{self, Name, Shape, TypeForm};
use std::collections::{BTreeMap, BTreeSet};

/// What every alias stands for; nothing for those that are wrong.
pub(super) fn values<'a>(catalogue: &'a Catalogue<'a>, found: &mut Diagnostics) -> Values<'a> {
    let mut aliases = Aliases {
        values: Values::new(catalogue),
        entered: BTreeSet::new(),
    };
    for (name, ..) in catalogue.aliases.iter() {
        aliases.resolve(name, found);
    }
    aliases.values
}

/// How many aliases may stand for each other: more is a mistake, and less than what a thread's
/// stack bears.
const MAX_DEPTH: usize = 64;

struct Aliases<'a> {
    values: Values<'a>,
    /// Those that are being resolved.
    entered: BTreeSet<String>,
}

impl Aliases<'_> {
    fn resolve(&mut self, name: &str, found: &mut Diagnostics) {
        let catalogue = self.values.catalogue;
        let Some(index) = catalogue.aliases.find(name) else {
            return;
        };
        if self.values.aliases.contains_key(name) {
            return;
        }
        self.entered.insert(name.to_owned());
        let written = *catalogue.aliases.get(index);
        let mut circular = false;
        for used in used(written) {
            if let Some(finding) = self.endless(name, used) {
                circular = true;
                found.push(finding);
            } else {
                self.resolve(&used.value, found);
            }
        }
        let value = if circular {
            None
        } else {
            self.values.value(written, name, found)
        };
        self.entered.remove(name);
        self.values.aliases.insert(name.to_owned(), value);
    }

    /// The finding if what an alias uses leads too far, or back to itself.
    fn endless(&self, name: &str, used: &Name) -> Option<Diagnostic> {
        let is_alias = self.values.catalogue.aliases.find(&used.value).is_some();
        if self.entered.len() == MAX_DEPTH && is_alias {
            let message = format!("more than {MAX_DEPTH} types stand for each other");
            return Some(
                Diagnostic::new(codes::CYCLE, used.span, message).help("use the last one directly"),
            );
        }
        if !self.entered.contains(&used.value) {
            return None;
        }
        let message = format!("type {} is itself again", quoted(name));
        let finding = Diagnostic::new(codes::CYCLE, used.span, message)
            .label("leads back to where it began")
            .help("an array or map of an object type may hold that type; an alias may not");
        Some(finding)
    }
}

/// Names that a value is made of, except inside of inline objects.
fn used(value: &schema::Value) -> Vec<&Name> {
    match &value.shape {
        Shape::Type(expression) => {
            let mut expression = expression;
            loop {
                match &expression.form {
                    TypeForm::Named(name) => return vec![name],
                    TypeForm::Array(inner) | TypeForm::Map(inner) => expression = inner,
                }
            }
        }
        Shape::Array(inner) | Shape::Map(inner) => used(inner),
        Shape::Inherit | Shape::Enum(_) | Shape::Object(_) => Vec::new(),
    }
}

/// What aliases stand for, by name.
pub(super) type AliasValues = BTreeMap<String, Option<ir::Value>>;
