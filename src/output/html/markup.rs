//! HTML and SVG written so that no text can become markup.

use std::fmt::{Display, Write as _};

/// Markup under construction. Text and attribute values are escaped here and nowhere else; names of
/// elements and attributes are constants of the program.
#[derive(Debug, Default)]
pub struct Markup {
    text: String,
    open: Vec<&'static str>,
}

/// An attribute: name and value.
pub type Attribute<'a> = (&'static str, &'a dyn Display);

/// Elements without content or end tag.
const VOID: [&str; 2] = ["meta", "br"];
/// Elements after whose start or end a line ends.
const BLOCKS: [&str; 21] = [
    "html", "head", "body", "header", "main", "footer", "nav", "section", "figure", "table",
    "thead", "tbody", "tr", "ul", "ol", "dl", "div", "svg", "g", "details", "p",
];

impl Markup {
    /// Opens an element.
    pub fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.tag(name, attributes, false);
        if !VOID.contains(&name) {
            self.open.push(name);
        }
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            let _ = write!(self.text, "</{name}>");
            if BLOCKS.contains(&name) {
                self.text.push('\n');
            }
        }
    }

    /// An element without content, of SVG.
    pub fn shape(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.tag(name, attributes, true);
    }

    /// An element that holds text alone.
    pub fn leaf(&mut self, name: &'static str, attributes: &[Attribute<'_>], text: impl Display) {
        self.open(name, attributes);
        self.text(text);
        self.close();
    }

    /// Text, escaped.
    pub fn text(&mut self, text: impl Display) {
        escape(&mut self.text, &text.to_string());
    }

    /// What another piece of markup holds.
    pub fn append(&mut self, other: &Markup) {
        self.text.push_str(&other.text);
    }

    /// The content of a script or style element that the program brings along, or of a data block made
    /// with [`for_script`]: not escaped.
    pub fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Bytes so far.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// The whole.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn tag(&mut self, name: &'static str, attributes: &[Attribute<'_>], empty: bool) {
        let _ = write!(self.text, "<{name}");
        for (attribute, value) in attributes {
            let _ = write!(self.text, " {attribute}=\"");
            escape(&mut self.text, &value.to_string());
            self.text.push('"');
        }
        self.text.push_str(if empty { "/>" } else { ">" });
    }
}

fn escape(into: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\'' => into.push_str("&#39;"),
            // Not allowed in a document, escaped or not.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' => {
                into.push('\u{fffd}');
            }
            _ => into.push(character),
        }
    }
}

/// JSON for a data block: nothing in it can end the block or begin a comment.
pub fn for_script(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_cannot_become_markup() {
        let hostile = "\"><script>alert(1)</script>'&\u{0}";
        let mut markup = Markup::default();
        markup.open("p", &[("title", &hostile)]);
        markup.text(hostile);
        markup.open("meta", &[("name", &"x")]);
        markup.leaf("b", &[], "<b>");
        let escaped = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;\u{fffd}";
        assert_eq!(
            markup.finish(),
            format!("<p title=\"{escaped}\">{escaped}<meta name=\"x\"><b>&lt;b&gt;</b></p>\n")
        );
    }

    #[test]
    fn a_data_block_cannot_be_ended_from_inside() {
        let json = serde_json::json!({ "name": "</script><!--]]>&\u{2028}" }).to_string();
        let safe = for_script(&json);
        assert!(!safe.contains(['<', '>', '&', '\u{2028}']), "{safe}");
        let read: serde_json::Value = serde_json::from_str(&safe).unwrap();
        assert_eq!(read["name"], "</script><!--]]>&\u{2028}");
    }
}
