//! A figure: title, legend, drawing for wide and narrow pages, caption, and its numbers as a table.

use maud::{Markup, html};

use super::chart::intervals::{self, Panel};
use super::chart::{Drawing, Width, marker, units};
use super::content::{Content, Detail};
use super::words::fill;

/// The words of a figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Identifier on the page.
    pub id: String,
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
    pub fn of<R>(content: &Content<'_, R>, id: &str, section: &str, prefix: &str) -> Self {
        let word = |key: &str| {
            let words = content.words;
            words
                .of_section(section, &format!("{prefix}{key}"))
                .to_owned()
        };
        Self {
            id: id.to_owned(),
            title: word("title"),
            description: word("desc"),
            caption: word("caption"),
            not_shown: word("not"),
        }
    }

    /// The figure with what it shows, its caption, and what comes after that.
    pub fn around<R>(&self, content: &Content<'_, R>, inside: &Markup, after: &Markup) -> Markup {
        let words = content.words;
        let number = content.figures.get() + 1;
        content.figures.set(number);
        html! {
            figure id=(self.id) {
                h3 { (fill!(words, "page.figure", number, title = self.title)) }
                (inside)
                figcaption {
                    (self.caption) " "
                    span.not-shown { (fill!(words, "page.not_shown", text = self.not_shown)) }
                }
                (after)
            }
        }
    }
}

/// An image with its text alternative.
pub fn image(
    id: &str,
    class: &str,
    [title, description]: [&str; 2],
    drawing: &Drawing,
    width: f64,
) -> Markup {
    let view = format!("0 0 {} {}", units(width), units(drawing.height));
    html! {
        svg class=(class) role="img" viewBox=(view) aria-labelledby={ (id) "-title " (id) "-desc" } {
            title id={ (id) "-title" } { (title) }
            desc id={ (id) "-desc" } { (description) }
            (drawing.inside)
        }
    }
}

/// A drawing in a legend; its names are beside it.
pub fn key(view: &str, inside: &Markup) -> Markup {
    html! { svg.key viewBox=(view) aria-hidden="true" { (inside) } }
}

/// Names series from the position `first` on by marker and colour.
pub fn legend<'a>(names: impl Iterator<Item = &'a str>, first: usize) -> Markup {
    let marked = |position| key("0 0 14 14", &marker(position, [7.0, 7.0], true));
    html! {
        ul.legend {
            @for (position, name) in (first..).zip(names) { li { (marked(position)) (name) } }
        }
    }
}

impl<R> Content<'_, R> {
    /// Drawings for wide and for narrow pages; wide ones scroll where there are no narrow ones.
    pub fn images(&self, id: &str, texts: [&str; 2], draw: impl Fn(Width) -> Drawing) -> Markup {
        let image = |width: Width, class| {
            let id = format!("{id}-{}", width.name());
            image(&id, class, texts, &draw(width), width.units())
        };
        if self.detail >= Detail::WideOnly {
            return self.scrolling(texts[0], &image(Width::Wide, "wide alone"));
        }
        html! { @for width in Width::ALL { (image(width, width.name())) } }
    }

    /// Draws each panel by itself, so that a page can end between two; policies from `first` on.
    pub fn panels(&self, figure: &Figure, panels: &[Panel], first: usize) -> Markup {
        html! {
            @for (position, panel) in panels.iter().enumerate() {
                (self.images(
                    &format!("{}-{position}", figure.id),
                    [&panel.title, &figure.description],
                    |width| intervals::draw(panel, first, width, self.words.language),
                ))
            }
        }
    }
}

impl Content<'_> {
    /// Names the policies from `first` on by marker and colour.
    pub fn legend(&self, first: usize) -> Markup {
        legend(self.titles().skip(first), first)
    }

    /// A figure of intervals with its numbers, of the policies from `first` on.
    pub fn intervals(&self, figure: &Figure, panels: &[Panel], first: usize) -> Markup {
        let drawn = html! { (self.legend(first)) (self.panels(figure, panels, first)) };
        let mut heads = self.heads("table.column");
        heads.extend(self.titles().skip(first));
        let table = |panel: &Panel| {
            let caption = format!("{}. {}", figure.title, panel.title);
            let rows = html! {
                @for row in &panel.rows {
                    tr data-key=(row.key) {
                        th scope="row" { (row.label) }
                        @for mark in &row.marks { (self.cell(mark.as_ref().map(|it| it.level))) }
                    }
                }
            };
            self.table(&caption, &heads, &rows)
        };
        let numbers = self.numbers(|| html! { @for panel in panels { (table(panel)) } });
        figure.around(self, &drawn, &numbers)
    }
}
