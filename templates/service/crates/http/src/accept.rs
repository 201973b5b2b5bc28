//! Content negotiation (RFC 9110 §12.5.1): the `Accept` headers and what can be sent go in, what
//! is sent comes out.

use http::HeaderMap;
use http::header::ACCEPT;

/// What everything is sent as unless the client asks for the type of its own.
pub(crate) const JSON: &str = "application/json";

/// Chooses between `application/json` and a type of its own; `None` if neither is acceptable.
///
/// The type of its own is chosen only where it is named and not liked less than plain JSON, or
/// where plain JSON is refused.
pub(crate) fn choose(headers: &HeaderMap, own: Option<&'static str>) -> Option<&'static str> {
    let values = || {
        headers
            .get_all(ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok())
    };
    // Most clients send none or `*/*`.
    if values().all(|value| value.trim() == "*/*") {
        return Some(JSON);
    }
    let ranges: Vec<Range<'_>> = values()
        .flat_map(|value| value.split(','))
        .filter_map(Range::parse)
        .collect();
    let json = preference(&ranges, JSON);
    let own = own.map(|own| (own, preference(&ranges, own)));
    match own {
        Some((own, wish))
            if wish.quality > 0 && wish >= json && (wish.named || json.quality == 0) =>
        {
            Some(own)
        }
        _ => (json.quality > 0).then_some(JSON),
    }
}

/// How much a client wants a type; a named one wins over an equally liked one that is not.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Preference {
    quality: u16,
    named: bool,
}

/// The most precise range that covers a type decides (RFC 9110 §12.5.1).
fn preference(ranges: &[Range<'_>], media_type: &str) -> Preference {
    let covering = ranges
        .iter()
        .filter_map(|range| Some((range.precision(media_type)?, range.quality)));
    let (precision, quality) = covering
        .max_by_key(|(precision, _)| *precision)
        .unwrap_or((0, 0));
    Preference {
        quality,
        named: precision == 2,
    }
}

/// One range of an `Accept` header, such as `application/*;q=0.5`. Parameters other than the
/// quality are ignored.
struct Range<'a> {
    essence: &'a str,
    /// In thousandths.
    quality: u16,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
        let mut parameters = parameters
            .split(';')
            .filter_map(|parameter| parameter.split_once('='));
        let weight = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
        let quality = match weight {
            Some((_, weight)) => thousandths(weight.trim())?,
            None => 1000,
        };
        Some(Self {
            essence: essence.trim(),
            quality,
        })
    }

    /// How precisely the range covers a type: 2 names it, 1 names its first half, 0 is `*/*`.
    fn precision(&self, media_type: &str) -> Option<u8> {
        if self.essence.eq_ignore_ascii_case(media_type) {
            return Some(2);
        }
        let (range, kind) = (
            self.essence.strip_suffix("/*")?,
            media_type.split_once('/')?.0,
        );
        match range {
            "*" => Some(0),
            _ => range.eq_ignore_ascii_case(kind).then_some(1),
        }
    }
}

/// Reads a weight, 0 to 1 with at most three digits after the point (RFC 9110 §12.4.2).
fn thousandths(weight: &str) -> Option<u16> {
    let (whole, fraction) = weight.split_once('.').unwrap_or((weight, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fraction: u16 = format!("{fraction:0<3}").parse().ok()?;
    match whole {
        "0" => Some(fraction),
        "1" if fraction == 0 => Some(1000),
        _ => None,
    }
}
