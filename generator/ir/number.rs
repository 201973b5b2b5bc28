//! Numbers as a design writes them, compared exactly.

use std::cmp::Ordering;

/// Digits after the point that are compared exactly: more than any decimal has.
const COMPARED: u8 = 9;

/// Whether the text is a decimal number: digits, perhaps a sign before, perhaps a point and digits
/// behind.
pub(crate) fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(unsigned),
    }
}

/// Whether the text is a number that `f64` holds: a decimal number, perhaps with an exponent.
pub(crate) fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    is_decimal(mantissa)
        && !exponent.is_empty()
        && exponent.bytes().all(|byte| byte.is_ascii_digit())
        && text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// The number times ten to the power of `scale`, if that is a whole number of 64 bits.
pub(crate) fn scaled(text: &str, scale: u8) -> Option<i64> {
    widely_scaled(text, scale)?.try_into().ok()
}

fn widely_scaled(text: &str, scale: u8) -> Option<i128> {
    if !is_decimal(text) {
        return None;
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0');
    let missing = usize::from(scale).checked_sub(fraction.len())?;
    format!("{whole}{fraction}{}", "0".repeat(missing))
        .parse()
        .ok()
}

/// Order of two numbers of the same kind: whole, decimal or floating.
pub(crate) fn compare(left: &str, right: &str) -> Ordering {
    match (
        widely_scaled(left, COMPARED),
        widely_scaled(right, COMPARED),
    ) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => {
            let number = |text: &str| text.parse::<f64>().unwrap_or(0.0);
            number(left).total_cmp(&number(right))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals() {
        assert_eq!(scaled("1.50", 2), Some(150));
        assert_eq!(scaled("-0.05", 2), Some(-5));
        assert_eq!(scaled("1.505", 2), None);
        assert_eq!(scaled("1e3", 2), None);
        assert_eq!(scaled("99999999999999999999", 0), None);
        assert!(is_float("1.5e-3") && !is_float(".5") && !is_float("1e999") && !is_float("1e"));
    }

    #[test]
    fn numbers_are_compared_exactly() {
        assert_eq!(
            compare("9007199254740993", "9007199254740992"),
            Ordering::Greater
        );
        assert_eq!(compare("1.10", "1.1"), Ordering::Equal);
        assert_eq!(compare("1e3", "999"), Ordering::Greater);
    }
}
