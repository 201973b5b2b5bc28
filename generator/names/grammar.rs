//! The closed grammar of names: what a design may call things, and how a refused name could be
//! spelled instead.

use super::case;

/// Greatest length of a name, in bytes (names are ASCII).
pub const MAX_LENGTH: usize = 40;

/// How a kind of name is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grammar {
    /// Types, entities, media types: `[A-Z][A-Za-z0-9]*`.
    Pascal,
    /// Attributes, relations, resources, engines, views, actions, parameters:
    /// `[a-z][a-z0-9]*(_[a-z0-9]+)*`.
    Snake,
    /// The name of the API: `[a-z][a-z0-9]*(-[a-z0-9]+)*`.
    Kebab,
    /// Enum values, tags of unions, segments of paths: `[a-z][a-z0-9]*([_-][a-z0-9]+)*`.
    Value,
}

impl Grammar {
    /// Whether the name is spelled as this grammar asks, and short enough.
    pub fn accepts(self, name: &str) -> bool {
        name.len() <= MAX_LENGTH
            && match self {
                Self::Pascal => {
                    name.starts_with(|first: char| first.is_ascii_uppercase())
                        && name.chars().all(|c| c.is_ascii_alphanumeric())
                }
                Self::Snake => words(name, &['_']),
                Self::Kebab => words(name, &['-']),
                Self::Value => words(name, &['_', '-']),
            }
    }

    /// What the grammar asks for, as the end of the sentence "must be …".
    pub fn describe(self) -> &'static str {
        match self {
            Self::Pascal => "letters and digits beginning with a capital, such as `BlogPost`",
            Self::Snake => "lower-case words joined by `_`, such as `published_at`",
            Self::Kebab => "lower-case words joined by `-`, such as `my-shop`",
            Self::Value => "lower-case words joined by `_` or `-`, such as `in_review`",
        }
    }

    /// The nearest name that this grammar accepts, if the name has any letter to make one of.
    pub fn nearest(self, name: &str) -> Option<String> {
        let letters: String = name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .skip_while(|c| !c.is_ascii_alphabetic())
            .collect();
        let spelled = match self {
            Self::Pascal => case::pascal(&letters),
            Self::Snake | Self::Value => case::snake(&letters),
            Self::Kebab => case::kebab(&letters),
        };
        self.accepts(&spelled).then_some(spelled)
    }
}

/// Lower-case words, the first beginning with a letter, each joined to the next by one of the
/// joints.
fn words(name: &str, joints: &[char]) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.split(joints).all(|word| {
            !word.is_empty()
                && word
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_each_grammar() {
        for (grammar, good, bad) in [
            (
                Grammar::Pascal,
                ["A", "BlogPost", "Http2"],
                ["", "blogPost", "Blog_Post", "Ä", "2Fa"],
            ),
            (
                Grammar::Snake,
                ["a", "published_at", "a_1"],
                ["", "a__b", "_a", "a_", "a-b"],
            ),
            (
                Grammar::Kebab,
                ["a", "my-blog", "a-1"],
                ["", "my_blog", "-a", "a-", "1a"],
            ),
            (
                Grammar::Value,
                ["a", "in_review", "x-y_z"],
                ["", "A", "a--b", "1", "a b"],
            ),
        ] {
            for name in good {
                assert!(grammar.accepts(name), "{grammar:?} {name}");
            }
            for name in bad {
                assert!(!grammar.accepts(name), "{grammar:?} {name}");
            }
        }
        assert!(Grammar::Snake.accepts(&"a".repeat(40)));
        assert!(!Grammar::Snake.accepts(&"a".repeat(41)));
    }

    #[test]
    fn nearest_names() {
        assert_eq!(
            Grammar::Pascal.nearest("blog_post").as_deref(),
            Some("BlogPost")
        );
        assert_eq!(
            Grammar::Snake.nearest("publishedAt").as_deref(),
            Some("published_at")
        );
        assert_eq!(
            Grammar::Kebab.nearest("My Blog").as_deref(),
            Some("my-blog")
        );
        assert_eq!(
            Grammar::Value.nearest("IN REVIEW").as_deref(),
            Some("in_review")
        );
        assert_eq!(Grammar::Snake.nearest("ブログ"), None);
    }
}
