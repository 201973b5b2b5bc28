//! What another program says: it is handed on while it comes, and kept for the page that tells of it.

use std::io::Read;
use std::thread::{self, JoinHandle};

use crate::commands::Terminal;

/// How much is kept: the first part, which tells the cause, and the last, which tells the end.
const KEPT: usize = 64 << 10;

/// Hands on what comes until nothing does, and then gives it as plain text.
pub(super) fn listen(
    source: Option<impl Read + Send + 'static>,
    terminal: &'static dyn Terminal,
) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut kept = Vec::new();
        let Some(mut source) = source else {
            return String::new();
        };
        let mut piece = [0; 4096];
        // A pipe that cannot be read is one whose other end is gone.
        while let Ok(count @ 1..) = source.read(&mut piece) {
            let said = &piece[..count];
            terminal.pass(said);
            kept.extend_from_slice(said);
            if kept.len() > 2 * KEPT {
                kept.drain(KEPT..kept.len() - KEPT / 2);
            }
        }
        plain(&String::from_utf8_lossy(&kept))
    })
}

/// Without the escape sequences of colours.
fn plain(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| ('@'..='~').contains(&c));
        plain.push_str(end.map_or("", |end| &part[end + 1..]));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_taken_away() {
        assert_eq!(plain("\u{1b}[1;31merror\u{1b}[0m: [x]"), "error: [x]");
        assert_eq!(plain("none"), "none");
    }
}
