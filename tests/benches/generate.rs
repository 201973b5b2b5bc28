//! `cargo bench --bench generate`: whole-process time and peak memory of `generate` (new, unchanged and after
//! one more field), `--check` and `design diff` (with the design in a folder, and with the merge base, as by default) for
//! designs of many sizes. A figure above the bar that product or issue set is followed by `MISSED`.

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

/// What is measured.
const COLUMNS: [&str; 6] = [
    "new",
    "unchanged",
    "one field",
    "--check",
    "diff with folder",
    "diff with git",
];

/// The most milliseconds that something may take at so many resources.
const BARS: &[(usize, &str, f64)] = &[
    (10, "new", 40.0),
    (10, "unchanged", 10.0),
    (100, "one field", 250.0),
    (100, "--check", 250.0),
    (100, "diff with folder", 100.0),
    (100, "diff with git", 100.0),
    (1_000, "new", 2_000.0),
    (1_000, "unchanged", 300.0),
    (1_000, "--check", 2_000.0),
];

fn main() {
    let names = COLUMNS.map(|name| format!("{:>24}", format!("{name}: ms, cpu ms")));
    println!("resources |{} | peak MiB", names.join(" |"));
    // All are kept to the end: ext4 is slow to make files for minutes after many were removed, as it does not give out
    // their inodes again so soon. For the same reason nothing much should have been removed just before.
    let mut roots = Vec::new();
    for (resources, runs) in SIZES {
        let took = measured(*resources, *runs, &mut roots);
        let cells = COLUMNS.iter().zip(took);
        let cells: Vec<String> = cells
            .map(|(name, took)| format!("{:>24}", told(*resources, name, took)))
            .collect();
        println!("{resources:>9} |{} | {:>8.1}", cells.join(" |"), peak());
    }
    let bars = BARS.iter();
    let bars = bars.map(|(resources, name, most)| format!("{resources} {name} ≤ {most} ms"));
    println!("bars: {}", bars.collect::<Vec<_>>().join("; "));
}

/// One size, in the order of the columns.
fn measured(resources: usize, runs: usize, roots: &mut Vec<TempDir>) -> [Took; COLUMNS.len()] {
    let fresh = median(runs, || {
        roots.push(started(resources));
        let root = roots.last().expect("it was just made");
        run(root.path(), &["generate", "--quiet"])
    });
    let root = roots.last().expect("there is a run").path();
    let unchanged = median(runs, || run(root, &["generate", "--quiet"]));
    let field = with_one_more_field(root, runs);
    let check = median(runs, || run(root, &["generate", "--check", "--quiet"]));
    git(root, &["init", "--quiet", "--initial-branch", "main"]);
    commit(root);
    git(root, &["checkout", "--quiet", "-b", "work"]);
    changed(root);
    commit(root);
    let diff = ["design", "diff", "--quiet"];
    let folder = [&diff[..], &["--against", "before"]].concat();
    let folder = median(runs, || run(root, &folder));
    let base = median(runs, || run(root, &diff));
    [fresh, unchanged, field, check, folder, base]
}

/// Whole milliseconds and those of the processor, and whether the first are too many.
fn told(resources: usize, name: &str, took: Took) -> String {
    let mut bars = BARS.iter();
    let bar = bars.find(|(of, what, _)| (*of, *what) == (resources, name));
    let is_missed = bar.is_some_and(|(_, _, most)| took.wall > *most);
    let verdict = if is_missed { " MISSED" } else { "" };
    format!("{:.1}{verdict} {:>7.1}", took.wall, took.cpu)
}

fn commit(root: &Path) {
    git(root, &["add", "--all"]);
    git(root, &["commit", "--quiet", "--message", "A design"]);
}

/// git as anybody has it, which does nothing behind the bench's back.
fn git(root: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.args(["-c", "gc.auto=0", "-c", "maintenance.auto=false"])
        .args([
            "-c",
            "user.name=bench",
            "-c",
            "user.email=bench@example.com",
        ])
        .args(arguments)
        .current_dir(root);
    let status = git.status().expect("git is there");
    assert!(status.success(), "{git:?} ends with {status}");
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
