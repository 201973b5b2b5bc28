//! Changes inside of a value: a merge patch (RFC 7396) of what JSON writes as an object.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::input::{Faults, FromInput, Input};
use crate::patch::Patch;

/// What is demanded of a value beside its type.
type Rules<T> = fn(&T) -> Result<(), Faults>;

/// Members of a `T` that change: null removes one, an object changes the members of one, all else
/// takes its place. What is not mentioned stays.
///
/// `Merge::from(value)` mentions every member that the value has.
#[derive(Clone)]
pub struct Merge<T> {
    members: Map<String, Value>,
    rules: Rules<T>,
}

impl<T: FromInput> Merge<T> {
    /// Reads the members. Those that are there are checked; what the value lacks is known when it
    /// is [merged](Self::merge_into).
    pub(crate) fn read(input: Input, rules: Rules<T>) -> Result<Self, Faults> {
        let members = input.object()?;
        let given = T::from_input(Input::Json(without_nulls(&members)));
        let Err(faults) = given.and_then(|value| rules(&value)) else {
            return Ok(Self { members, rules });
        };
        // The rest may be there already.
        let faults = faults.without("required").without("min_items");
        if faults.is_empty() {
            return Ok(Self { members, rules });
        }
        Err(faults)
    }
}

impl<T: FromInput + Serialize> Merge<T> {
    /// Changes the field of this name, or puts on record why it cannot become what it would.
    pub fn merge_into(self, name: &str, field: &mut T, faults: &mut Faults) {
        match self.merged(Some(field)) {
            Ok(value) => *field = value,
            Err(broken) => faults.add_under(name, broken),
        }
    }

    fn merged(self, current: Option<&T>) -> Result<T, Faults> {
        let current = current.map_or(Value::Null, in_json);
        let change = T::as_sent(Value::Object(self.members), &current);
        let value = T::from_input(Input::Json(merge(current, change)))?;
        (self.rules)(&value)?;
        Ok(value)
    }
}

impl<T: FromInput + Serialize> Patch<Merge<T>> {
    /// Changes or empties the field of this name, or puts on record why it cannot become what it
    /// would. Of an empty field, every member is missing.
    pub fn merge_into(self, name: &str, field: &mut Option<T>, faults: &mut Faults) {
        match self {
            Self::Absent => {}
            Self::Null => *field = None,
            Self::Value(change) => match change.merged(field.as_ref()) {
                Ok(value) => *field = Some(value),
                Err(broken) => faults.add_under(name, broken),
            },
        }
    }
}

/// Sets each member that the value has.
impl<T: Serialize> From<T> for Merge<T> {
    fn from(value: T) -> Self {
        let members = match in_json(&value) {
            Value::Object(members) => members,
            _ => Map::new(),
        };
        Self {
            members,
            rules: |_| Ok(()),
        }
    }
}

impl<T> fmt::Debug for Merge<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Merge").field(&self.members).finish()
    }
}

impl<T> PartialEq for Merge<T> {
    fn eq(&self, other: &Self) -> bool {
        self.members == other.members
    }
}

impl<T> Eq for Merge<T> {}

impl<T> Serialize for Merge<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.members.serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Merge<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self {
            members: Map::deserialize(deserializer)?,
            rules: |_| Ok(()),
        })
    }
}

fn in_json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("values of the design are made of what JSON has")
}

/// `MergePatch` of RFC 7396 §2.
fn merge(target: Value, patch: Value) -> Value {
    let Value::Object(changes) = patch else {
        return patch;
    };
    let mut members = match target {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    for (name, change) in changes {
        if change.is_null() {
            members.remove(&name);
        } else {
            let member = members.remove(&name).unwrap_or_default();
            members.insert(name, merge(member, change));
        }
    }
    Value::Object(members)
}

/// What is left where nothing was before.
fn without_nulls(members: &Map<String, Value>) -> Value {
    merge(Value::Null, Value::Object(members.clone()))
}
