//! Tables: in go fields or rows of fields, out come aligned columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The narrowest that a column is made to fit a terminal.
const NARROWEST: usize = 8;
const GAP: &str = "  ";

/// The fields of one thing: names and texts, in order.
pub type Row = Vec<(String, String)>;

/// Columns of text.
#[derive(Debug)]
pub struct Table {
    lines: Vec<Vec<String>>,
}

impl Table {
    /// A table of one thing: a line for each field.
    #[must_use]
    pub fn of_fields(fields: Row) -> Self {
        let lines = fields
            .into_iter()
            .map(|(name, text)| vec![name, printable(&text)]);
        Self {
            lines: lines.collect(),
        }
    }

    /// A table of several things: a line for each, below the names of their fields. A field that
    /// some of them lack keeps the place that it has in the others.
    #[must_use]
    pub fn of_rows(rows: Vec<Row>) -> Self {
        let names = columns(&rows);
        let mut lines = Vec::with_capacity(rows.len() + 1);
        if !rows.is_empty() {
            lines.push(names.iter().map(|name| name.to_uppercase()).collect());
        }
        for row in rows {
            let cell = |name: &String| {
                let field = row.iter().find(|(known, _)| known == name);
                field.map_or_else(String::new, |(_, text)| printable(text))
            };
            lines.push(names.iter().map(cell).collect());
        }
        Self { lines }
    }

    /// The table's text, no wider than `width` if columns can be made that narrow.
    #[must_use]
    pub fn render(&self, width: Option<usize>) -> String {
        let widths = fitted(self.natural_widths(), width);
        let mut text = String::new();
        for line in &self.lines {
            let cells: Vec<String> = line.iter().zip(&widths).map(padded).collect();
            text.push_str(cells.join(GAP).trim_end());
            text.push('\n');
        }
        text
    }

    fn natural_widths(&self) -> Vec<usize> {
        let columns = self.lines.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |column: usize| {
            let cells = self.lines.iter().filter_map(|line| line.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        };
        (0..columns).map(widest).collect()
    }
}

/// The names of all fields: those of the first row, and each further one behind its predecessor.
fn columns(rows: &[Row]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for row in rows {
        let mut place = 0;
        for (name, _) in row {
            match names.iter().position(|known| known == name) {
                Some(known) => place = known + 1,
                None => {
                    names.insert(place, name.clone());
                    place += 1;
                }
            }
        }
    }
    names
}

/// Narrows the widest columns until the line fits.
fn fitted(mut widths: Vec<usize>, available: Option<usize>) -> Vec<usize> {
    let gaps = GAP.len() * widths.len().saturating_sub(1);
    let Some(available) = available else {
        return widths;
    };
    while widths.iter().sum::<usize>() + gaps > available {
        match widths.iter_mut().max() {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => break,
        }
    }
    widths
}

/// A cell in its column: cut with `…` or filled with blanks.
fn padded((cell, width): (&String, &usize)) -> String {
    let mut text = cell.clone();
    if text.width() > *width {
        text = cut(cell, width.saturating_sub(1));
        text.push('…');
    }
    let missing = width.saturating_sub(text.width());
    text + &" ".repeat(missing)
}

fn cut(text: &str, width: usize) -> String {
    let mut used = 0;
    let fits = |character: &char| {
        used += character.width().unwrap_or(0);
        used <= width
    };
    text.chars().take_while(fits).collect()
}

/// Text in one line that cannot command the terminal: line breaks and other control characters
/// become visible escapes.
fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            control if control.is_control() => printable.extend(control.escape_default()),
            character => printable.push(character),
        }
    }
    printable
}
