//! `use` lines of a generated file, collected from the types it names.

use super::layout::WIDTH;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Full paths of what a file uses, e.g. `contract::UserId`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imports(BTreeSet<Cow<'static, str>>);

impl Imports {
    pub fn add(&mut self, path: impl Into<Cow<'static, str>>) {
        self.0.insert(path.into());
    }

    pub fn extend(&mut self, other: &Imports) {
        self.0.extend(other.0.iter().cloned());
    }

    /// Adds what rendered `use` lines name.
    pub fn extend_rendered(&mut self, lines: &str) {
        let statements = lines
            .split(';')
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        for statement in statements {
            let Some(path) = statement.strip_prefix("use ") else {
                continue;
            };
            match path.split_once("::{") {
                None => self.add(path.to_owned()),
                Some((module, names)) => {
                    let names = names
                        .trim_end_matches('}')
                        .split(',')
                        .map(str::trim)
                        .filter(|name| !name.is_empty());
                    names.for_each(|name| self.add(format!("{module}::{name}")));
                }
            }
        }
    }

    /// Forgets what the file itself defines.
    pub fn remove(&mut self, path: &str) {
        self.0.remove(path);
    }

    /// The `use` lines: the standard library first, then crates, then this one, with a blank line between. Paths of
    /// crate `own` are written `crate::…`. Empty, or ending in a blank line.
    pub fn render(&self, own: &str) -> String {
        let mut groups: [Group<'_>; 3] = std::array::from_fn(|_| BTreeMap::new());
        for path in &self.0 {
            let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
            let (krate, inner) = module.split_once("::").unwrap_or((module, ""));
            let local = krate == own || krate == "crate" || krate == "super";
            let module = match (local && krate != "super", inner) {
                (true, "") => Cow::Borrowed("crate"),
                (true, inner) => Cow::Owned(format!("crate::{inner}")),
                (false, _) => Cow::Borrowed(module),
            };
            let group = if local {
                2
            } else {
                usize::from(krate != "std")
            };
            groups[group].entry(module).or_default().insert(name);
        }
        let blocks: Vec<String> = groups
            .iter()
            .filter(|group| !group.is_empty())
            .map(block)
            .collect();
        blocks.join("\n")
    }
}

/// Names by their modules.
type Group<'a> = BTreeMap<Cow<'a, str>, BTreeSet<&'a str>>;

fn block(group: &Group<'_>) -> String {
    group
        .iter()
        .map(|(module, names)| line(module, names))
        .collect()
}

fn line(module: &str, names: &BTreeSet<&str>) -> String {
    // In the order of ASCII, as rustfmt's style of 2024 has them.
    let names: Vec<&str> = names.iter().copied().collect();
    if let [name] = names[..] {
        return format!("use {module}::{name};\n");
    }
    let flat = format!("use {module}::{{{}}};\n", names.join(", "));
    if flat.len() <= WIDTH + 1 {
        return flat;
    }
    let mut lines = vec![String::from("   ")];
    for name in names {
        let current = lines.last_mut().expect("there is always a line");
        if current.len() + name.len() + 2 > WIDTH {
            lines.push(format!("    {name},"));
        } else {
            current.push_str(&format!(" {name},"));
        }
    }
    format!("use {module}::{{\n{}\n}};\n", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_own_crate() {
        let mut imports = Imports::default();
        for path in [
            "contract::UserId",
            "std::collections::BTreeMap",
            "contract::input::Rule",
            "jiff::Timestamp",
        ] {
            imports.add(path);
        }
        assert_eq!(
            imports.render("contract"),
            "use std::collections::BTreeMap;\n\nuse jiff::Timestamp;\n\nuse crate::UserId;\nuse crate::input::Rule;\n"
        );
    }
}
