//! The command line: a subcommand for each resource, and below it one for each action.

#[derive(Debug, Clone)]
pub struct Cli {
    /// Name of the program, a Rust literal.
    pub program: String,
    /// What the service is called, a Rust literal.
    pub about: String,
    /// Each is rendered for itself.
    pub resources: Vec<Resource>,
}

#[derive(Debug, Clone)]
pub struct Resource {
    pub module: String,
    /// `articles`
    pub name: String,
    /// Its name in a sentence.
    pub words: String,
    pub command: Variant,
    pub imports: String,
    pub views: Vec<Views>,
    pub actions: Vec<Action>,
}

/// A subcommand, as a variant of the enum of all of them.
#[derive(Debug, Clone)]
pub struct Variant {
    pub docs: Vec<String>,
    /// `#[command(…)]`, if it needs any.
    pub attribute: Option<String>,
    pub ident: String,
    /// `articles::Command`, `Box<CreateArguments>`
    pub holds: String,
}

/// The views that an action may be answered in.
#[derive(Debug, Clone)]
pub struct Views {
    pub name: String,
    pub values: Vec<ViewValue>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewValue {
    pub ident: String,
    /// `#[value(name = "short_list")]`, unless clap would say the same.
    pub attribute: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Action {
    pub command: Variant,
    pub arguments: Arguments,
    /// Fields of the payload.
    pub fields: Option<Arguments>,
    pub query: Option<Query>,
    /// Body of `run`.
    pub statements: Vec<String>,
}

/// Words of the command line that belong together.
#[derive(Debug, Clone)]
pub struct Arguments {
    pub name: String,
    /// Rendered with the struct alone.
    pub members: Vec<Member>,
}

#[derive(Debug, Clone)]
pub struct Member {
    pub docs: Vec<String>,
    pub attributes: Vec<String>,
    pub ident: String,
    pub ty: String,
}

/// Parameters of the query, and how they become those of the driver.
#[derive(Debug, Clone)]
pub struct Query {
    pub arguments: Arguments,
    /// `contract::ArticlesListQuery`
    pub query: String,
    /// Body of the conversion from `flags`.
    pub statements: Vec<String>,
}
