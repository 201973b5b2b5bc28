//! `moguera design diff` in repositories, with approvals, in each form.

use std::fs;
use std::process::Command;

use crate::case::base;
use crate::repository::{Repository, git, run};

const TINY: &str = "tiny: [id, title, sold_on]";
const LESS: &str = "tiny: [id, sold_on]";

/// The base with something gone from a view, and the version that this asks for.
fn broken(repository: &Repository) {
    let text = base().replace(TINY, LESS);
    repository.design(&text.replace("version: 1.4.0", "version: 2.0.0"));
}

fn approved(repository: &Repository, approvals: &str) {
    repository.put("approvals.yaml", &format!("approvals:\n{approvals}"));
}

#[test]
fn work_is_compared_with_where_it_left_the_main_branch() {
    for branch in ["main", "master"] {
        let repository = Repository::new(branch);
        let (code, told) = repository.run(&[]);
        assert_eq!(code, 0, "{told}");
        assert!(
            told.starts_with(&format!("nothing has changed against {branch} (")),
            "{told}"
        );
        repository.git(&["switch", "--quiet", "--create", "work"]);
        repository.changed(TINY, LESS);
        repository.commit("less");
        repository.git(&["switch", "--quiet", branch]);
        // What happens there meanwhile is none of the work.
        repository.changed("max: 50", "max: 40");
        repository.commit("shorter");
        repository.git(&["switch", "--quiet", "work"]);
        let (code, told) = repository.run(&[]);
        assert_eq!(code, 0, "{told}");
        assert!(
            told.contains("RSP10  view Book.tiny.title: is gone"),
            "{told}"
        );
        assert!(told.contains("design/library.yaml:"), "{told}");
        assert!(!told.contains("COL05"), "{told}");
    }
}

#[test]
fn the_main_branch_may_be_at_origin() {
    let repository = Repository::new("main");
    let clones = tempfile::tempdir().expect("a temporary folder");
    let from = format!("file://{}", repository.top().display());
    repository.git(&["switch", "--quiet", "--create", "work"]);
    repository.changed(TINY, LESS);
    repository.commit("less");
    git(
        clones.path(),
        &["clone", "--quiet", "--branch", "work", &from, "whole"],
    );
    let (code, told) = run(&clones.path().join("whole/services/library"), &[]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("against origin/main ("), "{told}");
    assert!(told.contains("RSP10"), "{told}");
}

#[test]
fn a_shallow_clone_is_told_how_to_get_the_history() {
    let repository = Repository::new("main");
    repository.changed("max: 50", "max: 60");
    repository.commit("longer");
    repository.git(&["switch", "--quiet", "--create", "work"]);
    repository.changed(TINY, LESS);
    repository.commit("less");
    repository.git(&["switch", "--quiet", "main"]);
    let clones = tempfile::tempdir().expect("a temporary folder");
    let from = format!("file://{}", repository.top().display());
    let shallow = [
        "clone", "--quiet", "--depth", "1", "--branch", "work", &from,
    ];
    git(clones.path(), &[&shallow[..], &["single"]].concat());
    git(
        clones.path(),
        &[&shallow[..], &["--no-single-branch", "all"]].concat(),
    );
    for name in ["single", "all"] {
        let service = clones.path().join(name).join("services/library");
        let (code, told) = run(&service, &[]);
        assert_eq!(code, 2, "{name}: {told}");
        assert!(
            told.contains("the repository is a shallow clone"),
            "{name}: {told}"
        );
        assert!(told.contains("`git fetch --unshallow`"), "{name}: {told}");
        assert!(told.contains("`fetch-depth: 0`"), "{name}: {told}");
    }
    let (code, told) = run(
        &clones.path().join("single/services/library"),
        &["--against", "v1"],
    );
    assert_eq!(code, 2, "{told}");
    assert!(
        told.contains("git knows no commit `v1`") && told.contains("--unshallow"),
        "{told}"
    );
}

/// Whatever `origin` has checked out then: nobody knows whether that is its main branch.
#[test]
fn a_shallow_clone_of_the_head_of_origin_is_not_compared_with_itself() {
    let repository = Repository::new("main");
    repository.git(&["switch", "--quiet", "--create", "work"]);
    repository.changed(TINY, LESS);
    repository.commit("less");
    let clones = tempfile::tempdir().expect("a temporary folder");
    let from = format!("file://{}", repository.top().display());
    let shallow = ["clone", "--quiet", "--depth", "1", &from, "head"];
    git(clones.path(), &shallow);
    let (code, told) = run(&clones.path().join("head/services/library"), &[]);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("`git fetch --unshallow`"), "{told}");
}

/// As of a variable that is not set.
#[test]
fn nothing_is_nothing_to_compare_with() {
    let repository = Repository::new("main");
    repository.changed(TINY, LESS);
    let (code, told) = repository.run(&["--against", "", "--fail-on", "breaking"]);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("--against"), "{told}");
}

