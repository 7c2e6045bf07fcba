//! Laying out text for a terminal.

/// Widest line that is printed.
pub const WIDTH: usize = 110;

/// Breaks a paragraph into lines of at most `width` characters, each after `indent`.
pub fn wrap(paragraph: &str, width: usize, indent: &str) -> String {
    let mut text = String::new();
    let mut line = indent.to_owned();
    let mut empty = true;
    for word in paragraph.split_whitespace() {
        if !empty && line.chars().count() + 1 + word.chars().count() > width {
            text.push_str(&line);
            text.push('\n');
            line.clear();
            line.push_str(indent);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    text.push_str(&line);
    text.push('\n');
    text
}

/// Shortens text to `width` characters, with `…` at its end if something was cut.
pub fn shorten(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(width.saturating_sub(1)).collect();
    short.push('…');
    short
}

/// A table with columns as wide as their cells: the first to the left, others to the right.
pub fn columns(heads: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let widths = cells.map(|cell| cell.chars().count());
        widths
            .chain([heads[column].chars().count()])
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let padded = cells
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, &width))| {
                if column == 0 {
                    format!("{cell:<width$}")
                } else {
                    format!("  {cell:>width$}")
                }
            });
        let mut line: String = padded.collect();
        line.truncate(line.trim_end().len());
        line.push('\n');
        line
    };
    let mut text = line(&mut heads.iter().copied());
    for row in rows {
        text.push_str(&line(&mut row.iter().map(String::as_str)));
    }
    text
}

/// A Markdown cell: pipes escaped, line breaks taken out.
pub fn cell(text: &str) -> String {
    text.replace('|', "\\|")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A Markdown table with aligned columns.
pub fn markdown(header: &[&str], rows: &[Vec<String>]) -> String {
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|text| cell(text)).collect())
        .collect();
    let widths: Vec<usize> = header
        .iter()
        .enumerate()
        .map(|(column, title)| {
            let longest = cells
                .iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0);
            longest.max(title.chars().count()).max(3)
        })
        .collect();
    let line = |texts: &mut dyn Iterator<Item = &str>| {
        let padded: Vec<String> = texts
            .zip(&widths)
            .map(|(text, &width)| format!("{text:<width$}"))
            .collect();
        format!("| {} |\n", padded.join(" | "))
    };
    let mut table = line(&mut header.iter().copied());
    let rule: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
    table.push_str(&line(&mut rule.iter().map(String::as_str)));
    for row in &cells {
        table.push_str(&line(&mut row.iter().map(String::as_str)));
    }
    table
}

/// An identifier or a phrase as the beginning of a sentence.
pub fn sentence_case(identifier: &str) -> String {
    let words = identifier.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_broken_between_words() {
        assert_eq!(wrap("one two three", 8, ""), "one two\nthree\n");
        assert_eq!(wrap("one two", 6, "  "), "  one\n  two\n");
    }

    #[test]
    fn markdown_is_aligned_and_escaped() {
        let table = markdown(
            &["a", "long title"],
            &[vec!["x|y".to_owned(), "1".to_owned()]],
        );
        assert_eq!(
            table,
            "| a    | long title |\n| ---- | ---------- |\n| x\\|y | 1          |\n"
        );
    }
}
