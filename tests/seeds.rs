//! First rows as statements: every encoding, relations that lead forward, joining tables.

use std::fmt::Write;

use insta::assert_snapshot;
use moguera::evolve::DataLoss;
use moguera::source::{Source, SourceFile};

const DESIGN: &str = include_str!("cases/stages/seeds.yaml");

#[test]
fn both_databases_are_given_the_same_rows() {
    let written = scripts(DESIGN);
    insta::with_settings!({
        snapshot_path => "../snapshots/seeds",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        assert_snapshot!("scripts", written);
    });
}

/// How a design is split into files never changes what comes out.
#[test]
fn the_order_of_sections_makes_no_difference() {
    let (before, from_book) = DESIGN.split_once("  Book:\n    first:").expect("its rows");
    let (book, author) = from_book
        .split_once("  Author:\n")
        .expect("those of authors");
    let turned = format!("{before}  Author:\n{author}  Book:\n    first:{book}");
    assert_eq!(scripts(&turned), scripts(DESIGN));
}

#[test]
fn a_design_without_seeds_has_no_script() {
    let (without, _) = DESIGN.split_once("seeds:\n").expect("the section");
    assert_eq!(scripts(without), "");
}

/// The scripts of both databases, one below the other.
fn scripts(design: &str) -> String {
    let source = Source::new(vec![SourceFile::new("design.yaml", design)]);
    let service = moguera::front(&source).expect("it is sound");
    let output =
        moguera::generate(&service, &Default::default(), DataLoss::Refused).expect("it starts");
    let mut scripts = String::new();
    for (path, file) in output.files() {
        if path.ends_with("/seeds.sql") {
            writeln!(scripts, "======== {path}\n{}", file.text).expect("a string takes it");
        }
    }
    scripts
}
