//! Tells cargo that the program holds what stands below `templates/`, `scaffolds/` and `snapshots/diagnostics/`, and the program which build of
//! its version it is: what lock files record.

#![expect(clippy::disallowed_macros, reason = "cargo is told on standard output")]
#![expect(clippy::disallowed_methods, reason = "a build script reads sources")]

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=generator");
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=scaffolds");
    println!("cargo::rerun-if-changed=snapshots/diagnostics");

    let mut files = Vec::new();
    for folder in [
        "generator",
        "scaffolds",
        "snapshots/diagnostics",
        "templates",
    ] {
        collect(Path::new(folder), &mut files);
    }
    files.sort();
    let build = files.iter().fold(FNV_BASIS, |hash, path| {
        let text = fs::read(path).expect("cargo has the sources of what it builds");
        // Git may have changed the line ends.
        let bytes = text.iter().filter(|byte| **byte != b'\r');
        bytes.fold(hash, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(FNV_PRIME)
        })
    });
    let version = std::env::var("CARGO_PKG_VERSION").expect("cargo tells the version");
    println!("cargo::rustc-env=MOGUERA_BUILD={version}+{build:016x}");
}

/// FNV-1a of 64 bits, <http://www.isthe.com/chongo/tech/comp/fnv/>: enough to tell builds apart.
const FNV_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("cargo has the sources of what it builds") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
