//! The section `resources`: resources and their standard actions.

use super::{Action, DeclaredError, Deprecated, Map, Name, Renamed, SortOrder, Text};
use crate::source::{Span, Spanned};

/// One of `resources`.
#[derive(Debug, Clone, Default)]
pub struct Resource {
    /// Where the definition is, without the name.
    pub span: Span,
    /// What it sends.
    pub media_type: Option<Name>,
    /// In Markdown.
    pub description: Option<Text>,
    /// Path of the collection.
    pub path: Option<Text>,
    /// Resource that it is below.
    pub parent: Option<Name>,
    /// Relation to the parent's entity.
    pub by: Option<Name>,
    /// Who may call its actions.
    pub authorize: Option<Spanned<Vec<Spanned<Access>>>>,
    /// Standard actions in one line: `list`, `show`, `create`, `update`, `delete`.
    pub actions: Vec<Name>,
    /// Long form of a standard action.
    pub list: Option<List>,
    /// Long form of a standard action.
    pub show: Option<StandardAction>,
    /// Long form of a standard action.
    pub create: Option<StandardAction>,
    /// Long form of a standard action.
    pub update: Option<StandardAction>,
    /// Long form of a standard action.
    pub delete: Option<StandardAction>,
    /// Custom actions in the order written.
    pub custom: Map<Action>,
    /// What it was before.
    pub renamed: Renamed,
}

impl Resource {
    /// Its standard actions in their long form.
    pub fn long_forms(&self) -> impl Iterator<Item = &StandardAction> {
        let single = [&self.show, &self.create, &self.update, &self.delete];
        let list = self.list.as_ref().map(|list| &list.action);
        single.into_iter().flatten().chain(list)
    }
}

/// Who may call.
#[derive(Debug, Clone)]
pub enum Access {
    /// Everybody.
    Public,
    /// Everybody with an access key.
    Signed,
    /// Whose row it is.
    Owner,
    /// `role:admin`: the part behind the colon.
    Role(Name),
}

/// Long form of a standard action. Which keys each of them takes is decided by the reader.
#[derive(Debug, Clone, Default)]
pub struct StandardAction {
    /// Place of its name.
    pub name_span: Span,
    /// In Markdown.
    pub description: Option<Text>,
    /// Who may call it.
    pub authorize: Option<Spanned<Vec<Spanned<Access>>>>,
    /// What is sent unless asked.
    pub view: Option<Name>,
    /// What may be asked for.
    pub views: Option<Spanned<Vec<Name>>>,
    /// What may be set; of create and update.
    pub payload: Option<Spanned<Vec<PayloadField>>>,
    /// What else it may answer.
    pub errors: Map<DeclaredError>,
    /// On its way out.
    pub deprecated: Option<Deprecated>,
}

/// One of a payload's list.
#[derive(Debug, Clone)]
pub enum PayloadField {
    /// `"*"`
    All(Span),
    /// An attribute or relation.
    Name(Name),
}

/// Long form of the standard action list.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// What every action has.
    pub action: StandardAction,
    /// Length of a page unless asked.
    pub page: Option<Spanned<u64>>,
    /// Greatest length of a page.
    pub max: Option<Spanned<u64>>,
    /// What may be filtered by.
    pub filter: Vec<Filter>,
    /// What may be ordered by.
    pub sort: Vec<Name>,
    /// Order unless asked.
    pub default_sort: Option<SortOrder>,
    /// Whether the client may ask for the total.
    pub total: Option<Spanned<bool>>,
}

/// `status` or `{published_at: [gte, lt]}`.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Attribute or relation.
    pub name: Name,
    /// Absent if none is named: equality.
    pub operators: Option<Vec<Spanned<FilterOperator>>>,
}

/// How a filter compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilterOperator {
    /// `eq`
    Equal,
    /// `gt`
    Greater,
    /// `gte`
    GreaterOrEqual,
    /// `lt`
    Less,
    /// `lte`
    LessOrEqual,
}
