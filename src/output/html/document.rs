//! The whole page: head with the security policy, sections in order, the script of the map.

use sha2::{Digest, Sha256};

use super::chart::map::Scheme;
use super::chart::markers;
use super::content::{Content, Detail};
use super::markup::{Markup, for_script};
use super::results::Results;
use super::words::Words;

const STYLE: &str = concat!(
    include_str!("style.css"),
    include_str!("../../../web/dist/map.css")
);
const SCRIPT: &str = concat!(
    include_str!("../../../web/dist/map.js"),
    "\n",
    include_str!("after_map.js")
);

/// Bytes of a page, at most; beside many policies some of it is left out to keep to that.
pub(super) const MOST_BYTES: usize = 980_000;
/// Bytes of the interactive map that a policy has at least, before anything else is left out.
const LEAST_OF_MAP: usize = 24_000;

/// The sections in order; those of comparisons stand only where policies are compared.
const SECTIONS: [&str; 17] = [
    "summary",
    "differences",
    "map",
    "months",
    "protection",
    "harm",
    "behind",
    "ends",
    "routes",
    "deaths",
    "costs",
    "table",
    "levers",
    "assumptions",
    "sources",
    "use",
    "reproduce",
];

/// The report as one document, with as much detail as there is room for.
pub fn page(results: &Results, words: &Words) -> String {
    let scheme = Scheme::of(&results.manifest.context, &results.scenarios);
    let of_map = SCRIPT.len() + LEAST_OF_MAP * results.scenarios.len();
    let most = MOST_BYTES.saturating_sub(of_map);
    let mut page = Content::within(most, (results, words), |it| body(it, scheme.as_ref()));
    if let Some(scheme) = &scheme {
        let content = Content::new(results, words, Detail::Full);
        page.open(
            "script",
            &[("type", &"application/json"), ("id", &"corredor-map-data")],
        );
        let room = MOST_BYTES.saturating_sub(page.len() + SCRIPT.len());
        page.raw(&for_script(&content.map_data(scheme, room)));
        page.close();
        page.open("script", &[]);
        page.raw(SCRIPT);
        page.close();
    }
    page.finish()
}

/// All but what the interactive map reads.
fn body(content: &Content<'_>, scheme: Option<&Scheme<'_>>) -> Markup {
    let (words, results) = (content.words, content.results);
    let sections: Vec<&'static str> = SECTIONS
        .into_iter()
        .filter(|it| *it != "differences" || content.compares())
        .filter(|it| *it != "map" || scheme.is_some())
        .collect();
    let titles: Vec<&str> = content
        .policies()
        .map(|(it, _)| it.title.as_str())
        .collect();
    let title = format!("{}: {}", heading(content), titles.join(" / "));
    let mut page = begin(words, &title, STYLE, Some(SCRIPT));
    header(&mut page, content);
    contents(&mut page, words, &sections);
    page.open("main", &[("id", &"content")]);
    for section in sections {
        write_section(&mut page, content, section, scheme);
    }
    page.close();
    footer(&mut page, words, &results.manifest.version);
    page
}

fn write_section(
    page: &mut Markup,
    content: &Content<'_>,
    section: &'static str,
    scheme: Option<&Scheme<'_>>,
) {
    content.section(page, section);
    match section {
        "summary" => content.summary(page),
        "differences" => content.differences(page),
        "map" => scheme.into_iter().for_each(|it| content.map(page, it)),
        "months" => content.months(page),
        "protection" => content.protection(page),
        "harm" => content.harm(page),
        "behind" => content.behind(page),
        "ends" => content.ends(page),
        "routes" => content.routes(page),
        "deaths" => content.deaths(page),
        "costs" => content.costs(page),
        "table" => content.table(page),
        "levers" => content.levers(page),
        "assumptions" => content.assumptions(page),
        "sources" => content.sources(page),
        "use" => content.responsible_use(page),
        _ => content.reproduce(page),
    }
    page.close();
}

