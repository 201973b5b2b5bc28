//! Bytes as a design writes them: base64 of the standard alphabet with padding (RFC 4648, section
//! 4), as they are sent.

/// The bytes, if the text is the one that encodes them.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let symbols = text.trim_end_matches('=');
    if !text.len().is_multiple_of(4) || text.len() - symbols.len() > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(symbols.len() * 3 / 4);
    let (mut held, mut count) = (0, 0);
    for symbol in symbols.bytes() {
        held = held << 6 | value(symbol)?;
        count += 6;
        if count >= 8 {
            count -= 8;
            let [.., byte] = (held >> count).to_be_bytes();
            bytes.push(byte);
            held &= (1 << count) - 1;
        }
    }
    // What is left over of the last symbol says nothing, and has one spelling only.
    (held == 0).then_some(bytes)
}

fn value(symbol: u8) -> Option<u32> {
    let value = match symbol {
        b'A'..=b'Z' => symbol - b'A',
        b'a'..=b'z' => symbol - b'a' + 26,
        b'0'..=b'9' => symbol - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use super::decode;

    /// RFC 4648, section 10, and all bits set.
    #[test]
    fn one_spelling_is_read() {
        for (text, bytes) in [
            ("", &b""[..]),
            ("Zg==", b"f"),
            ("Zm8=", b"fo"),
            ("Zm9vYmFy", b"foobar"),
            ("+/8=", b"\xfb\xff"),
        ] {
            assert_eq!(decode(text).as_deref(), Some(bytes), "{text}");
        }
        for wrong in [
            "Zg", "Zg=", "Zh==", "Zm9=", "A===", "====", "Z=g=", "-_8=", "Zm9v\n",
        ] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
