//! Tells cargo that the program holds what stands below `templates/` and `scaffolds/`.

#![expect(clippy::disallowed_macros, reason = "cargo is told on standard output")]

fn main() {
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=scaffolds");
}
