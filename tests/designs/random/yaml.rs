//! Maps and lists as YAML that people can read: the outer levels in blocks, the inner ones in brackets.

use serde_json::Value;

/// Levels in block style.
const BLOCKS: usize = 3;

/// The text of a design.
pub(crate) fn text(design: &Value) -> String {
    let mut text = String::new();
    block(design, 0, &mut text);
    text
}

fn block(value: &Value, depth: usize, text: &mut String) {
    match value {
        Value::Object(entries) if !entries.is_empty() && depth < BLOCKS => {
            for (key, value) in entries {
                let inner_block =
                    depth + 1 < BLOCKS && value.as_object().is_some_and(|map| !map.is_empty());
                text.push_str(&"  ".repeat(depth));
                text.push_str(&scalar(key));
                text.push_str(if inner_block { ":\n" } else { ": " });
                block(value, depth + 1, text);
            }
        }
        other => {
            text.push_str(&flow(other));
            text.push('\n');
        }
    }
}

fn flow(value: &Value) -> String {
    match value {
        Value::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| format!("{}: {}", scalar(key), flow(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            format!(
                "[{}]",
                items.iter().map(flow).collect::<Vec<_>>().join(", ")
            )
        }
        Value::String(text) => scalar(text),
        other => other.to_string(),
    }
}

/// A word as it is, all else between quotes.
fn scalar(text: &str) -> String {
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_word && !["true", "false", "null"].contains(&text.to_lowercase().as_str()) {
        text.to_owned()
    } else {
        // JSON is YAML, but for what YAML does not print.
        let quoted = Value::from(text).to_string();
        let escaped = quoted.chars().map(|c| match c {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                format!("\\u{:04x}", c as u32)
            }
            printed => printed.to_string(),
        });
        escaped.collect()
    }
}
