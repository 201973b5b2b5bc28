//! Statements of one atomic unit: what is to be run in, when to stop out.

use crate::Sql;

/// Statements that are done in this order, together or not at all.
pub(crate) struct Steps {
    statements: Vec<Sql>,
    guarded: bool,
}

impl Steps {
    /// Statements that are all to be run.
    pub(crate) fn all(statements: Vec<Sql>) -> Steps {
        Steps {
            statements,
            guarded: false,
        }
    }

    /// A statement, and others that are run only if it affects a row.
    pub(crate) fn guarded(first: Sql, then: Vec<Sql>) -> Steps {
        let mut statements = Vec::with_capacity(1 + then.len());
        statements.push(first);
        statements.extend(then);
        Steps {
            statements,
            guarded: true,
        }
    }

    pub(crate) fn statements(&self) -> &[Sql] {
        &self.statements
    }

    /// Whether none is to be run after those that affected so many rows.
    pub(crate) fn end_after(&self, affected: &[u64]) -> bool {
        self.guarded && affected == [0]
    }
}

#[cfg(test)]
mod tests {
    use super::Steps;
    use crate::Sql;

    #[test]
    fn only_a_guard_that_affects_no_row_ends_them() {
        let (first, second) = (Sql::new("DELETE FROM a"), Sql::new("DELETE FROM b"));
        let guarded = Steps::guarded(first.clone(), vec![second.clone()]);
        let texts: Vec<&str> = guarded.statements().iter().map(Sql::text).collect();
        assert_eq!(texts, ["DELETE FROM a", "DELETE FROM b"]);
        assert!(guarded.end_after(&[0]));
        assert!(!guarded.end_after(&[]));
        assert!(!guarded.end_after(&[2]));
        assert!(!guarded.end_after(&[1, 0]));
        assert!(!Steps::all(vec![first, second]).end_after(&[0]));
    }
}
