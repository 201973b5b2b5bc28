//! Names of the methods of repositories.

use crate::ir;
use crate::lower::naming;
use crate::lower::reads::{ManyRelation, Nested, ViewOf};
use crate::names::snake;

/// Stem of the methods that read a view, and type of what they read.
pub(in crate::lower) fn view_names(service: &ir::Service, of: ViewOf) -> (String, String) {
    let (media_type, view) = (service.media_type(of.0), service.view(of.0, of.1));
    (
        naming::view_function(media_type, view),
        naming::projection_type(media_type, view),
    )
}

/// `tag_tiny_of_article_tags`
pub(in crate::lower) fn nested_method(service: &ir::Service, nested: &Nested) -> String {
    let parent = service.entity(nested.parent);
    let (function, _) = view_names(service, nested.view);
    format!(
        "{function}_of_{}_{}",
        snake(&parent.name),
        relation_name(parent, nested.relation)
    )
}

/// `list_articles_tiny`
pub(in crate::lower) fn list_method(
    service: &ir::Service,
    resource: &ir::Resource,
    view: ir::ViewId,
) -> String {
    format!(
        "list_{}_{}",
        resource.name,
        service.view(resource.media_type, view).name
    )
}

/// `count_articles`
pub(in crate::lower) fn count_method(resource: &ir::Resource) -> String {
    format!("count_{}", resource.name)
}

/// Method that reads a row back after a change: `article_tiny_changed`, or the same that shows it where everybody sees
/// every row.
pub(in crate::lower) fn changed_method(service: &ir::Service, of: ViewOf) -> String {
    let (function, _) = view_names(service, of);
    match service.media_type(of.0).source {
        ir::Source::Entity(id) if matches!(service.entity(id).visible, ir::Visible::Any(_)) => {
            format!("{function}_changed")
        }
        _ => function,
    }
}

/// `shelf_id_of`
pub(in crate::lower) fn above_method(relation: &ir::BelongsTo) -> String {
    format!("{}_of", naming::relation_id(&relation.name))
}

pub(super) fn relation_name(parent: &ir::Entity, relation: ManyRelation) -> &str {
    match relation {
        ManyRelation::HasMany(id) => &parent.has_many[id.0].name,
        ManyRelation::ManyToMany(id) => &parent.many_to_many[id.0].name,
    }
}
