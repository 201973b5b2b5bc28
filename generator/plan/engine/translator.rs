//! From what was read to what is sent.

/// The views of one media type.
#[derive(Debug, Clone)]
pub struct Translator {
    pub module: String,
    pub title: String,
    pub imports: String,
    pub views: Vec<View>,
}

#[derive(Debug, Clone)]
pub struct View {
    /// `article_tiny`
    pub function: String,
    pub docs: Vec<String>,
    pub view: String,
    /// `pub(crate) fn article_tiny(row: ArticleTinyProjection) -> ArticleTinyView {`
    pub signature: String,
    /// What is nested, where there is too much of it for parameters.
    pub nested: Option<NestedParts>,
    /// Attributes that are computed, before anything is taken out of the row.
    pub computed: Vec<Field>,
    /// `title: row.title`
    pub fields: Vec<String>,
    pub links: Option<Links>,
    /// Whether a hand-written attribute may not be written yet.
    pub fails: bool,
    /// How many are read at once with what they nest; absent if nothing is nested.
    pub many: Option<Many>,
    /// Read and translate one by its key.
    pub one: Option<One>,
}

/// A struct of all that a view nests.
#[derive(Debug, Clone)]
pub struct NestedParts {
    /// `ArticleDefaultNested`
    pub name: String,
    pub docs: Vec<String>,
    /// `author: AuthorView`
    pub fields: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Field {
    pub ident: String,
    pub value: String,
}

#[derive(Debug, Clone)]
pub struct Links {
    pub name: String,
    pub fields: Vec<Field>,
}

#[derive(Debug, Clone)]
pub struct Many {
    pub docs: Vec<String>,
    pub signature: String,
    pub loads: Vec<Load>,
    /// `let author = authors_found.get(&row.author_id).cloned();`
    pub bindings: Vec<String>,
    /// `views.push(article_default(row, author, tags));`
    pub call: String,
}

/// One read of what all rows nest.
#[derive(Debug, Clone)]
pub struct Load {
    /// Statements, wrapped.
    pub statements: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct One {
    pub signature: String,
    /// The function that does the same for many.
    pub all: String,
}

/// How views are read by keys, for other engines.
#[derive(Debug, Clone)]
pub struct ViewRead {
    pub repository: String,
    pub method: String,
    /// `translator::user_tiny_all(&layers.ports, caller, rows).await?` or the plain map.
    pub translate: String,
}
