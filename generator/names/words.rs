//! Lists of words that mean something already, each with where it does. Those that are searched are
//! sorted.

/// The Rust prelude, types of JavaScript and the names that every service defines itself. Sorted.
pub(super) const DEFINITIONS: &[&str] = &[
    "Arc",
    "Array",
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "BTreeMap",
    "Boolean",
    "Box",
    "Bytes",
    "Caller",
    "Clone",
    "Connection",
    "Copy",
    "Cursor",
    "Date",
    "DateTime",
    "Debug",
    "Decimal",
    "Decode",
    "Default",
    "Deserialize",
    "Direction",
    "Display",
    "DoubleEndedIterator",
    "Drop",
    "Email",
    "Engine",
    "Eq",
    "Err",
    "Error",
    "ExactSizeIterator",
    "Extend",
    "Faults",
    "FieldError",
    "Fields",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "FromStr",
    "Function",
    "Future",
    "Gate",
    "Hash",
    "HashMap",
    "Incoming",
    "Int64",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "Json",
    "Layers",
    "Map",
    "Merge",
    "None",
    "NotImplemented",
    "Number",
    "Object",
    "Ok",
    "Option",
    "Ord",
    "Page",
    "PageBody",
    "Pairs",
    "PartialEq",
    "PartialOrd",
    "Patch",
    "Path",
    "Pattern",
    "Pin",
    "Ports",
    "Position",
    "Precondition",
    "Problem",
    "Promise",
    "Query",
    "Rejection",
    "Reply",
    "Repositories",
    "Representation",
    "Request",
    "Response",
    "Result",
    "Role",
    "Router",
    "Row",
    "Rule",
    "Secret",
    "Self",
    "Send",
    "Serialize",
    "Served",
    "Set",
    "Sized",
    "Some",
    "SortKey",
    "Sql",
    "State",
    "StatusCode",
    "StorageError",
    "Store",
    "String",
    "Symbol",
    "Sync",
    "TimeZone",
    "Timestamp",
    "ToOwned",
    "ToString",
    "Total",
    "Transactions",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Update",
    "Url",
    "Uuid",
    "Value",
    "Vec",
    "View",
    "Views",
    "Window",
    "Work",
];

/// Crates of the layout, crates that services use, targets that cargo keeps for itself. Sorted.
pub(super) const CRATES: &[&str] = &[
    "access_keys",
    "alloc",
    "async_trait",
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
    "futures",
    "generated",
    "hmac",
    "http",
    "http_ground",
    "hyper",
    "incremental",
    "jiff",
    "libsqlite3_sys",
    "mimalloc",
    "proc_macro",
    "rand",
    "regex_lite",
    "ring",
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
    "thiserror",
    "time",
    "tokio",
    "tokio_postgres",
    "tower",
    "tower_http",
    "tracing",
    "url",
    "uuid",
    "view",
    "wiring",
    "zeroize",
];

/// Layers of an engine: modules that have modules named by the design inside. Sorted.
pub(super) const LAYERS: &[&str] = &[
    "api",
    "domain",
    "generated",
    "http",
    "repository",
    "translator",
    "usecase",
];

/// Modules that generated code has beside or above those named by the design. Sorted.
pub(super) const MODULES: &[&str] = &[
    "commands",
    "error",
    "failure",
    "mod",
    "order",
    "payloads",
    "references",
    "repositories",
    "resources",
    "transactions",
    "types",
    "views",
];

/// Types without a path: a module of this name would hide them. Sorted.
pub(super) const PRIMITIVES: &[&str] = &[
    "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "str", "u128", "u16",
    "u32", "u64", "u8", "usize",
];

/// Names that no file can have on Windows, whatever its extension. Sorted.
pub(super) const WINDOWS_DEVICES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// Keywords that cannot be raw identifiers, with a word for the same.
pub(super) const NEVER_RAW: &[(&str, &str)] = &[
    ("crate", "package"),
    ("self", "itself"),
    ("super", "parent"),
];

/// Columns that every PostgreSQL table has (manual, 5.6 "System Columns"), and SQLite's names of
/// the row number.
pub(super) const SYSTEM_COLUMNS: &[&str] = &[
    "cmax", "cmin", "ctid", "oid", "rowid", "tableoid", "xmax", "xmin",
];

/// Names that SQLite reads as values wherever no column has them, and as columns wherever one has
/// (<https://sqlite.org/lang_expr.html#booleanexpr>).
pub(super) const VALUES: &[&str] = &["false", "true"];

/// Columns of every entity, and the object of hrefs in its views.
pub(super) const OWN_COLUMNS: &[(&str, &str)] =
    &[("id", "number"), ("links", "urls"), ("version", "revision")];

/// Query parameters of lists and views.
pub(super) const PARAMETERS: &[(&str, &str)] = &[
    ("cursor", "position"),
    ("limit", "count"),
    ("sort", "order"),
    ("total", "sum"),
    ("view", "shown_as"),
];

/// Tables of every service.
pub(super) const TABLES: &[&str] = &[
    "access_keys",
    "counters",
    "idempotency_keys",
    "login_sessions",
    "migrations",
    "sessions",
];

/// Names of a resource's methods and types that the client and the usecases of an engine have of their own. Sorted.
pub(super) const CALLS: &[&str] = &[
    "arc",
    "delete",
    "error",
    "get",
    "patch",
    "ports",
    "post",
    "put",
    "repositories",
    "request",
];

/// Subcommands of every command line.
pub(super) const COMMANDS: &[&str] = &[
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
pub(super) const METHODS: &[(&str, &str)] = &[
    ("as_ref", "view"),
    ("clone", "duplicate"),
    ("cmp", "compare"),
    ("default", "reset"),
    ("drop", "remove"),
    ("eq", "compare"),
    ("fmt", "format"),
    ("hash", "digest"),
    ("help", "explain"),
    ("into", "convert"),
    ("new", "prepare"),
    ("ports", "show_ports"),
    ("to_owned", "duplicate"),
    ("try_into", "convert"),
    ("within", "find_within"),
];

/// Errors that every action can answer with.
pub(super) const ERRORS: &[&str] = &[
    "bad_request",
    "changed",
    "conflict",
    "forbidden",
    "internal",
    "invalid",
    "method_not_allowed",
    "not_found",
    "not_implemented",
    "not_modified",
    "not_settable",
    "other",
    "precondition_failed",
    "storage",
    "store",
    "timeout",
    "too_large",
    "too_many_requests",
    "unauthorized",
    "unavailable",
    "unsupported_media_type",
];
