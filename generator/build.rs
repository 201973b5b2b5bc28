//! Tells cargo that the program holds what stands below `templates/` and `scaffolds/`.

fn main() {
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=scaffolds");
}
