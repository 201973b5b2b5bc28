//! `moguera design diff` where git calls it.

use std::process::Command;

use crate::repository::Repository;

/// Git tells a hook where the repository is, and that hides where in it a service is.
#[test]
fn a_hook_compares_as_everybody_does() {
    let repository = Repository::new("main");
    let beside = tempfile::tempdir().expect("a temporary folder");
    let worktree = beside.path().join("linked");
    let path = worktree.to_str().expect("UTF-8");
    repository.git(&["worktree", "add", "--quiet", "-b", "linked", path]);
    let git = repository.top().join(".git").join("worktrees/linked");
    let output = Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(["design", "diff"])
        .current_dir(worktree.join("services/library"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_DIR", &git)
        .env("GIT_INDEX_FILE", git.join("index"))
        .env("GIT_PREFIX", "")
        .output()
        .expect("moguera has been built");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(
        told.starts_with("nothing has changed against main ("),
        "{output:?}"
    );
}
