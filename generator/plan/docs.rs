//! The page of documentation, as it is printed: every text, anchor and command is decided.

/// The whole page; its parts are rendered one by one.
#[derive(Debug, Clone)]
pub struct Page {
    pub title: String,
    pub version: String,
    pub prose: Vec<Paragraph>,
    /// Address of the first server, without a slash at the end.
    pub server: String,
    /// `aws:amz:<region>:<service>`, what curl signs for.
    pub scope: String,
    /// Problems that any action may be answered with, by status.
    pub problems: Vec<Problem>,
    pub groups: Vec<Group>,
    pub types: Vec<Type>,
}

/// Running text, as HTML.
pub type Paragraph = String;

/// The operations of a resource.
#[derive(Debug, Clone)]
pub struct Group {
    pub anchor: String,
    pub title: String,
    pub prose: Vec<Paragraph>,
    pub operations: Vec<Operation>,
}

#[derive(Debug, Clone)]
pub struct Operation {
    /// The operation's id.
    pub anchor: String,
    /// `GET`
    pub method: String,
    /// `get`, for the style.
    pub class: String,
    pub path: Vec<PathPart>,
    pub summary: String,
    pub prose: Vec<Paragraph>,
    pub is_deprecated: bool,
    pub parameters: Vec<Row>,
    pub payload: Option<Payload>,
    pub answers: Vec<Answer>,
    /// Problems that any action may be answered with.
    pub common: Vec<Common>,
    /// Those of its own.
    pub problems: Vec<Problem>,
    pub curl: Curl,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathPart {
    pub text: String,
    pub is_parameter: bool,
}

/// A parameter, or a property of an object.
#[derive(Debug, Clone)]
pub struct Row {
    /// `title`; of an object within an object `place.hall`.
    pub name: String,
    /// `path`, `query` or `header`; nothing for properties.
    pub place: Option<String>,
    /// As HTML.
    pub ty: String,
    pub is_required: bool,
    pub is_deprecated: bool,
    /// What a value must keep.
    pub rules: Paragraph,
    pub prose: Vec<Paragraph>,
}

#[derive(Debug, Clone)]
pub struct Payload {
    /// Media types that are accepted.
    pub media_types: Vec<String>,
    /// The type as HTML, unless it is written out in `rows`.
    pub ty: Option<String>,
    pub rows: Vec<Row>,
    /// JSON.
    pub example: Option<String>,
}

/// What is answered on success.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: String,
    pub prose: Paragraph,
    pub media_types: Vec<String>,
    pub headers: Vec<String>,
    /// One per view, else one.
    pub bodies: Vec<Body>,
}

#[derive(Debug, Clone)]
pub struct Body {
    /// Name of the view, if there are several.
    pub view: Option<String>,
    /// As HTML.
    pub ty: String,
    /// JSON.
    pub example: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Problem {
    pub anchor: String,
    pub status: String,
    pub prose: Paragraph,
}

/// A status, and where it is told what it means.
#[derive(Debug, Clone)]
pub struct Common {
    pub anchor: String,
    pub status: String,
}

/// A command to copy: the server's address stands between two parts.
#[derive(Debug, Clone)]
pub struct Curl {
    pub before: String,
    pub after: String,
}

/// A named type.
#[derive(Debug, Clone)]
pub struct Type {
    pub anchor: String,
    pub name: String,
    pub prose: Vec<Paragraph>,
    /// Values of an enum.
    pub values: Vec<String>,
    /// Members of a union, as HTML.
    pub members: Vec<String>,
    /// Properties of an object.
    pub rows: Vec<Row>,
}
