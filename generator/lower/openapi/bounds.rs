//! Limits of numbers: rules come in, the tighter one at each end goes out.

use crate::ir::{Literal, Rules};
use std::fmt::Debug;

/// Where numbers end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds<T> {
    pub(super) low: Option<Limit<T>>,
    pub(super) high: Option<Limit<T>>,
}

/// One end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit<T> {
    pub(super) bound: T,
    /// Whether the bound itself is beyond the end.
    pub(super) exclusive: bool,
}

impl Bounds<i64> {
    /// Of whole numbers, and of decimal ones in units of their last digit.
    pub(super) fn whole(rules: &Rules, scale: u8) -> Self {
        Self::tightest(rules, |literal| units(literal, scale))
    }

    /// The nearest number within.
    pub(super) fn clamp(&self, number: i64) -> Option<i64> {
        let low = self.low.map_or(i64::MIN, |limit| {
            limit.bound.saturating_add(i64::from(limit.exclusive))
        });
        let high = self.high.map_or(i64::MAX, |limit| {
            limit.bound.saturating_sub(i64::from(limit.exclusive))
        });
        (low <= high).then(|| number.clamp(low, high))
    }
}

impl Bounds<f64> {
    /// Of floating-point numbers.
    pub(in crate::lower) fn real(rules: &Rules) -> Self {
        Self::tightest(rules, real)
    }

    /// The number itself if it is within, else one that is easily found.
    pub(super) fn clamp(&self, number: f64) -> Option<f64> {
        let middle = match (self.low, self.high) {
            (Some(low), Some(high)) => f64::midpoint(low.bound, high.bound),
            (Some(low), None) => low.bound + 1.0,
            (None, Some(high)) => high.bound - 1.0,
            (None, None) => number,
        };
        let inclusive = |limit: Option<Limit<f64>>| {
            limit
                .filter(|limit| !limit.exclusive)
                .map(|limit| limit.bound)
        };
        let candidates = [
            Some(number),
            Some(middle),
            inclusive(self.low),
            inclusive(self.high),
        ];
        candidates
            .into_iter()
            .flatten()
            .find(|candidate| self.admit(*candidate))
    }

    fn admit(&self, number: f64) -> bool {
        let above = |limit: Limit<f64>| {
            if limit.exclusive {
                number > limit.bound
            } else {
                number >= limit.bound
            }
        };
        let below = |limit: Limit<f64>| {
            if limit.exclusive {
                number < limit.bound
            } else {
                number <= limit.bound
            }
        };
        self.low.is_none_or(above) && self.high.is_none_or(below)
    }
}

impl<T: Copy + PartialOrd> Bounds<T> {
    fn tightest(rules: &Rules, read: impl Fn(&Literal) -> Option<T>) -> Self {
        let read = |literal: &Option<Literal>| literal.as_ref().and_then(&read);
        let (least, more) = (read(&rules.minimum), read(&rules.exclusive_minimum));
        let (most, less) = (read(&rules.maximum), read(&rules.exclusive_maximum));
        let inclusive = |bound| Limit {
            bound,
            exclusive: false,
        };
        let exclusive = |bound| Limit {
            bound,
            exclusive: true,
        };
        Bounds {
            low: match (least, more) {
                (Some(least), Some(more)) if least > more => Some(inclusive(least)),
                (_, Some(more)) => Some(exclusive(more)),
                (least, None) => least.map(inclusive),
            },
            high: match (most, less) {
                (Some(most), Some(less)) if most < less => Some(inclusive(most)),
                (_, Some(less)) => Some(exclusive(less)),
                (most, None) => most.map(inclusive),
            },
        }
    }

    /// The same in words.
    pub(super) fn sentences(&self, text: impl Fn(T) -> String) -> Vec<String> {
        let low = self.low.map(|limit| {
            let words = if limit.exclusive {
                "More than"
            } else {
                "At least"
            };
            format!("{words} {}.", text(limit.bound))
        });
        let high = self.high.map(|limit| {
            let words = if limit.exclusive {
                "Less than"
            } else {
                "At most"
            };
            format!("{words} {}.", text(limit.bound))
        });
        low.into_iter().chain(high).collect()
    }
}

/// A number in units of its last digit: `12.5` with two digits after the point is 1250.
pub(in crate::lower) fn units(literal: &Literal, scale: u8) -> Option<i64> {
    match literal {
        Literal::Integer(number) => number.checked_mul(10_i64.checked_pow(scale.into())?),
        Literal::Number(text) => {
            let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
            let width = usize::from(scale);
            format!("{whole}{fraction:0<width$.width$}").parse().ok()
        }
        _ => None,
    }
}

/// The number whose units these are, with all of its digits after the point.
pub(in crate::lower) fn decimal_text(units: i64, scale: u8) -> String {
    let width = usize::from(scale);
    let digits = format!("{:0>1$}", units.unsigned_abs(), width + 1);
    let (whole, fraction) = digits.split_at(digits.len() - width);
    let sign = if units < 0 { "-" } else { "" };
    let point = if width > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{fraction}")
}

/// A number as a double.
pub(in crate::lower) fn real(literal: &Literal) -> Option<f64> {
    match literal {
        Literal::Integer(number) => number.to_string().parse().ok(),
        Literal::Number(text) => text.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<Literal> {
        Some(Literal::Number(text.to_owned()))
    }

    #[test]
    fn decimals_keep_their_digits() {
        for text in ["12.50", "0.05", "-0.05", "-12.00"] {
            let literal = Literal::Number(text.to_owned());
            assert_eq!(
                units(&literal, 2)
                    .map(|units| decimal_text(units, 2))
                    .as_deref(),
                Some(text)
            );
        }
        assert_eq!(decimal_text(7, 0), "7");
    }

    #[test]
    fn the_tighter_limit_counts() {
        let rules = Rules {
            minimum: number("1"),
            exclusive_minimum: number("0.5"),
            maximum: number("9"),
            exclusive_maximum: number("9"),
            ..Rules::default()
        };
        let bounds = Bounds::whole(&rules, 1);
        assert_eq!(
            bounds.sentences(|units| decimal_text(units, 1)),
            ["At least 1.0.", "Less than 9.0."]
        );
        assert_eq!(
            (bounds.clamp(0), bounds.clamp(50), bounds.clamp(99)),
            (Some(10), Some(50), Some(89))
        );
        assert_eq!(Bounds::real(&rules).clamp(9.0), Some(5.0));
    }
}
