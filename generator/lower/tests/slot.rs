//! Faults of what stands somewhere in a body: a value comes in, what breaks it or something inside of it
//! goes out, in the order in which tests send it.

use super::super::decode::Reading;
use super::super::samples::{Which, sample};
use super::faults::{Fault, code, here, of_single, under};
use super::json::Json;
use super::world::World;
use crate::ir::{Field, Presence, Rules, Shape, TypeId, TypeKind, Value};
use crate::print::rust_string;

/// Values inside of others go no deeper than this.
const DEPTH: usize = 3;

/// Where a value stands in a body: samples are made after its name, and what is inside of it is broken
/// as many levels further down as are left.
#[derive(Clone, Copy)]
pub(super) struct Slot<'a> {
    world: &'a World<'a>,
    name: &'a str,
    levels: usize,
}

impl<'a> Slot<'a> {
    pub(super) fn of_body(world: &'a World<'_>, name: &'a str) -> Self {
        Slot {
            world,
            name,
            levels: DEPTH,
        }
    }

    /// The same place for a member of an object that stands here.
    fn member(self, name: &'a str) -> Self {
        Slot { name, ..self }
    }

    /// Everything that can be wrong with a value that stands here.
    pub(super) fn value(self, value: &Value) -> Vec<Fault> {
        let Some(levels) = self.levels.checked_sub(1) else {
            return vec![];
        };
        let inside = Slot { levels, ..self };
        match &value.shape {
            Shape::Array(element) => inside.array(element, &value.rules),
            Shape::Map(element) => inside.map(element, &value.rules),
            Shape::Named(id) => inside.named(*id),
            _ => of_single(value),
        }
    }

    fn array(self, element: &Value, rules: &Rules) -> Vec<Fault> {
        let item = self.sample(element);
        let mut faults = vec![here(code("\"\""), "wrong_type")];
        if let Some(item) = &item {
            faults.extend(of_counts(rules, |count| match count {
                0 => "[]".to_owned(),
                count => format!("vec![{item}; {count}]", item = made(item)),
            }));
        }
        // Others beside the wrong one, as many as there have to be.
        let least = usize::try_from(rules.min_items.unwrap_or_default()).unwrap_or_default();
        let beside = match (least, &item) {
            (0 | 1, _) => vec![],
            (_, None) => return faults,
            (least, Some(item)) => vec![Json::from(item); least - 1],
        };
        if rules.max_items != Some(0) {
            let inside = self.inside(element).into_iter();
            faults.extend(inside.map(|fault| first_of(fault, &beside)));
        }
        faults
    }

    fn map(self, element: &Value, rules: &Rules) -> Vec<Fault> {
        let mut faults = vec![here(code("\"\""), "wrong_type")];
        if let Some(item) = self.sample(element) {
            faults.extend(of_counts(rules, |count| {
                format!("fields({count}, &{})", made(&item))
            }));
        }
        if rules.min_items.unwrap_or_default() <= 1 && rules.max_items != Some(0) {
            let inside = self.inside(element).into_iter();
            faults.extend(inside.map(|fault| under("key", fault)));
        }
        faults
    }

    fn sample(self, value: &Value) -> Option<serde_json::Value> {
        sample(self.world.service, self.name, value, Which::First)
    }

    /// Faults of an element, which never is null.
    fn inside(self, element: &Value) -> Vec<Fault> {
        let mut faults = self.value(element);
        faults.push(here(code("null"), "null"));
        faults
    }

    pub(super) fn named(self, id: TypeId) -> Vec<Fault> {
        match &self.world.service.ty(id).kind {
            TypeKind::Enum(_) => vec![here(code("1"), "wrong_type"), here(code("\"?\""), "enum")],
            TypeKind::Object(fields) => {
                let mut faults = vec![here(code("\"\""), "wrong_type")];
                faults.extend(self.object(id, fields, &[]));
                faults
            }
            TypeKind::Union {
                discriminator,
                members,
            } => self.union(discriminator, members),
        }
    }

