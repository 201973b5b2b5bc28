//! Emits the body of a test: what its kind is given goes in, statements come out.

use super::super::templates;
use crate::plan::tests::Body;
use crate::plan::tests::kinds as plan;
use askama::Template;

/// A template for each kind of test: what the test is given is its `kind`.
macro_rules! kinds {
    ($($path:literal renders $kind:ident($given:ident),)*) => {
        $(
            #[derive(Template)]
            #[template(path = $path, escape = "none")]
            struct $kind<'a> {
                kind: &'a plan::$given,
            }
        )*

        fn rendered(body: &Body) -> String {
            match body {
                $(Body::$kind(kind) => templates::part(&$kind { kind }),)*
            }
        }
    };
}

kinds! {
    "service/crates/server/tests/api/resources/kinds/steps.rs.jinja" renders Steps(Steps),
    "service/crates/server/tests/api/resources/kinds/unsigned.rs.jinja" renders Unsigned(Requests),
    "service/crates/server/tests/api/resources/kinds/forged.rs.jinja" renders Forged(Requests),
    "service/crates/server/tests/api/resources/kinds/views.rs.jinja" renders Views(Views),
    "service/crates/server/tests/api/resources/kinds/conditions.rs.jinja" renders Conditions(Conditions),
    "service/crates/server/tests/api/resources/kinds/emptied.rs.jinja" renders Emptied(Emptied),
    "service/crates/server/tests/api/resources/kinds/created.rs.jinja" renders Created(Created),
    "service/crates/server/tests/api/resources/kinds/least.rs.jinja" renders Least(Least),
    "service/crates/server/tests/api/resources/kinds/faults.rs.jinja" renders Faults(Faults),
    "service/crates/server/tests/api/resources/kinds/missing.rs.jinja" renders Missing(Missing),
    "service/crates/server/tests/api/resources/kinds/unsettable.rs.jinja" renders Unsettable(Unsettable),
    "service/crates/server/tests/api/resources/kinds/taken.rs.jinja" renders Taken(Taken),
    "service/crates/server/tests/api/resources/kinds/slugs.rs.jinja" renders Slugs(Slugs),
    "service/crates/server/tests/api/resources/kinds/bodies.rs.jinja" renders Bodies(Bodies),
    "service/crates/server/tests/api/resources/kinds/changed.rs.jinja" renders Changed(Changed),
    "service/crates/server/tests/api/resources/kinds/nulled.rs.jinja" renders Nulled(Nulled),
    "service/crates/server/tests/api/resources/kinds/stale.rs.jinja" renders Stale(Stale),
    "service/crates/server/tests/api/resources/kinds/raced.rs.jinja" renders Raced(Raced),
    "service/crates/server/tests/api/resources/kinds/deleted.rs.jinja" renders Deleted(Deleted),
    "service/crates/server/tests/api/resources/kinds/sorted.rs.jinja" renders Sorted(Sorted),
    "service/crates/server/tests/api/resources/kinds/filtered.rs.jinja" renders Filtered(Filtered),
    "service/crates/server/tests/api/resources/kinds/window.rs.jinja" renders Window(Window),
    "service/crates/server/tests/api/resources/kinds/walked.rs.jinja" renders Walked(Walked),
    "service/crates/server/tests/api/resources/kinds/cursors.rs.jinja" renders Cursors(Cursors),
    "service/crates/server/tests/api/resources/kinds/counted.rs.jinja" renders Counted(Counted),
    "service/crates/server/tests/api/resources/kinds/alike.rs.jinja" renders Alike(Alike),
    "service/crates/server/tests/api/resources/kinds/seen.rs.jinja" renders Seen(Seen),
    "service/crates/server/tests/api/resources/kinds/ordered.rs.jinja" renders Ordered(Ordered),
}

/// The statements of a test, without line ends around them.
pub(super) fn body(body: &Body) -> String {
    rendered(body)
        .trim_end()
        .trim_start_matches('\n')
        .to_owned()
}