#[test]
fn a_commit_a_folder_or_a_file_may_be_named() {
    let repository = Repository::new("main");
    repository.git(&["tag", "v1.4.0"]);
    repository.changed(TINY, LESS);
    repository.commit("less");
    fs::create_dir(repository.service().join("elsewhere")).expect("a folder");
    repository.put("elsewhere/design/old.yaml", &base());
    repository.put("old.yaml", &base());
    for against in [
        "v1.4.0",
        "HEAD~1",
        "main~1",
        "elsewhere",
        "elsewhere/design",
        "old.yaml",
    ] {
        let (code, told) = repository.run(&["--against", against]);
        assert_eq!(code, 0, "{against}: {told}");
        assert!(
            told.contains("RSP10  view Book.tiny.title"),
            "{against}: {told}"
        );
        assert!(
            told.contains(&format!("against {against}")),
            "{against}: {told}"
        );
    }
}

#[test]
fn what_is_not_there_is_told() {
    let repository = Repository::new("main");
    repository.git(&["rm", "-r", "--quiet", "--cached", "services"]);
    repository.git(&["commit", "--quiet", "--allow-empty", "--message", "none"]);
    for (against, message) in [
        ("nothing", "git knows no commit `nothing`"),
        ("HEAD", "there is no design at `HEAD`"),
        ("--output=stolen", "git knows no commit `--output=stolen`"),
        ("HEAD:services", "git knows no commit `HEAD:services`"),
    ] {
        let (code, told) = repository.run(&[&format!("--against={against}")]);
        assert_eq!(code, 2, "{told}");
        assert!(
            told.contains(message) && told.contains("= help: "),
            "{told}"
        );
    }
    assert!(!repository.service().join("stolen").exists());
    let odd = Repository::new("trunk");
    let (code, told) = odd.run(&[]);
    assert_eq!(code, 2, "{told}");
    assert!(
        told.contains("there is no branch `main` or `master`"),
        "{told}"
    );
    assert!(told.contains("`--against REF`"), "{told}");
}

#[test]
fn without_git_or_a_repository_there_is_still_the_disk() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("design")).expect("a folder");
    fs::write(folder.path().join("design/library.yaml"), base()).expect("a file");
    let (code, told) = run(folder.path(), &[]);
    assert_eq!(code, 2, "{told}");
    assert!(
        told.contains("no git repository can be read: not a git repository"),
        "{told}"
    );
    let output = Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(["design", "diff"])
        .current_dir(folder.path())
        .env("PATH", folder.path())
        .output()
        .expect("moguera has been built");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.contains("there is no command `git`") && told.contains("--against DIR"),
        "{told}"
    );
    let (code, told) = run(folder.path(), &["--against", "design"]);
    assert_eq!(code, 0, "{told}");
}

#[test]
fn a_design_of_before_that_is_wrong_is_told_with_its_place() {
    let repository = Repository::new("main");
    repository.changed("page: 20", "pages: 20");
    repository.commit("wrong");
    repository.design(&base());
    let (code, told) = repository.run(&["--against", "HEAD"]);
    assert_eq!(code, 2, "{told}");
    assert!(
        told.contains("E0111") && told.contains(":design/library.yaml:"),
        "{told}"
    );
}

#[test]
fn it_fails_on_what_it_is_asked_to() {
    let repository = Repository::new("main");
    for arguments in [&[][..], &["--fail-on", "breaking"], &["--fail-on", "any"]] {
        assert_eq!(repository.run(arguments).0, 0, "{arguments:?}");
    }
    repository.changed("max: 50", "max: 60");
    assert_eq!(repository.run(&["--fail-on", "breaking"]).0, 0);
    assert_eq!(repository.run(&["--fail-on", "any"]).0, 1);
    broken(&repository);
    assert_eq!(repository.run(&[]).0, 0);
    let (code, told) = repository.run(&["--fail-on", "breaking"]);
    assert_eq!(code, 1);
    let line = "- { rule: RSP10, element: \"view Book.tiny.title\", reason: \"…\", until: ";
    assert!(told.contains(line), "{told}");
}

#[test]
fn breaks_are_marked_where_the_design_has_them() {
    let repository = Repository::new("main");
    broken(&repository);
    let (_, told) = repository.run(&["--message-format", "github"]);
    let marked = told.lines().any(|line| {
        line.starts_with("::warning file=design/library.yaml,line=")
            && line.contains("title=RSP10")
            && line.contains("::view Book.tiny.title: is gone")
    });
    assert!(marked, "{told}");
}

