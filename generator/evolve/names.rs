//! Facts about the schema go in, the names of the design that they were made from come out.

use std::collections::{BTreeMap, BTreeSet};

/// Entities (`Book`), and attributes and relations of theirs that have a column (`Book.title`,
/// `Book.author`), as they were called when the last migration was written.
pub fn names(recorded: &BTreeSet<String>) -> BTreeSet<String> {
    let facts = super::reached(recorded);
    let words = facts.iter().map(|fact| fact.split(' ').collect::<Vec<_>>());
    let words: Vec<Vec<&str>> = words.collect();
    let tables: BTreeMap<&str, &str> = words
        .iter()
        .filter_map(|words| match words.as_slice() {
            ["entity", entity, table, ..] => Some((*table, *entity)),
            _ => None,
        })
        .collect();
    let mut names: BTreeSet<String> = tables.values().map(|entity| (*entity).to_owned()).collect();
    for words in &words {
        let ["column", table, column, ..] = words.as_slice() else {
            continue;
        };
        let Some(entity) = tables.get(table) else {
            continue;
        };
        names.insert(format!("{entity}.{column}"));
        names.extend(
            column
                .strip_suffix("_id")
                .map(|relation| format!("{entity}.{relation}")),
        );
    }
    names
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn are_those_of_the_design() {
        let facts = [
            "entity Book books",
            "column books title sqlite TEXT, postgres TEXT",
            "column books author_id sqlite BLOB, postgres UUID",
            "column book_genres book_id sqlite BLOB, postgres UUID",
        ];
        let facts = ["table books (id)", "table book_genres (book_id, genre_id)"]
            .into_iter()
            .chain(facts);
        let facts = facts.map(|fact| format!("0001_initial + {fact}")).collect();
        let found: Vec<String> = names(&facts).into_iter().collect();
        assert_eq!(
            found,
            ["Book", "Book.author", "Book.author_id", "Book.title"]
        );
    }
}
