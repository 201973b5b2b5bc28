//! Entities, what is read of them, and how they are kept.

use super::Before;

#[derive(Debug, Clone)]
pub struct Entity {
    pub module: String,
    /// In words, plural.
    pub title: String,
    pub imports: String,
    pub name: String,
    pub docs: Vec<String>,
    /// None if nothing reads or makes a whole row.
    pub fields: Vec<Field>,
    pub eq: bool,
    /// In words.
    pub spoken: String,
    /// How a new one is made, if an action makes any.
    pub new: Option<New>,
    pub relations: Option<Relations>,
    pub projections: Vec<Projection>,
    pub filters: Vec<Filter>,
    /// `ArticleRepository`
    pub repository: String,
    /// Field of the repositories: `articles`.
    pub field: String,
    pub methods: Vec<Method>,
}

/// What makes a new row.
#[derive(Debug, Clone)]
pub struct New {
    /// `NewArticle`
    pub name: String,
    /// Whether a standard action uses it, beside yours.
    pub is_used: bool,
    pub fields: Vec<Field>,
    /// Fields of the entity with the expressions that they begin with.
    /// `title: new.title`
    pub initial: Vec<String>,
    /// Whether the time is asked for.
    pub needs_now: bool,
}

#[derive(Debug, Clone)]
pub struct Field {
    pub ident: String,
    pub ty: String,
    pub docs: Vec<String>,
}

/// Keys of many-to-many relations, written together with an entity.
#[derive(Debug, Clone)]
pub struct Relations {
    /// `ArticleRelations`
    pub name: String,
    pub fields: Vec<Field>,
}

#[derive(Debug, Clone)]
pub struct Projection {
    pub name: String,
    pub docs: Vec<String>,
    pub fields: Vec<Field>,
    pub eq: bool,
}

#[derive(Debug, Clone)]
pub struct Filter {
    /// `ArticlesFilter`
    pub name: String,
    pub spoken: String,
    pub fields: Vec<Field>,
    pub eq: bool,
}

/// A method of the repository, as the trait declares it.
#[derive(Debug, Clone)]
pub struct Method {
    pub docs: Vec<String>,
    /// Without what follows the return type.
    pub signature: String,
}

/// A hand-written attribute.
#[derive(Debug, Clone)]
pub struct Computed {
    pub module: String,
    /// Path of the scaffolded file below `src/`.
    pub file: String,
    pub function: String,
    pub docs: Vec<String>,
    pub imports: String,
    /// `pub fn excerpt(body: &str) -> Option<String> {`
    pub signature: String,
    /// Parameters that the unwritten body does not use yet.
    pub unused: Vec<String>,
    /// What the file was before, if the attribute or its entity was renamed.
    pub before: Vec<Before>,
}
