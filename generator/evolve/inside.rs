//! Renames inside of what a column holds in JSON: which of them rows have still to follow comes in, an expression over the
//! column comes out, which is the value by the names of now and changes nothing that has them already.
//!
//! The order of what is in an object is not kept: nothing reads it.

use super::known::Part;
use super::values::{Called, RenamedPart};
use crate::plan::schema::Sql;
use crate::print::sql_string;
use std::collections::{BTreeMap, BTreeSet};

/// What is renamed in a value, and in what it holds.
#[derive(Debug, Default)]
pub(super) struct Inside {
    /// Of an object: fields by the names of now that are renamed, or hold what is.
    fields: BTreeMap<String, Field>,
    /// Of an array: its elements.
    elements: Option<Box<Inside>>,
    /// Of a union: what tells its members apart, and those that hold what is renamed.
    members: Option<(String, BTreeMap<String, Inside>)>,
    /// Of an enum: values before and now.
    values: Vec<(String, String)>,
}

#[derive(Debug)]
struct Field {
    before: String,
    holds: Inside,
}

impl Inside {
    /// Follows the renames in what is known of a column, takes down which, and says what rows have to follow; `None` if that
    /// is nothing. What cannot be said is left: in types that hold themselves, and in maps, whose keys may be anything.
    pub(super) fn follow(
        parts: &mut BTreeSet<Part>,
        renamed: &[&RenamedPart],
        followed: &mut Vec<RenamedPart>,
    ) -> Option<Inside> {
        if parts.iter().any(|part| part.what.starts_with("as ")) {
            return None;
        }
        let mut inside = Inside::default();
        let mut renamed = renamed.to_vec();
        // An object is found by its name of now once that has been followed.
        renamed.sort_by_key(|it| it.path.len());
        for renamed in renamed {
            if is_left(parts, renamed)
                && is_reached(parts, &renamed.path)
                && let Some(there) = inside.at(&renamed.path, parts)
            {
                there.take(renamed);
                followed.push(renamed.clone());
                *parts = parts.iter().map(|part| renamed.followed(part)).collect();
            }
        }
        inside.is_something().then_some(inside)
    }

    /// What is at a path, which is made.
    fn at(&mut self, path: &str, parts: &BTreeSet<Part>) -> Option<&mut Inside> {
        let mut here = self;
        let mut end = 0;
        while end < path.len() {
            let start = end;
            let next = path[start + 1..].find(['.', '[', '{', ':']);
            end = next.map_or(path.len(), |next| start + 1 + next);
            let name = &path[start + 1..end];
            here = match path.as_bytes()[start] {
                b'.' => here.field(name),
                b'[' => here.elements.get_or_insert_default(),
                b':' => here.member(name, discriminator(parts, &path[..start])?),
                _ => return None,
            };
        }
        Some(here)
    }

    fn field(&mut self, name: &str) -> &mut Inside {
        let field = self.fields.entry(name.to_owned());
        let same = || Field {
            before: name.to_owned(),
            holds: Inside::default(),
        };
        &mut field.or_insert_with(same).holds
    }

    fn member(&mut self, tag: &str, discriminator: &str) -> &mut Inside {
        let members = self.members.get_or_insert_default();
        discriminator.clone_into(&mut members.0);
        members.1.entry(tag.to_owned()).or_default()
    }

    fn take(&mut self, renamed: &RenamedPart) {
        let (from, to) = (renamed.from.clone(), renamed.to.clone());
        match renamed.called {
            Called::Field => {
                let (before, holds) = (from, Inside::default());
                self.fields.insert(to, Field { before, holds });
            }
            Called::Value => self.values.push((from, to)),
        }
    }

    fn is_something(&self) -> bool {
        let Inside {
            fields,
            elements,
            members,
            values,
        } = self;
        !fields.is_empty() || elements.is_some() || members.is_some() || !values.is_empty()
    }

    /// The value by the names of now.
    pub(super) fn sql(&self, column: &str) -> Sql {
        Sql {
            sqlite: self.written(&SQLITE, column, 0),
            postgres: self.written(&POSTGRES, column, 0),
        }
    }

    fn written(&self, dialect: &Dialect, value: &str, depth: usize) -> String {
        if !self.values.is_empty() {
            let cases = self.values.iter().map(|(from, to)| {
                let json = |name: &str| format!("{}{}", text(&format!("\"{name}\"")), dialect.json);
                (json(from), json(to))
            });
            return case(value, cases, value);
        }
        if let Some((discriminator, members)) = &self.members {
            let tag = format!("{value} ->> {}", text(discriminator));
            let cases = members
                .iter()
                .map(|(tag, member)| (text(tag), member.written(dialect, value, depth)));
            return case(&tag, cases, value);
        }
        let row = format!("part{depth}");
        let part = dialect.part.replace("{row}", &row);
        let (kind, whole) = match &self.elements {
            Some(elements) => {
                let element = elements.written(dialect, &part, depth + 1);
                ("array", dialect.array.replace("{element}", &element))
            }
            None => ("object", self.object(dialect, (&row, &part), depth)),
        };
        let whole = whole.replace("{row}", &row).replace("{value}", value);
        let of_kind = [(text(kind), format!("({whole})"))].into_iter();
        case(&format!("{}({value})", dialect.kind), of_kind, value)
    }

