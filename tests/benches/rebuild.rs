//! `cargo bench --bench rebuild`: the processor time of rebuilding a service of 100 resources after one entity got one
//! more field, beside that of its first build, both of them debug builds. What it depends on is downloaded before.

#![expect(
    clippy::disallowed_macros,
    reason = "a bench tells what it has measured and writes designs"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench runs programs and writes designs"
)]
#![expect(clippy::print_stdout, reason = "a bench prints")]

mod processor;
mod program;
mod things;

use processor::processor_seconds;
use program::{cargo, succeed};
use std::path::Path;
use std::process::Command;
use things::{design, one_more_field};

const RESOURCES: usize = 100;
const MOST_PERCENT: f64 = 25.0;

fn main() {
    let root = tempfile::tempdir().expect("there is room for a temporary folder");
    let service = root.path().join("service");
    design(RESOURCES, &service.join("design"));
    generate(&service);
    succeed(cargo(&service).args(["fetch", "--quiet"]));
    let target = root.path().join("target");
    let full = build(&service, &target);
    one_more_field(&service.join("design"), "more");
    generate(&service);
    let again = build(&service, &target);

    let percent = again / full * 100.0;
    let verdict = if percent <= MOST_PERCENT {
        "met"
    } else {
        "MISSED"
    };
    println!("debug build of a service of {RESOURCES} resources, processor time");
    println!("  first: {full:.1} s; after one more field: {again:.1} s");
    println!("  {percent:.1} % of the first; bar ≤ {MOST_PERCENT} % {verdict}");
}

fn generate(service: &Path) {
    let mut generate = Command::new(env!("CARGO_BIN_EXE_moguera"));
    succeed(generate.args(["generate", "--quiet"]).current_dir(service));
}

/// Processor seconds of a build.
fn build(service: &Path, target: &Path) -> f64 {
    let before = processor_seconds();
    let mut build = cargo(service);
    build.args(["build", "--workspace", "--offline", "--quiet"]);
    succeed(build.env("CARGO_TARGET_DIR", target));
    processor_seconds() - before
}