#[test]
fn approved_breaks_do_not_fail_but_need_the_version() {
    let repository = Repository::new("main");
    broken(&repository);
    let approval = "  - rule: RSP10\n    element: view Book.tiny.title\n    \
        reason: Nobody <b>reads</b> it, says @ann.\n    until: 2999-12-31\n";
    approved(&repository, approval);
    let (code, told) = repository.run(&["--fail-on", "breaking"]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("approved until 2999-12-31: Nobody"), "{told}");
    assert!(told.contains("(1 approved)"), "{told}");
    let (_, markdown) = repository.run(&["--format", "markdown"]);
    assert!(
        markdown.contains("Nobody &lt;b&gt;reads&lt;/b&gt; it, says \\@\u{2060}ann."),
        "{markdown}"
    );
    repository.changed(TINY, LESS);
    let (code, told) = repository.run(&["--fail-on", "breaking"]);
    assert_eq!(code, 1, "{told}");
    assert!(
        told.contains("LIF05") && told.contains("write `version: 2.0.0`"),
        "{told}"
    );
}

#[test]
fn approvals_that_are_wrong_fail_always() {
    let good = "reason: meant, until: 2999-12-31";
    let tiny = "view Book.tiny.title";
    for (rule, element, rest, told) in [
        (
            "RSP10",
            "view Book.tiny.titel",
            good,
            ["E0704", "did you mean `view Book.tiny.title`?"],
        ),
        ("REQ08", tiny, good, ["E0704", "remove it"]),
        ("RSP99", tiny, good, ["E0701", "did you mean"]),
        (
            "RSP10",
            tiny,
            "reason: meant, until: 2026-01-31",
            ["E0703", "say a later day"],
        ),
        (
            "RSP10",
            tiny,
            "reason: \" \", until: 2999-12-31",
            ["E0702", "say why"],
        ),
        (
            "RSP10",
            tiny,
            "reason: meant, until: soon",
            ["E0702", "write a day"],
        ),
    ] {
        wrong(
            1,
            &format!("  - {{ rule: {rule}, element: {element}, {rest} }}\n"),
            told,
        );
    }
}

#[test]
fn approvals_that_cannot_be_read_are_told_with_their_place() {
    let good = "reason: meant, until: 2999-12-31";
    let tiny = "view Book.tiny.title";
    let good = format!("  - {{ rule: RSP10, element: {tiny}, {good} }}\n");
    wrong(1, &good.repeat(2), ["E0704", "remove it"]);
    wrong(2, "  - { rule: RSP10 }\n", ["`reason`", "`until`"]);
    wrong(
        2,
        "  - { rule: RSP10, reasons: meant }\n",
        ["E0111", "did you mean `reason`?"],
    );
}

/// After a merge the main branch is compared with itself: what was approved is no change there.
#[test]
fn approvals_outlive_the_merge_of_what_they_approve() {
    let repository = Repository::new("main");
    let approval =
        "  - { rule: RSP10, element: view Book.tiny.title, reason: meant, until: 2999-12-31 }\n";
    broken(&repository);
    approved(&repository, approval);
    repository.commit("less, which is meant");
    let (code, told) = repository.run(&["--fail-on", "breaking"]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("nothing has changed"), "{told}");
    repository.changed("max: 50", "max: 60");
    let (code, told) = repository.run(&["--fail-on", "breaking"]);
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("E0704"), "{told}");
}

fn wrong(exit: i32, approvals: &str, parts: [&str; 2]) {
    let repository = Repository::new("main");
    broken(&repository);
    approved(&repository, approvals);
    let (code, told) = repository.run(&[]);
    assert_eq!(code, exit, "{approvals}: {told}");
    assert!(
        parts.iter().all(|part| told.contains(part)),
        "{approvals}: {told}"
    );
    assert!(told.contains("--> approvals.yaml:"), "{approvals}: {told}");
}

#[test]
fn programs_are_told_in_json() {
    let repository = Repository::new("main");
    broken(&repository);
    let (code, told) = repository.run(&["--message-format", "json"]);
    assert_eq!(code, 0, "{told}");
    let lines: Vec<serde_json::Value> = told
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is an object"))
        .collect();
    let change = &lines[0];
    assert_eq!(change["type"], "change");
    assert_eq!(change["rule"], "RSP10");
    assert_eq!(change["element"], "view Book.tiny.title");
    assert_eq!(change["verdicts"]["responses"], "breaks");
    assert_eq!(change["verdicts"]["typescript"], "breaks");
    assert_eq!(change["verdicts"]["database"], "none");
    assert_eq!(change["witness"]["kind"], "answer");
    assert_eq!(change["approved"], serde_json::Value::Null);
    let version = &lines[lines.len() - 2];
    assert_eq!(version["bump"], "major");
    assert_eq!(version["new"], "2.0.0");
    assert_eq!(version["wanted"], serde_json::Value::Null);
}
