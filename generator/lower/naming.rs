//! Names of generated Rust items: one of the design goes in, the name that is derived of its names comes out. What
//! `names` derives is taken from there, so that the check for collisions sees the same.

use crate::ir;
use crate::names::{self, module, plural, rust_ident, snake};

/// `ArticleId`
pub(super) fn id_type(entity: &ir::Entity) -> String {
    names::id(&entity.name)
}

/// What a new row cannot be without: `NewArticle`.
pub(super) fn new_type(entity: &ir::Entity) -> String {
    names::new(&entity.name)
}

/// Keys of a row's many-to-many relations: `ArticleRelations`.
pub(super) fn relations_type(entity: &ir::Entity) -> String {
    names::relations(&entity.name)
}

/// `ArticleView`, `ArticleTinyView`
pub(super) fn view_type(media_type: &ir::MediaType, view: &ir::View) -> String {
    names::view(&media_type.name, &view.name)
}

/// What is read of an entity for a view: `ArticleDefaultProjection`, `ArticleTinyProjection`.
pub(super) fn projection_type(media_type: &ir::MediaType, view: &ir::View) -> String {
    names::projection(&media_type.name, &view.name)
}

/// Function that makes a view of rows, and stem of the repository's methods: `article_default`, `article_tiny`.
pub(super) fn view_function(media_type: &ir::MediaType, view: &ir::View) -> String {
    format!("{}_{}", snake(&media_type.name), view.name)
}

/// Links object of a media type: `ArticleLinks`.
pub(super) fn links_type(media_type: &ir::MediaType) -> String {
    names::links(&media_type.name)
}

/// `ArticlesCreatePayload`
pub(super) fn payload_type(resource: &ir::Resource, action: &ir::Action) -> String {
    names::payload(&resource.name, &action.name)
}

/// `ArticlesListQuery`
pub(super) fn query_type(resource: &ir::Resource, action: &ir::Action) -> String {
    names::query(&resource.name, &action.name)
}

/// `ArticlesSort`
pub(super) fn sort_type(resource: &ir::Resource) -> String {
    names::sort(&resource.name)
}

/// `ArticlesFilter`
pub(super) fn filter_type(resource: &ir::Resource) -> String {
    names::filter(&resource.name)
}

/// `ArticleRepository`
pub(super) fn repository_trait(entity: &ir::Entity) -> String {
    names::repository(&entity.name)
}

/// `ArticlesUsecase`
pub(super) fn usecase_trait(resource: &ir::Resource) -> String {
    names::usecase(&resource.name)
}

/// Trait of what is asked of another engine: `AccountsPort`.
pub(super) fn port_trait(engine: &ir::Engine) -> String {
    names::port(&engine.name)
}

/// Module of a custom action: `articles_publish`.
pub(super) fn action_module(resource: &ir::Resource, action: &ir::Action) -> String {
    names::action(&resource.name, &action.name)
}

/// Module of a computed attribute: `article_excerpt`.
pub(super) fn computed_module(entity: &ir::Entity, attribute: &ir::Attribute) -> String {
    names::computed(&entity.name, &attribute.name)
}

/// File of a custom action below `src/`.
pub(super) fn action_file(resource: &ir::Resource, action: &ir::Action) -> String {
    usecase_file(&action_module(resource, action))
}

/// The same by its module.
pub(super) fn usecase_file(module: &str) -> String {
    format!("usecase/{module}.rs")
}

/// File of a computed attribute below `src/`.
pub(super) fn computed_file(entity: &ir::Entity, attribute: &ir::Attribute) -> String {
    domain_file(&computed_module(entity, attribute))
}

/// The same by its module.
pub(super) fn domain_file(module: &str) -> String {
    format!("domain/{module}.rs")
}

/// Key of a relation: `author_id`.
pub(super) fn relation_id(name: &str) -> String {
    names::foreign_key(name)
}

/// Keys of a many-to-many relation: `tag_ids`.
pub(super) fn relation_ids(one: &str) -> String {
    names::foreign_keys(one)
}

/// Parameter that filters by a many-to-many relation: `tag_id`.
pub(super) fn filter_id(one: &str) -> String {
    names::member_key(one)
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
    match &*entity.plural {
        // What begins transactions is beside the repositories.
        "transactions" => "transactions_".to_owned(),
        plural => rust_ident(plural),
    }
}

/// What a path of a resource leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PathOf {
    Collection,
    Item,
}

/// Function of hrefs: `articles` for the collection, `articles_item` for one of it.
pub(super) fn href_function(resource: &ir::Resource, of: PathOf) -> String {
    match of {
        PathOf::Collection => rust_ident(&resource.name),
        PathOf::Item => names::item(&resource.name),
    }
}

/// Parameter of a parent's key: `article_id`.
pub(super) fn parent_parameter(entity: &ir::Entity) -> String {
    names::foreign_key(&snake(&entity.name))
}

/// Column of the count of a relation: `comments_count`.
pub(super) fn count_field(name: &str) -> String {
    names::count(name)
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