/// Begins a page up to the content of its body. Only `style` and `script` may act in it.
pub(super) fn begin(words: &Words, title: &str, style: &str, script: Option<&str>) -> Markup {
    let mut page = Markup::default();
    page.raw("<!DOCTYPE html>\n");
    page.open("html", &[("lang", &words.language.code())]);
    page.open("head", &[]);
    page.open("meta", &[("charset", &"utf-8")]);
    let scripts = script.map_or("'none'".to_owned(), |it| format!("'{}'", hash(it)));
    let policy = format!(
        "default-src 'none'; script-src {scripts}; style-src '{}'; img-src data:; base-uri 'none'; \
         form-action 'none'",
        hash(style)
    );
    let name = "Content-Security-Policy";
    page.open("meta", &[("http-equiv", &name), ("content", &policy)]);
    let viewport = "width=device-width, initial-scale=1";
    page.open("meta", &[("name", &"viewport"), ("content", &viewport)]);
    page.leaf("title", &[], title);
    page.open("style", &[]);
    page.raw(style);
    page.close();
    page.close();
    page.open("body", &[]);
    page.leaf(
        "a",
        &[("class", &"skip"), ("href", &"#content")],
        words.get("page.skip"),
    );
    markers(&mut page);
    page
}

/// Says what wrote the page.
pub(super) fn footer(page: &mut Markup, words: &Words, version: &str) {
    page.open("footer", &[]);
    let version = [("version", version)];
    page.leaf("p", &[], words.fill("page.footer", &version));
    page.leaf("p", &[], words.get("page.original"));
    page.close();
}

fn heading<'a>(content: &Content<'a>) -> &'a str {
    if content.compares() {
        content.words.get("page.title")
    } else {
        content.words.get("page.title_one")
    }
}

fn header(page: &mut Markup, content: &Content<'_>) {
    let (words, manifest) = (content.words, &content.results.manifest);
    page.open("header", &[]);
    page.leaf("p", &[("class", &"over")], &manifest.corridor.title);
    page.leaf("h1", &[], heading(content));
    super::figure::legend(page, content, 0);
    let window = [("from", manifest.from.as_str()), ("to", &manifest.to)];
    let window = words.fill("page.window", &window);
    let facts = format!(
        "{window} · {}: {} · {}: {} · corredor {}",
        words.get("reproduce.replications"),
        words.language.whole(manifest.replications),
        words.get("reproduce.seed"),
        manifest.seed,
        manifest.version
    );
    page.leaf("p", &[("class", &"facts-line")], facts);
    notice(page, words);
    page.close();
}

/// Says what the people of a page are.
pub(super) fn notice(page: &mut Markup, words: &Words) {
    page.open("p", &[("class", &"notice")]);
    page.text(words.get("page.invented"));
    page.text(" ");
    page.leaf("a", &[("href", &"#use")], words.get("page.to_use"));
    page.close();
}

/// The list of sections.
pub(super) fn contents(page: &mut Markup, words: &Words, sections: &[&str]) {
    let title = words.get("page.contents");
    page.open("nav", &[("aria-label", &title)]);
    page.open("ol", &[]);
    for section in sections {
        page.open("li", &[]);
        let name = words.of_section("section", section);
        page.leaf("a", &[("href", &format!("#{section}"))], name);
        page.close();
    }
    page.close();
    page.close();
}

/// The hash of an inline script or style, as a security policy names it.
fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk
            .iter()
            .chain([0, 0].iter())
            .take(3)
            .fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        for position in 0..4 {
            if position > chunk.len() {
                text.push('=');
            } else {
                text.push(char::from(LETTERS[bits >> (18 - 6 * position) & 63]));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_the_one_of_rfc_4648() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
    }

    #[test]
    fn what_is_brought_along_can_stand_in_its_element() {
        assert!(!SCRIPT.to_lowercase().contains("</script") && !SCRIPT.contains("<!--"));
        assert!(!STYLE.to_lowercase().contains("</style"));
        for text in [SCRIPT, STYLE] {
            assert!(
                !text.contains('\r'),
                "a browser would read another text than was hashed"
            );
        }
    }
}
