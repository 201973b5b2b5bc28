//! What random designs call things and say about them. The names are legal, and many of them mean something to Rust, to
//! SQL, to the command line or to a lint; the texts mean something to what they are printed into.

/// Entities, types and media types.
pub(super) const DEFINITIONS: &[&str] = &[
    "Account", "Order", "Group", "Table", "Select", "Match", "Type", "Http", "Async", "Test",
    "Series", "Status", "Box2", "A", "Entity", "Index", "Item", "Token", "Payload", "Resource", "Ring", "Address", "Category", "Std", "Serde", "Tokio",
    "AbcdefghijklmnopqrstuvwxyzAbcdefghijkl", "XmlHttpRequest", "Sku9", "Ledger", "Note", "Batch",
    "Limit", "Cache", "Handler", "Client", "Server", "Tag", "Leaf", "Ops", "User", "Move", "Loop",
];

/// Attributes and relations.
pub(super) const MEMBERS: &[&str] = &[
    "name", "title", "type", "order", "group", "select", "match", "key", "next", "items", "help",
    "json", "output", "profile", "caller", "error", "row", "body", "state", "window", "clone",
    "new", "default", "fields", "a1", "x", "to_string", "len", "hash", "async", "try", "gen",
    "box", "where", "from", "to", "null", "end", "count", "value", 
    "role_of", "b2_c3", "a_name_that_is_exactly_forty_chars_long1", "page", "request",
    "response", "engine", "etag", "location", "path", "problem", "patch", "some", "none", "ok",
    "err", "vec", "string", "str", "u8", "option", "result", "is_open", "as_text", "into_parts",
    "status", "closed_at", "summary", "rank", "points", "place", "left", "right", "on", "off",
    "endpoint", "region", "data", "file", "quiet", "verbose", "timeout", "at", "by",
];

/// Relations: none is an entity in lower case, whose key in a path would have the same name.
pub(super) const RELATIONS: &[&str] = &[
    "next", "left", "right", "from", "to", "where", "x", "boxed", "owned_by", "a1", "made_of", "parent", "author",
    "fn", "use", "impl", "ref", "it", "other", "shelf", "a_relation_of_thirty_six_characters1", "part_of", "members",
    "links_to", "parts", "things", "buses", "kids", "stars", "news", "sheep", "ys",
];

/// Engines.
pub(super) const ENGINES: &[&str] = &[
    "people", "catalogue", "main", "model", "lib", "app", "x1", "billing_and_more",
];

/// Custom actions.
pub(super) const ACTIONS: &[&str] = &[
    "publish", "move", "match", "type", "next", "add", "not", "neg", "deref", "index",
    "get", "post", "run", "len", "is_empty", "to_list", "as_text", "open", "async", "loop",
    "import_of_a_very_long_name_indeed_yes_40", "sub", "call", "search", "count", "close",
];

/// Views beside `default`.
pub(super) const VIEWS: &[&str] = &["tiny", "full", "type", "fields", "links_only", "card2"];

/// Errors.
pub(super) const ERRORS: &[&str] = &[
    "already_open", "too_heavy", "locked", "type", "match", "gone", "is_error", "none_left",
];

/// Values of enums; some lists share a beginning or an end with each other or with the attribute.
pub(super) const ENUMERATIONS: &[&[&str]] = &[
    &["draft", "published"],
    &["in-review", "in_print", "in_stock"],
    &["order_open", "order_closed", "order_lost"],
    &["red_box", "green_box", "blue_box"],
    &["self", "type", "none", "some", "ok", "err"],
    &["only"],
    &["string", "option", "vec", "default"],
    &["a1", "b2-c3", "d_4"],
    &["state_on", "state_off", "state"],
];

/// Texts between other words.
pub(super) const TEXTS: &[&str] = &[
    "Plain words.",
    "Quotes: \"double\", 'single', `back` and a \\ backslash at the end \\",
    "Ends a comment */ and begins one /* and // another -- and # one more",
    "{{ template }} {% raw %} {# note #} ${shell} $(shell) %s {0} {}",
    "A \"# raw string r#\"end\"# and a '''docstring''' \"\"\"",
    "[link], [reference][other], [`Code`], [a](b), ![image](c), <https://example.com>, https://example.com/x",
    "<script>alert('x')</script> </script> <b>bold</b> & &amp; <T> Vec<Option<u8>> <!-- no -->",
    "Two\n\nparagraphs.\n\n    let indented = code();\n\n```\nlet fenced = code(;\n```\n\n- one\n- two\n  three",
    "```rust\nfn main() { not rust",
    "# Heading\n\n1. one\n2. two\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n> quoted\n\n***",
    "Right to left \u{202e}mark\u{202c}, \u{200f}another, \u{2066}isolate\u{2069}, zero\u{200b}width",
    "\u{2028}Line\u{2029}separators\u{85}and\ttabs",
    "Größe, 日本語, emoji 🦀, combining e\u{301}",
    "@annotation #[attribute] #![inner] \\u{41} \\n \\x41 \\",
    "Trailing spaces   \nand a colon: here; semicolon; comma, percent %",
    "~~~\nother fence\n~~~\n\n[^1]: footnote\n\n[name]: https://example.com \"title\"",
    "self::super::crate [Self] [self] [crate::nothing] [Missing::item]",
    "; DROP TABLE users; -- \n' OR '1'='1 $$ $1 ?1 :name",
];
