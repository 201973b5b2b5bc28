//! An attribute or relation as it could be written: what the design says of it and something more go in, a line of YAML
//! comes out.

use super::{Attribute, BelongsTo, Entity, Literal, Rules, Shape, Type, TypeKind, Value};

/// Keys that say what a row has if nothing else is said, of which one is to be written in place of the others.
const SAID: [&str; 4] = ["optional", "nullable", "default", "backfill"];

/// Something that is written by a name and keys.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    name: &'a str,
    /// The key that may stand alone.
    short: &'a str,
    keys: &'a [(String, String)],
}

impl Attribute {
    /// The attribute as the entity says it. What it has from a type is not said again.
    pub fn line(&self) -> Line<'_> {
        Line {
            name: &self.name,
            short: "type",
            keys: self.written.as_deref().unwrap_or_default(),
        }
    }

    /// Where its line is to be written, if there is none in the entity that it could take the place of.
    pub fn place_of_line(&self, entity: &Entity) -> Option<String> {
        let name = &entity.name;
        let place =
            || format!("`{name}` has it from a type: write the line in its own `attributes`");
        self.written.is_none().then(place)
    }
}

impl BelongsTo {
    /// The relation as it is written.
    pub fn line(&self) -> Line<'_> {
        Line {
            name: &self.name,
            short: "entity",
            keys: &self.written,
        }
    }
}

impl Line<'_> {
    /// The same, but optional.
    pub fn optional(&self) -> String {
        let keys = self.others(&["default"], "optional");
        match keys.as_slice() {
            [(short, ty)] if *short == self.short => match ty.strip_suffix('"') {
                Some(ty) => format!("{}: {ty}?\"", self.name),
                None => format!("{}: {ty}?", self.name),
            },
            _ => self.spelled(keys, ("optional", "true")),
        }
    }

    /// The same with another of the keys that say what a row has. Those that are `kept` stay beside it.
    pub fn with(&self, kept: &[&str], (key, value): (&str, &str)) -> String {
        self.spelled(self.others(kept, key), (key, value))
    }

    fn others(&self, kept: &[&str], key: &str) -> Vec<(&str, &str)> {
        let is_other = |own: &str| own != key && (kept.contains(&own) || !SAID.contains(&own));
        let keys = self.keys.iter();
        keys.filter(|(own, _)| is_other(own))
            .map(|(own, value)| (own.as_str(), value.as_str()))
            .collect()
    }

    fn spelled(&self, keys: Vec<(&str, &str)>, last: (&str, &str)) -> String {
        let keys = keys.into_iter().chain([last]);
        let keys: Vec<String> = keys.map(|(key, value)| format!("{key}: {value}")).collect();
        format!("{}: {{ {} }}", self.name, keys.join(", "))
    }
}

impl Value {
    /// The plainest value of the type as a design writes it: `0`, or what the rules demand of a number at least. `None`
    /// where a design can write none, or where rules leave no plain one.
    pub fn plainest(&self, types: &[Type]) -> Option<String> {
        let free = self.rules == Rules::default();
        Some(match &self.shape {
            Shape::Boolean => "false".to_owned(),
            Shape::Int32 | Shape::Int64 | Shape::Decimal { .. } if free => "0".to_owned(),
            Shape::Float64 if free => "0.0".to_owned(),
            Shape::Int32 | Shape::Int64 | Shape::Decimal { .. } | Shape::Float64 => self.least()?,
            Shape::String | Shape::Text if free => "\"\"".to_owned(),
            Shape::DateTime | Shape::Date => "now".to_owned(),
            Shape::Array(_) if self.rules.min_items.unwrap_or(0) == 0 => "[]".to_owned(),
            Shape::Named(id) => match &types[id.0].kind {
                TypeKind::Enum(values) => values.first()?.clone(),
                TypeKind::Object(_) | TypeKind::Union { .. } => return None,
            },
            _ => return None,
        })
    }

    fn least(&self) -> Option<String> {
        let Rules {
            minimum,
            exclusive_minimum: None,
            ..
        } = &self.rules
        else {
            return None;
        };
        match minimum.as_ref()? {
            Literal::Integer(number) => Some(number.to_string()),
            Literal::Number(text) => Some(text.clone()),
            _ => None,
        }
    }
}
