//! Percent-encoding with the one alphabet that signatures know: the unreserved characters of
//! RFC 3986 §2.3 stay, every other byte becomes `%` and two upper-case hex digits (AWS, step 1,
//! `UriEncode`).

use std::borrow::Cow;

use percent_encoding::{
    AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode, utf8_percent_encode,
};

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Encodes one path segment, or one name or value of a query.
#[must_use]
pub fn encode(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, RESERVED).into()
}

/// Encodes a whole path once more: slashes stay, the `%` of an escape becomes `%25`.
pub(crate) fn encode_path(raw: &str) -> Cow<'_, str> {
    const RESERVED_IN_PATH: &AsciiSet = &RESERVED.remove(b'/');
    utf8_percent_encode(raw, RESERVED_IN_PATH).into()
}

/// Gives a query's name or value its canonical spelling, reading `+` as a space, just as the
/// decoder of forms does (WHATWG URL, `application/x-www-form-urlencoded`); `None` when an
/// escape is broken.
pub(crate) fn recode(raw: &str) -> Option<Cow<'_, str>> {
    if raw.bytes().all(is_unreserved) {
        return Some(Cow::Borrowed(raw));
    }
    if !is_well_formed(raw) {
        return None;
    }
    let spaced = raw.replace('+', " ");
    let bytes: Vec<u8> = percent_decode_str(&spaced).collect();
    Some(Cow::Owned(percent_encode(&bytes, RESERVED).to_string()))
}

/// Whether each `%` is followed by two hex digits.
pub(crate) fn is_well_formed(raw: &str) -> bool {
    raw.split('%').skip(1).all(|after| {
        let mut digits = after.bytes().take(2);
        let hex = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_hexdigit());
        hex(digits.next()) && hex(digits.next())
    })
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}
