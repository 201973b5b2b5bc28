//! `cargo bench --bench generate`: whole-process time and peak memory of `generate` (new, unchanged and after
//! one more field), `--check` and `design diff` for designs of many sizes, printed beside the bars that product and issue set.

#![expect(
    clippy::disallowed_macros,
    reason = "tests read and write files and tell about it"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench runs programs and writes designs"
)]
#![expect(clippy::print_stdout, reason = "a bench prints")]

mod processor;
mod things;

use nix::sys::resource::{UsageWho, getrusage};
use nix::unistd::sync;
use processor::processor_seconds;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;
use tempfile::TempDir;
use things::{design, one_more_field};

/// Resources, and the runs of which the median is told.
const SIZES: &[(usize, usize)] = &[(1, 9), (10, 9), (100, 5), (1_000, 3), (5_000, 1)];

fn main() {
    println!(
        "resources |      new: ms  cpu ms |  unchanged: ms  cpu ms |  one field: ms  cpu ms |   --check: ms  cpu ms |   design diff: ms  cpu ms | peak MiB"
    );
    // All are kept to the end: ext4 is slow to make files for minutes after many were removed, as it does not give out
    // their inodes again so soon. For the same reason nothing much should have been removed just before.
    let mut roots = Vec::new();
    for (resources, runs) in SIZES {
        let fresh = median(*runs, || {
            roots.push(started(*resources));
            let root = roots.last().expect("it was just made");
            run(root.path(), &["generate", "--quiet"])
        });
        let root = roots.last().expect("there is a run");
        let unchanged = median(*runs, || run(root.path(), &["generate", "--quiet"]));
        let field = with_one_more_field(root.path(), *runs);
        let check = median(*runs, || {
            run(root.path(), &["generate", "--check", "--quiet"])
        });
        let against = ["design", "diff", "--quiet", "--against", "before"];
        changed(root.path());
        let diff = median(*runs, || run(root.path(), &against));
        println!(
            "{resources:>9} | {:>12.1} {:>7.1} | {:>14.1} {:>7.1} | {:>14.1} {:>7.1} | {:>13.1} {:>7.1} | {:>17.1} {:>7.1} | {:>8.1}",
            fresh.wall,
            fresh.cpu,
            unchanged.wall,
            unchanged.cpu,
            field.wall,
            field.cpu,
            check.wall,
            check.cpu,
            diff.wall,
            diff.cpu,
            peak(),
        );
    }
    println!(
        "bars: 10 ≤ 40 ms new, ≤ 10 ms unchanged; 100: one field ≤ 250 ms, --check ≤ 250 ms, design diff ≤ 100 ms; 1,000 ≤ 2 s new, ≤ 300 ms unchanged, --check ≤ 2 s"
    );
}

/// Each run has one more field than the one before.
fn with_one_more_field(root: &Path, runs: usize) -> Took {
    let mut names = (1..).map(|number| format!("more{number}"));
    median(runs, || {
        let name = names.next().expect("numbers go on");
        one_more_field(&root.join("design"), &name);
        run(root, &["generate", "--quiet"])
    })
}

/// Milliseconds of one run.
#[derive(Debug, Clone, Copy)]
struct Took {
    wall: f64,
    cpu: f64,
}

fn run(within: &Path, arguments: &[&str]) -> Took {
    // What earlier runs wrote is on its way to the disk no more.
    sync();
    let before = processor_seconds();
    let begun = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(arguments)
        .current_dir(within)
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .status()
        .expect("moguera has been built");
    let wall = begun.elapsed().as_secs_f64() * 1e3;
    assert!(status.success(), "moguera {arguments:?} ends with {status}");
    Took {
        wall,
        cpu: (processor_seconds() - before) * 1e3,
    }
}

/// The most memory that a child has had so far, in MiB. Sizes grow, so it is that of the last one.
fn peak() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("every system counts");
    usage.max_rss() as f64 / 1024.0
}

fn median(runs: usize, mut measure: impl FnMut() -> Took) -> Took {
    let mut took: Vec<Took> = (0..runs).map(|_| measure()).collect();
    took.sort_by(|a, b| a.wall.total_cmp(&b.wall));
    took[took.len() / 2]
}

/// Puts the design beside itself, in a folder `before`, and takes an attribute from every hundredth view of the first.
fn changed(root: &Path) {
    let before = root.join("before/design");
    fs::create_dir_all(&before).expect("the folder can be made");
    for entry in fs::read_dir(root.join("design")).expect("the design is there") {
        let path = entry.expect("the folder is readable").path();
        let text = fs::read_to_string(&path).expect("the design is readable");
        let name = path.file_name().expect("it is a file");
        fs::write(before.join(name), &text).expect("the design can be written");
        let less = text.replacen("tiny: [id, name]", "tiny: [id]", 1);
        fs::write(&path, less).expect("the design can be written");
    }
}

/// A folder with nothing but a design.
fn started(resources: usize) -> TempDir {
    let root = tempfile::tempdir().expect("there is room for a temporary folder");
    design(resources, &root.path().join("design"));
    root
}
