//! Names for addresses, as a service makes them of its rows: the generator gives its first rows the
//! same ones.

/// Greatest length of a slug that says no `max_length`.
pub const SLUG_LENGTH: u64 = 100;

/// What the last attempt of a service to find a free slug ends in, as long as a part of a key: letters, digits, both.
const KEYS: [&str; 3] = ["-ffffffffffff", "-000000000000", "-f0f0f0f0f0f0"];

/// The slug of a text, the first that is not taken: as it is, then with a number. Rules that it has to keep are kept,
/// if they are kept by [`untitled`].
pub fn slug(
    text: &str,
    max_length: Option<u64>,
    keeps: impl Fn(&str) -> bool,
    is_taken: impl Fn(&str) -> bool,
) -> String {
    let max = most(max_length);
    let keeps = |slug: &String| forms(slug, max).iter().all(|form| keeps(form));
    let plain = |slug: String| {
        of(
            &slug.replace(|character: char| !character.is_ascii(), "-"),
            max,
        )
    };
    let slug = Some(of(text, max)).filter(keeps);
    let slug = slug.or_else(|| Some(plain(of(text, max))).filter(keeps));
    let slug = slug.unwrap_or_else(|| of("", max));
    let mut free = slug.clone();
    let mut number = 1;
    while is_taken(&free) {
        number += 1;
        free = suffixed(&slug, &format!("-{number}"), max);
    }
    free
}

/// The slugs of texts that have no letter: the first, the second, and those of very many.
pub fn untitled(max_length: Option<u64>) -> [String; 5] {
    let max = most(max_length);
    forms(&of("", max), max)
}

fn forms(slug: &str, max: usize) -> [String; 5] {
    let [letters, digits, both] = KEYS;
    ["", "-2", letters, digits, both]
        .map(|suffix| suffixed(slug, &suffix[..suffix.len().min(max)], max))
}

fn suffixed(slug: &str, suffix: &str, max: usize) -> String {
    let kept = slug.chars().take(max.saturating_sub(suffix.len()));
    kept.collect::<String>() + suffix
}

fn most(max_length: Option<u64>) -> usize {
    usize::try_from(max_length.unwrap_or(SLUG_LENGTH)).unwrap_or(usize::MAX)
}

/// The letters and digits of a text in lower case, everything else as single hyphens, at most
/// `max` characters; `untitled` if nothing is left.
fn of(text: &str, max: usize) -> String {
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

#[cfg(test)]
mod tests {
    use super::slug;

    const OWN: &str = include_str!("slug.rs");
    const OF_SERVICES: &str = include_str!("../../templates/service/crates/contract/src/slug.rs");

    /// The text of the function `of`.
    fn rule(source: &str) -> Option<&str> {
        let from = source.find("fn of(")?;
        let length = source[from..].find("\n}\n")?;
        Some(&source[from..from + length])
    }

    #[test]
    fn the_rule_is_that_of_services() {
        assert!(rule(OWN).is_some_and(|rule| rule.contains("untitled")));
        assert_eq!(rule(OWN), rule(OF_SERVICES));
    }

    #[test]
    fn taken_slugs_are_numbered() {
        assert_eq!(
            slug("Hello, World!", None, |_| true, |_| false),
            "hello-world"
        );
        let taken = |slug: &str| matches!(slug, "hello" | "hello-2");
        assert_eq!(slug("Hello", None, |_| true, taken), "hello-3");
        assert_eq!(
            slug("Hello", Some(5), |_| true, |slug| slug == "hello"),
            "hel-2"
        );
    }

    #[test]
    fn rules_are_kept_as_services_keep_them() {
        let keeps = |slug: &str| slug.is_ascii() && slug.len() > 2;
        let fitting = |text| slug(text, None, keeps, |_| false);
        assert_eq!(fitting("Hello"), "hello");
        assert_eq!(fitting("Sept. 2026: 東京"), "sept-2026");
        assert_eq!(fitting("ブログ"), "untitled");
        assert_eq!(fitting("Hi"), "untitled");
    }
}
