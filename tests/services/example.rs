//! Something to make in each service: once by its command line, once by curl.

pub(crate) struct Example {
    /// The command that makes and lists it.
    pub(crate) resource: &'static str,
    pub(crate) path: &'static str,
    /// What the command line makes it of; a list shows the first value.
    pub(crate) flags: &'static [&'static str],
    /// What curl makes another one of.
    pub(crate) body: &'static str,
}

pub(crate) const BLOG: Example = Example {
    resource: "articles",
    path: "/v1/articles",
    flags: &["--title", "Hello", "--body", "World"],
    body: r#"{"title":"From curl","body":"Signed."}"#,
};

pub(crate) const MINIMAL: Example = Example {
    resource: "notes",
    path: "/v1/notes",
    flags: &["--text", "Hello"],
    body: r#"{"text":"From curl"}"#,
};

pub(crate) const GUNOSY: Example = Example {
    resource: "articles",
    path: "/v1/articles",
    flags: &[
        "--title",
        "Hello",
        "--image-url",
        "https://example.com/a.png",
        "--url",
        "https://example.com/a",
    ],
    body: r#"{"title":"From curl","image_url":"https://example.com/b.png","url":"https://example.com/b"}"#,
};

pub(crate) const RENTAL: Example = Example {
    resource: "areas",
    path: "/api/areas",
    flags: &["--name", "Harbour"],
    body: r#"{"name":"From curl"}"#,
};
