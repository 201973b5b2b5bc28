//! SHA-256 of a text, as the lock file spells it.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// What a file's content was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Hashes the content of a file.
    pub fn of(content: &[u8]) -> Self {
        Digest(Sha256::digest(content).into())
    }

    /// Hashes parts as if they were one content.
    pub fn of_parts<'a>(parts: impl Iterator<Item = &'a str>) -> Self {
        let hash = parts.fold(Sha256::new(), Sha256::chain_update);
        Digest(hash.finalize().into())
    }

    /// Reads 64 lower-case hexadecimal digits, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Digest(bytes))
    }
}

const DIGITS: [char; 16] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
];

fn digit(character: u8) -> Option<u8> {
    match character {
        b'0'..=b'9' => Some(character - b'0'),
        b'a'..=b'f' => Some(character - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A lock file has one for each file of a service.
        let halves = self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        let digits: String = halves.map(|half| DIGITS[usize::from(half)]).collect();
        f.write_str(&digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_sha_256() {
        // FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").to_string(), expected);
        assert_eq!(Digest::parse(expected), Some(Digest::of(b"abc")));
    }

    #[test]
    fn reads_nothing_else() {
        let good = Digest::of(b"").to_string();
        for bad in [
            &good[1..],
            &good.to_uppercase(),
            &good.replace('e', "g"),
            "",
            &format!("{good}0"),
        ] {
            assert_eq!(Digest::parse(bad), None, "{bad}");
        }
    }
}
