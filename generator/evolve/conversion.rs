//! What was stored as one kind of value, as another: only where nothing is lost, and where every row can follow or the
//! whole migration fails.

use crate::names::sql_ident;
use crate::plan::schema::Sql;

/// How values follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Conversion {
    /// They are stored alike.
    Alike,
    /// By an expression over the column.
    By(Sql),
}

/// Kinds of values that are stored alike, so that the one may become the other.
const ALIKE: &[(&str, &str)] = &[("int32", "int64"), ("enum", "text")];

/// From the kind of a column's value to another kind, as [`super::values`] calls them. `None` if something could be lost,
/// or if it is not plain what is meant.
pub(super) fn conversion(column: &str, from: &str, to: &str) -> Option<Conversion> {
    if from == to || ALIKE.contains(&(from, to)) {
        return Some(Conversion::Alike);
    }
    if let (Some(from), Some(digits)) = (scale(from), to.strip_prefix("decimal ")) {
        let digits = digits.parse::<u32>().ok()?.checked_sub(from)?;
        let factor = 10_i64.checked_pow(digits)?;
        return Some(both(column, &format!("{{}} * {factor}")));
    }
    let (sqlite, postgres) = match (from, to) {
        ("int32", "float64") => ("CAST({} AS REAL)", "{}::double precision"),
        ("int32" | "int64", "text") => ("CAST({} AS TEXT)", "{}::text"),
        ("boolean", "text") => ("iif({}, 'true', 'false')", "{}::text"),
        ("uuid", "text") => (
            "lower(substr(hex({}), 1, 8) || '-' || substr(hex({}), 9, 4) || '-' || \
             substr(hex({}), 13, 4) || '-' || substr(hex({}), 17, 4) || '-' || substr(hex({}), 21))",
            "{}::text",
        ),
        ("date", "datetime") => (
            "unixepoch({}) * 1000000",
            "{}::timestamp AT TIME ZONE 'UTC'",
        ),
        _ => return None,
    };
    Some(by(column, sqlite, postgres))
}

/// Digits behind the point that are stored of a number.
fn scale(kind: &str) -> Option<u32> {
    match kind {
        "int32" | "int64" => Some(0),
        _ => kind.strip_prefix("decimal ")?.parse().ok(),
    }
}

fn both(column: &str, form: &str) -> Conversion {
    by(column, form, form)
}

/// NULL stays NULL: of an expression in which it stands, and of `iif`, which would take it for false.
fn by(column: &str, sqlite: &str, postgres: &str) -> Conversion {
    let column = sql_ident(column);
    let sqlite = sqlite.replace("{}", &column);
    Conversion::By(Sql {
        sqlite: if sqlite.starts_with("iif(") {
            format!("iif({column} IS NULL, NULL, {sqlite})")
        } else {
            sqlite
        },
        postgres: postgres.replace("{}", &column),
    })
}

#[cfg(test)]
mod tests {
    use super::{Conversion, conversion};
    use crate::plan::schema::Sql;

    #[test]
    fn what_could_lose_something_is_not_converted() {
        for (from, to) in [
            ("int64", "int32"),
            ("decimal 4", "decimal 2"),
            ("decimal 2", "int64"),
            ("text", "enum"),
            ("text", "uuid"),
            ("float64", "decimal 2"),
            ("datetime", "date"),
            ("int64", "float64"),
            ("object", "text"),
        ] {
            assert_eq!(conversion("price", from, to), None, "{from} to {to}");
        }
    }

    #[test]
    fn numbers_keep_their_value() {
        let by = |sql: &str| {
            Some(Conversion::By(Sql {
                sqlite: sql.to_owned(),
                postgres: sql.to_owned(),
            }))
        };
        assert_eq!(
            conversion("price", "decimal 2", "decimal 4"),
            by("price * 100")
        );
        assert_eq!(
            conversion("order", "int64", "decimal 2"),
            by("\"order\" * 100")
        );
        assert_eq!(
            conversion("price", "int32", "int64"),
            Some(Conversion::Alike)
        );
    }
}
