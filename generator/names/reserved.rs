//! Words that a design cannot use as names of a kind, with what to use instead, and words that Rust
//! would read as something else where modules are named. Words that a rule can escape (`type`,
//! `order`, `match`) are not here: see [`super::rust_ident`] and [`super::sql_ident`].

use super::rust;

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A type, an entity or a media type.
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

/// The Rust prelude, types of JavaScript and the names that every service defines itself. Sorted.
const DEFINITIONS: &[&str] = &[
    "Array",
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Boolean",
    "Box",
    "Bytes",
    "Caller",
    "Clone",
    "Copy",
    "Cursor",
    "Date",
    "DateTime",
    "Debug",
    "Decimal",
    "Default",
    "Deserialize",
    "Display",
    "DoubleEndedIterator",
    "Drop",
    "Email",
    "Eq",
    "Err",
    "Error",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "FromStr",
    "Function",
    "Future",
    "Hash",
    "HashMap",
    "Int64",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "Json",
    "Links",
    "Map",
    "None",
    "Number",
    "Object",
    "Ok",
    "Option",
    "Ord",
    "Page",
    "PartialEq",
    "PartialOrd",
    "Patch",
    "Path",
    "Problem",
    "Promise",
    "Query",
    "Request",
    "Response",
    "Result",
    "Self",
    "Send",
    "Serialize",
    "Set",
    "Sized",
    "Some",
    "State",
    "Store",
    "String",
    "Symbol",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Url",
    "Uuid",
    "Vec",
    "View",
];

/// Crates of the layout, crates that services use, targets that cargo keeps for itself. Sorted.
const CRATES: &[&str] = &[
    "access_keys",
    "alloc",
    "authentication",
    "axum",
    "build",
    "bytes",
    "clap",
    "cli",
    "contract",
    "core",
    "deps",
    "driver",
    "engine",
    "engines",
    "examples",
    "generated",
    "hmac",
    "http",
    "hyper",
    "incremental",
    "proc_macro",
    "rusqlite",
    "rustls",
    "serde",
    "serde_json",
    "serde_yaml",
    "server",
    "sha2",
    "std",
    "store",
    "test",
    "tests",
    "tokio",
    "tower",
    "tracing",
    "uuid",
    "view",
];

/// Layers of an engine: modules that have modules named by the design inside. Sorted.
const LAYERS: &[&str] = &[
    "api",
    "domain",
    "generated",
    "http",
    "repository",
    "translator",
    "usecase",
];

/// Types without a path: a module of this name would hide them. Sorted.
const PRIMITIVES: &[&str] = &[
    "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "str", "u128", "u16",
    "u32", "u64", "u8", "usize",
];

/// Names that no file can have on Windows, whatever its extension. Sorted.
const WINDOWS_DEVICES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// Keywords that cannot be raw identifiers, with a word for the same.
const NEVER_RAW: &[(&str, &str)] = &[
    ("crate", "package"),
    ("self", "itself"),
    ("super", "parent"),
];

/// Columns that every PostgreSQL table has (manual, 5.6 "System Columns"), and SQLite's names of
/// the row number.
const SYSTEM_COLUMNS: &[&str] = &[
    "cmax", "cmin", "ctid", "oid", "rowid", "tableoid", "xmax", "xmin",
];

/// Columns of every entity, and the object of hrefs in its views.
const OWN_COLUMNS: &[(&str, &str)] =
    &[("id", "number"), ("links", "urls"), ("version", "revision")];

/// Query parameters of lists and views.
const PARAMETERS: &[(&str, &str)] = &[
    ("cursor", "position"),
    ("limit", "count"),
    ("sort", "order"),
    ("total", "sum"),
    ("view", "shown_as"),
];

/// Tables of every service.
const TABLES: &[&str] = &[
    "access_keys",
    "counters",
    "idempotency_keys",
    "login_sessions",
    "migrations",
    "sessions",
];

/// Subcommands of every command line.
const COMMANDS: &[&str] = &[
    "completions",
    "help",
    "keys",
    "login",
    "logout",
    "profile",
    "profiles",
    "version",
];

/// Methods that every value has, and modules of the same kind.
const METHODS: &[(&str, &str)] = &[
    ("clone", "duplicate"),
    ("cmp", "compare"),
    ("default", "reset"),
    ("eq", "compare"),
    ("fmt", "format"),
    ("hash", "digest"),
    ("help", "explain"),
    ("new", "prepare"),
];

/// Errors that every action can answer with.
const ERRORS: &[&str] = &[
    "bad_request",
    "conflict",
    "forbidden",
    "internal",
    "invalid",
    "method_not_allowed",
    "not_found",
    "not_implemented",
    "not_modified",
    "other",
    "precondition_failed",
    "store",
    "timeout",
    "too_large",
    "too_many_requests",
    "unauthorized",
    "unavailable",
    "unsupported_media_type",
];

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
        Named::Definition if DEFINITIONS.binary_search(&name).is_ok() => {
            refuse("a name that every service has already", None)
        }
        Named::Definition if is_acronym(name) => {
            let (first, rest) = name.split_at(1);
            refuse(
                "spelled in capitals only",
                Some(&format!("{first}{}", rest.to_lowercase())),
            )
        }
        Named::Engine if is_crate(name) => {
            refuse("the name of a crate", Some(&format!("{name}_engine")))
        }
        Named::Column => column(name),
        Named::Parameter => {
            let (_, instead) = PARAMETERS.iter().find(|(word, _)| *word == name)?;
            refuse("a parameter of lists and views", Some(instead))
        }
        Named::Plural if TABLES.contains(&name) => refuse("a table that every service has", None),
        Named::Plural if name.starts_with("sqlite_") || name.starts_with("pg_") => {
            refuse("a name that the database keeps for itself", None)
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

fn column(name: &str) -> Option<Refusal> {
    if let Some((_, instead)) = OWN_COLUMNS.iter().find(|(word, _)| *word == name) {
        return Some(Refusal {
            because: "given to every entity",
            instead: Some((*instead).to_owned()),
        });
    }
    let is_system = SYSTEM_COLUMNS.contains(&name);
    is_system.then_some(Refusal {
        because: "a column that the database keeps for itself",
        instead: None,
    })
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
    is_crate(name)
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
            PRIMITIVES,
            WINDOWS_DEVICES,
            TABLES,
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
