//! Versions of moguera and of what it generates, after Semantic Versioning 2.0.0: texts come in, versions that can be
//! compared go out.

use std::cmp::Ordering;
use std::fmt;

/// The version of this generator.
pub const THIS: &str = env!("CARGO_PKG_VERSION");

/// A version. Builds of it that differ only behind a `+` are the same version (section 10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    numbers: [u64; 3],
    pre_release: Vec<Identifier>,
}

/// A part of what stands behind the `-`. Numbers come before words (section 11.4.3).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Identifier {
    Number(u64),
    Word(String),
}

impl Version {
    /// Reads a version (sections 2, 9 and 10).
    pub fn parse(text: &str) -> Option<Self> {
        let (rest, build) = text.split_once('+').unwrap_or((text, "0"));
        let (core, pre) = match rest.split_once('-') {
            Some((core, pre)) => (core, Some(pre)),
            None => (rest, None),
        };
        let numbers: Vec<u64> = core.split('.').map(number).collect::<Option<_>>()?;
        let pre_release: Option<Vec<_>> = match pre {
            Some(pre) => pre.split('.').map(identifier).collect(),
            None => Some(Vec::new()),
        };
        build.split('.').all(is_word).then_some(())?;
        Some(Version {
            numbers: numbers.try_into().ok()?,
            pre_release: pre_release?,
        })
    }

    /// The version of this generator.
    pub fn this() -> Self {
        Version::parse(THIS).expect("cargo accepts no other versions")
    }

    /// The command that installs this very version.
    pub fn install(&self) -> String {
        format!("cargo install moguera --version ={self} --locked")
    }
}

/// A number without leading zeros.
fn number(text: &str) -> Option<u64> {
    let is_plain = text == "0" || !text.starts_with('0');
    (is_plain && is_digits(text))
        .then(|| text.parse().ok())
        .flatten()
}

fn identifier(text: &str) -> Option<Identifier> {
    if is_digits(text) {
        return number(text).map(Identifier::Number);
    }
    is_word(text).then(|| Identifier::Word(text.to_owned()))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_word(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !text.is_empty() && text.bytes().all(is_part)
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    /// Section 11: what comes before a release has less precedence than it.
    fn cmp(&self, other: &Self) -> Ordering {
        let is_release = |version: &Self| version.pre_release.is_empty();
        self.numbers
            .cmp(&other.numbers)
            .then_with(|| is_release(self).cmp(&is_release(other)))
            .then_with(|| self.pre_release.cmp(&other.pre_release))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.numbers;
        write!(f, "{major}.{minor}.{patch}")?;
        for (position, identifier) in self.pre_release.iter().enumerate() {
            f.write_str(if position == 0 { "-" } else { "." })?;
            match identifier {
                Identifier::Number(number) => write!(f, "{number}")?,
                Identifier::Word(word) => f.write_str(word)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap_or_else(|| panic!("{text} is a version"))
    }

    #[test]
    fn precedence_is_as_in_the_specification() {
        // Section 11, with a longer number.
        let ordered = [
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "2.0.0",
            "2.1.0",
            "2.1.1",
            "2.1.10",
        ];
        for pair in ordered.windows(2) {
            assert!(version(pair[0]) < version(pair[1]), "{pair:?}");
        }
        for text in ordered {
            assert_eq!(version(text).to_string(), text);
        }
        assert_eq!(version("0.1.0+a.b"), version("0.1.0+00ff"));
    }

    #[test]
    fn nothing_else_is_a_version() {
        for text in [
            "",
            "1",
            "1.0",
            "1.0.0.0",
            "01.0.0",
            "1.0.0-",
            "1.0.0+",
            "1.0.0-01",
            "1.0.x",
            "v1.0.0",
            "1.0.0-a_b",
            "1.0.0-a..b",
            " 1.0.0",
            "1.0.99999999999999999999",
        ] {
            assert_eq!(Version::parse(text), None, "{text:?}");
        }
        assert!(Version::parse("1.0.0-0a.0+01").is_some());
    }

    #[test]
    fn the_line_that_installs_leaves_the_build_out() {
        assert_eq!(
            version("0.1.3+0011").install(),
            "cargo install moguera --version =0.1.3 --locked"
        );
        assert_eq!(Version::this().to_string(), THIS);
    }
}
