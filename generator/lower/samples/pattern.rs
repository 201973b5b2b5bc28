//! Texts that match a pattern: a regular expression and limits of length come in, a text goes out.

use super::Which;
use crate::ir::Rules;
use regex_lite::Regex;
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// How often what may be repeated is repeated at most beyond what it must.
const MOST: u32 = 64;

/// A text that matches and has a legal length; `None` if none is found.
pub(super) fn matching(pattern: &str, rules: &Rules, which: Which) -> Option<String> {
    let regex = Regex::new(pattern).ok()?;
    let parsed = ParserBuilder::new()
        .unicode(false)
        .utf8(false)
        .build()
        .parse(pattern)
        .ok()?;
    let least = rules.min_length.unwrap_or_default();
    let most = rules.max_length.unwrap_or(u64::MAX);
    (0..=MOST)
        .filter_map(|extra| {
            let mut text = String::new();
            Maker { extra, which }.add(&parsed, &mut text)?;
            Some(text)
        })
        .find(|text| {
            let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
            (least..=most).contains(&length) && regex.is_match(text)
        })
}

/// Makes the text of one choice at each place where a pattern leaves a choice.
struct Maker {
    extra: u32,
    which: Which,
}

impl Maker {
    fn add(&self, part: &Hir, text: &mut String) -> Option<()> {
        match part.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
            HirKind::Class(class) => text.push(self.of_class(class)?),
            HirKind::Repetition(repetition) => {
                let most = repetition.max.unwrap_or(u32::MAX);
                for _ in 0..repetition.min.saturating_add(self.extra).min(most) {
                    self.add(&repetition.sub, text)?;
                }
            }
            HirKind::Capture(capture) => self.add(&capture.sub, text)?,
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.add(part, text))?,
            HirKind::Alternation(choices) => match self.which {
                Which::First => self.add(choices.first()?, text)?,
                Which::Second => self.add(choices.last()?, text)?,
            },
        }
        Some(())
    }

    /// A visible character of the class, if it has any.
    fn of_class(&self, class: &Class) -> Option<char> {
        let ranges: Vec<(char, char)> = match class {
            Class::Unicode(class) => class
                .ranges()
                .iter()
                .map(|range| (range.start(), range.end()))
                .collect(),
            Class::Bytes(class) => class
                .ranges()
                .iter()
                .map(|range| (char::from(range.start()), char::from(range.end())))
                .collect(),
        };
        let members = || ranges.iter().flat_map(|(start, end)| *start..=*end);
        let wished = match self.which {
            Which::First => ['a', 'A', '1'],
            Which::Second => ['b', 'B', '2'],
        };
        let holds = |character: &char| {
            ranges
                .iter()
                .any(|(start, end)| (start..=end).contains(&character))
        };
        wished
            .into_iter()
            .find(holds)
            .or_else(|| members().take(256).find(char::is_ascii_graphic))
            .or_else(|| members().next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(pattern: &str, which: Which) -> Option<String> {
        matching(pattern, &Rules::default(), which)
    }

    #[test]
    fn texts_match_their_patterns() {
        assert_eq!(
            made("^[A-Z]{2}[0-9]{4}$", Which::First).as_deref(),
            Some("AA1111")
        );
        assert_eq!(
            made("^[A-Z]{2}[0-9]{4}$", Which::Second).as_deref(),
            Some("BB2222")
        );
        assert_eq!(
            made(r"^(?:v|release-)\d+\.\d+$", Which::Second).as_deref(),
            Some("release-2.2")
        );
        assert_eq!(made("^[^,]+$", Which::First).as_deref(), Some("a"));
    }

    #[test]
    fn lengths_are_kept() {
        let rules = Rules {
            min_length: Some(8),
            max_length: Some(9),
            ..Rules::default()
        };
        let text = matching("^[a-f]+-[0-9]*$", &rules, Which::First);
        assert!(
            text.as_ref()
                .is_some_and(|text| (8..=9).contains(&text.len())),
            "{text:?}"
        );
        assert_eq!(matching("^a$", &rules, Which::First), None);
    }
}
