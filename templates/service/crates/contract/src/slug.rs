//! Names for addresses: a text goes in, lower-case words joined by hyphens come out.

use uuid::Uuid;

/// How many numbered names are tried before a part of the key makes the name unique.
pub const ATTEMPTS: u32 = 9;

/// The letters and digits of a text in lower case, everything else as single hyphens, at most
/// `max` characters; `untitled` if nothing is left.
#[must_use]
pub fn of(text: &str, max: usize) -> String {
    let mut slug = String::new();
    for character in text.chars().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let cut: String = slug.chars().take(max).collect();
    match cut.trim_end_matches('-') {
        "" => "untitled".chars().take(max).collect(),
        slug => slug.to_owned(),
    }
}

/// The name for the attempt of this number: as it is, then with a number, in the end with a part of
/// the key of what is named.
#[must_use]
pub fn numbered(slug: &str, attempt: u32, key: Uuid, max: usize) -> String {
    let suffix = match attempt {
        0 => return slug.to_owned(),
        1..ATTEMPTS => format!("-{}", attempt + 1),
        _ => {
            let simple = key.simple().to_string();
            format!("-{}", &simple[simple.len() - 12..])
        }
    };
    let kept: String = slug
        .chars()
        .take(max.saturating_sub(suffix.len()))
        .collect();
    kept + &suffix
}

#[cfg(test)]
mod tests {
    use super::{ATTEMPTS, numbered, of};
    use uuid::Uuid;

    #[test]
    fn words_are_joined() {
        assert_eq!(of("  Hello, World!  ", 100), "hello-world");
        assert_eq!(of("ブログ 1", 100), "ブログ-1");
        assert_eq!(of("!!!", 100), "untitled");
        assert_eq!(of("one two", 4), "one");
    }

    #[test]
    fn numbers_fit() {
        assert_eq!(numbered("hello", 0, Uuid::nil(), 100), "hello");
        assert_eq!(numbered("hello", 1, Uuid::nil(), 100), "hello-2");
        assert_eq!(numbered("hello", 1, Uuid::nil(), 5), "hel-2");
        let last = numbered("hello", ATTEMPTS, Uuid::nil(), 100);
        assert_eq!(last, "hello-000000000000");
    }
}
