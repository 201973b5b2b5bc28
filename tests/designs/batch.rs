//! Makes one workspace of several services: their folders go in, a manifest above them comes out, and each of their
//! crates names its siblings itself, because the role that a crate has in one service is another crate's in the next.

use std::fs;
use std::path::{Path, PathBuf};

/// What depends on a sibling by its role.
const BY_ROLE: &str = " = { workspace = true";

/// Joins the services of these names, whose folders are below one.
pub(crate) fn join(services: &[String], below: &Path) {
    let mut shared = String::new();
    for name in services {
        let folder = below.join(name);
        let root = folder.join("Cargo.toml");
        let text = read(&root);
        let (siblings, rest): (Vec<&str>, Vec<&str>) = settings(&text)
            .lines()
            .partition(|line| line.contains("path = \"crates/"));
        for manifest in manifests(&folder.join("crates")) {
            name_siblings(&manifest, &siblings, &folder);
        }
        fs::remove_file(root).expect("a temporary folder can be written to");
        // What is said for all crates is the same in every service, but for the version that its design has.
        shared = rest.join("\n");
    }
    let excluded = services
        .iter()
        .map(|name| format!("\"{name}/crates/engines/src\""));
    let excluded: Vec<String> = excluded.collect();
    let head = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"*/crates/*\", \"*/crates/engines/*\"]\nexclude = [{}]\n",
        excluded.join(", ")
    );
    write(&below.join("Cargo.toml"), &format!("{head}\n{shared}\n"));
}

/// What a service's workspace says beside its members.
fn settings(root: &str) -> &str {
    let start = root.find("[workspace.package]");
    &root[start.expect("the workspace has settings")..]
}

/// Replaces what a manifest says of siblings by what the service's workspace said of them.
fn name_siblings(manifest: &Path, siblings: &[&str], folder: &Path) {
    let mut text = read(manifest);
    for sibling in siblings {
        let (role, _) = sibling.split_once(" = ").expect("a role is given a crate");
        let path = format!("path = \"{}/crates/", folder.display());
        let named = sibling.replace("path = \"crates/", &path);
        let named = named.trim_end_matches([' ', '}']);
        text = text.replace(&format!("\n{role}{BY_ROLE}"), &format!("\n{named}"));
    }
    write(manifest, &text);
}

/// The manifests of crates below a folder.
fn manifests(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the service can be read") {
        let path = entry.expect("the service can be read").path();
        if path.is_dir() {
            found.extend(manifests(&path));
        } else if path.ends_with("Cargo.toml") {
            found.push(path);
        }
    }
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("the service can be read")
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("a temporary folder can be written to");
}
