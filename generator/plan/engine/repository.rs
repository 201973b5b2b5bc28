//! Statements: text and values, rows and what is read of them. The same text runs on both databases.

#[derive(Debug, Clone)]
pub struct Repositories {
    /// Each is rendered for itself.
    pub modules: Vec<Entity>,
    pub unique: Vec<UniqueIndex>,
    /// Functions of the module that are needed.
    pub parses: bool,
    pub parses_optional: bool,
    pub reads_json: bool,
    pub reads_json_optional: bool,
    pub writes_json: bool,
    pub relates: bool,
    pub unrelates: bool,
    pub orders: bool,
    pub orders_nullable: bool,
    /// One of the two.
    pub orders_by_value: bool,
    pub orders_by_id: bool,
    /// Directions in which some list runs.
    pub ascending: bool,
    pub descending: bool,
}

/// Names the field that a violated index is about.
#[derive(Debug, Clone)]
pub struct UniqueIndex {
    pub name: String,
    pub table: String,
    /// Quoted for Rust, separated by commas.
    pub columns: String,
    pub field: String,
}

#[derive(Debug, Clone)]
pub struct Entity {
    pub module: String,
    pub title: String,
    pub imports: String,
    /// `ArticleRepository`
    pub repository: String,
    /// `SqlArticleRepository`
    pub name: String,
    pub field: String,
    /// Each is rendered for itself.
    pub methods: Vec<Method>,
    pub rows: Vec<Row>,
    pub selects: Vec<Select>,
    pub visible: Option<Visible>,
    pub filters: Vec<Filter>,
    pub orders: Vec<Order>,
}

/// A method of the implementation: its kind names the template of its body.
#[derive(Debug, Clone)]
pub struct Method {
    pub signature: String,
    pub body: Body,
}

#[derive(Debug, Clone)]
pub enum Body {
    One(One),
    ByIds(ByIds),
    Nested(Nested),
    List(List),
    Count(Count),
    Known(Known),
    Above(Above),
    RoleOf(RoleOf),
    FirstWithRole(FirstWithRole),
    Insert(Insert),
    Update(Update),
    Delete(Delete),
}

/// One row by its key.
#[derive(Debug, Clone)]
pub struct One {
    /// Function that begins the statement.
    pub select: String,
    /// ` WHERE articles.id = `, quoted.
    pub by: String,
    pub visible: Option<String>,
    pub row: String,
}

/// Rows by their keys.
#[derive(Debug, Clone)]
pub struct ByIds {
    pub select: String,
    pub by: String,
    pub id: String,
    pub visible: Option<String>,
    pub row: String,
}

/// Related rows of many parents.
#[derive(Debug, Clone)]
pub struct Nested {
    pub select: String,
    /// Text in front of the parents' keys, quoted.
    pub by: String,
    pub parent: String,
    pub visible: Option<String>,
    /// Text behind the visibility, quoted.
    pub close: String,
    pub row: String,
    /// Position of the parent's key in the row.
    pub parent_index: usize,
}

#[derive(Debug, Clone)]
pub struct List {
    pub select: String,
    /// ` FROM articles WHERE TRUE`, quoted.
    pub from: String,
    /// Function that limits the statement, if there is anything to filter by.
    pub filter: Option<String>,
    pub visible: Option<String>,
    /// `articles_order(&mut sql, order, window)`
    pub order: String,
    pub row: String,
}

#[derive(Debug, Clone)]
pub struct Count {
    /// The whole statement up to its conditions, quoted.
    pub open: String,
    pub filter: Option<String>,
    pub visible: Option<String>,
    /// Whether one of the two adds to the statement.
    pub narrows: bool,
}

/// Which of some keys are of rows that the caller sees.
#[derive(Debug, Clone)]
pub struct Known {
    pub open: String,
    pub id: String,
    pub visible: Option<String>,
}

/// The key that a relation of one row points to.
#[derive(Debug, Clone)]
pub struct Above {
    pub open: String,
    /// Type of the key.
    pub id: String,
    pub optional: bool,
    pub visible: Option<String>,
}

