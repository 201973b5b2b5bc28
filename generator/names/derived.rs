//! Names that generated code makes of a design's names, by the scope in which they have to be
//! different. Lowering takes its names from here, and the check that no two are the same goes over
//! what is listed here: they cannot disagree.

use super::{case, rust, sql};

/// Flags that subcommands have without a design, as fields of the structs that clap fills. Sorted.
const OWN_FLAGS: &[&str] = &[
    "all", "cursor", "endpoint", "help", "if_match", "json", "limit", "null", "output", "profile",
    "sort", "total", "verbose", "version", "view",
];

/// Methods that the driver's client has without a design. Sorted.
const CLIENT_METHODS: &[&str] = &[
    "builder", "clone", "delete", "get", "new", "patch", "post", "put",
];

/// Types that modules of the driver's resources use without a path. Sorted.
const DRIVER_TYPES: &[&str] = &["Call", "Client", "Option", "String", "Vec"];

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

/// Type of the hrefs beside a view: `ArticleLinks`.
pub fn links(media_type: &str) -> String {
    format!("{media_type}Links")
}

/// Constructor's argument of a view or of links: `ArticleViewFields`.
pub fn fields(ty: &str) -> String {
    format!("{ty}Fields")
}

/// Type of what is read of an entity for a view: `ArticleTinyProjection`.
pub fn projection(media_type: &str, view: &str) -> String {
    format!("{media_type}{}Projection", case::pascal(view))
}

/// Type of all that a view nests, where it is much: `ArticleDefaultNested`.
pub fn nested(media_type: &str, view: &str) -> String {
    format!("{media_type}{}Nested", case::pascal(view))
}

/// Type of what a new row cannot be without: `NewArticle`.
pub fn new(entity: &str) -> String {
    format!("New{entity}")
}

/// Type of the keys of a row's relations both ways: `ArticleRelations`.
pub fn relations(entity: &str) -> String {
    format!("{entity}Relations")
}

/// Trait of what is asked of another engine: `AccountsPort`.
pub fn port(engine: &str) -> String {
    format!("{}Port", case::pascal(engine))
}

/// Type of a payload: `ArticlesCreatePayload`.
pub fn payload(resource: &str, action: &str) -> String {
    format!("{}{}Payload", case::pascal(resource), case::pascal(action))
}

/// Type of an action's query: `ArticlesListQuery`.
pub fn query(resource: &str, action: &str) -> String {
    format!("{}{}Query", case::pascal(resource), case::pascal(action))
}

/// Type of the orders of a list: `ArticlesSort`.
pub fn sort(resource: &str) -> String {
    format!("{}Sort", case::pascal(resource))
}

/// Type of the filters of a list: `ArticlesFilter`.
pub fn filter(resource: &str) -> String {
    format!("{}Filter", case::pascal(resource))
}

/// Module, operation and function of an action: `articles_publish`.
pub fn action(resource: &str, action: &str) -> String {
    format!("{resource}_{action}")
}

/// Module of a computed attribute: `article_excerpt`.
pub fn computed(entity: &str, attribute: &str) -> String {
    format!("{}_{attribute}", case::snake(entity))
}

/// Function of the path of one thing: `articles_item`.
pub fn item(resource: &str) -> String {
    format!("{resource}_item")
}

/// Module of your part of a resource: `articles_yours`.
pub fn yours(resource: &str) -> String {
    format!("{resource}_yours")
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
pub fn foreign_keys(one: &str) -> String {
    format!("{one}_ids")
}

/// Parameter that filters by a relation both ways: `tag_id`.
pub fn member_key(one: &str) -> String {
    foreign_key(one)
}

/// Field of the number of related rows: `comments_count`.
pub fn count(relation: &str) -> String {
    format!("{relation}_count")
}

/// Table of a relation both ways: `article_tags`.
pub fn join_table(entity: &str, relation: &str) -> String {
    sql::sql_name(&[&case::snake(entity), relation])
}

/// Columns of that table, the row here and the row there: `article_id` and `tag_id`, or `user_id`
/// and `other_user_id`.
pub fn join_columns(entity: &str, target: &str) -> [String; 2] {
    let (here, there) = (case::snake(entity), case::snake(target));
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

/// Argument of the constructor of a type with many required fields: `BooksCreatePayloadRequired`.
pub fn required(ty: &str) -> String {
    format!("{ty}Required")
}

/// Whether a name is also a flag of the command line's own.
pub fn is_own_flag(name: &str) -> bool {
    OWN_FLAGS.contains(&name)
}

/// Flag of the command line as a field of the struct that clap fills: `published_at`, which clap
/// spells `--published-at`; `field_output` beside the `--output` of every subcommand.
pub fn flag(name: &str) -> String {
    if is_own_flag(name) {
        format!("field_{name}")
    } else {
        name.to_owned()
    }
}

/// The driver's struct of a resource, and the command line's variant: `Articles`. One that would
/// hide a type that the driver uses ends in `_`, which no name of a design does.
pub fn driver_resource(resource: &str) -> String {
    let name = case::pascal(resource);
    if DRIVER_TYPES.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// The client's method that leads to a resource: `articles`, or `get_` beside the client's own
/// `get`.
pub fn accessor(resource: &str) -> String {
    if CLIENT_METHODS.contains(&resource) {
        format!("{resource}_")
    } else {
        rust::rust_ident(resource)
    }
}

/// The driver's method of an action in a view that has to be asked for: `list_tiny`.
pub fn in_view(action: &str, view: &str) -> String {
    format!("{action}_{view}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_name_becomes() {
        assert_eq!(view("Article", "default"), "ArticleView");
        assert_eq!(view("Article", "tiny"), "ArticleTinyView");
        assert_eq!(projection("Article", "tiny"), "ArticleTinyProjection");
        assert_eq!(join_table("Article", "tags"), "article_tags");
        assert_eq!(join_columns("Article", "Tag"), ["article_id", "tag_id"]);
        assert_eq!(join_columns("User", "User"), ["user_id", "other_user_id"]);
        assert_eq!(unique("articles", &["slug"]), "articles_slug_key");
        assert_eq!(flag("help"), "field_help");
        assert_eq!(accessor("get"), "get_");
        assert_eq!(accessor("type"), "r#type");
        assert_eq!(driver_resource("call"), "Call_");
    }

    #[test]
    fn every_flag_of_the_command_line_is_known() {
        let written = [
            include_str!("../../templates/service/crates/cli/src/arguments.rs"),
            include_str!("../../templates/service/crates/cli/src/body.rs"),
            include_str!("../../templates/service/crates/cli/src/list.rs"),
            include_str!("../../templates/service/crates/cli/src/precondition.rs"),
        ]
        .concat();
        let flags = written.split("#[arg(").skip(1).filter_map(|rest| {
            let (options, rest) = rest.split_once(")]")?;
            let field = rest.trim_start().trim_start_matches("pub ");
            let (name, _) = field.split_once(':')?;
            options.contains("long").then_some(name)
        });
        // Of the command line itself, of the lists' orders, of updates and of answers.
        let lowered = ["help", "version", "sort", "null", "view"];
        let mut known: Vec<&str> = flags.chain(lowered).collect();
        known.sort_unstable();
        assert_eq!(known, OWN_FLAGS);
    }
}
