//! Names in SQL: of tables, columns and indexes, the same on SQLite and PostgreSQL.

use super::keywords::Keywords;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// PostgreSQL silently cuts longer identifiers (`NAMEDATALEN` - 1), so that two could become one.
const MAX_BYTES: usize = 63;

/// Words that are no identifier unless quoted: the reserved ones of PostgreSQL 18 (appendix C) and
/// of SQLite (`lang_keywords`), without those that no name of a design could be. Sorted.
static KEYWORDS: Keywords = Keywords::new(&[
    "abort",
    "action",
    "add",
    "after",
    "all",
    "alter",
    "always",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "attach",
    "authorization",
    "autoincrement",
    "before",
    "begin",
    "between",
    "binary",
    "both",
    "by",
    "cascade",
    "case",
    "cast",
    "check",
    "collate",
    "collation",
    "column",
    "commit",
    "concurrently",
    "conflict",
    "constraint",
    "create",
    "cross",
    "current",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "database",
    "default",
    "deferrable",
    "deferred",
    "delete",
    "desc",
    "detach",
    "distinct",
    "do",
    "drop",
    "each",
    "else",
    "end",
    "escape",
    "except",
    "exclude",
    "exclusive",
    "exists",
    "explain",
    "fail",
    "false",
    "fetch",
    "filter",
    "first",
    "following",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "generated",
    "glob",
    "grant",
    "group",
    "groups",
    "having",
    "if",
    "ignore",
    "ilike",
    "immediate",
    "in",
    "index",
    "indexed",
    "initially",
    "inner",
    "insert",
    "instead",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "key",
    "last",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "match",
    "materialized",
    "natural",
    "no",
    "not",
    "nothing",
    "notnull",
    "null",
    "nulls",
    "of",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "others",
    "outer",
    "over",
    "overlaps",
    "partition",
    "placing",
    "plan",
    "pragma",
    "preceding",
    "primary",
    "query",
    "raise",
    "range",
    "recursive",
    "references",
    "regexp",
    "reindex",
    "release",
    "rename",
    "replace",
    "restrict",
    "returning",
    "right",
    "rollback",
    "row",
    "rows",
    "savepoint",
    "select",
    "session_user",
    "set",
    "similar",
    "some",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "temp",
    "temporary",
    "then",
    "ties",
    "to",
    "trailing",
    "transaction",
    "trigger",
    "true",
    "unbounded",
    "union",
    "unique",
    "update",
    "user",
    "using",
    "vacuum",
    "values",
    "variadic",
    "verbose",
    "view",
    "virtual",
    "when",
    "where",
    "window",
    "with",
    "without",
]);

/// The parts joined by `_`; longer names end in a hash of the whole name in place of what does not
/// fit.
pub fn sql_name(parts: &[&str]) -> String {
    let name = parts.join("_");
    if name.len() <= MAX_BYTES {
        return name;
    }
    let mut hash = String::from("_");
    for byte in &Sha256::digest(&name)[..4] {
        write!(hash, "{byte:02x}").expect("writing to a String never fails");
    }
    let kept = name.floor_char_boundary(MAX_BYTES - hash.len());
    format!("{}{hash}", &name[..kept])
}

/// The name as it is written in a statement: quoted if either database would read it as a keyword.
pub fn sql_ident(name: &str) -> String {
    if KEYWORDS.contains(name) {
        format!("\"{name}\"")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_stay_apart() {
        let long = "a".repeat(40);
        let first = sql_name(&[&long, &long, "idx"]);
        let second = sql_name(&[&long, &long, "key"]);
        assert_eq!(first.len(), 63);
        assert_ne!(first, second);
        assert_eq!(sql_name(&["articles", "tags"]), "articles_tags");
    }

    #[test]
    fn keywords_are_quoted() {
        assert!(KEYWORDS.words().is_sorted());
        assert_eq!(sql_ident("order"), "\"order\"");
        assert_eq!(sql_ident("title"), "title");
    }
}