#[derive(Debug, Clone)]
pub struct RoleOf {
    pub open: String,
}

#[derive(Debug, Clone)]
pub struct FirstWithRole {
    pub open: String,
    pub id: String,
}

#[derive(Debug, Clone)]
pub struct Insert {
    pub open: String,
    pub binds: Vec<String>,
    pub entity: String,
    pub relations: Vec<Relate>,
}

#[derive(Debug, Clone)]
pub struct Update {
    pub open: String,
    pub sets: Vec<SetColumn>,
    pub entity: String,
    pub by: String,
    pub relations: Vec<Relate>,
}

#[derive(Debug, Clone)]
pub struct SetColumn {
    /// `title = ` or `, title = `, quoted.
    pub open: String,
    pub bind: String,
}

/// A many-to-many relation that is written with its entity.
#[derive(Debug, Clone)]
pub struct Relate {
    pub ident: String,
    pub id: String,
    /// Quoted names of the table and its columns.
    pub table: String,
    pub own: String,
    pub other: String,
}

#[derive(Debug, Clone)]
pub struct Delete {
    /// Removes the row, up to its key.
    pub open: String,
    pub entity: String,
    /// Counts up the version of the row, up to its key.
    pub lock: String,
    /// Let nobody point to what goes on PostgreSQL meanwhile.
    pub holds: Vec<String>,
    /// Take pointers to the row away, whose key is `$1`; most rows have none.
    pub loosens: Vec<String>,
    /// Removes the row, whose key is `$1`.
    pub delete: String,
}

/// A function from a row to a domain type.
#[derive(Debug, Clone)]
pub struct Row {
    pub function: String,
    pub ty: String,
    pub fields: Vec<ReadField>,
}

#[derive(Debug, Clone)]
pub struct ReadField {
    pub ident: String,
    /// `row.get(1)?`
    pub read: String,
}

/// A function that begins a statement: columns, then counts of related rows.
#[derive(Debug, Clone)]
pub struct Select {
    pub function: String,
    /// `SELECT articles.id, …`, quoted.
    pub columns: String,
    pub counts: Vec<CountColumn>,
    /// Whether what is counted depends on who asks.
    pub asks: bool,
}

#[derive(Debug, Clone)]
pub struct CountColumn {
    /// Text up to the conditions, quoted.
    pub open: String,
    /// `super::comment::visible(&mut sql, caller, "related");`
    pub visible: Option<String>,
}

/// Who sees which rows, as conditions of a statement.
#[derive(Debug, Clone)]
pub struct Visible {
    pub docs: Vec<String>,
    /// Condition of the caller under which all rows are seen.
    pub all: Option<String>,
    /// What opens the conditions: a Rust expression of text.
    pub open: String,
    pub alternatives: Vec<Alternative>,
    /// The parameters, beginning with `_` where they are not used: roles alone ask for no column, columns alone for
    /// no caller.
    pub caller: String,
    pub table: String,
}

#[derive(Debug, Clone)]
pub struct Alternative {
    /// `if caller.has_role(…)`, if it depends on the caller.
    pub guard: Option<String>,
    pub statements: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Filter {
    pub function: String,
    pub ty: String,
    pub fields: Vec<FilterField>,
}

#[derive(Debug, Clone)]
pub struct FilterField {
    /// `status`, `&name`: the pattern inside `Some(…)`.
    pub pattern: String,
    pub ident: String,
    pub open: String,
    pub bind: String,
    /// Quoted text behind the value.
    pub close: Option<String>,
}

/// The order of a list, and where its page begins.
#[derive(Debug, Clone)]
pub struct Order {
    /// `fn articles_order(sql: &mut Sql, order: ArticlesSort, window: &Window) {`
    pub signature: String,
    pub arms: Vec<OrderArm>,
    /// The only order, if callers have no choice.
    pub only: Option<String>,
}

#[derive(Debug, Clone)]
pub struct OrderArm {
    pub pattern: String,
    /// `order::by(sql, "articles.title", "articles.id", Direction::Ascending, window)`
    pub call: String,
}
