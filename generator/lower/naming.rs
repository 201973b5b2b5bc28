//! Names of generated Rust items, each decided here and nowhere else.

use crate::ir;
use crate::names::{module, pascal, plural, rust_ident, singular, snake};

/// `ArticleId`
pub(super) fn id_type(entity: &ir::Entity) -> String {
    format!("{}Id", entity.name)
}

/// `ArticleView`, `ArticleTinyView`
pub(super) fn view_type(media_type: &ir::MediaType, view: &ir::View) -> String {
    format!("{}View", view_stem(media_type, view))
}

/// `Article`, `ArticleTiny`
fn view_stem(media_type: &ir::MediaType, view: &ir::View) -> String {
    if view.name == "default" {
        media_type.name.clone()
    } else {
        format!("{}{}", media_type.name, pascal(&view.name))
    }
}

/// What is read of an entity for a view: `ArticleDefaultProjection`, `ArticleTinyProjection`.
pub(super) fn projection_type(media_type: &ir::MediaType, view: &ir::View) -> String {
    format!("{}{}Projection", media_type.name, pascal(&view.name))
}

/// Function that makes a view of rows, and stem of the repository's methods: `article_default`, `article_tiny`.
pub(super) fn view_function(media_type: &ir::MediaType, view: &ir::View) -> String {
    format!("{}_{}", snake(&media_type.name), view.name)
}

/// Links object of a media type: `ArticleLinks`.
pub(super) fn links_type(media_type: &ir::MediaType) -> String {
    format!("{}Links", media_type.name)
}

/// `ArticlesCreatePayload`
pub(super) fn payload_type(resource: &ir::Resource, action: &ir::Action) -> String {
    format!("{}{}Payload", pascal(&resource.name), pascal(&action.name))
}

/// `ArticlesListQuery`
pub(super) fn query_type(resource: &ir::Resource, action: &ir::Action) -> String {
    format!("{}{}Query", pascal(&resource.name), pascal(&action.name))
}

/// `ArticlesSort`
pub(super) fn sort_type(resource: &ir::Resource) -> String {
    format!("{}Sort", pascal(&resource.name))
}

/// `ArticleFilter`
pub(super) fn filter_type(resource: &ir::Resource) -> String {
    format!("{}Filter", pascal(&resource.name))
}

/// `ArticleRepository`
pub(super) fn repository_trait(entity: &ir::Entity) -> String {
    format!("{}Repository", entity.name)
}

/// `ArticlesUsecase`
pub(super) fn usecase_trait(resource: &ir::Resource) -> String {
    format!("{}Usecase", pascal(&resource.name))
}

/// Key of a relation: `author_id`.
pub(super) fn relation_id(name: &str) -> String {
    format!("{name}_id")
}

/// Keys of a many-to-many relation: `tag_ids`.
pub(super) fn relation_ids(name: &str) -> String {
    format!("{}_ids", singular(name))
}

/// Parameter that filters by a many-to-many relation: `tag_id`.
pub(super) fn filter_id(name: &str) -> String {
    format!("{}_id", singular(name))
}

/// Module of an entity, file name without `.rs`.
pub(super) fn entity_module(entity: &ir::Entity) -> String {
    module(&snake(&entity.name))
}

/// Module of a resource.
pub(super) fn resource_module(resource: &ir::Resource) -> String {
    module(&resource.name)
}

/// Field that holds an entity's repository: `articles`.
pub(super) fn repository_field(entity: &ir::Entity) -> String {
    rust_ident(&entity.plural)
}

/// Function of hrefs: `articles` for the collection, `articles_item` for one of it.
pub(super) fn href_function(resource: &ir::Resource, item: bool) -> String {
    if item {
        format!("{}_item", resource.name)
    } else {
        rust_ident(&resource.name)
    }
}

/// Parameter of a parent's key: `article_id`.
pub(super) fn parent_parameter(entity: &ir::Entity) -> String {
    format!("{}_id", snake(&entity.name))
}

/// Column of the count of a relation: `comments_count`.
pub(super) fn count_field(name: &str) -> String {
    format!("{name}_count")
}

/// Plural of an entity's name in a sentence: `blog posts`.
pub(super) fn spoken_plural(entity: &ir::Entity) -> String {
    entity.plural.replace('_', " ")
}

/// An entity's name in a sentence: `blog post`.
pub(super) fn spoken(entity: &ir::Entity) -> String {
    snake(&entity.name).replace('_', " ")
}

/// Plural of a Pascal-case name in a sentence.
pub(super) fn spoken_many(name: &str) -> String {
    plural(&snake(name)).replace('_', " ")
}
