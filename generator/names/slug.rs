//! Names for addresses, as a service makes them of its rows: the generator gives its first rows the
//! same ones.

/// Greatest length of a slug that has no `max_length`.
const LENGTH: u64 = 100;

/// The slug of a text, the first that is not taken: as it is, then with a number.
pub fn slug(text: &str, max_length: Option<u64>, is_taken: impl Fn(&str) -> bool) -> String {
    let max = usize::try_from(max_length.unwrap_or(LENGTH)).unwrap_or(usize::MAX);
    let slug = of(text, max);
    let mut free = slug.clone();
    let mut number = 1;
    while is_taken(&free) {
        number += 1;
        let suffix = format!("-{number}");
        let kept: String = slug
            .chars()
            .take(max.saturating_sub(suffix.len()))
            .collect();
        free = kept + &suffix;
    }
    free
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
        assert_eq!(slug("Hello, World!", None, |_| false), "hello-world");
        let taken = |slug: &str| matches!(slug, "hello" | "hello-2");
        assert_eq!(slug("Hello", None, taken), "hello-3");
        assert_eq!(slug("Hello", Some(5), |slug| slug == "hello"), "hel-2");
    }
}
