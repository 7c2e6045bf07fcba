//! A figure: title, legend, drawing for wide and narrow pages, caption, and its numbers as a table.

use std::cell::Cell;

use super::chart::intervals::{self, Panel};
use super::chart::{Drawing, Width, marker, units};
use super::content::{Content, close_table, column, open_row, open_scroll, open_table, row_head};
use super::markup::Markup;

/// Counts figures.
#[derive(Debug, Default)]
pub struct Counter(Cell<usize>);

impl Counter {
    fn next(&self) -> usize {
        self.0.set(self.0.get() + 1);
        self.0.get()
    }
}

/// The words of a figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Identifier on the page.
    pub id: &'static str,
    /// Title.
    pub title: String,
    /// What is drawn, in words, for those who do not see it.
    pub description: String,
    /// Caption.
    pub caption: String,
    /// What the figure does not show.
    pub not_shown: String,
}

impl Figure {
    /// A figure whose words stand in a section: `title`, `desc`, `caption`, `not`, after a prefix.
    pub fn of<R>(content: &Content<'_, R>, id: &'static str, section: &str, prefix: &str) -> Self {
        let word = |key: &str| {
            let words = content.words;
            words
                .of_section(section, &format!("{prefix}{key}"))
                .to_owned()
        };
        Self {
            id,
            title: word("title"),
            description: word("desc"),
            caption: word("caption"),
            not_shown: word("not"),
        }
    }
}

/// Opens a figure and writes its title. The caller draws and calls [`close`].
pub fn open<R>(page: &mut Markup, content: &Content<'_, R>, figure: &Figure) {
    open_as(page, content, figure, figure.id);
}

/// The same with an identifier of its own, for figures of one kind.
pub fn open_as<R>(page: &mut Markup, content: &Content<'_, R>, figure: &Figure, id: &str) {
    page.open("figure", &[("id", &id)]);
    let number = content.figures.next().to_string();
    let title = [
        ("number", number.as_str()),
        ("title", figure.title.as_str()),
    ];
    page.leaf("h3", &[], content.words.fill("page.figure", &title));
}

/// Writes the caption; numbers and the end of the figure are left to the caller.
pub fn caption<R>(page: &mut Markup, content: &Content<'_, R>, figure: &Figure) {
    page.open("figcaption", &[]);
    page.text(&figure.caption);
    page.text(" ");
    let not_shown = [("text", figure.not_shown.as_str())];
    page.leaf(
        "span",
        &[("class", &"not-shown")],
        content.words.fill("page.not_shown", &not_shown),
    );
    page.close();
}

/// An image with its text alternative.
pub fn image(
    page: &mut Markup,
    id: &str,
    class: &str,
    [title, description]: [&str; 2],
    drawing: &Drawing,
    width: f64,
) {
    let (title_id, description_id) = (format!("{id}-title"), format!("{id}-desc"));
    page.open(
        "svg",
        &[
            ("class", &class),
            ("role", &"img"),
            (
                "viewBox",
                &format!("0 0 {} {}", units(width), units(drawing.height)),
            ),
            ("aria-labelledby", &format!("{title_id} {description_id}")),
        ],
    );
    page.leaf("title", &[("id", &title_id)], title);
    page.leaf("desc", &[("id", &description_id)], description);
    page.append(&drawing.inside);
    page.close();
}

/// Draws for wide and for narrow pages.
pub fn images<R>(
    page: &mut Markup,
    content: &Content<'_, R>,
    figure: &Figure,
    draw: impl Fn(Width) -> Drawing,
) {
    let texts = [figure.title.as_str(), figure.description.as_str()];
    images_as(page, content, figure.id, texts, draw);
}

/// The same with an identifier and texts of its own; wide drawings scroll where there are no narrow ones.
pub fn images_as<R>(
    page: &mut Markup,
    content: &Content<'_, R>,
    id: &str,
    texts: [&str; 2],
    draw: impl Fn(Width) -> Drawing,
) {
    let widths = content.detail.widths();
    let alone = widths.len() == 1;
    if alone {
        open_scroll(page, content.words, texts[0]);
    }
    for &width in widths {
        let id = format!("{id}-{}", width.name());
        let class = if alone { "wide alone" } else { width.name() };
        image(page, &id, class, texts, &draw(width), width.units());
    }
    if alone {
        page.close();
    }
}

/// Draws each panel by itself, so that a page can end between two; policies from `first` on.
pub fn panels<R>(
    page: &mut Markup,
    content: &Content<'_, R>,
    figure: &Figure,
    panels: &[Panel],
    first: usize,
) {
    panels_as(page, content, figure, (panels, first), figure.id);
}

/// The same with identifiers of their own, for figures of one kind.
pub fn panels_as<R>(
    page: &mut Markup,
    content: &Content<'_, R>,
    figure: &Figure,
    (panels, first): (&[Panel], usize),
    id: &str,
) {
    for (position, panel) in panels.iter().enumerate() {
        let texts = [panel.title.as_str(), figure.description.as_str()];
        images_as(page, content, &format!("{id}-{position}"), texts, |width| {
            intervals::draw(panel, first, width, content.words.language)
        });
    }
}

/// Names the policies from `first` on by marker and colour.
pub fn legend(page: &mut Markup, content: &Content<'_>, first: usize) {
    let titles = content.policies().skip(first);
    named(page, titles.map(|(policy, _)| policy.title.as_str()), first);
}

/// Names series from the position `first` on by marker and colour.
pub fn named<'a>(page: &mut Markup, names: impl Iterator<Item = &'a str>, first: usize) {
    page.open("ul", &[("class", &"legend")]);
    for (position, name) in (first..).zip(names) {
        page.open("li", &[]);
        page.open(
            "svg",
            &[
                ("class", &"key"),
                ("viewBox", &"0 0 14 14"),
                ("aria-hidden", &"true"),
            ],
        );
        marker(page, position, [7.0, 7.0], true);
        page.close();
        page.text(name);
        page.close();
    }
    page.close();
}

/// A figure of intervals with its numbers.
pub fn of_intervals(page: &mut Markup, content: &Content<'_>, figure: &Figure, panels: &[Panel]) {
    open(page, content, figure);
    legend(page, content, 0);
    self::panels(page, content, figure, panels, 0);
    caption(page, content, figure);
    numbers(page, content, figure, panels, 0);
    page.close();
}

/// Opens what the numbers of a figure are folded up in, which the caller closes; or says that there is no
/// room for them.
pub fn opens_numbers<R>(page: &mut Markup, content: &Content<'_, R>) -> bool {
    let has = content.detail.has_numbers();
    if has {
        page.open("details", &[]);
        page.leaf("summary", &[], content.words.get("page.numbers"));
    } else {
        let text = content.words.get("page.no_numbers");
        page.leaf("p", &[("class", &"note")], text);
    }
    has
}

/// The numbers of a figure of intervals, folded up.
pub fn numbers(
    page: &mut Markup,
    content: &Content<'_>,
    figure: &Figure,
    panels: &[Panel],
    first: usize,
) {
    if !opens_numbers(page, content) {
        return;
    }
    for panel in panels {
        let caption = format!("{}. {}", figure.title, panel.title);
        open_table(page, content.words, &caption, |page| {
            column(page, content.words.get("table.column"));
            for (policy, _) in content.policies().skip(first) {
                column(page, &policy.title);
            }
        });
        for row in &panel.rows {
            open_row(page, &row.key);
            row_head(page, &row.label);
            for mark in &row.marks {
                content.cell(page, mark.as_ref().map(|it| it.level));
            }
            page.close();
        }
        close_table(page);
    }
    page.close();
}
