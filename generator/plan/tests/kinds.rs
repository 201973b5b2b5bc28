//! The kinds of tests: one struct for each template below `resources/kinds/`.

/// Requests, each with what is expected of its answer.
#[derive(Debug, Clone)]
pub struct Steps {
    pub steps: Vec<Step>,
}

#[derive(Debug, Clone)]
pub struct Step {
    /// Statements before it.
    pub lines: Vec<String>,
    /// The whole statement.
    pub statement: String,
}

/// Requests that all end the same way.
#[derive(Debug, Clone)]
pub struct Requests {
    /// `(Method::GET, item(&row))`
    pub requests: Vec<String>,
    /// An expression that makes somebody with an access key.
    pub caller: String,
}

/// What each view shows.
#[derive(Debug, Clone)]
pub struct Views {
    pub views: Vec<View>,
    /// `has` of one, `lists` of many.
    pub method: &'static str,
}

#[derive(Debug, Clone)]
pub struct View {
    /// Argument of a request.
    pub target: String,
    /// Fields that are there, and those that may be: `&["id", "title"], &["author"]`.
    pub fields: String,
    /// Whether it has something that is written by hand, perhaps later.
    pub written_later: bool,
}

/// Conditional requests, and what is sent as what.
#[derive(Debug, Clone)]
pub struct Conditions {
    pub target: String,
    /// Media type beside `application/json`, quoted for Rust.
    pub media_type: String,
}

