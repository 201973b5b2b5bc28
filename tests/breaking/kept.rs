//! Names that clients keep: a rename with them breaks nobody on the wire, and whoever lets go of them breaks all who do.

use std::collections::BTreeSet;

use moguera::breaking::{Audience, Finding, Verdict, compare};
use moguera::ir::Service;

use crate::case;

const KEPT: &str = r#"moguera: "0.1"
api: { name: kept, version: 1.0.0 }
entities:
  Note:
    attributes:
      title: { type: string, max_length: 50, renamed_from: name, wire_alias: true }
      state: { enum: [{ name: on, renamed_from: lit, wire_alias: true }, dark], default: dark, set_by: caller }
    belongs_to:
      author: { entity: Note, optional: true, renamed_from: writer, wire_alias: true }
    many_to_many: { labels: { entity: Note, renamed_from: tags, wire_alias: true } }
media_types:
  Note: { views: { default: ["*"], tiny: { fields: [id, title], renamed_from: brief, wire_alias: true } } }
resources:
  notes:
    renamed_from: papers
    wire_alias: true
    authorize: public
    actions: [show, create, update]
    list: { filter: [title, author, labels], sort: [title] }
"#;

const BEFORE: &str = r#"moguera: "0.1"
api: { name: kept, version: 1.0.0 }
entities:
  Note:
    attributes:
      name: { type: string, max_length: 50 }
      state: { enum: [lit, dark], default: dark, set_by: caller }
    belongs_to:
      writer: { entity: Note, optional: true }
    many_to_many: { tags: { entity: Note } }
media_types:
  Note: { views: { default: ["*"], brief: [id, name] } }
resources:
  papers:
    media_type: Note
    authorize: public
    actions: [show, create, update]
    list: { filter: [name, writer, tags], sort: [name] }
"#;

fn service(text: &str) -> Service {
    case::service("kept", text).unwrap_or_else(|told| panic!("{told}"))
}

fn on_the_wire(found: &[Finding]) -> Vec<&Finding> {
    let is_of_wire =
        |audience: &Audience| matches!(audience, Audience::Requests | Audience::Responses);
    let breaks = |finding: &&Finding| {
        let mut audiences = finding.rule.audiences(Verdict::Breaks);
        audiences.any(|audience| is_of_wire(&audience))
    };
    found.iter().filter(breaks).collect()
}

#[test]
fn a_rename_that_clients_do_not_notice_breaks_nothing_on_the_wire() {
    let found = compare(&service(BEFORE), &service(KEPT));
    let wire = on_the_wire(&found);
    assert!(wire.is_empty(), "{wire:#?}");
    let rules: BTreeSet<&str> = found.iter().map(|finding| finding.rule.id).collect();
    for rule in ["DRV01", "DB10C", "DB27"] {
        assert!(rules.contains(rule), "{rule}: {rules:?}");
    }
}

#[test]
fn whoever_lets_go_of_the_old_names_breaks_clients() {
    let (kept, gone) = (service(KEPT), KEPT.replace(", wire_alias: true", ""));
    let gone = gone.replace("    wire_alias: true\n", "");
    let found = compare(&kept, &service(&gone));
    let rules: BTreeSet<&str> = on_the_wire(&found)
        .iter()
        .map(|finding| finding.rule.id)
        .collect();
    let expected = [
        "COL07E", "COL08", "REQ09", "REQ16D", "RES04", "RSP09E", "RSP23", "RSP29",
    ];
    assert_eq!(rules, BTreeSet::from(expected));
    let moved = found.iter().find(|finding| finding.rule.id == "RES04");
    assert!(moved.is_some_and(|finding| finding.witness.is_some()));
    let stored = found
        .iter()
        .filter(|finding| finding.rule.id.starts_with("DB"));
    assert_eq!(stored.count(), 0, "the database has the new names already");
}
