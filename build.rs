//! Rebuilds the crate when a file is added to the corridors that are compiled in.

fn main() {
    println!("cargo::rerun-if-changed=scenarios");
}
