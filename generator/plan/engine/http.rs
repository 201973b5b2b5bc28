//! Handlers: extract, call, translate.

#[derive(Debug, Clone)]
pub struct Resource {
    pub module: String,
    pub title: String,
    pub imports: String,
    /// `.route("/v1/notes", routing::get(action(list)))`
    pub routes: Vec<String>,
    pub handlers: Vec<Handler>,
    pub choices: Vec<ViewChoice>,
    pub constants: Vec<ViewsConstant>,
    pub answers: Vec<Answer>,
    pub read_backs: Vec<ReadBack>,
}

/// The views of a media type, as handlers tell them apart.
#[derive(Debug, Clone)]
pub struct ViewChoice {
    /// `ViewOfArticle`
    pub name: String,
    pub spoken: String,
    pub variants: Vec<String>,
}

/// The views that an action offers.
#[derive(Debug, Clone)]
pub struct ViewsConstant {
    /// `SHOW_VIEWS`
    pub name: String,
    pub docs: String,
    /// The actions that offer them.
    pub actions: Vec<String>,
    pub choice: String,
    pub default: String,
    /// `("default", ViewOfArticle::Default)`, …
    pub offered: Vec<String>,
    /// `also: &[],` or the names that clients may use beside these.
    pub also: String,
}

/// Translates one row and answers with it.
#[derive(Debug, Clone)]
pub struct Answer {
    pub docs: Vec<String>,
    pub signature: String,
    /// Expression of the view of `row`.
    pub translate: String,
    /// Whether something may be made, so that there is a place to name.
    pub creates: bool,
}

/// Reads what a change has left and answers with it.
#[derive(Debug, Clone)]
pub struct ReadBack {
    pub docs: Vec<String>,
    pub signature: String,
    pub arms: Vec<ReadBackArm>,
}

#[derive(Debug, Clone)]
pub struct ReadBackArm {
    pub pattern: String,
    pub repository: String,
    pub method: String,
    /// Call of the function that answers, `row` being what was read.
    pub answer: String,
}

#[derive(Debug, Clone)]
pub struct Handler {
    pub docs: Vec<String>,
    /// `GET /v1/articles/{id}`
    pub route: String,
    pub function: String,
    /// Statements in order; the last one is the answer.
    pub statements: Vec<String>,
}
