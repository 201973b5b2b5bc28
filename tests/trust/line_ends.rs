//! Files as Windows ends their lines: whoever changes them keeps that.

use crate::cases::Case;
use crate::run::Place;

const DESIGN: &str = "shop/design/design.yaml";
const MAIN: &str = "shop/crates/server/src/main.rs";
const LIBRARY: &str = "shop/crates/server/src/lib.rs";

/// Every file by hand with Windows's line ends.
fn windows(case: &Case) -> Place {
    let place = Place::with(&case.before);
    for path in case.by_hand() {
        let path = path.to_str().expect("UTF-8");
        place.put(
            path,
            &place.text(path).replace("\r\n", "\n").replace('\n', "\r\n"),
        );
    }
    place
}

fn is_windows(text: &str) -> bool {
    text.matches('\n').count() > 1 && text.matches('\n').count() == text.matches("\r\n").count()
}

#[test]
fn an_upgrade_merges_into_them() {
    let case = Case::upgrade();
    let place = windows(&case);
    let merged = Place::with(&case.before);
    merged.run(case.arguments).with(0);
    place.run(case.arguments).with(0);
    for path in [MAIN, LIBRARY] {
        assert!(is_windows(&place.text(path)), "{path}");
        assert_eq!(
            place.text(path).replace("\r\n", "\n"),
            merged.text(path),
            "{path}"
        );
        assert!(place.text(path).ends_with("// By hand.\r\n"), "{path}");
    }
}

#[test]
fn designs_are_changed_in_them() {
    for case in [
        Case::design_add(),
        Case::design_rename(),
        Case::design_remove(),
        Case::asked(),
    ] {
        let place = windows(&case);
        let changed = Place::with(&case.before);
        assert_eq!(case.finish(&changed), Some(0), "{}", case.name);
        let before = place.text(DESIGN);
        assert_eq!(case.finish(&place), Some(0), "{}", case.name);
        let after = place.text(DESIGN);
        assert_ne!(after, before, "{}", case.name);
        assert!(is_windows(&after), "{}: {after:?}", case.name);
        assert_eq!(
            after.replace("\r\n", "\n"),
            changed.text(DESIGN),
            "{}",
            case.name
        );
    }
}

/// What is generated does not depend on how a design ends its lines; files by hand stay as they are.
#[test]
fn generate_leaves_them() {
    let case = Case::generate();
    let (place, other) = (windows(&case), Place::with(&case.before));
    let before = place.tree();
    for place in [&place, &other] {
        place.run(case.arguments).with(0);
    }
    let (after, others) = (place.tree(), other.tree());
    let by_hand = case.by_hand();
    for path in &by_hand {
        assert_eq!(after.file(path), before.file(path), "{}", path.display());
    }
    let is_sealed = |path: &std::path::Path| path.ends_with("moguera.lock");
    let difference = after.difference(&others);
    let mut difference = difference
        .iter()
        .filter(|path| !by_hand.contains(&path.to_path_buf()) && !is_sealed(path));
    assert_eq!(difference.next(), None);
}
