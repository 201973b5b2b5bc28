//! By how much the version of an API has to rise: findings and two versions go in, the least new version comes out
//! (Semantic Versioning 2.0.0).

use super::finding::Finding;
use super::rule::{Audience, Verdict};
use serde::Serialize;
use std::fmt;

/// A semantic version, as far as it decides about compatibility. What stands behind `-` or `+` does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

/// How much a version rises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bump {
    /// It may stay.
    None,
    /// The third number.
    Patch,
    /// The second number.
    Minor,
    /// The first number; before 1.0.0 the second, which says there what the first does later.
    Major,
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Bump::None => "none",
            Bump::Patch => "patch",
            Bump::Minor => "minor",
            Bump::Major => "major",
        })
    }
}

impl Version {
    /// Reads a version; what is no number counts as 0.
    pub fn of(text: &str) -> Self {
        let core = text.split(['-', '+']).next().unwrap_or(text);
        let mut numbers = core.split('.').map(|number| number.parse().unwrap_or(0));
        let mut next = || numbers.next().unwrap_or(0);
        Version {
            major: next(),
            minor: next(),
            patch: next(),
        }
    }

    /// The next version that is higher by so much.
    #[must_use]
    pub fn raised(self, bump: Bump) -> Self {
        let Version {
            major,
            minor,
            patch,
        } = self;
        match (bump, major) {
            (Bump::None, _) => self,
            (Bump::Major, 1..) => Version {
                major: major.saturating_add(1),
                minor: 0,
                patch: 0,
            },
            (Bump::Major, 0) | (Bump::Minor, 1..) => Version {
                major,
                minor: minor.saturating_add(1),
                patch: 0,
            },
            (Bump::Minor, 0) | (Bump::Patch, _) => Version {
                major,
                minor,
                patch: patch.saturating_add(1),
            },
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// How much a version has to rise for these changes: by a major step if anything breaks for those who call the service or
/// are compiled against its driver, by a minor one if they can see anything. What only the database is told of is no
/// part of the API. Breaks that were approved count: an approval says that they are meant, not that nobody notices.
pub fn needed(findings: &[Finding]) -> Bump {
    let public = Audience::ALL
        .iter()
        .filter(|audience| **audience != Audience::Database);
    let worst = |finding: &Finding| public.clone().map(|it| finding.verdict(*it)).max();
    match findings
        .iter()
        .filter(|it| !is_version(it))
        .filter_map(worst)
        .max()
    {
        Some(Verdict::Breaks) => Bump::Major,
        Some(Verdict::MayBreak | Verdict::Safe) => Bump::Minor,
        Some(Verdict::None) => Bump::Patch,
        None => Bump::None,
    }
}

/// The version itself is no reason to raise it.
fn is_version(finding: &Finding) -> bool {
    finding.element == "api.version"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_rise_by_what_they_promise() {
        for (version, bump, raised) in [
            ("1.4.2", Bump::Major, "2.0.0"),
            ("1.4.2", Bump::Minor, "1.5.0"),
            ("1.4.2", Bump::Patch, "1.4.3"),
            ("1.4.2", Bump::None, "1.4.2"),
            ("0.4.2", Bump::Major, "0.5.0"),
            ("0.4.2", Bump::Minor, "0.4.3"),
            ("1.0.0-rc.1+7", Bump::Patch, "1.0.1"),
            (
                "18446744073709551615.0.0",
                Bump::Major,
                "18446744073709551615.0.0",
            ),
        ] {
            assert_eq!(Version::of(version).raised(bump).to_string(), raised);
        }
        assert!(Version::of("1.10.0") > Version::of("1.9.9"));
    }
}
