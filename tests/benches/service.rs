//! `cargo bench --bench service`: requests per second and processor time per request of a generated blog, beside a twin
//! that is written by hand on the same crates, in the same run. `tests/benches/twin` holds the twin and what measures
//! both. `cargo bench --bench service -- create` measures the calls with `create` in their names only.
//!
//! They are built below `MOGUERA_BENCH_TARGET`, or where the end-to-end test builds services.

#![expect(
    clippy::disallowed_methods,
    reason = "a bench runs programs and reads what they leave behind"
)]

mod generated;
mod program;

use generated::Blog;
use program::{cargo, succeed};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    let blog = Blog::generate();
    let twin = blog.beside("twin");
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/benches/twin"),
        &twin,
    );
    // The twin depends on the same versions.
    fs::write(twin.join("Cargo.lock"), blog.lock_file()).expect("the folder can be written to");
    let target = target();
    for (folder, package) in [(&blog.path(), "blog-server"), (&twin, "blog-twin")] {
        let mut build = cargo(folder);
        build.args(["build", "--release", "--quiet", "--package", package]);
        succeed(build.env("CARGO_TARGET_DIR", &target));
    }
    let program = |name: &str| target.join("release").join(name);
    let mut compare = Command::new(program("blog-compare"));
    compare.args([program("blog-server"), program("blog-twin")]);
    // cargo says `--bench` to every bench.
    succeed(
        compare.args(
            env::args()
                .skip(1)
                .find(|argument| !argument.starts_with("--")),
        ),
    );
}

fn target() -> PathBuf {
    env::var_os("MOGUERA_BENCH_TARGET").map_or_else(
        || Path::new(env!("CARGO_TARGET_TMPDIR")).join("services"),
        PathBuf::from,
    )
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a temporary folder can be written to");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let copied = to.join(path.file_name().expect("entries have names"));
        if path.is_dir() {
            copy(&path, &copied);
        } else {
            fs::copy(&path, &copied).expect("the file can be copied");
        }
    }
}
