//! The crate that server and clients share: enums, ids, objects, payloads, views and hrefs.

#[derive(Debug, Clone)]
pub struct Contract {
    pub ids: Vec<Id>,
    pub caller: Caller,
    pub types: Vec<TypeFile>,
    pub views: Vec<ViewFile>,
    pub payloads: Vec<PayloadFile>,
    pub hrefs: Vec<Href>,
    pub href_imports: String,
    pub exports: Vec<Export>,
}

/// What `lib.rs` re-exports of a module.
#[derive(Debug, Clone)]
pub struct Export {
    /// `pub use views::article::{ArticleTinyView, ArticleView};`
    pub line: String,
    /// Folder of the module: `views`.
    pub layer: String,
    pub module: String,
}

#[derive(Debug, Clone)]
pub struct Id {
    /// `ArticleId`
    pub name: String,
    /// `article`
    pub entity: String,
}

#[derive(Debug, Clone)]
pub struct Caller {
    pub imports: String,
    /// `UserId`, if callers are an entity.
    pub account: Option<String>,
    /// The role type.
    pub role: String,
    /// Values of the role enum that is defined here, if no entity has one.
    pub roles: Option<Enum>,
}

/// One module with one named type.
#[derive(Debug, Clone, Default)]
pub struct TypeFile {
    pub module: String,
    pub imports: String,
    pub enumeration: Option<Enum>,
    pub object: Option<Object>,
    pub union: Option<Union>,
}

#[derive(Debug, Clone)]
pub struct Enum {
    pub name: String,
    pub docs: Vec<String>,
    pub values: Vec<EnumValue>,
    /// The constant with names that are understood beside those that are sent, if there are any.
    pub also: Option<String>,
}

#[derive(Debug, Clone)]
pub struct EnumValue {
    pub ident: String,
    /// As it is sent.
    pub wire: String,
    /// Another name that is understood, which it has now.
    pub also: Option<String>,
    pub stored: String,
}

#[derive(Debug, Clone)]
pub struct Object {
    pub name: String,
    pub docs: Vec<String>,
    pub fields: Vec<Field>,
    pub decode: Decode,
    /// Whether it may be the body of an answer.
    pub sent: bool,
    /// Fields that `new` must be told.
    pub required: Vec<Field>,
    /// Type that holds them, if they are too many for parameters.
    pub required_struct: Option<String>,
    /// Signature of `new`; absent if nothing is required, then there is `Default`.
    pub new: Option<String>,
    /// Fields as `new` sets them: `title`, `subtitle: None`.
    pub initial: Vec<String>,
    /// Whether `==` is total, so that `Eq` is derived as well.
    pub eq: bool,
}

/// How fields are read on the server.
#[derive(Debug, Clone)]
pub struct Decode {
    /// The constant with members that have two names, or hold something that does, if there are any.
    pub names: Option<String>,
    /// Statics with compiled patterns.
    pub patterns: Vec<Pattern>,
    pub fields: Vec<DecodeField>,
}

#[derive(Debug, Clone)]
pub struct Pattern {
    pub ident: String,
    /// A Rust literal.
    pub literal: String,
}

#[derive(Debug, Clone)]
pub struct DecodeField {
    /// `let title = fields.required::<String>("title", &[Rule::MinLength(1)]);`
    pub statement: String,
    pub ident: String,
    /// The variable, if it is not called like the field.
    pub local: String,
}

#[derive(Debug, Clone)]
pub struct Field {
    pub ident: String,
    /// Name of a variable or parameter.
    pub local: String,
    pub wire: String,
    pub docs: Vec<String>,
    pub ty: String,
    /// Contents of `#[serde(…)]`, if any.
    pub serde: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Union {
    pub name: String,
    pub docs: Vec<String>,
    pub discriminator: String,
    pub members: Vec<UnionMember>,
    pub tags: Vec<String>,
    pub eq: bool,
    /// Whether members of its objects are sent by names that they had before.
    pub keeps: bool,
    /// Whether it may be the body of an answer.
    pub sent: bool,
}

#[derive(Debug, Clone)]
pub struct UnionMember {
    pub ident: String,
    pub wire: String,
    pub ty: String,
}

/// The views of one media type.
#[derive(Debug, Clone)]
pub struct ViewFile {
    pub module: String,
    pub imports: String,
    pub title: String,
    /// Vendor media type.
    pub identifier: String,
    pub views: Vec<View>,
    pub links: Option<Links>,
}

#[derive(Debug, Clone)]
pub struct View {
    pub name: String,
    pub docs: Vec<String>,
    pub fields: Vec<Field>,
    /// Parameters of `new`, wrapped.
    pub eq: bool,
}

/// The object of hrefs of a media type.
#[derive(Debug, Clone)]
pub struct Links {
    pub name: String,
    pub fields: Vec<Field>,
}

/// What is sent to one resource.
#[derive(Debug, Clone)]
pub struct PayloadFile {
    pub module: String,
    pub imports: String,
    pub resource: String,
    pub objects: Vec<Object>,
    /// Query parameters of its actions.
    pub queries: Vec<Object>,
    pub sort: Option<SortEnum>,
}

#[derive(Debug, Clone)]
pub struct SortEnum {
    pub name: String,
    pub docs: Vec<String>,
    pub values: Vec<EnumValue>,
    pub also: Option<String>,
    pub default: String,
}

/// A function that makes a path.
#[derive(Debug, Clone)]
pub struct Href {
    /// `pub fn articles_item(id: ArticleId) -> String {`
    pub signature: String,
    pub docs: Vec<String>,
    /// `format!("/v1/articles/{id}")` or a literal turned into a String.
    pub body: String,
}
