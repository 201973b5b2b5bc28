//! Line breaks as rustfmt sets them, for constructs whose length depends on names of a design.

/// Columns of a line of generated Rust, rustfmt's default.
pub const WIDTH: usize = 100;

/// `head item, item tail` on one line if it fits behind `indent` columns, else one item a line, with a comma behind
/// the last:
///
/// ```text
/// pub fn show(
///     &self,
///     id: ArticleId,
/// ) -> Reply {
/// ```
pub fn list(indent: usize, head: &str, items: &[String], tail: &str) -> String {
    let one_line = one_line(head, items, tail);
    if !one_line.contains('\n') && indent + one_line.chars().count() <= WIDTH {
        return one_line;
    }
    let pad = " ".repeat(indent);
    let mut text = String::with_capacity(one_line.len() + (indent + 4) * (items.len() + 1));
    text.extend([head, "\n"]);
    for item in items {
        text.extend([&pad, "    ", item, ",\n"]);
    }
    text.extend([&pad, tail]);
    text
}

/// Asked for some 40,000 times for a hundred resources.
fn one_line(head: &str, items: &[String], tail: &str) -> String {
    let length: usize = items.iter().map(|item| item.len() + 2).sum();
    let mut line = String::with_capacity(head.len() + length + tail.len());
    line.push_str(head);
    for (place, item) in items.iter().enumerate() {
        line.push_str(if place == 0 { "" } else { ", " });
        line.push_str(item);
    }
    line.push_str(tail);
    line
}

/// A field of a struct literal: `title: row.title`, or `title` where the value is called the same.
pub fn initializer(ident: &str, value: &str) -> String {
    match ident == value {
        true => ident.to_owned(),
        false => format!("{ident}: {value}"),
    }
}

/// `head item, item tail`: a call, an array, or what else has items between brackets.
#[derive(Debug, Clone, Copy)]
pub struct Bracketed<'a> {
    pub head: &'a str,
    pub items: &'a [String],
    pub tail: &'a str,
}

/// `left = right`: on one line, else the right side on the next line, else one item a line.
pub fn assign(indent: usize, left: &str, right: &Bracketed<'_>) -> String {
    let Bracketed { head, items, tail } = *right;
    let right = one_line(head, items, tail);
    let flat = indent + left.chars().count() + 3 + right.chars().count();
    if flat <= WIDTH {
        format!("{left} = {right}")
    } else if indent + 4 + right.chars().count() <= WIDTH {
        format!("{left} =\n{}{right}", " ".repeat(indent + 4))
    } else {
        format!("{left} = {}", list(indent, head, items, tail))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_break() {
        let items = vec!["a".repeat(60), "b".repeat(40)];
        let text = list(4, "f(", &items, ")");
        assert_eq!(text.lines().count(), 4);
        assert_eq!(list(0, "f(", &["a".to_owned()], ");"), "f(a);");
    }
}
