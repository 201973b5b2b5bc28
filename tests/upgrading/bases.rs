//! Texts that scaffolded files were derived from, and that are gone: only the next upgrade would miss them.

use crate::service::{Service, Told};

const LIBRARY: &str = "crates/server/src/lib.rs";
const BASE: &str = ".moguera/base/crates/server/src/lib.rs";

/// What `--check` and `doctor` say of the base.
fn missed(service: &Service, fix: &str) -> String {
    let told = service.moguera(&["generate", "--check"]).with(1);
    assert!(told.contains("missing (1)"), "{told}");
    assert!(told.contains(BASE), "{told}");
    assert!(told.contains(&format!("next:\n  {fix}")), "{told}");
    let Told { text, .. } = service.moguera(&["doctor"]);
    let found = format!("not current: `{BASE}`");
    assert!(text.contains(&found) && text.contains(fix), "{text}");
    told
}

fn restored(service: &Service, text: &str) {
    missed(service, "moguera generate ");
    let told = service.moguera(&["generate"]).with(0);
    assert!(told.contains(&format!("restore   {BASE}\n")), "{told}");
    assert_eq!(service.text(BASE), text);
    service.moguera(&["generate", "--check"]).with(0);
    let told = service.moguera(&["generate"]).with(0);
    assert!(told.starts_with("nothing to do: "), "{told}");
}

#[test]
fn what_is_scaffolded_now_is_restored() {
    let service = Service::new("minimal");
    let text = service.text(LIBRARY);
    service.put(LIBRARY, &format!("{text}\n// Ours.\n"));
    service.delete(BASE);
    restored(&service, &text);
    assert!(service.text(LIBRARY).ends_with("// Ours.\n"));
}

/// As an older version scaffolded it.
fn once(service: &Service) -> String {
    let once = service.text(LIBRARY).replacen("//! ", "//! Once: ", 1);
    service.scaffolded_as(LIBRARY, &once);
    service.moguera(&["generate"]).with(0);
    service.delete(BASE);
    once
}

#[test]
fn what_nobody_has_touched_is_restored() {
    let service = Service::new("minimal");
    let once = once(&service);
    restored(&service, &once);
    service.moguera(&["upgrade"]).with(0);
    assert!(!service.text(LIBRARY).contains("Once"), "it moved on");
}

#[test]
fn what_cannot_be_made_again_is_missed_until_an_upgrade() {
    let service = Service::new("minimal");
    let ours = format!("{}\n// Ours.\n", once(&service));
    service.put(LIBRARY, &ours);
    let told = missed(&service, "git restore .moguera/base ");
    let meaning = "without it, `moguera upgrade` leaves the file that was derived from it as it is";
    assert!(told.contains(meaning), "{told}");
    let told = service.moguera(&["generate"]).with(0);
    assert!(told.contains(&format!("missing   {BASE}")), "{told}");
    assert!(!service.is_there(BASE), "nobody knows it");
    let told = service.moguera(&["upgrade"]).with(0);
    assert!(told.contains(&format!("keep      {LIBRARY}")), "{told}");
    assert_eq!(service.text(LIBRARY), ours);
    service.moguera(&["generate", "--check"]).with(0);
}
