//! Running text: Markdown comes in, paragraphs of plain text and code go out. More of Markdown is
//! shown as it is written.

use crate::plan::docs::{Paragraph, Text};

/// Paragraphs, which empty lines divide.
pub(super) fn paragraphs(markdown: Option<&str>) -> Vec<Paragraph> {
    let text = markdown.unwrap_or_default().replace("\r\n", "\n");
    text.split("\n\n")
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(paragraph)
        .collect()
}

/// One paragraph: text between backticks is code.
pub(super) fn paragraph(markdown: &str) -> Paragraph {
    let mut paragraph = Paragraph::new();
    let mut rest = markdown;
    while let Some((before, after)) = rest.split_once('`') {
        let Some((code, after)) = after.split_once('`') else {
            break;
        };
        push(&mut paragraph, before, false);
        push(&mut paragraph, code, true);
        rest = after;
    }
    push(&mut paragraph, rest, false);
    paragraph
}

fn push(paragraph: &mut Paragraph, text: &str, is_code: bool) {
    if !text.is_empty() {
        paragraph.push(Text {
            text: text.to_owned(),
            is_code,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markdown: &str) -> Vec<String> {
        let show = |text: &Text| {
            if text.is_code {
                format!("[{}]", text.text)
            } else {
                text.text.clone()
            }
        };
        paragraphs(Some(markdown))
            .iter()
            .map(|paragraph| paragraph.iter().map(show).collect())
            .collect()
    }

    #[test]
    fn backticks_and_empty_lines_mean_something() {
        assert_eq!(
            shown("One `two` three.\n\n`Four`\n"),
            ["One [two] three.", "[Four]"]
        );
    }

    #[test]
    fn a_single_backtick_is_itself() {
        assert_eq!(shown("a ` b"), ["a ` b"]);
        assert!(paragraphs(None).is_empty());
    }
}
