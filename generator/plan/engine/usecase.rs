//! What the service does: a trait per resource with a default for every standard action.

use super::Before;

use crate::plan::contract::Pattern;

#[derive(Debug, Clone)]
pub struct Usecase {
    pub module: String,
    /// Module of your part: `articles_yours`
    pub yours: String,
    /// In words.
    pub title: String,
    pub imports: String,
    /// `ArticlesUsecase`
    pub name: String,
    pub docs: Vec<String>,
    /// `Articles`, in a file that belongs to the team.
    pub implementation: String,
    /// What that file was before, if the resource was renamed.
    pub before: Vec<Before>,
    /// Each is rendered for itself.
    pub methods: Vec<Method>,
    pub customs: Vec<Custom>,
    pub positions: Vec<Position>,
    /// What slugs that are made here have to match.
    pub pattern: Option<Pattern>,
}

#[derive(Debug, Clone)]
pub struct Method {
    pub docs: Vec<String>,
    pub signature: String,
    pub body: Body,
}

/// The kind of a default body names its template.
#[derive(Debug, Clone)]
pub enum Body {
    Show(Show),
    List(List),
    Create(Box<Create>),
    Update(Update),
    Delete(Delete),
    Member(Member),
    Collection(Collection),
    Within(Within),
}

/// Follows a path of several parents.
#[derive(Debug, Clone)]
pub struct Within {
    /// Conditions under which the path names what the caller does not see, or what does not belong together.
    pub lost: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Show {
    pub repository: String,
    pub read: String,
    /// Condition on `row` under which it is of another parent.
    pub stray: Option<String>,
    /// Condition under which the caller does not see the parent that the path names.
    pub lost: Option<String>,
    /// Condition under which the caller is refused, `row` being what was found.
    pub refuse: Option<String>,
}

#[derive(Debug, Clone)]
pub struct List {
    pub refuse: Option<String>,
    pub parent: Option<FilteredParent>,
    pub lost: Option<String>,
    pub repository: String,
    pub read: String,
    pub count: Option<String>,
    pub position: String,
    /// `, order` if the caller chooses it.
    pub order: Option<String>,
}

/// The key of the parent, which is a part of the filter.
#[derive(Debug, Clone)]
pub struct FilteredParent {
    /// `article_id`
    pub ident: String,
    /// Field of the filter.
    pub field: String,
}

#[derive(Debug, Clone)]
pub struct Create {
    pub refuse: Option<String>,
    pub lost: Option<String>,
    /// The relation that owns: `author_id`.
    pub owner: Option<Owner>,
    pub restricted: Vec<Restricted>,
    pub references: Vec<Reference>,
    pub entity: String,
    pub local: String,
    pub new_name: String,
    pub new_fields: Vec<NewField>,
    pub sets: Vec<String>,
    pub relations: Option<RelationsValue>,
    pub repository: String,
    pub slug: Option<Slug>,
}

#[derive(Debug, Clone)]
pub struct Owner {
    /// The field.
    pub ident: String,
    /// The variable, beside the one that is named after the row of the path.
    pub local: String,
}

/// A field that only some roles may set.
#[derive(Debug, Clone)]
pub struct Restricted {
    /// `payload.role.is_some() && !caller.has_role(&[…])`
    pub condition: String,
    /// Name as sent, quoted.
    pub field: String,
}

/// Keys in a payload that must be of rows the caller sees.
#[derive(Debug, Clone)]
pub struct Reference {
    /// Name as sent, quoted.
    pub field: String,
    /// Expression of a `Vec` of keys.
    pub given: String,
    /// `self.ports().repositories.categories` or a port.
    pub holder: String,
    /// `known` or `known_users`
    pub method: String,
    /// Whether the field is a list, so that the place names the position.
    pub list: bool,
}

#[derive(Debug, Clone)]
pub struct NewField {
    pub ident: String,
    /// Shorthand if it is the same.
    pub value: Option<String>,
}

#[derive(Debug, Clone)]
pub struct RelationsValue {
    pub name: String,
    pub fields: Vec<NewField>,
}

#[derive(Debug, Clone)]
pub struct Slug {
    pub ident: String,
    /// Text it is derived of: `article.title`.
    pub from: String,
    /// Name as sent, quoted.
    pub field: String,
    /// `!article.slug.is_empty()`, if a caller may give one.
    pub given: Option<String>,
    /// The value that a row is given at an attempt.
    pub made: String,
    pub max: u64,
    /// What it has to keep beside its length: `Rule::MinLength(3), Rule::Pattern(&ARTICLE_SLUG)`
    pub rules: String,
}

#[derive(Debug, Clone)]
pub struct Update {
    /// Whether some set changes members of an object, which may go wrong.
    pub merges: bool,
    pub repository: String,
    pub local: String,
    pub stray: Option<String>,
    pub lost: Option<String>,
    pub refuse: Option<String>,
    pub restricted: Vec<Restricted>,
    pub references: Vec<Reference>,
    pub sets: Vec<String>,
    pub relations: Option<RelationsValue>,
    pub timestamps: bool,
}

#[derive(Debug, Clone)]
pub struct Delete {
    pub repository: String,
    pub local: String,
    pub stray: Option<String>,
    pub lost: Option<String>,
    pub refuse: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Member {
    pub repository: String,
    pub local: String,
    pub stray: Option<String>,
    pub lost: Option<String>,
    pub refuse: Option<String>,
    /// `articles_publish::publish(self.ports(), caller, article)`
    pub call: String,
}

#[derive(Debug, Clone)]
pub struct Collection {
    pub refuse: Option<String>,
    pub lost: Option<String>,
    pub call: String,
}

/// A hand-written action.
#[derive(Debug, Clone)]
pub struct Custom {
    pub module: String,
    /// Path of the scaffolded file below `src/`.
    pub file: String,
    pub function: String,
    pub docs: Vec<String>,
    pub imports: String,
    pub signature: String,
    /// Parameters that the unwritten body does not use yet.
    pub unused: Vec<String>,
    /// `POST /v1/articles/{id}/publish`
    pub route: String,
    /// What the file was before, if the action or its resource was renamed.
    pub before: Vec<Before>,
}

/// Tells the place of a row in a list.
#[derive(Debug, Clone)]
pub struct Position {
    pub signature: String,
    pub arms: Vec<PositionArm>,
    /// The key, if there is but one order.
    pub only: Option<String>,
}

#[derive(Debug, Clone)]
pub struct PositionArm {
    pub pattern: String,
    pub key: String,
}
