//! The page: every operation, nothing from elsewhere, no markup that a design has written.

use crate::case::cases;

#[test]
fn the_page_has_every_operation_and_loads_nothing() {
    for case in cases() {
        for (resource, action) in case.actions() {
            let id = format!("{}_{}", resource.name, action.name);
            assert!(
                case.page.contains(&format!("<article id=\"{id}\">")),
                "{}: {id}",
                case.name
            );
            assert!(
                case.page.contains(&format!("<li><a href=\"#{id}\"")),
                "{}: {id}",
                case.name
            );
        }
        assert!(!case.page.contains(" src="), "{}", case.name);
        for target in case
            .page
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            let anchor = target
                .strip_prefix('#')
                .map(|anchor| format!(" id=\"{anchor}\""));
            let known = anchor.is_some_and(|anchor| case.page.contains(&anchor));
            let own = target == "/openapi.json" || target.starts_with("data:image/svg+xml,");
            assert!(known || own, "{}: {target}", case.name);
        }
    }
}

/// The server permits a page what stands in its only style and script, by their hashes.
#[test]
fn the_page_keeps_its_content_security_policy() {
    for case in cases() {
        assert_eq!(case.page.matches("<style>").count(), 1, "{}", case.name);
        assert_eq!(case.page.matches("<script").count(), 1, "{}", case.name);
        for forbidden in [" style=\"", " onclick=", "javascript:"] {
            assert!(!case.page.contains(forbidden), "{}: {forbidden}", case.name);
        }
    }
}

#[test]
fn words_of_a_design_are_no_markup() {
    let case = cases()
        .iter()
        .find(|case| case.name == "everything")
        .expect("the case is there");
    for written in ["Depot </script>", "<b>Not bold.</b>", "<i>tags</i>"] {
        assert!(case.text.contains(written), "{written}");
        assert!(!case.page.contains(written), "{written}");
    }
    assert!(case.page.contains("&lt;b&gt;Not bold.&lt;/b&gt;"));
}
