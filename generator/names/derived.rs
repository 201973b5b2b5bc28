//! Names that generated code makes of a design's names, by the scope in which they have to be
//! different. Lowering takes its names from here, and the check that no two are the same goes over
//! what is listed here: they cannot disagree.

use super::{case, sql};

/// Words that are flags of every subcommand of the command line.
const FLAGS: &[&str] = &[
    "endpoint", "help", "output", "profile", "quiet", "verbose", "version",
];

/// Type of an entity's key: `ArticleId`.
pub fn id(entity: &str) -> String {
    format!("{entity}Id")
}

/// Type of a view: `ArticleView` for `default`, else `ArticleTinyView`.
pub fn view(media_type: &str, view: &str) -> String {
    if view == "default" {
        format!("{media_type}View")
    } else {
        format!("{media_type}{}View", case::pascal(view))
    }
}

/// Type of what a view needs of an entity: `ArticleTiny`, or `ArticleCardTiny` for the media type
/// `Card`.
pub fn projection(entity: &str, media_type: &str, view: &str) -> String {
    let shown = if media_type == entity { "" } else { media_type };
    format!("{entity}{shown}{}", case::pascal(view))
}

/// Type of a payload: `ArticlesCreatePayload`.
pub fn payload(resource: &str, action: &str) -> String {
    format!("{}{}Payload", case::pascal(resource), case::pascal(action))
}

/// Trait that stores an entity: `ArticleRepository`.
pub fn repository(entity: &str) -> String {
    format!("{entity}Repository")
}

/// Trait of a resource's actions: `ArticlesUsecase`.
pub fn usecase(resource: &str) -> String {
    format!("{}Usecase", case::pascal(resource))
}

/// Column and field of a relation to one: `author_id`.
pub fn foreign_key(relation: &str) -> String {
    format!("{relation}_id")
}

/// Field of the ids of a relation both ways: `tag_ids`.
pub fn foreign_keys(relation: &str) -> String {
    format!("{}_ids", super::singular(relation))
}

/// Field of the number of related rows: `comments_count`.
pub fn count(relation: &str) -> String {
    format!("{relation}_count")
}

/// Table of a relation both ways: `articles_tags`.
pub fn join_table(plural: &str, relation: &str) -> String {
    sql::sql_name(&[plural, relation])
}

/// Columns of that table: the row here and the row there, `article_id` and `tag_id`; of a relation
/// to the same entity the second has the name of the relation.
pub fn join_columns(entity: &str, relation: &str, target: &str) -> [String; 2] {
    let here = case::snake(entity);
    let there = if entity == target {
        super::singular(relation)
    } else {
        case::snake(target)
    };
    let there = if there == here {
        format!("other_{there}")
    } else {
        there
    };
    [foreign_key(&here), foreign_key(&there)]
}

/// An index: `articles_author_id_published_at_idx`.
pub fn index(table: &str, columns: &[&str]) -> String {
    indexed(table, columns, "idx")
}

/// A unique index: `articles_slug_key`.
pub fn unique(table: &str, columns: &[&str]) -> String {
    indexed(table, columns, "key")
}

fn indexed(table: &str, columns: &[&str], kind: &str) -> String {
    let parts: Vec<&str> = [table]
        .into_iter()
        .chain(columns.iter().copied())
        .chain([kind])
        .collect();
    sql::sql_name(&parts)
}

/// Flag of the command line: `published-at`; one that every subcommand has gets `-value` behind it.
pub fn flag(name: &str) -> String {
    let flag = case::kebab(name);
    if FLAGS.contains(&flag.as_str()) {
        format!("{flag}-value")
    } else {
        flag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_name_becomes() {
        assert_eq!(view("Article", "default"), "ArticleView");
        assert_eq!(view("Article", "tiny"), "ArticleTinyView");
        assert_eq!(projection("Article", "Article", "tiny"), "ArticleTiny");
        assert_eq!(projection("Article", "Card", "tiny"), "ArticleCardTiny");
        assert_eq!(
            join_columns("Article", "tags", "Tag"),
            ["article_id", "tag_id"]
        );
        assert_eq!(
            join_columns("User", "follows", "User"),
            ["user_id", "follow_id"]
        );
        assert_eq!(
            join_columns("User", "users", "User"),
            ["user_id", "other_user_id"]
        );
        assert_eq!(unique("articles", &["slug"]), "articles_slug_key");
        assert_eq!(flag("help"), "help-value");
    }
}