    fn object(&self, dialect: &Dialect, (row, part): (&str, &str), depth: usize) -> String {
        let key = format!("{row}.key");
        let renamed = self.fields.iter().filter(|(name, it)| **name != it.before);
        let keys = renamed.map(|(name, it)| (text(&it.before), text(name)));
        let holding = self.fields.values().filter(|it| it.holds.is_something());
        let parts =
            holding.map(|it| (text(&it.before), it.holds.written(dialect, part, depth + 1)));
        dialect
            .object
            .replace("{key}", &case(&key, keys, &key))
            .replace("{part}", &case(&key, parts, part))
    }
}

/// How a dialect takes JSON apart and puts it together; `{row}` is a part of `{value}` as a row.
struct Dialect {
    /// Function that tells what kind of value it is.
    kind: &'static str,
    /// What stands behind a text that is JSON.
    json: &'static str,
    part: &'static str,
    object: &'static str,
    array: &'static str,
}

/// `->` keeps numbers as they are written, and tells `true` from 1.
const SQLITE: Dialect = Dialect {
    kind: "json_type",
    json: "",
    part: "{row}.json -> {row}.fullkey",
    object: "SELECT json_group_object({key}, json({part})) FROM json_each({value}) AS {row}",
    array: "SELECT json_group_array(json({element}) ORDER BY {row}.key) FROM json_each({value}) AS {row}",
};

const POSTGRES: Dialect = Dialect {
    kind: "jsonb_typeof",
    json: "::jsonb",
    part: "{row}.value",
    object: "SELECT coalesce(jsonb_object_agg({key}, {part}), '{}') FROM jsonb_each({value}) AS {row}",
    array: "SELECT coalesce(jsonb_agg({element} ORDER BY {row}.place), '[]') \
            FROM jsonb_array_elements({value}) WITH ORDINALITY AS {row} (value, place)",
};

fn text(text: &str) -> String {
    sql_string(text)
}

/// `CASE value WHEN … THEN … ELSE otherwise END`, or what it is otherwise if there is no case.
fn case(value: &str, cases: impl Iterator<Item = (String, String)>, otherwise: &str) -> String {
    let cases: String = cases
        .map(|(when, then)| format!(" WHEN {when} THEN {then}"))
        .collect();
    match cases.is_empty() {
        true => otherwise.to_owned(),
        false => format!("CASE {value}{cases} ELSE {otherwise} END"),
    }
}

/// Whether rows have the old name only.
fn is_left(parts: &BTreeSet<Part>, renamed: &RenamedPart) -> bool {
    let has = |name: &str| parts.iter().any(|part| renamed.is_about(part, name));
    has(&renamed.from) && !has(&renamed.to)
}

/// Whether what is at a path can be said.
fn is_reached(parts: &BTreeSet<Part>, path: &str) -> bool {
    let mut members = path.match_indices(':');
    !path.contains('{') && members.all(|(end, _)| discriminator(parts, &path[..end]).is_some())
}

fn discriminator<'p>(parts: &'p BTreeSet<Part>, path: &str) -> Option<&'p str> {
    let mut parts = parts.iter().filter(|part| part.path == path);
    parts.find_map(|part| part.what.strip_prefix("by "))
}

impl RenamedPart {
    /// Whether something known is about the field or value by this name, or about what is inside of it.
    fn is_about(&self, part: &Part, name: &str) -> bool {
        match self.called {
            Called::Field => self.below(part, name).is_some(),
            Called::Value => part.path == self.path && part.what.strip_prefix("= ") == Some(name),
        }
    }

    /// What of a path is behind the field of this name.
    fn below<'p>(&self, part: &'p Part, name: &str) -> Option<&'p str> {
        let rest = part.path.strip_prefix(&self.path)?.strip_prefix('.')?;
        let rest = rest.strip_prefix(name)?;
        (rest.is_empty() || rest.starts_with(['.', '[', '{', ':'])).then_some(rest)
    }

    /// The same by the name of now.
    fn followed(&self, part: &Part) -> Part {
        if !self.is_about(part, &self.from) {
            return part.clone();
        }
        let (path, what) = match self.below(part, &self.from) {
            Some(rest) if self.called == Called::Field => {
                let path = format!("{}.{}{rest}", self.path, self.to);
                (path, part.what.clone())
            }
            _ => (part.path.clone(), format!("= {}", self.to)),
        };
        Part { path, what }
    }
}
