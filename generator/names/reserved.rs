//! Words that a design cannot use as names of a kind, with what to use instead, and words that Rust
//! would read as something else where modules are named. Words that a rule can escape (`type`,
//! `order`, `match`) are not here: see [`super::rust_ident`] and [`super::sql_ident`].

use super::rust;
use super::words::{
    CALLS, COMMANDS, CRATES, DEFINITIONS, ERRORS, LAYERS, METHODS, MODULES, NEVER_RAW, OWN_COLUMNS,
    PARAMETERS, PRIMITIVES, SYSTEM_COLUMNS, TABLES, VALUES, WINDOWS_DEVICES,
};

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A type or an entity.
    Definition,
    /// A bounded context: a crate of the service.
    Engine,
    /// An attribute or relation of an entity: a column.
    Column,
    /// An attribute of an object type or payload.
    Field,
    /// A query parameter.
    Parameter,
    /// The plural of an entity: a table.
    Plural,
    /// A resource: a module, a subcommand.
    Resource,
    /// A custom action: a method, a subcommand.
    Action,
    /// An error that an action may answer with.
    Error,
}

/// Why a name is refused, and another one if there is an obvious one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What the name means already, as the end of "… is".
    pub because: &'static str,
    /// What to use instead.
    pub instead: Option<String>,
}

/// Whether a name cannot be used, although it is spelled right.
pub fn refusal(named: Named, name: &str) -> Option<Refusal> {
    let refuse = |because, instead: Option<&str>| {
        Some(Refusal {
            because,
            instead: instead.map(str::to_owned),
        })
    };
    if let Some((_, instead)) = NEVER_RAW.iter().find(|(word, _)| *word == name)
        && named != Named::Definition
    {
        return refuse(
            "a keyword of Rust that cannot be an identifier",
            Some(instead),
        );
    }
    match named {
        Named::Definition => definition(name),
        Named::Engine => engine(name),
        Named::Column => column(name),
        Named::Parameter => {
            let (_, instead) = PARAMETERS.iter().find(|(word, _)| *word == name)?;
            refuse("a parameter of lists and views", Some(instead))
        }
        Named::Plural if TABLES.contains(&name) => refuse("a table that every service has", None),
        Named::Plural if name.starts_with("sqlite_") || name.starts_with("pg_") => {
            refuse("a name that the database keeps for itself", None)
        }
        Named::Resource if CALLS.contains(&name) => {
            refuse("what every engine, or every client, has already", None)
        }
        Named::Resource if COMMANDS.contains(&name) => {
            refuse("a subcommand that every service has", None)
        }
        Named::Action => action(name),
        Named::Error if ERRORS.contains(&name) => {
            refuse("an error that every action can answer with", None)
        }
        _ => None,
    }
}

fn definition(name: &str) -> Option<Refusal> {
    if DEFINITIONS.binary_search(&name).is_ok() {
        return Some(Refusal {
            because: "a name that every service has already",
            instead: None,
        });
    }
    if !is_acronym(name) {
        return None;
    }
    let (first, rest) = name.split_at(1);
    Some(Refusal {
        because: "spelled in capitals only",
        instead: Some(format!("{first}{}", rest.to_lowercase())),
    })
}

fn column(name: &str) -> Option<Refusal> {
    if let Some((_, instead)) = OWN_COLUMNS.iter().find(|(word, _)| *word == name) {
        return Some(Refusal {
            because: "given to every entity",
            instead: Some((*instead).to_owned()),
        });
    }
    let because = if SYSTEM_COLUMNS.contains(&name) {
        "a column that the database keeps for itself"
    } else if VALUES.contains(&name) {
        "a value in SQL"
    } else {
        return None;
    };
    Some(Refusal {
        because,
        instead: None,
    })
}

/// Names of crates, of a folder beside theirs, and of what stands beside the engines that one asks.
fn engine(name: &str) -> Option<Refusal> {
    let (because, instead) = match name {
        "repositories" => (
            "what an engine keeps its rows with, beside the engines that it asks",
            None,
        ),
        "src" => ("the folder of the crate of all engines", None),
        _ if is_crate(name) => (as_crate(name), Some(format!("{name}_engine"))),
        _ => return None,
    };
    Some(Refusal { because, instead })
}

/// Methods whose name promises something else (`clippy::wrong_self_convention`,
/// `clippy::should_implement_trait`) or that would hide one that every value has.
fn action(name: &str) -> Option<Refusal> {
    if let Some((_, instead)) = METHODS.iter().find(|(word, _)| *word == name) {
        return Some(Refusal {
            because: "a method or subcommand that exists already",
            instead: Some((*instead).to_owned()),
        });
    }
    let rest = name
        .strip_prefix("from_")
        .or_else(|| name.strip_prefix("into_"))?;
    let because = "a method that would have to be a conversion in Rust";
    Some(Refusal {
        because,
        instead: Some(format!("use_{rest}")),
    })
}

fn is_acronym(name: &str) -> bool {
    name.len() > 2 && name.chars().all(|c| c.is_ascii_uppercase())
}

/// What a name means already where crates are named.
fn as_crate(name: &str) -> &'static str {
    if rust::is_keyword(name) {
        "a keyword of Rust"
    } else if WINDOWS_DEVICES.binary_search(&name).is_ok() {
        "a device on Windows, where no file can be called so"
    } else {
        "the name of a crate"
    }
}

fn is_crate(name: &str) -> bool {
    CRATES.binary_search(&name).is_ok()
        || LAYERS.binary_search(&name).is_ok()
        || WINDOWS_DEVICES.binary_search(&name).is_ok()
        || PRIMITIVES.binary_search(&name).is_ok()
        || rust::is_keyword(name)
}

/// Whether a module of this name would hide a crate, a layer or a primitive type, or cannot be a
/// file.
pub(super) fn hides_as_module(name: &str) -> bool {
    is_crate(name) || MODULES.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [
            DEFINITIONS,
            CRATES,
            LAYERS,
            MODULES,
            PRIMITIVES,
            WINDOWS_DEVICES,
            TABLES,
            CALLS,
            COMMANDS,
            ERRORS,
        ] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn what_is_suggested_is_not_refused() {
        for (named, name) in [
            (Named::Definition, "FAQ"),
            (Named::Engine, "store"),
            (Named::Column, "version"),
            (Named::Parameter, "view"),
            (Named::Action, "from_template"),
            (Named::Action, "clone"),
            (Named::Field, "self"),
        ] {
            let instead = refusal(named, name)
                .and_then(|refusal| refusal.instead)
                .unwrap_or_default();
            assert!(!instead.is_empty(), "{name}");
            assert_eq!(refusal(named, &instead), None, "{name}");
        }
    }
}
