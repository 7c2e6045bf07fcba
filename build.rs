//! Captures the commit that the program is built from, where there is one, and rebuilds when a file
//! is added to the corridors that are compiled in.

use std::path::Path;
use std::process::Command;

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

fn main() {
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    // A copy of the sources inside another repository must not carry that one's commit.
    let own = git(&["rev-parse", "--show-toplevel"]).is_some_and(|top| {
        Path::new(&top)
            .canonicalize()
            .ok()
            .is_some_and(|top| Path::new(&root).canonicalize().ok() == Some(top))
    });
    let commit = own.then(|| git(&["rev-parse", "HEAD"])).flatten();
    let dirty = match &commit {
        Some(_) => match git(&["status", "--porcelain", "--untracked-files=no"]) {
            Some(changes) if changes.is_empty() => "no",
            Some(_) => "yes",
            None => "unknown",
        },
        None => "unknown",
    };
    println!(
        "cargo:rustc-env=CORREDOR_COMMIT={}",
        commit.as_deref().unwrap_or("unknown")
    );
    println!("cargo:rustc-env=CORREDOR_DIRTY={dirty}");
    for path in ["build.rs", "Cargo.toml", "src", "scenarios"] {
        if Path::new(path).exists() {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    if let Some(log) =
        git(&["rev-parse", "--git-path", "logs/HEAD"]).filter(|log| own && Path::new(log).exists())
    {
        println!("cargo:rerun-if-changed={log}");
    }
}
