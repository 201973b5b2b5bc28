//! Bytes inside of text: base64 of the standard alphabet with padding (RFC 4648, section 4).

const SYMBOLS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text that encodes the bytes.
pub fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let mut whole = [0; 4];
        whole[1..=group.len()].copy_from_slice(group);
        let bits = u32::from_be_bytes(whole);
        for position in 0..4 {
            let index = bits >> (18 - 6 * position) & 0x3f;
            let symbol = if position > group.len() {
                b'='
            } else {
                SYMBOLS[index as usize]
            };
            text.push(char::from(symbol));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    /// RFC 4648, section 10, and all bits set.
    #[test]
    fn the_end_is_padded() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foobar", "Zm9vYmFy"),
            (b"\xfb\xff", "+/8="),
        ] {
            assert_eq!(base64(bytes), text);
        }
    }
}
