//! Running text: Markdown comes in, paragraphs of text and code go out as HTML. More of Markdown is
//! shown as it is written.

use crate::plan::docs::Paragraph;
use crate::print::html;

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
        paragraph.push_str(&html(before));
        if !code.is_empty() {
            paragraph.push_str("<code>");
            paragraph.push_str(&html(code));
            paragraph.push_str("</code>");
        }
        rest = after;
    }
    paragraph.push_str(&html(rest));
    paragraph
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backticks_and_empty_lines_mean_something() {
        assert_eq!(
            paragraphs(Some("One `two` three.\n\n`Four`\n")),
            ["One <code>two</code> three.", "<code>Four</code>"]
        );
    }

    #[test]
    fn a_single_backtick_is_itself() {
        assert_eq!(paragraph("a ` b"), "a ` b");
        assert!(paragraphs(None).is_empty());
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(
            paragraph("<b> `</code><i>` &"),
            "&lt;b&gt; <code>&lt;/code&gt;&lt;i&gt;</code> &amp;"
        );
    }
}