    fn union(self, discriminator: &str, members: &[(String, TypeId)]) -> Vec<Fault> {
        let tag = |tag: &str| vec![(discriminator.to_owned(), code(&rust_string(tag)))];
        let at = format!("/{discriminator}");
        let unknown = Fault {
            value: Json::Object(tag("?")),
            pointer: at.clone(),
            code: "enum",
        };
        let missing = Fault {
            value: Json::Object(vec![]),
            pointer: at,
            code: "required",
        };
        let mut faults = vec![here(code("\"\""), "wrong_type"), unknown, missing];
        for (name, member) in members {
            if let TypeKind::Object(fields) = &self.world.service.ty(*member).kind {
                faults.extend(self.object(*member, fields, &tag(name)));
            }
        }
        faults
    }

    /// Faults of the fields of an object; `tag` stands in it beside them.
    fn object(self, id: TypeId, fields: &[Field], tag: &[(String, Json)]) -> Vec<Fault> {
        let value = Value {
            shape: Shape::Named(id),
            rules: Rules::default(),
        };
        let Some(serde_json::Value::Object(members)) = self.member("value").sample(&value) else {
            return vec![];
        };
        let whole = Whole { tag, members };
        let fields = fields.iter().flat_map(|field| self.field(&whole, field));
        let mut faults: Vec<Fault> = fields.collect();
        faults.push(Fault {
            value: whole.with("no_such_field", code("1")),
            pointer: "/no_such_field".to_owned(),
            code: "unknown_field",
        });
        faults
    }

    /// Faults of one field of an object: a wrong value, none, and null.
    fn field(self, whole: &Whole<'_>, field: &Field) -> Vec<Fault> {
        let name = &field.name;
        let at = format!("/{name}");
        let wrong = self.member(name).value(&field.value).into_iter();
        let wrong = wrong.map(|fault| Fault {
            value: whole.with(name, fault.value),
            pointer: format!("{at}{}", fault.pointer),
            code: fault.code,
        });
        let absent = (reading(field) == Reading::Required).then(|| Fault {
            value: whole.without(name),
            pointer: at.clone(),
            code: "required",
        });
        let null = (reading(field) != Reading::Nullable).then(|| Fault {
            value: whole.with(name, code("null")),
            pointer: at.clone(),
            code: "null",
        });
        wrong.chain(absent).chain(null).collect()
    }
}

/// An object that keeps all rules, to be broken in one member.
struct Whole<'a> {
    tag: &'a [(String, Json)],
    members: serde_json::Map<String, serde_json::Value>,
}

impl Whole<'_> {
    fn with(&self, name: &str, value: Json) -> Json {
        let mut members = self.others(name);
        members.push((name.to_owned(), value));
        Json::Object(members)
    }

    fn without(&self, name: &str) -> Json {
        Json::Object(self.others(name))
    }

    fn others(&self, name: &str) -> Vec<(String, Json)> {
        let others = self.members.iter().filter(|(other, _)| *other != name);
        let others = others.map(|(name, value)| (name.clone(), Json::from(value)));
        self.tag.iter().cloned().chain(others).collect()
    }
}

/// Too few and too many items or keys; `many` writes so many of them.
fn of_counts(rules: &Rules, many: impl Fn(u64) -> String) -> Vec<Fault> {
    let few = rules.min_items.filter(|least| *least > 0);
    let few = few.map(|least| here(code(&many(least - 1)), "min_items"));
    let more = rules.max_items.filter(|most| *most < 10_000);
    let more = more.map(|most| here(code(&many(most + 1)), "max_items"));
    few.into_iter().chain(more).collect()
}

/// The same fault in the first item of an array, with others beside it.
fn first_of(fault: Fault, beside: &[Json]) -> Fault {
    let items = std::iter::once(fault.value).chain(beside.iter().cloned());
    Fault {
        value: Json::Array(items.collect()),
        pointer: format!("/0{}", fault.pointer),
        code: fault.code,
    }
}

/// An expression of a sample.
fn made(item: &serde_json::Value) -> String {
    Json::from(item).written(0, 0)
}

fn reading(field: &Field) -> Reading {
    match (field.presence, &field.default) {
        (Presence::Required, None) => Reading::Required,
        (Presence::Nullable, _) => Reading::Nullable,
        _ => Reading::Optional,
    }
}
