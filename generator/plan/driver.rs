//! The client: a struct for each resource, with a method for each action and view.

#[derive(Debug, Clone)]
pub struct Driver {
    pub resources: Vec<Resource>,
}

#[derive(Debug, Clone)]
pub struct Resource {
    pub module: String,
    /// `Articles`
    pub name: String,
    /// Method of the client that leads to it: `articles`.
    pub accessor: String,
    /// Its name in a sentence.
    pub words: String,
    /// Lines of a comment.
    pub docs: Vec<String>,
    /// Only the file of the resource prints them.
    pub methods: Vec<Method>,
}

/// An action, answered in one view.
#[derive(Debug, Clone)]
pub struct Method {
    /// Lines of a comment.
    pub docs: Vec<String>,
    /// `pub fn show(&self, id: contract::ArticleId) -> Call<contract::ArticleView> {`
    pub signature: String,
    /// `let path = contract::href::articles_item(id);`
    pub path: String,
    /// `self.client.get(path).returning()`
    pub call: String,
}
