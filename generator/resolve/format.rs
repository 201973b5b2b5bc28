//! Formats of texts that a design writes down: the same rules by which services judge what they are sent, in the crate
//! `contract`, so that no example or default is one that the service itself would refuse.

use std::net::Ipv6Addr;

/// Hexadecimal digits in groups of 8, 4, 4, 4 and 12.
pub(crate) fn is_uuid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == lengths.len()
        && parts.iter().zip(lengths).all(|(part, length)| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

/// An address as browsers accept it (WHATWG HTML §4.10.5.1.5).
pub(crate) fn is_email(text: &str) -> bool {
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

/// An absolute address of the web (RFC 3986), without user information.
pub(crate) fn is_url(text: &str) -> bool {
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
    let bracketed = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let is_host = match bracketed {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => {
            let host = host.strip_suffix('.').unwrap_or(host);
            host.len() <= 253 && host.split('.').all(is_label)
        }
    };
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    is_host && (port.is_empty() || is_port)
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
