//! The reference page of the language is current, and every example on it can be read.

#![expect(
    clippy::disallowed_methods,
    reason = "tests read and write files and tell about it"
)]
use moguera::diagnostic::{Colour, Diagnostics};
use moguera::source::{Source, SourceFile};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/designs/LANGUAGE.md");

#[test]
fn the_committed_page_is_what_the_reader_understands() {
    let page = moguera::parse::reference();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(PAGE, &page).expect("the page can be written");
    }
    let committed = std::fs::read_to_string(PAGE).expect("designs/LANGUAGE.md is there");
    assert!(
        committed == page,
        "designs/LANGUAGE.md is stale: run this test with UPDATE_GOLDEN=1"
    );
}

#[test]
fn every_example_is_read_without_a_finding() {
    let page = moguera::parse::reference();
    let examples = page
        .split("```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next());
    let mut count = 0;
    for example in examples {
        let mut files = vec![SourceFile::new("example.yaml", example)];
        if !example.starts_with("moguera:") {
            let head = "moguera: \"0.1\"\napi: {name: example, version: 1.0.0}\n";
            files.push(SourceFile::new("head.yaml", head));
        }
        let source = Source::new(files);
        let mut diagnostics = Diagnostics::new();
        moguera::parse::parse(&source, &mut diagnostics);
        assert!(
            diagnostics.is_empty(),
            "{}",
            diagnostics.render(&source, Colour::Never)
        );
        count += 1;
    }
    assert!(count >= 7, "the page has lost its examples");
}

#[test]
fn links_inside_the_page_lead_somewhere() {
    let page = moguera::parse::reference();
    let anchor = |heading: &str| heading.to_lowercase().replace(' ', "-").replace(',', "");
    let headings: Vec<_> = page
        .lines()
        .filter_map(|line| {
            line.strip_prefix('#')
                .map(|rest| anchor(rest.trim_start_matches('#').trim()))
        })
        .collect();
    let links = page
        .split("](#")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    for link in links {
        assert!(
            headings.iter().any(|heading| heading == link),
            "#{link} leads nowhere"
        );
    }
}
