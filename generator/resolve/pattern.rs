//! How long the texts are that match a pattern: a regular expression goes in, the fewest and the most characters come out.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, HirKind, Look};

/// Lengths of texts, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lengths {
    pub(crate) least: u64,
    /// `None` if there is no limit: a text may go on before or after what matches, too.
    pub(crate) most: Option<u64>,
}

/// The lengths of the texts that match; `None` for the few patterns that only services can read.
pub(crate) fn lengths(pattern: &str) -> Option<Lengths> {
    // Services match characters; here a class is one, whatever is in it.
    let mut builder = ParserBuilder::new();
    let parsed = builder.unicode(false).utf8(false).build().parse(pattern);
    let parsed = parsed.ok()?;
    let looks = parsed.properties();
    let is_whole = looks.look_set_prefix().contains(Look::Start)
        && looks.look_set_suffix().contains(Look::End);
    Some(Lengths {
        least: least(&parsed),
        most: most(&parsed).filter(|_| is_whole),
    })
}

fn least(part: &Hir) -> u64 {
    match part.kind() {
        HirKind::Empty | HirKind::Look(_) => 0,
        HirKind::Literal(literal) => characters(&literal.0),
        HirKind::Class(_) => 1,
        HirKind::Repetition(repetition) => {
            u64::from(repetition.min).saturating_mul(least(&repetition.sub))
        }
        HirKind::Capture(capture) => least(&capture.sub),
        HirKind::Concat(parts) => parts.iter().map(least).fold(0, u64::saturating_add),
        HirKind::Alternation(choices) => choices.iter().map(least).min().unwrap_or_default(),
    }
}

fn most(part: &Hir) -> Option<u64> {
    match part.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(0),
        HirKind::Literal(literal) => Some(characters(&literal.0)),
        HirKind::Class(_) => Some(1),
        HirKind::Repetition(repetition) => {
            most(&repetition.sub)?.checked_mul(u64::from(repetition.max?))
        }
        HirKind::Capture(capture) => most(&capture.sub),
        HirKind::Concat(parts) => parts
            .iter()
            .try_fold(0, |sum: u64, part| sum.checked_add(most(part)?)),
        HirKind::Alternation(choices) => choices
            .iter()
            .try_fold(0, |highest: u64, part| Some(highest.max(most(part)?))),
    }
}

fn characters(literal: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(literal);
    u64::try_from(text.chars().count()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::lengths;

    #[test]
    fn lengths_are_those_of_whole_texts() {
        for (pattern, least, most) in [
            ("^a$", 1, Some(1)),
            ("^[A-Z]{2}[0-9]{4}$", 6, Some(6)),
            ("^(ab|c)?d{1,3}$", 1, Some(5)),
            ("^ü.$", 2, Some(2)),
            ("^a+$", 1, None),
            ("abc", 3, None),
            ("^abc", 3, None),
            ("^abc$|^d", 1, None),
        ] {
            let found = lengths(pattern).map(|found| (found.least, found.most));
            assert_eq!(found, Some((least, most)), "{pattern}");
        }
    }
}
