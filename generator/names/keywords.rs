//! Words that mean something else already in some language: a name comes in, whether it is one of them goes out. A hundred
//! resources ask some hundred thousand times.

/// Words of a language, sorted.
pub(super) struct Keywords {
    words: &'static [&'static str],
    /// Where the words of each first letter begin, and where those of the last one end.
    starts: [usize; LETTERS + 1],
}

const LETTERS: usize = 26;

impl Keywords {
    /// Each word begins with a lower-case letter.
    pub(super) const fn new(words: &'static [&'static str]) -> Self {
        let mut starts = [0; LETTERS + 1];
        let mut word = 0;
        while word < words.len() {
            let letter = words[word].as_bytes()[0] - b'a';
            starts[letter as usize + 1] = word + 1;
            word += 1;
        }
        let mut letter = 0;
        while letter < LETTERS {
            if starts[letter + 1] < starts[letter] {
                starts[letter + 1] = starts[letter];
            }
            letter += 1;
        }
        Keywords { words, starts }
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        let Some(first @ b'a'..=b'z') = name.bytes().next() else {
            return false;
        };
        let letter = usize::from(first - b'a');
        self.words[self.starts[letter]..self.starts[letter + 1]].contains(&name)
    }

    #[cfg(test)]
    pub(super) fn words(&self) -> &'static [&'static str] {
        self.words
    }
}

#[cfg(test)]
mod tests {
    use super::Keywords;

    #[test]
    fn words_are_found_and_nothing_else_is() {
        let words = &["as", "async", "do", "dyn", "yield"];
        let keywords = Keywords::new(words);
        for word in words {
            assert!(keywords.contains(word), "{word}");
        }
        for other in ["", "a", "asy", "b", "doo", "z", "As", "é", "_"] {
            assert!(!keywords.contains(other), "{other}");
        }
    }
}
