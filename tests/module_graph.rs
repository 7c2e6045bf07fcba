//! No circle of imports inside the engine: the sources are read as text.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

type Graph = BTreeMap<String, BTreeSet<String>>;

/// Every module of a folder by its path, without comments and tests.
fn modules(folder: &Path, name: &str, into: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let module = format!("{name}/{stem}");
        if path.is_dir() {
            modules(&path, &module, into);
        } else {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            let lines = code.lines().map(|line| line.split("//").next().unwrap());
            let module = module.trim_end_matches("/mod").to_owned();
            into.insert(module, lines.collect::<Vec<_>>().join(" "));
        }
    }
}

/// The paths that a text begins with: one, or those of a group in braces.
fn paths(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start();
    if let Some(group) = text.strip_prefix('{') {
        let (mut level, mut start, mut found) = (0, 0, Vec::new());
        for (at, character) in group.char_indices() {
            match character {
                '{' => level += 1,
                '}' if level > 0 => level -= 1,
                ',' | '}' if level == 0 => {
                    found.extend(paths(&group[start..at]));
                    start = at + 1;
                    if character == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
        return found;
    }
    let end = text.find(|it: char| !it.is_alphanumeric() && it != '_');
    let (name, rest) = text.split_at(end.unwrap_or(text.len()));
    if name.is_empty() {
        return Vec::new();
    }
    let mut behind = rest.strip_prefix("::").map(paths).unwrap_or_default();
    if behind.is_empty() {
        behind.push(Vec::new());
    }
    for path in &mut behind {
        path.insert(0, name.to_owned());
    }
    behind
}

/// The modules that the code of a module names.
fn imports(module: &str, code: &str, known: &BTreeMap<String, String>) -> BTreeSet<String> {
    let here: Vec<String> = module.split('/').map(str::to_owned).collect();
    let mut found = BTreeSet::new();
    let mut note = |base: &[String], text: &str| {
        for path in paths(text) {
            let whole = [base, &path].concat();
            let named = (base.len()..=whole.len())
                .rev()
                .map(|length| whole[..length].join("/"))
                .find(|name| known.contains_key(name));
            found.extend(named.filter(|name| name != module));
        }
    };
    for (at, root) in code.match_indices("crate::engine::") {
        note(&here[..1], &code[at + root.len()..]);
    }
    for (at, _) in code.match_indices("super::") {
        if code[..at].ends_with("super::") {
            continue;
        }
        let (mut rest, mut up) = (&code[at..], 0);
        while let Some(behind) = rest.strip_prefix("super::") {
            (rest, up) = (behind, up + 1);
        }
        note(&here[..here.len() - up], rest);
    }
    for (at, word) in code.match_indices("use ") {
        note(&here, &code[at + word.len()..]);
    }
    found
}

/// What is left of a graph when modules that import nothing that is left are taken away, and then
/// those that nothing imports: its circles, and what lies between them.
fn circles(mut graph: Graph) -> Graph {
    loop {
        let imported: BTreeSet<String> = graph.values().flatten().cloned().collect();
        let before = graph.len();
        graph.retain(|name, imports| !imports.is_empty() && imported.contains(name));
        let left: BTreeSet<String> = graph.keys().cloned().collect();
        for imports in graph.values_mut() {
            imports.retain(|name| left.contains(name));
        }
        if graph.len() == before && graph.values().all(|imports| !imports.is_empty()) {
            return graph;
        }
    }
}

#[test]
fn the_engine_has_no_circle_of_imports() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/engine");
    let mut known = BTreeMap::new();
    modules(&root, "engine", &mut known);
    known.remove("engine");
    let graph: Graph = known
        .iter()
        .map(|(name, code)| (name.clone(), imports(name, code, &known)))
        .collect();
    assert!(graph.values().map(BTreeSet::len).sum::<usize>() > 100);
    let found = circles(graph);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_circle_is_found() {
    let graph = |edges: &[(&str, &str)]| {
        let mut graph = Graph::new();
        for (from, to) in edges {
            let to = (*to).to_owned();
            graph
                .entry((*from).to_owned())
                .or_default()
                .insert(to.clone());
            graph.entry(to).or_default();
        }
        graph
    };
    assert!(circles(graph(&[("a", "b"), ("b", "c"), ("a", "c")])).is_empty());
    let found = circles(graph(&[("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")]));
    assert_eq!(found.len(), 2);
    let code = "use super::{b::{C, d}, e}; crate::engine::f::g()";
    let known =
        ["engine/b", "engine/e", "engine/f", "engine/a"].map(|it| (it.to_owned(), String::new()));
    let named = imports("engine/a", code, &known.into());
    assert_eq!(
        named.into_iter().collect::<Vec<_>>(),
        ["engine/b", "engine/e", "engine/f"]
    );
}
