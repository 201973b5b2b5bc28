//! Examples: the name of an attribute and the rules of its value come in, a value goes out that
//! keeps them, the same on every run.

use super::bounds::{self, Bounds};
use crate::ir::{Attribute, Default, Entity, Literal, Rules, Shape, Value};
use crate::lower::docs::{sentence, words};
use crate::names::{kebab, pascal, screaming, snake};

/// An example of a value that is not made of others; `None` if none is found that keeps the rules.
pub(in crate::lower) fn of(name: &str, value: &Value) -> Option<serde_json::Value> {
    let rules = &value.rules;
    Some(match &value.shape {
        Shape::Boolean => true.into(),
        Shape::Int32 => Bounds::whole(rules, 0).clamp(number(name))?.into(),
        Shape::Int64 => Bounds::whole(rules, 0)
            .clamp(number(name))?
            .to_string()
            .into(),
        Shape::Float64 => {
            let half = f64::from(u32::try_from(number(name)).ok()?) + 0.5;
            Bounds::real(rules).clamp(half)?.into()
        }
        Shape::Decimal { scale } => {
            let units =
                Bounds::whole(rules, *scale).clamp(number(name) * 10_i64.pow((*scale).into()))?;
            bounds::decimal_text(units, *scale).into()
        }
        Shape::String => text(&sentence(&words(name)), rules)?.into(),
        Shape::Text => text(&format!("The {}.", words(name)), rules)?.into(),
        Shape::Bytes => bytes(rules)?.into(),
        Shape::DateTime => "2026-01-31T09:30:00Z".into(),
        Shape::Date => "2026-01-31".into(),
        Shape::Uuid => key(name).into(),
        Shape::Url => url(name, rules)?.into(),
        Shape::Email => email(name, rules)?.into(),
        Shape::Array(_) | Shape::Map(_) | Shape::Named(_) => return None,
    })
}

/// A tag as the service makes them: a version, and a hash of what is sent.
pub(super) const ENTITY_TAG: &str = "\"1-JGs4UkxOv2c1EdkWYrRwuA\"";

/// A UUID of version 7 that stays the same for this name.
pub(crate) fn key(name: &str) -> String {
    format!(
        "01890a5d-ac96-774b-bcce-{:012x}",
        hash(name) & 0xffff_ffff_ffff
    )
}

/// A slug as the service makes it of the example of what it is made of.
pub(super) fn slug(entity: &Entity, attribute: &Attribute) -> Option<String> {
    let Some(Default::Slug(from)) = attribute.default else {
        return None;
    };
    let from = entity.attribute(from);
    match &from.example {
        Some(Literal::Text(example)) => text(&kebab(example), &attribute.value.rules),
        _ => text(&kebab(&from.name), &attribute.value.rules),
    }
}

/// The text itself, or something like it, that keeps the rules.
fn text(wish: &str, rules: &Rules) -> Option<String> {
    // Most take the first: the others are made when they are asked for.
    let forms: [fn(&str) -> String; 9] = [
        str::to_owned,
        str::to_lowercase,
        kebab,
        snake,
        |_| "a".to_owned(),
        screaming,
        |wish| snake(wish).to_uppercase(),
        pascal,
        |_| "A".to_owned(),
    ];
    let digits = [
        "1", "12", "123", "1234", "12345", "a1", "A1", "1.0.0", "#a1b2c3",
    ];
    let forms = forms.iter().map(|form| form(wish));
    let candidates = forms.chain(digits.map(str::to_owned));
    let pattern = rules
        .pattern
        .as_deref()
        .and_then(|pattern| regex_lite::Regex::new(pattern).ok());
    candidates
        .filter_map(|candidate| fit(&candidate, rules))
        .find(|candidate| {
            pattern
                .as_ref()
                .is_none_or(|pattern| pattern.is_match(candidate))
        })
}

/// Examples are to be read, so none is longer than this; a text that must be has none.
const READABLE: usize = 400;

/// Repeats or cuts a text until it has the right length.
fn fit(text: &str, rules: &Rules) -> Option<String> {
    let least = usize::try_from(rules.min_length.unwrap_or_default()).ok()?;
    let most = rules.max_length.map_or(usize::MAX, |most| {
        usize::try_from(most).unwrap_or(usize::MAX)
    });
    let is_hopeless = text.is_empty() && least > 0;
    if least > READABLE || is_hopeless {
        return None;
    }
    let separator = if text.contains(' ') || text.ends_with('.') {
        " "
    } else {
        ""
    };
    let mut fitting = text.to_owned();
    while fitting.chars().count() < least {
        fitting.push_str(separator);
        fitting.push_str(text);
    }
    let cut: String = fitting.chars().take(most).collect();
    let trimmed = cut.trim_end_matches([' ', '-', '_']);
    Some(if trimmed.chars().count() < least {
        cut
    } else {
        trimmed.to_owned()
    })
}

