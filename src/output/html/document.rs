//! The whole page: head with the security policy, sections in order, the script of the map.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::chart::markers;
use super::content::{Content, Detail, Section};
use super::results::Results;
use super::words::{Words, fill};

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

/// The sections in order.
const SECTIONS: [Section<Results>; 17] = [
    ("summary", |it| it.summary()),
    ("differences", |it| it.differences()),
    ("map", |it| it.map()),
    ("months", |it| it.months()),
    ("protection", |it| it.protection()),
    ("harm", |it| it.harm()),
    ("behind", |it| it.behind()),
    ("ends", |it| it.ends()),
    ("routes", |it| it.routes()),
    ("deaths", |it| it.deaths()),
    ("costs", |it| it.costs()),
    ("table", |it| it.results_table()),
    ("levers", |it| it.levers()),
    ("assumptions", |it| it.assumptions()),
    ("sources", |it| it.sources()),
    ("use", |it| it.responsible_use()),
    ("reproduce", |it| it.reproduce()),
];

/// The report as one document, with as much detail as there is room for.
pub fn page(results: &Results, words: &Words) -> String {
    let content = Content::new(results, words, Detail::Full);
    let titles: Vec<&str> = content.titles().collect();
    let title = format!("{}: {}", heading(&content), titles.join(" / "));
    let head = head(&title, STYLE, Some(SCRIPT));
    let room = MOST_BYTES.saturating_sub(head.0.len() + SCRIPT.len());
    let of_map = LEAST_OF_MAP * results.scenarios.len();
    let body = Content::within(room.saturating_sub(of_map), (results, words), body);
    let room = room.saturating_sub(body.0.len());
    let map = content.map_data(room).map(|data| for_script(&data));
    let scripts = html! {
        @if let Some(data) = map {
            script type="application/json" id="corredor-map-data" { (PreEscaped(data)) }
            script { (PreEscaped(SCRIPT)) }
        }
    };
    whole(words, &head, &body, &scripts)
}

/// All but what the interactive map reads.
fn body(content: &Content<'_>) -> Markup {
    let (words, manifest) = (content.words, &content.results.manifest);
    let window = fill!(words, "page.window", from = manifest.from, to = manifest.to);
    let facts = format!(
        "{window} · {}: {} · {}: {} · corredor {}",
        words.get("reproduce.replications"),
        words.language.whole(manifest.replications),
        words.get("reproduce.seed"),
        manifest.seed,
        manifest.version
    );
    html! {
        header {
            p.over { (manifest.corridor.title) }
            h1 { (heading(content)) }
            (content.legend(0))
            p.facts-line { (facts) }
            (notice(words))
        }
        (content.sections(&SECTIONS))
        (footer(words, &manifest.version))
    }
}

fn heading<'a>(content: &Content<'a>) -> &'a str {
    let one = if content.compares() { "" } else { "_one" };
    content.words.get(&format!("page.title{one}"))
}

/// The head of a page. Only `style` and `script` may act in it.
pub(super) fn head(title: &str, style: &str, script: Option<&str>) -> Markup {
    let scripts = script.map_or("'none'".to_owned(), |it| format!("'{}'", hash(it)));
    let policy = format!(
        "default-src 'none'; script-src {scripts}; style-src '{}'; img-src data:; base-uri 'none'; \
         form-action 'none'",
        hash(style)
    );
    html! {
        meta charset="utf-8";
        meta http-equiv="Content-Security-Policy" content=(policy);
        meta name="viewport" content="width=device-width, initial-scale=1";
        title { (title) }
        style { (PreEscaped(style)) }
    }
}

/// The document of a head, what is in its body, and scripts.
pub(super) fn whole(words: &Words, head: &Markup, body: &Markup, scripts: &Markup) -> String {
    let page = html! {
        (DOCTYPE) "\n"
        html lang=(words.language.code()) {
            head { (head) }
            body {
                a.skip href="#content" { (words.get("page.skip")) }
                (markers())
                (body)
                (scripts)
            }
        }
    };
    // Not allowed in a document, escaped or not.
    let refused = |it: char| it.is_ascii_control() && !matches!(it, '\t' | '\n' | '\r');
    page.0.replace(refused, "\u{fffd}")
}

/// Says what wrote the page.
pub(super) fn footer(words: &Words, version: &str) -> Markup {
    html! {
        footer {
            p { (fill!(words, "page.footer", version)) }
            p { (words.get("page.original")) }
        }
    }
}

/// Says what the people of a page are.
pub(super) fn notice(words: &Words) -> Markup {
    html! {
        p.notice { (words.get("page.invented")) " " a href="#use" { (words.get("page.to_use")) } }
    }
}

/// JSON for a data block: nothing in it can end the block or begin a comment.
fn for_script(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
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
            let other = text.find(|it: char| it.is_ascii_control() && !"\t\n".contains(it));
            assert_eq!(
                other, None,
                "a browser would read another text than was hashed"
            );
        }
    }

    #[test]
    fn text_and_attributes_cannot_become_markup() {
        let hostile = "\"><script>alert(1)</script>&\u{0}";
        let body = html! { p title=(hostile) { (hostile) } };
        let words = Words::of(super::super::Language::En).unwrap();
        let page = whole(&words, &html! {}, &body, &html! {});
        let escaped = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;\u{fffd}";
        assert!(page.contains(&format!("<p title=\"{escaped}\">{escaped}</p>")));
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
