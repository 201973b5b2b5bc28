//! The page of documentation, as it is printed: every text, anchor and command is decided.

use serde::Serialize;

/// The whole page; its parts are rendered one by one.
#[derive(Debug, Clone, Serialize)]
pub struct Page {
    pub title: String,
    pub version: String,
    pub prose: Vec<Paragraph>,
    /// Address of the first server, without a slash at the end.
    pub server: String,
    /// `aws:amz:<region>:<service>`, what curl signs for.
    pub scope: String,
    #[serde(skip)]
    pub groups: Vec<Group>,
    #[serde(skip)]
    pub types: Vec<Type>,
}

/// Running text.
pub type Paragraph = Vec<Text>;

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    pub text: String,
    pub is_code: bool,
}

/// The operations of a resource.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    pub anchor: String,
    pub title: String,
    pub prose: Vec<Paragraph>,
    pub operations: Vec<Operation>,
}

#[derive(Debug, Clone, Serialize)]
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
    pub problems: Vec<Problem>,
    pub curl: Curl,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PathPart {
    pub text: String,
    pub is_parameter: bool,
}

/// A parameter, or a property of an object.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// `title`; of an object within an object `place.hall`.
    pub name: String,
    /// `path`, `query` or `header`; nothing for properties.
    pub place: Option<String>,
    pub ty: TypeName,
    pub is_required: bool,
    pub is_deprecated: bool,
    /// What a value must keep.
    pub rules: Paragraph,
    pub prose: Vec<Paragraph>,
}

/// What a value is: `array of `, and a named type or a word such as `string`.
#[derive(Debug, Clone, Serialize)]
pub struct TypeName {
    pub before: String,
    pub name: String,
    /// Anchor of the named type.
    pub anchor: Option<String>,
    pub after: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct Payload {
    /// Media types that are accepted.
    pub media_types: Vec<String>,
    /// The type, unless it is written out in `rows`.
    pub ty: Option<TypeName>,
    pub rows: Vec<Row>,
    /// JSON.
    pub example: Option<String>,
}

/// What is answered on success.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    pub status: String,
    pub prose: Paragraph,
    pub media_types: Vec<String>,
    pub headers: Vec<String>,
    /// One per view, else one.
    pub bodies: Vec<Body>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Body {
    /// Name of the view, if there are several.
    pub view: Option<String>,
    pub ty: TypeName,
    /// JSON.
    pub example: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Problem {
    pub status: String,
    pub prose: Paragraph,
}

/// A command to copy: the server's address stands between two parts.
#[derive(Debug, Clone, Serialize)]
pub struct Curl {
    pub before: String,
    pub after: String,
}

/// A named type.
#[derive(Debug, Clone, Serialize)]
pub struct Type {
    pub anchor: String,
    pub name: String,
    pub prose: Vec<Paragraph>,
    /// Values of an enum.
    pub values: Vec<String>,
    /// Members of a union.
    pub members: Vec<TypeName>,
    /// Properties of an object.
    pub rows: Vec<Row>,
}