/// Base64 of zeros: as many as are asked for, else four.
fn bytes(rules: &Rules) -> Option<String> {
    let least = rules.min_length.unwrap_or_default();
    let most = rules.max_length.unwrap_or(u64::MAX);
    let length = usize::try_from(4.clamp(least, most))
        .ok()
        .filter(|length| *length <= READABLE)?;
    let rest = ["", "AA==", "AAA="][length % 3];
    Some("AAAA".repeat(length / 3) + rest)
}

fn url(name: &str, rules: &Rules) -> Option<String> {
    let least = usize::try_from(rules.min_length.unwrap_or_default())
        .ok()
        .filter(|least| *least <= READABLE)?;
    let long = format!("https://example.com/{}", kebab(name));
    let padded = format!("{long:a<least$}");
    [
        padded,
        "https://example.com/".to_owned(),
        "http://a.example".to_owned(),
    ]
    .into_iter()
    .find(|url| keeps_lengths(url, rules))
}

fn email(name: &str, rules: &Rules) -> Option<String> {
    let least = usize::try_from(rules.min_length.unwrap_or_default())
        .ok()
        .filter(|least| *least <= READABLE)?;
    let host = "@example.com";
    let local = format!("{:a<1$}", kebab(name), least.saturating_sub(host.len()));
    [local + host, "a@example.com".to_owned(), "a@b.c".to_owned()]
        .into_iter()
        .find(|email| keeps_lengths(email, rules))
}

fn keeps_lengths(text: &str, rules: &Rules) -> bool {
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    rules.min_length.is_none_or(|least| length >= least)
        && rules.max_length.is_none_or(|most| length <= most)
}

/// A number from 1 to 99 that stays the same for this name.
fn number(name: &str) -> i64 {
    i64::try_from(hash(name) % 99 + 1).unwrap_or(1)
}

/// FNV-1a of 64 bits: small, and the same everywhere.
fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(shape: Shape, rules: Rules) -> Option<serde_json::Value> {
        of("alt_text", &Value { shape, rules })
    }

    #[test]
    fn texts_keep_lengths_and_patterns() {
        let of = |min_length, max_length, pattern: Option<&str>| {
            let rules = Rules {
                min_length,
                max_length,
                pattern: pattern.map(str::to_owned),
                ..Rules::default()
            };
            example(Shape::String, rules)
        };
        assert_eq!(of(None, None, None), Some("Alt text".into()));
        assert_eq!(of(None, Some(4), None), Some("Alt".into()));
        assert_eq!(text("", &Rules::default()), Some(String::new()));
        assert_eq!(of(Some(12), Some(14), None), Some("Alt text Alt t".into()));
        assert_eq!(of(None, None, Some("^[a-z-]+$")), Some("alt-text".into()));
        assert_eq!(of(None, None, Some("^[A-Z]{2}[0-9]{9}$")), None);
    }

    #[test]
    fn nothing_is_not_made_longer() {
        let rules = Rules {
            min_length: Some(1),
            ..Rules::default()
        };
        assert_eq!(text("", &rules), Some("a".to_owned()));
    }

    #[test]
    fn numbers_keep_limits() {
        let limit = |number: &str| Some(Literal::Number(number.to_owned()));
        let rules = Rules {
            minimum: limit("1000"),
            maximum: limit("1000.5"),
            ..Rules::default()
        };
        assert_eq!(
            example(Shape::Decimal { scale: 2 }, rules.clone()),
            Some("1000.00".into())
        );
        assert_eq!(example(Shape::Float64, rules), Some(1000.25.into()));
    }

    #[test]
    fn bytes_and_addresses_keep_lengths() {
        let rules = |min_length, max_length| Rules {
            min_length,
            max_length,
            ..Rules::default()
        };
        assert_eq!(
            example(Shape::Bytes, rules(Some(5), None)),
            Some("AAAAAAA=".into())
        );
        assert_eq!(
            example(Shape::Bytes, rules(None, Some(3))),
            Some("AAAA".into())
        );
        assert_eq!(
            example(Shape::Email, rules(None, Some(8))),
            Some("a@b.c".into())
        );
        assert_eq!(example(Shape::Url, rules(None, Some(5))), None);
    }
}
