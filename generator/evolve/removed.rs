//! What is not kept any more: the steps of the schema go in, the tables and columns that one of them has removed come out.

use super::facts::TABLE;
use super::known::name;
use std::collections::{BTreeMap, BTreeSet};

/// A table or a column that some step has removed, and none has added again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Removed {
    /// The table.
    pub table: String,
    /// Its column; none for the table as a whole, with all that was in it.
    pub column: Option<String>,
    /// What the design called a row; none of a relation's table.
    pub entity: Option<String>,
}

/// Everything that is gone since the first step.
pub fn removed(steps: &BTreeSet<String>) -> BTreeSet<Removed> {
    let facts = super::reached(steps);
    let now: BTreeSet<Place> = facts.iter().filter_map(|fact| place(fact)).collect();
    let removed = steps.iter().filter_map(|line| {
        let (_, fact) = line.split_once(" - ")?;
        place(fact)
    });
    let removed: BTreeSet<Place> = removed.filter(|place| !now.contains(place)).collect();
    if removed.is_empty() {
        return BTreeSet::new();
    }
    let entities = entities(steps.iter().chain(&facts));
    let is_told =
        |(table, column): &&Place| column.is_none() || now.contains(&(table.clone(), None));
    let told = removed.iter().filter(is_told);
    told.map(|(table, column)| Removed {
        table: table.clone(),
        column: column.clone(),
        entity: entities.get(table).cloned(),
    })
    .collect()
}

type Place = (String, Option<String>);

/// `table articles (id)`, `column articles title …`
fn place(fact: &str) -> Option<Place> {
    if let Some(rest) = fact.strip_prefix(TABLE) {
        return Some((name(rest.split(' ').next()?)?, None));
    }
    let mut words = fact.strip_prefix("column ")?.split(' ');
    Some((name(words.next()?)?, Some(name(words.next()?)?)))
}

/// What rows of tables are called, or were: of steps and, behind them, of facts, which count more.
fn entities<'a>(lines: impl Iterator<Item = &'a String>) -> BTreeMap<String, String> {
    let entities = lines.filter_map(|line| {
        let fact = line.split_once(" - ").or_else(|| line.split_once(" + "));
        let fact = fact.map_or(line.as_str(), |(_, fact)| fact);
        let (entity, table) = fact.strip_prefix("entity ")?.split_once(' ')?;
        Some((name(table)?, entity.to_owned()))
    });
    entities.collect()
}

#[cfg(test)]
mod tests {
    use super::{Removed, removed};

    fn told(lines: &[&str]) -> Vec<String> {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        let removed = removed(&lines).into_iter();
        let text = |it: Removed| format!("{} {:?} {:?}", it.table, it.column, it.entity);
        removed.map(text).collect()
    }

    const BEFORE: [&str; 4] = [
        "0001_initial + table books (id)",
        "0001_initial + entity Book books",
        "0001_initial + column books title sqlite TEXT, postgres TEXT",
        "0001_initial + column books \"order\" sqlite TEXT, postgres TEXT",
    ];

    #[test]
    fn nothing_is_gone_at_first() {
        assert_eq!(told(&BEFORE), [""; 0]);
    }

    #[test]
    fn a_column_is_gone_until_it_comes_again() {
        let mut lines = BEFORE.to_vec();
        lines.push("0002_remove - column books \"order\" sqlite TEXT, postgres TEXT");
        assert_eq!(told(&lines), ["books Some(\"order\") Some(\"Book\")"]);
        lines.push("0003_add + column books \"order\" sqlite INTEGER, postgres BIGINT");
        assert_eq!(told(&lines), [""; 0]);
    }

    #[test]
    fn a_table_is_gone_with_its_columns() {
        let removed = BEFORE.map(|line| line.replace("0001_initial +", "0002_remove -"));
        let lines: Vec<&str> = BEFORE
            .iter()
            .copied()
            .chain(removed.iter().map(String::as_str))
            .collect();
        assert_eq!(told(&lines), ["books None Some(\"Book\")"]);
    }
}
