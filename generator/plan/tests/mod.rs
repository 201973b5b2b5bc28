//! The tests that every service ships with: what its design promises, asked over HTTP.

pub mod kinds;

use super::Later;
use kinds::{
    Alike, Bodies, Changed, Conditions, Counted, Created, Cursors, Deleted, Emptied, Faults,
    Filtered, Least, Missing, Nulled, Ordered, Raced, Requests, Seen, Slugs, Sorted, Stale, Steps,
    Taken, Unsettable, Views, Walked, Window,
};

#[derive(Debug)]
pub struct Tests<'a> {
    pub fixtures: Vec<Fixture>,
    /// Absent if access keys carry the roles themselves.
    pub signed: Option<Signed>,
    pub resources: Vec<OfResource<'a>>,
    /// How deep macros may go, if bodies have so many members that the compiler's own limit is too low.
    pub depth: Option<usize>,
}

/// The tests of one resource, by their module.
#[derive(Debug)]
pub struct OfResource<'a> {
    pub module: String,
    pub tests: Later<'a, Resource>,
}

/// A function that makes a row of an entity.
#[derive(Debug, Clone)]
pub struct Fixture {
    pub function: String,
    pub docs: Vec<String>,
    /// Quoted for Rust.
    pub table: String,
    /// `.with("title", "Title")`
    pub links: Vec<String>,
}

/// The function that makes a caller with a role.
#[derive(Debug, Clone)]
pub struct Signed {
    /// Fixture of the account entity.
    pub fixture: String,
    /// Column of the role, quoted for Rust.
    pub column: String,
    /// Quoted for Rust.
    pub roles: Vec<String>,
}

/// The tests of one resource.
#[derive(Debug, Clone)]
pub struct Resource {
    pub module: String,
    /// In words.
    pub title: String,
    /// Path of the collection, quoted for Rust; absent below a parent.
    pub constant: Option<String>,
    /// `format!("/v1/books/{}/reviews", parent.id())`, below a parent.
    pub below: Option<String>,
    /// Expression of the collection that `row` is in.
    pub holder: String,
    /// What several of its sections call.
    pub functions: Vec<Function>,
    pub sections: Vec<Section>,
}

/// Tests of one kind: a module below that of their resource.
#[derive(Debug, Clone)]
pub struct Section {
    pub module: String,
    /// What its tests are about.
    pub title: String,
    pub functions: Vec<Function>,
    pub tests: Vec<Test>,
}

/// A function of a file of tests, that makes a body or stores a row.
#[derive(Debug, Clone)]
pub struct Function {
    pub docs: Vec<String>,
    pub name: String,
    /// `async fn payload(service: &Service) -> Value {`
    pub signature: String,
    pub lines: Vec<String>,
    /// What it returns: `json!({ "title": "Title" })`
    pub value: String,
}

#[derive(Debug, Clone)]
pub struct Test {
    pub docs: Vec<String>,
    pub name: String,
    /// Statements that prepare it.
    pub lines: Vec<String>,
    pub body: Body,
}

/// The kind of a test names its template.
#[derive(Debug, Clone)]
pub enum Body {
    Steps(Steps),
    Unsigned(Requests),
    Forged(Requests),
    Views(Views),
    Conditions(Conditions),
    Emptied(Emptied),
    Created(Created),
    Least(Least),
    Faults(Faults),
    Missing(Missing),
    Unsettable(Unsettable),
    Taken(Taken),
    Slugs(Slugs),
    Bodies(Bodies),
    Changed(Changed),
    Nulled(Nulled),
    Stale(Stale),
    Raced(Raced),
    Deleted(Deleted),
    Sorted(Sorted),
    Filtered(Filtered),
    Window(Window),
    Walked(Walked),
    Cursors(Cursors),
    Counted(Counted),
    Alike(Alike),
    Seen(Seen),
    Ordered(Ordered),
}
