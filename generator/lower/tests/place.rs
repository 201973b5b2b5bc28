//! Where requests go: the path of an action comes in, an expression that makes it from rows goes out.

use super::world::World;
use crate::ir::{Action, BelongsToId, PathSegment, Resource};
use crate::lower::hrefs;
use crate::print::rust_string;

/// A path with its query, made when the test runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    head: Head,
    /// What follows, as it stands in a format string.
    rest: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Head {
    /// The constant of a collection that is always at the same path.
    Constant,
    /// An expression that makes a `String`.
    Call(String),
}

impl Target {
    /// An expression of the type `String`.
    pub(super) fn variable(name: &str) -> Self {
        Target {
            head: Head::Call(name.to_owned()),
            rest: String::new(),
        }
    }

    /// The same path with more behind it; `{name}` stands for a variable.
    pub(super) fn then(mut self, rest: &str) -> Self {
        self.rest.push_str(rest);
        self
    }

    /// The same target with a parameter.
    pub(super) fn query(self, parameter: &str) -> Self {
        let joint = if self.rest.contains('?') { '&' } else { '?' };
        self.then(&format!("{joint}{parameter}"))
    }

    /// The same target with parameters.
    pub(super) fn queries<'p>(self, parameters: impl IntoIterator<Item = &'p String>) -> Self {
        parameters
            .into_iter()
            .fold(self, |target, parameter| target.query(parameter))
    }

    /// Whether the variable `id` has to be there.
    pub(super) fn names_id(&self) -> bool {
        self.rest.contains("{id}")
    }

    /// An argument of the type `&str`.
    pub(super) fn argument(&self) -> String {
        match (&self.head, self.rest.as_str()) {
            (Head::Constant, "") => "COLLECTION".to_owned(),
            _ => format!("&{}", self.owned()),
        }
    }

    /// An expression of the type `String`.
    pub(super) fn owned(&self) -> String {
        match (&self.head, self.rest.as_str()) {
            (Head::Constant, "") => "COLLECTION.to_owned()".to_owned(),
            (Head::Constant, rest) => {
                format!("format!({})", rust_string(&format!("{{COLLECTION}}{rest}")))
            }
            (Head::Call(call), "") => call.clone(),
            (Head::Call(call), rest) if is_variable(call) => {
                format!("format!({})", rust_string(&format!("{{{call}}}{rest}")))
            }
            (Head::Call(call), rest) => {
                format!("format!({}, {call})", rust_string(&format!("{{}}{rest}")))
            }
        }
    }
}

fn is_variable(call: &str) -> bool {
    call.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

impl World<'_> {
    /// The collection: below `parent`, a variable, if the resource has a parent.
    pub(super) fn collection(&self, resource: &Resource, parent: &str) -> Target {
        let head = match resource.parent {
            None => Head::Constant,
            Some(_) => Head::Call(format!("collection({parent})")),
        };
        Target {
            head,
            rest: String::new(),
        }
    }

    /// Where an action is: at `row`, or below `parent`. A path that names a row elsewhere than in
    /// front of it names the variable `id`.
    pub(super) fn target(&self, resource: &Resource, action: &Action) -> Target {
        self.target_at(
            resource,
            action,
            Target::variable("item(&row)"),
            self.collection(resource, "&parent"),
        )
    }

    /// The same, of another item and in another collection.
    pub(super) fn target_at(
        &self,
        resource: &Resource,
        action: &Action,
        item: Target,
        collection: Target,
    ) -> Target {
        let rest = action
            .path
            .strip_prefix(&resource.path[..])
            .unwrap_or_default();
        let text = |rest: &[PathSegment]| {
            if rest.is_empty() {
                String::new()
            } else {
                hrefs::template("", rest)
            }
        };
        match rest.split_first() {
            Some((PathSegment::Id, rest)) => item.then(&text(rest)),
            _ => collection.then(&text(rest)),
        }
    }

    /// The path of a collection as a format string, and the arguments for it of a row `parent`.
    pub(super) fn below(&self, resource: &Resource) -> Option<(String, Vec<String>)> {
        let mut arguments = Vec::new();
        let mut row = "parent".to_owned();
        let mut above = resource.parent?;
        arguments.push(format!("{row}.id()"));
        while let Some(next) = self.service.resource(above.resource).parent {
            let column = self.relation(above.entity, next.relation);
            arguments.push(format!("{row}.key({column})"));
            row = format!("{row}.parent({column})");
            above = next;
        }
        arguments.reverse();
        let mut format = self.service.api.base_path.clone();
        for segment in &resource.path {
            match segment {
                PathSegment::Literal(literal) => format.push_str(&format!("/{literal}")),
                _ => format.push_str("/{}"),
            }
        }
        Some((rust_string(&format), arguments))
    }

    /// The path of a collection without parents, a Rust literal.
    pub(super) fn at(&self, resource: &Resource) -> String {
        rust_string(&hrefs::template(
            &self.service.api.base_path,
            &resource.path,
        ))
    }

    /// The column by which a nested resource knows its parent.
    pub(super) fn parent_relation(&self, resource: &Resource) -> Option<BelongsToId> {
        resource.parent.map(|parent| parent.relation)
    }
}
