//! `cargo bench --bench first_build`: the processor time of the first debug build of a generated blog, and the crates in
//! its lock file, printed beside their bars. What it depends on is downloaded before.

#![expect(
    clippy::disallowed_macros,
    reason = "a bench tells what it has measured"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench runs programs and reads what they leave behind"
)]
#![expect(clippy::print_stdout, reason = "a bench prints")]

mod generated;
mod processor;
mod program;

use generated::Blog;
use processor::processor_seconds;
use program::{cargo, succeed};
use std::fmt::Display;
use std::time::Instant;

const MOST_CRATES: usize = 220;
const MOST_SECONDS: f64 = 190.0;

fn main() {
    let blog = Blog::generate();
    let lock_file = blog.lock_file();
    let crates = lock_file.matches("\n[[package]]\n").count();
    let downloaded = lock_file.matches("\nsource = ").count();

    let before = processor_seconds();
    let begun = Instant::now();
    let mut build = cargo(&blog.path());
    build.args(["build", "--workspace", "--offline", "--quiet"]);
    succeed(build.env("CARGO_TARGET_DIR", blog.beside("target")));
    let (took, wall) = (processor_seconds() - before, begun.elapsed().as_secs_f64());

    println!("first debug build of the blog");
    println!(
        "  crates: {crates}, {downloaded} of them downloaded; {}",
        verdict(&crates, &MOST_CRATES, "")
    );
    println!(
        "  processor: {took:.0} s, {wall:.0} s by the clock; {}",
        verdict(&took, &MOST_SECONDS, " s")
    );
    println!("  a machine that is busy with something else makes both times longer");
}

/// The bar, and whether what was measured keeps to it.
fn verdict<T: PartialOrd + Display>(measured: &T, most: &T, unit: &str) -> String {
    let word = if measured <= most { "met" } else { "MISSED" };
    format!("bar ≤ {most}{unit} {word}")
}
