//! Case conversions. All of them agree on where a word begins, so that `BlogPost`, `blog_post` and
//! `blog-post` are the same three words everywhere.

use heck::{ToKebabCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// `BlogPost`
pub fn pascal(name: &str) -> String {
    if !is_snake(name) {
        return name.to_upper_camel_case();
    }
    let mut pascal = String::with_capacity(name.len());
    for word in name.split('_') {
        let (first, rest) = word.split_at(1);
        pascal.push_str(first);
        let end = pascal.len();
        pascal[end - 1..].make_ascii_uppercase();
        pascal.push_str(rest);
    }
    pascal
}

/// `blog_post`
pub fn snake(name: &str) -> String {
    if is_snake(name) {
        name.to_owned()
    } else if is_pascal(name) {
        let mut snake = String::with_capacity(name.len() + 8);
        for letter in name.chars() {
            if letter.is_ascii_uppercase() && !snake.is_empty() {
                snake.push('_');
            }
            snake.push(letter.to_ascii_lowercase());
        }
        snake
    } else {
        name.to_snake_case()
    }
}

/// Whether a name is `blog_post` already, as nearly all are: a generated service asks some 50,000 times for a hundred
/// resources, and words need not be looked for in Unicode.
fn is_snake(name: &str) -> bool {
    let mut before = b'_';
    for byte in name.bytes() {
        match byte {
            b'_' if before == b'_' => return false,
            b'a'..=b'z' | b'0'..=b'9' | b'_' => before = byte,
            _ => return false,
        }
    }
    before != b'_'
}

/// Whether a name is `BlogPost`, as those of entities and types are: each word begins with one upper-case letter, and has
/// more than that.
fn is_pascal(name: &str) -> bool {
    let mut before = b'a';
    let is_part = |byte: u8| {
        let is_word = byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let goes_on = match before {
            b'A'..=b'Z' => byte.is_ascii_lowercase(),
            _ => is_word || byte.is_ascii_uppercase(),
        };
        before = byte;
        goes_on
    };
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(is_part)
        && !name.ends_with(|last: char| last.is_ascii_uppercase())
}

/// `blog-post`
pub fn kebab(name: &str) -> String {
    name.to_kebab_case()
}

/// `BLOG_POST`
pub fn screaming(name: &str) -> String {
    name.to_shouty_snake_case()
}

#[cfg(test)]
mod tests {
    use super::{pascal, snake};
    use heck::{ToSnakeCase, ToUpperCamelCase};

    /// Names that need no look at words are what they would be with one: all of up to six characters of five kinds.
    #[test]
    fn all_agree_on_where_words_begin() {
        let mut names = vec![String::new()];
        for _ in 0..6 {
            let longer = names
                .iter()
                .flat_map(|name| ['a', 'B', '1', '_', 'é'].map(|c| format!("{name}{c}")));
            names = longer.chain([String::new()]).collect();
            for name in &names {
                assert_eq!(snake(name), name.to_snake_case());
                assert_eq!(pascal(name), name.to_upper_camel_case());
            }
        }
    }
}
