//! The list of what is left to write names the scaffolded files that answer 501, all of them and no others.

use std::collections::{BTreeMap, BTreeSet};

use moguera::evolve::DataLoss;
use moguera::output::Owner;
use moguera::source::{Source, SourceFile};

const DESIGNS: [&str; 2] = [
    include_str!("cases/openapi/everything.yaml"),
    include_str!("services/corners/design/design.yaml"),
];

#[test]
fn every_file_that_answers_501_is_listed() {
    let mut listed = BTreeMap::new();
    for design in DESIGNS {
        let source = Source::new(vec![SourceFile::new("design.yaml", design)]);
        let service = moguera::front(&source).expect("the design is sound");
        let output = moguera::generate(&service, &BTreeSet::new(), DataLoss::Refused)
            .expect("it is the first run");
        let scaffolded = output.files().iter().filter(|(_, file)| {
            let is_wired = matches!(file.owner, Owner::Scaffolded { wired: true });
            is_wired && file.text.contains("Err(NotImplemented")
        });
        let answering: BTreeSet<&String> = scaffolded.map(|(path, _)| path).collect();
        let left = moguera::lower::unwritten(&service);
        assert_eq!(left.keys().collect::<BTreeSet<_>>(), answering);
        listed.extend(left);
    }
    let told: Vec<&str> = listed.values().map(String::as_str).collect();
    assert!(told.contains(&"GET /v1/quotes/today"), "{told:?}");
    let is_attribute = |of: &&&str| !of.contains(' ') && of.contains('.');
    assert!(told.iter().any(|of| is_attribute(&of)), "{told:?}");
}
