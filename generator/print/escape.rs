//! One escaper per literal context. Design text reaches generated files through these functions only.

use std::fmt::Write as _;

/// A Rust string literal, quotes included. Everything but printable ASCII and letters is escaped, so that neither
/// quotes nor direction marks nor line ends can leave it.
pub fn rust_string(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for character in text.chars() {
        match character {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            _ if is_plain(character) => literal.push(character),
            _ => write!(literal, "\\u{{{:x}}}", u32::from(character))
                .expect("writing to a String never fails"),
        }
    }
    literal.push('"');
    literal
}

/// Printable characters that neither reorder nor hide text (Unicode TR36, bidirectional and format controls).
#[inline]
fn is_plain(character: char) -> bool {
    // Nearly all are ASCII: a megabyte of documents asks for each of its characters.
    match character {
        ' '..='~' => true,
        _ => !character.is_control() && !is_format(character),
    }
}

fn is_format(character: char) -> bool {
    matches!(
        u32::from(character),
        0x00ad | 0x034f | 0x0600..=0x0605 | 0x061c | 0x06dd | 0x070f | 0x115f..=0x1160 | 0x17b4..=0x17b5
            | 0x180b..=0x180f | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f
            | 0xfeff | 0xffa0 | 0xfff0..=0xfffb | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a | 0xe0000..=0xe0fff
    )
}

/// One line of text: control and format characters become spaces, runs of blanks one blank.
pub fn line(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| if is_plain(c) { c } else { ' ' })
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines of a doc comment without the `/// ` in front. Markdown that rustdoc would act on is made inert: code fences and
/// indented code (which would become doctests), brackets (links), HTML, bare URLs and block markers at a line's start.
pub fn doc_lines(text: &str) -> Vec<String> {
    let lines = text
        .lines()
        .map(|written| doc_line(&line(written)))
        .collect::<Vec<_>>();
    let first = lines
        .iter()
        .position(|l| !l.is_empty())
        .unwrap_or(lines.len());
    let last = lines
        .iter()
        .rposition(|l| !l.is_empty())
        .map_or(first, |index| index + 1);
    lines[first..last].iter().flat_map(|l| fold(l)).collect()
}

fn doc_line(text: &str) -> String {
    let mut escaped = markdown(text);
    if escaped.starts_with(['-', '+', '=', '#', '>', ':']) {
        escaped.insert(0, '\\');
    } else if let Some(digits) = text.find(|c: char| !c.is_ascii_digit())
        && digits > 0
        && text[digits..].starts_with(['.', ')'])
    {
        escaped.insert(digits, '\\');
    }
    escaped
}

/// Folds a line at blanks so that `/// ` and it stay within 100 columns at a member's indent.
fn fold(text: &str) -> Vec<String> {
    const DOC_WIDTH: usize = 90;
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let current = lines.last_mut().expect("there is always a line");
        if !current.is_empty() && current.chars().count() + 1 + word.chars().count() > DOC_WIDTH {
            lines.push(continued(word));
        } else {
            if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(word);
        }
    }
    lines
}

/// A word that starts a folded line must not become a block marker there.
fn continued(word: &str) -> String {
    let marker = word.starts_with(['-', '+', '=', '#', '>', ':'])
        || (word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(['.', ')']));
    if marker && word.starts_with(|c: char| c.is_ascii_digit()) {
        format!("{}\\{}", &word[..word.len() - 1], &word[word.len() - 1..])
    } else if marker {
        format!("\\{word}")
    } else {
        word.to_owned()
    }
}

/// Text inside a paragraph of Markdown: every character that could start a construct is escaped (CommonMark 2.4), and
/// the dot and colon that would make a bare URL are split from it by an escape.
pub fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if rest.starts_with("://") {
            escaped.push_str("\\://");
            rest = &rest[3..];
            continue;
        }
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '&' | '$' | '^'
        ) {
            escaped.push('\\');
        }
        escaped.push(character);
        rest = &rest[character.len_utf8()..];
    }
    escaped.replace("www.", "www\\.")
}

/// An SQL string literal (`'…'`, quotes doubled); both databases take backslashes literally.
pub fn sql_string(text: &str) -> String {
    format!("'{}'", text.replace('\0', "").replace('\'', "''"))
}

/// A JSON string literal; also a valid YAML and JavaScript one.
pub fn json_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A TOML basic string (TOML 1.0, "String").
pub fn toml_string(text: &str) -> String {
    let mut literal = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            _ if is_plain(character) => literal.push(character),
            _ => write!(literal, "\\U{:08x}", u32::from(character))
                .expect("writing to a String never fails"),
        }
    }
    literal.push('"');
    literal
}

/// Text of an HTML element or of a quoted attribute.
pub fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 4);
    let mut from = 0;
    for (at, character) in text.char_indices() {
        let instead = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '\n' | '\t' => continue,
            _ if is_plain(character) => continue,
            _ => "\u{fffd}",
        };
        escaped.push_str(&text[from..at]);
        escaped.push_str(instead);
        from = at + character.len_utf8();
    }
    escaped.push_str(&text[from..]);
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_strings_hold_everything() {
        assert_eq!(rust_string("a\"b\\c\n\u{202e}é"), r#""a\"b\\c\n\u{202e}é""#);
    }

    #[test]
    fn docs_hold_no_code_links_or_html() {
        let lines = doc_lines(
            "```\nfn main() {}\n```\n    indented\n[a](b) <b> http://x.y\n# head\n1. item",
        );
        assert_eq!(
            lines,
            [
                "\\`\\`\\`",
                "fn main() {}",
                "\\`\\`\\`",
                "indented",
                "\\[a\\](b) \\<b\\> http\\://x.y",
                "\\# head",
                "1\\. item",
            ]
        );
    }

    #[test]
    fn sql_quotes_are_doubled() {
        assert_eq!(sql_string("it's"), "'it''s'");
    }
}
