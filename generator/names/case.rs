//! Case conversions. All of them agree on where a word begins, so that `BlogPost`, `blog_post` and
//! `blog-post` are the same three words everywhere.

use heck::{ToKebabCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// `BlogPost`
pub fn pascal(name: &str) -> String {
    name.to_upper_camel_case()
}

/// `blog_post`
pub fn snake(name: &str) -> String {
    name.to_snake_case()
}

/// `blog-post`
pub fn kebab(name: &str) -> String {
    name.to_kebab_case()
}

/// `BLOG_POST`
pub fn screaming(name: &str) -> String {
    name.to_shouty_snake_case()
}
