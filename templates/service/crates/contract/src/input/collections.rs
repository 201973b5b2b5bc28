//! Lists and maps: each item is read by itself, and its faults carry its index or key.

use std::collections::BTreeMap;

use serde_json::Value;

use super::FromInput;
use super::faults::Faults;
use super::rule::Rule;
use super::value::Input;

impl<T: FromInput> FromInput for Vec<T> {
    fn from_input(input: Input) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let mut values = Self::new();
        for (index, item) in input.items()?.into_iter().enumerate() {
            match read_item(item) {
                Ok(value) => values.push(value),
                Err(fault) => faults.add_under(&index.to_string(), fault),
            }
        }
        if faults.is_empty() {
            Ok(values)
        } else {
            Err(faults)
        }
    }

    fn check(&self, rule: &Rule) -> Result<(), Faults> {
        let Rule::Each(rules) = rule else {
            return rule.check_size(self.len());
        };
        check_each(rules, self.iter().enumerate())
    }
}

impl<T: FromInput> FromInput for BTreeMap<String, T> {
    fn as_sent(change: Value, current: &Value) -> Value {
        let Value::Object(members) = change else {
            return change;
        };
        let as_sent = |(key, member): (String, Value)| {
            let current = current.get(&key).unwrap_or(&Value::Null);
            let member = T::as_sent(member, current);
            (key, member)
        };
        Value::Object(members.into_iter().map(as_sent).collect())
    }

    fn from_input(input: Input) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let mut values = Self::new();
        for (key, item) in input.object()? {
            match String::from_input(Input::Json(Value::String(key.clone())))
                .and_then(|_| read_item(Input::Json(item)))
            {
                Ok(value) => {
                    values.insert(key, value);
                }
                Err(fault) => faults.add_under(&key, fault),
            }
        }
        if faults.is_empty() {
            Ok(values)
        } else {
            Err(faults)
        }
    }

    fn check(&self, rule: &Rule) -> Result<(), Faults> {
        let Rule::Each(rules) = rule else {
            return rule.check_size(self.len());
        };
        check_each(rules, self.iter())
    }
}

/// Reads an item; none may be null.
fn read_item<T: FromInput>(item: Input) -> Result<T, Faults> {
    if item.is_null() {
        return Err(Faults::one("null", "must not be null"));
    }
    T::from_input(item)
}

fn check_each<'a, K: ToString, T: FromInput + 'a>(
    rules: &[Rule],
    items: impl Iterator<Item = (K, &'a T)>,
) -> Result<(), Faults> {
    let mut faults = Faults::default();
    for (key, item) in items {
        for fault in rules.iter().filter_map(|rule| item.check(rule).err()) {
            faults.add_under(&key.to_string(), fault);
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}