/// What is sent of a row whose optional attributes are empty.
#[derive(Debug, Clone)]
pub struct Emptied {
    pub target: String,
    /// Names that are left out, quoted for Rust.
    pub absent: Vec<String>,
    /// Names that are sent as null, quoted for Rust.
    pub nulls: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Created {
    pub target: String,
    pub payload: String,
    /// As of a view.
    pub fields: String,
    /// Fields of the payload that the answer shows, `&["title"]`.
    pub shown: String,
    /// Whether what is made can be asked for where `Location` says.
    pub location: bool,
    /// Whether that answer is the same.
    pub same: bool,
    /// Table of what is made, quoted for Rust, if there is something to look for in it.
    pub table: Option<String>,
    /// Statements that look into the row that was made.
    pub checks: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Least {
    pub target: String,
    pub payload: String,
    /// `json!({ "status": "draft" })`
    pub defaults: String,
    /// Names of the defaults, if there are any.
    pub names: Option<String>,
}

/// Bodies that each break one rule.
#[derive(Debug, Clone)]
pub struct Faults {
    pub method: &'static str,
    pub target: String,
    /// Expression of a body that keeps the rules; absent if nothing has to be there.
    pub base: Option<String>,
    /// `(json!({ "title": "" }), "/title", "min_length")`
    pub cases: Vec<String>,
}

/// Fields that must be there.
#[derive(Debug, Clone)]
pub struct Missing {
    pub method: &'static str,
    pub target: String,
    pub base: String,
    /// `["title", "body"]`
    pub fields: String,
    /// `("/title", "required")`, all that is wrong with an empty body that has a field too much.
    pub all: Vec<String>,
}

/// Fields that nobody sets.
#[derive(Debug, Clone)]
pub struct Unsettable {
    pub method: &'static str,
    pub target: String,
    pub base: Option<String>,
    /// Expressions that make somebody with each other role.
    pub callers: Vec<String>,
    pub fields: String,
}

/// What no two rows have in common.
#[derive(Debug, Clone)]
pub struct Taken {
    pub method: &'static str,
    pub target: String,
    /// Expression of a whole body; absent for a patch.
    pub payload: Option<String>,
    /// Statement that stores another row which has it.
    pub line: String,
    /// `json!({ "email": "a@example.com" })`
    pub change: String,
    /// Quoted for Rust.
    pub pointer: String,
}

#[derive(Debug, Clone)]
pub struct Slugs {
    pub target: String,
    pub payload: String,
    /// The attribute, quoted for Rust.
    pub slug: String,
    /// What it is made of.
    pub source: String,
    pub max: u64,
    /// Statement that stores a row which has the slug `slug` already.
    pub line: String,
}

/// Bodies that cannot be read.
#[derive(Debug, Clone)]
pub struct Bodies {
    /// `post`
    pub method: &'static str,
    pub target: String,
}

/// A merge patch, field by field.
#[derive(Debug, Clone)]
pub struct Changed {
    pub target: String,
    pub changes: String,
    /// Fields that the answer shows.
    pub fields: String,
    /// Whether the answer says when the row was changed.
    pub dated: bool,
    /// Statements that look into the row.
    pub checks: Vec<String>,
}

/// Fields that null empties.
#[derive(Debug, Clone)]
pub struct Nulled {
    pub target: String,
    pub fields: Vec<NulledField>,
}

#[derive(Debug, Clone)]
pub struct NulledField {
    /// Quoted for Rust.
    pub name: String,
    /// Quoted for Rust.
    pub column: String,
}

/// Changes that somebody else was faster with.
#[derive(Debug, Clone)]
pub struct Stale {
    pub target: String,
    /// `caller.patch(&target).json(&json!({}))`
    pub request: String,
    pub status: u16,
    /// Whether the answer has a new entity tag.
    pub tagged: bool,
}

/// Several changes at the same moment.
#[derive(Debug, Clone)]
pub struct Raced {
    pub target: String,
}

#[derive(Debug, Clone)]
pub struct Deleted {
    pub target: String,
    /// Statements that store rows which point to it, and what becomes of each.
    pub dependents: Vec<Dependent>,
}

#[derive(Debug, Clone)]
pub struct Dependent {
    pub line: String,
    /// `assert!(!reviews.exists(&service).await);`
    pub outcomes: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Sorted {
    /// `[2, 3, 1, 1]`, values in the order in which they are stored; absent for keys.
    pub values: Option<String>,
    /// How many of the last ones come first, if any do.
    pub rotated: Option<usize>,
    /// Statement that stores a row with `value`.
    pub line: String,
    /// As of a filter.
    pub views: Option<String>,
    /// Arguments of the list in this order and in the opposite one.
    pub ascending: Option<String>,
    pub descending: Option<String>,
    /// Whether there are other rows in the list.
    pub among: bool,
}

#[derive(Debug, Clone)]
pub struct Filtered {
    /// `["default", "tiny"]`, if there are several to look at; the target names the variable `view`.
    pub views: Option<String>,
    /// Argument of the list.
    pub target: String,
    /// `[two.id()]`, the rows that are found, in the order of their keys.
    pub found: String,
    /// All rows of the test.
    pub rows: String,
    /// Argument of the list with a total, if it counts the rows of the test only.
    pub counted: Option<String>,
    /// How many are found.
    pub total: usize,
}

#[derive(Debug, Clone)]
pub struct Window {
    pub zero: String,
    pub beyond: String,
    pub one: String,
    /// Absent if there may be more rows than that.
    pub most: Option<String>,
    /// With `total=true`.
    pub counted: String,
    /// The statement that checks the answer `counted`, if it is known.
    pub total: Option<String>,
    /// With a parameter that nobody knows.
    pub unknown: String,
}

/// Rows come and go while somebody pages.
#[derive(Debug, Clone)]
pub struct Walked {
    /// Statement that stores a row.
    pub line: String,
    /// The same, bound to nothing.
    pub another: String,
    pub target: String,
}

#[derive(Debug, Clone)]
pub struct Cursors {
    /// With a cursor that is none.
    pub garbage: String,
    pub first: String,
    /// What makes another list of it, `view=tiny`.
    pub other: Option<String>,
}

/// Several rows in a list, and each by itself.
#[derive(Debug, Clone)]
pub struct Alike {
    pub views: Vec<AlikeView>,
}

#[derive(Debug, Clone)]
pub struct AlikeView {
    /// Argument of the list.
    pub listed: String,
    /// Argument of one, `row`.
    pub shown: String,
}

/// How many statements an answer takes.
#[derive(Debug, Clone)]
pub struct Counted {
    pub cases: Vec<CountedCase>,
}

#[derive(Debug, Clone)]
pub struct CountedCase {
    /// Requests for one and for many.
    pub one: String,
    pub many: Option<String>,
    pub statements: usize,
    /// Whether all of them are always needed.
    pub exact: bool,
}

/// What a list shows and hides.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Arguments of the list in each view.
    pub targets: Vec<String>,
    /// With `total=true`, if the list counts.
    pub total: Option<String>,
}

/// Many in a relation.
#[derive(Debug, Clone, Default)]
pub struct Ordered {
    /// Statement that stores `one` of them.
    pub line: String,
    /// How many are stored.
    pub rows: u32,
    /// How many are nested at most.
    pub limit: u32,
    /// Whether the last one that is stored comes first.
    pub reversed: bool,
    /// As an argument: the table that joins them, if there is one.
    pub join: Option<String>,
    /// Where they are nested, quoted for Rust.
    pub field: String,
    pub views: Vec<OrderedView>,
}

#[derive(Debug, Clone)]
pub struct OrderedView {
    /// Argument of one.
    pub target: String,
}
