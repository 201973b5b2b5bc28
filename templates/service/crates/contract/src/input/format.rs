//! Formats of texts: a text goes in, whether it has the format comes out.

use std::fmt;

/// The format of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An e-mail address, as browsers accept it (WHATWG HTML §4.10.5.1.5).
    Email,
    /// An absolute `http` or `https` URL (RFC 3986), without user information.
    Url,
}

impl Format {
    /// Whether a text has the format.
    #[must_use]
    pub fn matches(self, text: &str) -> bool {
        match self {
            Self::Email => is_email(text),
            Self::Url => is_url(text),
        }
    }
}

/// What a text of this format is called, with its article.
impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Email => "an e-mail address",
            Self::Url => "an absolute http or https URL",
        })
    }
}

fn is_email(text: &str) -> bool {
    let is_local =
        |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && local.bytes().all(is_local) && domain.split('.').all(is_label)
    })
}

/// A label of a domain name: 1 to 63 letters, digits and inner hyphens (RFC 1034 §3.5).
fn is_label(label: &str) -> bool {
    let permitted = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=63).contains(&label.len())
        && label.bytes().all(permitted)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, reference) = rest.split_at(end);
    let fragments = reference.matches('#').count();
    is_web && is_authority(authority) && fragments <= 1 && is_reference(reference)
}

/// Host and port (RFC 3986 §3.2); an IPv6 address stands in brackets.
fn is_authority(authority: &str) -> bool {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port),
        _ => (authority, ""),
    };
    let is_host = match host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
    {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            let host = host.strip_suffix('.').unwrap_or(host);
            host.len() <= 253 && host.split('.').all(is_label)
        }
    };
    is_host && (port.is_empty() || (is_digits(port) && port.parse::<u16>().is_ok()))
}

/// Path, query and fragment: unreserved and reserved characters and whole escapes (RFC 3986 §2).
fn is_reference(reference: &str) -> bool {
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte);
    let is_escape = |after: &str| {
        after.len() >= 2 && after.bytes().take(2).all(|byte| byte.is_ascii_hexdigit())
    };
    reference.bytes().all(is_plain) && reference.split('%').skip(1).all(is_escape)
}

/// Whether a text is a `date-time` of RFC 3339 §5.6, as far as its form goes.
pub(super) fn is_date_time(text: &str) -> bool {
    let Some((date, rest)) = text.split_at_checked(10) else {
        return false;
    };
    let Some((time, rest)) = rest.split_at_checked(9) else {
        return false;
    };
    let fraction = rest.strip_prefix('.').map(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest.split_at(digits)
    });
    let (fraction, offset) = fraction.unwrap_or(("0", rest));
    is_date(date)
        && has_shape(time, "T00:00:00")
        && (1..=9).contains(&fraction.len())
        && (has_shape(offset, "Z") || has_shape(offset, "+00:00") || has_shape(offset, "-00:00"))
}

/// Whether a text is a `full-date` of RFC 3339 §5.6, as far as its form goes.
pub(super) fn is_date(text: &str) -> bool {
    has_shape(text, "0000-00-00")
}

/// Whether a text has a digit wherever the shape has `0`, and the same character elsewhere;
/// letters in either case, as RFC 3339 permits.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text
            .bytes()
            .zip(shape.bytes())
            .all(|(byte, expected)| match expected {
                b'0' => byte.is_ascii_digit(),
                _ => byte.eq_ignore_ascii_case(&expected),
            })
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
