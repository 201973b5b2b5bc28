//! Values between limits: whether there can be any, and whether one is.

use super::{codes, pattern};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::number;
use crate::ir::{self, Literal};
use crate::schema::{self, Scalar};
use crate::source::{Span, Spanned};
use std::cmp::Ordering;

/// A limit of numbers: its name, what holds after all, where it is written here, whether it is
/// excluded itself.
type Limit<'a> = (&'a str, &'a Option<Literal>, &'a Option<Scalar>, bool);

/// Limits that leave no value. Shown at the one written here; the other may come from a type.
pub(super) fn refuse_impossible(
    value: &ir::Value,
    written: &schema::Rules,
    found: &mut Diagnostics,
) {
    let rules = &value.rules;
    refuse_lengths(value, written, found);
    let place = |count: &Option<Spanned<u64>>| count.as_ref().map(|count| count.span);
    if matches!((rules.min_length, rules.max_length), (Some(low), Some(high)) if low > high) {
        let places = place(&written.max_length).or(place(&written.min_length));
        refuse(places, ("min_length", "max_length"), found);
    }
    if matches!((rules.min_items, rules.max_items), (Some(low), Some(high)) if low > high) {
        let places = place(&written.max_items).or(place(&written.min_items));
        refuse(places, ("min_items", "max_items"), found);
    }
    let lows: [Limit<'_>; 2] = [
        ("minimum", &rules.minimum, &written.minimum, false),
        (
            "exclusive_minimum",
            &rules.exclusive_minimum,
            &written.exclusive_minimum,
            true,
        ),
    ];
    let highs: [Limit<'_>; 2] = [
        ("maximum", &rules.maximum, &written.maximum, false),
        (
            "exclusive_maximum",
            &rules.exclusive_maximum,
            &written.exclusive_maximum,
            true,
        ),
    ];
    for low in lows {
        for high in highs {
            refuse_crossed(low, high, found);
        }
    }
}

/// Lengths that no text of the format or of the pattern has.
fn refuse_lengths(value: &ir::Value, written: &schema::Rules, found: &mut Diagnostics) {
    let rules = &value.rules;
    let place = |count: &Option<Spanned<u64>>| count.as_ref().map(|count| count.span);
    let most = place(&written.max_length);
    let shortest = match value.shape {
        ir::Shape::Email => Some("a@b"),
        ir::Shape::Url => Some("http://a"),
        _ => None,
    };
    if let (Some(place), Some(shortest), Some(limit)) = (most, shortest, rules.max_length)
        && usize::try_from(limit).is_ok_and(|limit| limit < shortest.len())
    {
        let message = format!("no value is as short as `max_length: {limit}` demands");
        let help = format!("the shortest is {}", quoted(shortest));
        found.push(Diagnostic::new(codes::RULE_CONFLICT, place, message).help(help));
    }
    let Some(lengths) = rules.pattern.as_deref().and_then(pattern::lengths) else {
        return;
    };
    let here = written.pattern.as_ref().map(|pattern| pattern.span);
    if let (Some(limit), Some(place)) = (rules.max_length, here.or(most))
        && limit < lengths.least
    {
        let length = format!("at least {}", lengths.least);
        found.push(unmatched(place, &format!("max_length: {limit}"), &length));
    }
    if let (Some(limit), Some(place)) = (rules.min_length, here.or(place(&written.min_length)))
        && let Some(most) = lengths.most.filter(|most| *most < limit)
    {
        let length = format!("at most {most}");
        found.push(unmatched(place, &format!("min_length: {limit}"), &length));
    }
}

fn unmatched(place: Span, limit: &str, length: &str) -> Diagnostic {
    let message = format!("no value keeps both {} and the pattern", quoted(limit));
    Diagnostic::new(codes::RULE_CONFLICT, place, message)
        .help(format!("texts that match have {length} characters"))
}

fn refuse_crossed(low: Limit<'_>, high: Limit<'_>, found: &mut Diagnostics) {
    let (low_name, Some(least), low_written, low_excluded) = low else {
        return;
    };
    let (high_name, Some(most), high_written, high_excluded) = high else {
        return;
    };
    let crossed = match compare(least, most) {
        Ordering::Less => false,
        Ordering::Equal => low_excluded || high_excluded,
        Ordering::Greater => true,
    };
    if crossed {
        let place = high_written
            .as_ref()
            .or(low_written.as_ref())
            .map(|scalar| scalar.span);
        refuse(place, (low_name, high_name), found);
    }
}

fn refuse(place: Option<Span>, (low, high): (&str, &str), found: &mut Diagnostics) {
    if let Some(place) = place {
        let message = format!("no value keeps both {} and {}", quoted(low), quoted(high));
        found.push(
            Diagnostic::new(codes::RULE_CONFLICT, place, message)
                .help("the least must not exceed the most"),
        );
    }
}

/// The rule that a value breaks, if any.
pub(super) fn broken(rules: &ir::Rules, value: &Literal) -> Option<String> {
    let size = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    match value {
        Literal::Text(text) => {
            let length = size(text.chars().count());
            let pattern = rules.pattern.as_ref();
            let matches = |pattern: &String| {
                regex_lite::Regex::new(pattern).is_ok_and(|regex| regex.is_match(text))
            };
            if let Some(limit) = rules.min_length.filter(|limit| length < *limit) {
                return Some(format!("`min_length: {limit}`"));
            }
            if let Some(limit) = rules.max_length.filter(|limit| length > *limit) {
                return Some(format!("`max_length: {limit}`"));
            }
            pattern
                .filter(|pattern| !matches(pattern))
                .map(|pattern| format!("the pattern {}", quoted(pattern)))
        }
        Literal::Integer(_) | Literal::Number(_) => broken_limit(rules, value),
        Literal::Array(items) => {
            let length = size(items.len());
            if let Some(limit) = rules.min_items.filter(|limit| length < *limit) {
                return Some(format!("`min_items: {limit}`"));
            }
            rules
                .max_items
                .filter(|limit| length > *limit)
                .map(|limit| format!("`max_items: {limit}`"))
        }
        Literal::Boolean(_) => None,
    }
}

fn broken_limit(rules: &ir::Rules, value: &Literal) -> Option<String> {
    let allowed: [(&str, &Option<Literal>, &[Ordering]); 4] = [
        (
            "minimum",
            &rules.minimum,
            &[Ordering::Greater, Ordering::Equal],
        ),
        (
            "exclusive_minimum",
            &rules.exclusive_minimum,
            &[Ordering::Greater],
        ),
        (
            "maximum",
            &rules.maximum,
            &[Ordering::Less, Ordering::Equal],
        ),
        (
            "exclusive_maximum",
            &rules.exclusive_maximum,
            &[Ordering::Less],
        ),
    ];
    allowed.into_iter().find_map(|(name, limit, orders)| {
        let limit = limit.as_ref()?;
        let kept = orders.contains(&compare(value, limit));
        (!kept).then(|| format!("`{name}: {}`", text(limit)))
    })
}

/// Order of two numbers.
pub(super) fn compare(left: &Literal, right: &Literal) -> Ordering {
    number::compare(&text(left), &text(right))
}

fn text(literal: &Literal) -> String {
    match literal {
        Literal::Integer(number) => number.to_string(),
        Literal::Number(text) | Literal::Text(text) => text.clone(),
        Literal::Boolean(_) | Literal::Array(_) => String::new(),
    }
}
