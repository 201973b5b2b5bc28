//! Where two versions of a source differ: what need not be parsed is cut off.

/// The whole items in which two versions of a formatted source differ: what comes before and behind them is the same.
pub fn differing<'a>(old: &'a str, new: &'a str) -> (&'a str, &'a str) {
    let same = |(one, other): &(u8, u8)| one == other;
    let before = old.bytes().zip(new.bytes()).take_while(same).count();
    let start = starts(&old.as_bytes()[..before]).last().unwrap_or(0);
    let (old, new) = (&old[start..], &new[start..]);
    let behind = old.bytes().rev().zip(new.bytes().rev());
    let behind = behind.take_while(same).count();
    let rest = &old.as_bytes()[old.len() - behind..];
    let behind = starts(rest).next().map_or(0, |at| behind - at);
    (&old[..old.len() - behind], &new[..new.len() - behind])
}

/// Where items start in formatted code: at the beginning of a line behind an empty one.
fn starts(code: &[u8]) -> impl DoubleEndedIterator<Item = usize> {
    let is_start = |lines: &[u8]| lines.starts_with(b"\n\n") && !lines[2].is_ascii_whitespace();
    let starts = code.windows(3).enumerate();
    starts
        .filter(move |(_, lines)| is_start(lines))
        .map(|(at, _)| at + 2)
}

#[cfg(test)]
mod tests {
    use super::differing;

    #[test]
    fn only_items_that_differ_are_compared() {
        let old = "use a;\n\nfn one() {}\n\nfn two() {\n    x();\n\n    y();\n}\n\nfn three() {}\n";
        let new = old.replace("y()", "z()");
        let (before, after) = differing(old, &new);
        assert_eq!(before, "fn two() {\n    x();\n\n    y();\n}\n\n");
        assert_eq!(after, before.replace("y()", "z()"));
        let less = old.replace("fn three() {}\n", "");
        let rest = (&old[old.find("fn two").unwrap()..], before);
        assert_eq!(differing(old, &less), rest);
        assert_eq!(differing(&less, old), (rest.1, rest.0));
        assert_eq!(differing(old, old), ("fn three() {}\n", "fn three() {}\n"));
        assert_eq!(differing("", old), ("", old));
    }
}
