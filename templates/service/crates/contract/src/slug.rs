//! Names for addresses: a text goes in, lower-case words joined by hyphens come out.

use uuid::Uuid;

use crate::input::{FromInput, Rule};

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
    let suffix: String = suffix.chars().take(max).collect();
    let kept: String = slug.chars().take(max - suffix.len()).collect();
    kept + &suffix
}

/// The slug if it keeps the rules of its field, with a number or a key, too. Otherwise the one that is made of
/// its ASCII letters and digits alone, and if that does not either, `untitled`, which does.
#[must_use]
pub fn fitting(slug: String, max: usize, rules: &[Rule<'_>]) -> String {
    const BOTH: u128 = 0xf0f0_f0f0_f0f0;
    let keys = [Uuid::max(), Uuid::nil(), Uuid::from_u128(BOTH)];
    let keeps = |slug: &str| {
        let short = [0, 1].map(|attempt| numbered(slug, attempt, keys[0], max));
        let long = keys.map(|key| numbered(slug, ATTEMPTS, key, max));
        let mut names = short.iter().chain(&long);
        names.all(|name| rules.iter().all(|rule| name.check(rule).is_ok()))
    };
    if keeps(&slug) {
        return slug;
    }
    let plain = slug.replace(|character: char| !character.is_ascii(), "-");
    let plain = of(&plain, max);
    if keeps(&plain) { plain } else { of("", max) }
}

#[cfg(test)]
mod tests {
    use super::{ATTEMPTS, fitting, numbered, of};
    use crate::input::{Pattern, Rule};
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
        assert_eq!(numbered("hello", ATTEMPTS, Uuid::nil(), 5), "-0000");
    }

    #[test]
    fn rules_are_kept() {
        static PLAIN: Pattern = Pattern::new("^[a-z0-9-]+$");
        let rules = [Rule::MinLength(3), Rule::Pattern(&PLAIN)];
        let fitting = |text| fitting(of(text, 100), 100, &rules);
        assert_eq!(fitting("Hello"), "hello");
        assert_eq!(fitting("Sept. 2026: 東京"), "sept-2026");
        assert_eq!(fitting("ブログ"), "untitled");
        assert_eq!(fitting("Hi"), "untitled");
    }
}
