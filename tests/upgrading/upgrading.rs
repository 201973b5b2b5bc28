//! `moguera upgrade` of a service that an older version wrote.

use moguera::output::is_marked;
use moguera::version::THIS;

use crate::service::Service;

const MAIN: &str = "crates/server/src/main.rs";
const LIBRARY: &str = "crates/server/src/lib.rs";
const MANIFEST: &str = "crates/server/Cargo.toml";

#[test]
fn a_new_service_has_nothing_to_upgrade() {
    for scaffold in ["blog", "minimal"] {
        let service = Service::new(scaffold);
        let before = service.files();
        let told = service.moguera(&["upgrade"]).with(0);
        assert!(told.starts_with("nothing to do: "), "{told}");
        assert!(before == service.files(), "not a file is touched");
        let told = service.moguera(&["upgrade", "--dry-run"]).with(0);
        assert!(told.starts_with("nothing to do: "), "{told}");
    }
}

/// What generated files say of themselves keeps others from being removed.
#[test]
fn generated_files_that_have_comments_say_so() {
    let service = Service::new("blog");
    let facts = service.text("moguera.lock");
    let generated = facts
        .lines()
        .filter_map(|fact| fact.strip_prefix("generated "));
    let mut count = 0;
    for (_, path) in generated.filter_map(|fact| fact.split_once(' ')) {
        let has_comments = [".rs", ".toml", ".sql"].iter().any(|it| path.ends_with(it));
        if has_comments {
            assert!(is_marked(service.text(path).as_bytes()), "{path}");
            count += 1;
        }
    }
    assert!(count > 300, "{count} generated files");
}

/// A service of version 0.0.9 in which the team has changed, deleted and added files.
fn older() -> Service {
    let service = Service::new("minimal");
    let main = service.text(MAIN);
    service.scaffolded_as(MAIN, &main.replacen("//! ", "//! Once: ", 1));
    service.scaffolded_as("README.md", "# Once\n");
    let library = service.text(LIBRARY);
    let once = library.replacen("//! ", "//! Once: ", 1);
    service.scaffolded_as(LIBRARY, &once);
    service.put(LIBRARY, &format!("{once}\n// Ours.\n"));
    service.put("crates/server/src/ours.rs", "//! Ours.\n");
    service.written_by("0.0.9+0123");
    service
}

#[test]
fn an_older_service_moves_on_and_keeps_what_is_yours() {
    let service = older();
    let current = Service::new("minimal");
    service.delete("AGENTS.md");
    service.delete(MAIN);
    let told = service.moguera(&["generate", "--check"]).with(2);
    let install = "cargo install moguera --version =0.0.9 --locked";
    assert!(told.contains(install), "{told}");
    let told = service.moguera(&["upgrade"]).with(0);
    for line in [
        "update    README.md\n",
        "merge     crates/server/src/lib.rs\n",
        "scaffold  crates/server/src/main.rs\n",
    ] {
        assert!(told.contains(line), "{line}{told}");
    }
    for path in ["README.md", MAIN] {
        assert_eq!(service.text(path), current.text(path), "{path}");
    }
    let library = format!("{}\n// Ours.\n", current.text(LIBRARY));
    assert_eq!(service.text(LIBRARY), library);
    assert_eq!(service.text("crates/server/src/ours.rs"), "//! Ours.\n");
    assert!(!service.is_there("AGENTS.md"), "it was deleted");
    assert_eq!(service.text("moguera.lock"), current.text("moguera.lock"));
    service.moguera(&["generate", "--check"]).with(0);
    let told = service.moguera(&["upgrade"]).with(0);
    assert!(told.starts_with("nothing to do: "), "{told}");
}

#[test]
fn conflicts_are_marked_in_place_and_the_exit_code_says_so() {
    let service = older();
    service.replace(MAIN, "//! Once: ", "//! Ours: ");
    let before = service.text(MAIN);
    let told = service.moguera(&["upgrade", "--dry-run"]).with(1);
    assert!(told.contains("would be: "), "{told}");
    assert_eq!(service.text(MAIN), before);
    service.moguera(&["upgrade"]).with(1);
    let marked = service.text(MAIN);
    assert!(marked.starts_with("<<<<<<< yours\n//! Ours: "), "{marked}");
    assert!(
        marked.contains(&format!("\n>>>>>>> moguera {THIS}\n")),
        "{marked}"
    );
    let others = service.files().into_keys();
    assert!(
        others
            .into_iter()
            .all(|path| !path.ends_with(".rej") && !path.ends_with(".orig"))
    );
    for arguments in [
        &["generate"][..],
        &["generate", "--check"],
        &["generate", "--force"],
        &["upgrade"],
    ] {
        let told = service.moguera(arguments).with(1);
        assert!(told.contains("conflict (1)"), "{told}");
        assert!(told.contains(MAIN), "{told}");
    }
    assert_eq!(service.text(MAIN), marked);
    service.put(MAIN, &before);
    service.moguera(&["generate", "--check"]).with(0);
    let told = service.moguera(&["upgrade"]).with(0);
    assert!(told.starts_with("nothing to do: "), "{told}");
}

#[test]
fn an_edited_generated_file_is_overwritten_by_force_only() {
    let service = older();
    let edited = "crates/server/tests/api/main.rs";
    let current = service.text(edited);
    service.put(edited, "// edited\n");
    let readme = service.text("README.md");
    let told = service.moguera(&["upgrade"]).with(1);
    assert!(
        told.contains("edited (1)") && told.contains(edited),
        "{told}"
    );
    assert!(told.contains("`moguera upgrade --force` "), "{told}");
    assert_eq!(service.text("README.md"), readme, "nothing was written");
    service.moguera(&["upgrade", "--force"]).with(0);
    assert_eq!(service.text(edited), current);
}

#[test]
fn generate_stops_with_the_dependency_to_paste_and_upgrade_merges_it_in() {
    let service = Service::new("minimal");
    let current = service.text(MANIFEST);
    let line = "tracing-subscriber = { workspace = true }\n";
    let once = current.replace(line, "");
    assert_ne!(once, current);
    service.scaffolded_as(MANIFEST, &once);
    service.put(MANIFEST, &format!("# Ours.\n{once}"));
    for arguments in [&["generate"][..], &["generate", "--check"]] {
        let told = service.moguera(arguments).with(2);
        assert!(told.contains("error[E0906]"), "{told}");
        assert!(
            told.contains(&format!("paste `{}`", line.trim_end())),
            "{told}"
        );
        assert!(told.contains(&format!("--> {MANIFEST}:")), "{told}");
    }
    service.moguera(&["upgrade"]).with(0);
    assert_eq!(service.text(MANIFEST), format!("# Ours.\n{current}"));
    service.moguera(&["generate", "--check"]).with(0);
    service.replace(MANIFEST, line, "");
    service.moguera(&["generate", "--check"]).with(0);
}

#[test]
fn what_would_be_lost_is_told_with_the_command_that_was_run() {
    let service = Service::new("minimal");
    let design = service.text("design/design.yaml");
    let text = "      text: { type: string";
    let more = format!("      title: string?\n{text}");
    service.replace("design/design.yaml", text, &more);
    service.moguera(&["generate"]).with(0);
    service.put("design/design.yaml", &design);
    for command in ["generate", "upgrade"] {
        let told = service.moguera(&[command]).with(2);
        assert!(told.contains("error[E0404]"), "{told}");
        let help = format!("`moguera {command} --allow-data-loss` removes it");
        assert!(told.contains(&help), "{told}");
    }
    service.moguera(&["upgrade", "--allow-data-loss"]).with(0);
}
