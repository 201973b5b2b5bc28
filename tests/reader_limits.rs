//! Designs that are meant to use up the machine end with a diagnostic, or are read.

use moguera::diagnostic::{Colour, Diagnostics};
use moguera::schema::Design;
use moguera::source::{Source, SourceFile};

const HEAD: &str = "moguera: \"0.1\"\napi: {name: shop, version: 1.0.0}\n";

fn read(text: String) -> (Design, Vec<&'static str>) {
    let source = Source::new(vec![SourceFile::new("design.yaml", text)]);
    let mut diagnostics = Diagnostics::new();
    let design = moguera::parse::parse(&source, &mut diagnostics);
    assert_eq!(
        diagnostics.is_empty(),
        diagnostics.render(&source, Colour::Ansi).is_empty()
    );
    (
        design,
        diagnostics
            .sorted()
            .iter()
            .map(|diagnostic| diagnostic.code.id())
            .collect(),
    )
}

fn codes(text: String) -> Vec<&'static str> {
    read(text).1
}

/// Every level holds the one below nine times: 9⁹ attributes in 500 bytes.
#[test]
fn billion_laughs() {
    let mut text = format!("{HEAD}types:\n  T0: {{attributes: &a0 {{x: string}}}}\n");
    for level in 1..10 {
        let below = (0..9).map(|at| format!("x{at}: {{attributes: *a{}}}", level - 1));
        let below: Vec<_> = below.collect();
        text += &format!(
            "  T{level}: {{attributes: &a{level} {{{}}}}}\n",
            below.join(", ")
        );
    }
    assert_eq!(codes(text), ["E0103"]);
}

#[test]
fn brackets() {
    assert_eq!(
        codes(format!("{HEAD}types: {}", "[".repeat(100_000))),
        ["E0103"]
    );
    assert_eq!(
        codes(format!("{HEAD}types: {}", "{a: ".repeat(100_000))),
        ["E0103"]
    );
}

#[test]
fn deep_blocks() {
    let mut text = format!("{HEAD}types:\n");
    for level in 1..2_000 {
        text += &format!("{}a:\n", " ".repeat(level));
    }
    assert_eq!(codes(text), ["E0103"]);
    assert_eq!(
        codes(format!("{HEAD}types:\n  {}", "- ".repeat(100_000))),
        ["E0103"]
    );
}

/// As deep as may be, in the construct that costs the reader the most stack.
#[test]
fn deepest_design() {
    let open = "{items: ".repeat(58);
    let close = ", type: array}".repeat(58);
    let (design, found) = read(format!("{HEAD}types: {{A: {open}string{close}}}\n"));
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(design.types.len(), 1);
    let open = "{attributes: {a: ".repeat(29);
    let close = "}}".repeat(29);
    let (design, found) = read(format!("{HEAD}types: {{A: {open}string{close}}}\n"));
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(design.types.len(), 1);
}

/// Aliases do not add levels past the limit, either.
#[test]
fn depth_through_aliases() {
    let mut text = format!("{HEAD}types:\n  T0: &t0 {{type: string}}\n");
    for level in 1..200 {
        text += &format!(
            "  T{level}: &t{level} {{type: array, items: *t{}}}\n",
            level - 1
        );
    }
    assert_eq!(codes(text), ["E0103"]);
}

#[test]
fn long_scalar_behind_a_thousand_aliases() {
    let mut text = format!(
        "{HEAD}types:\n  T: {{type: string, description: &d {}}}\n",
        "x".repeat(100_000)
    );
    for at in 0..1_000 {
        text += &format!("  T{at}: {{type: string, description: *d}}\n");
    }
    assert_eq!(codes(text), ["E0103"]);
}

#[test]
fn too_many_aliases() {
    let mut text = format!("{HEAD}types:\n  T: &t {{type: string}}\n");
    for at in 0..1_001 {
        text += &format!("  T{at}: *t\n");
    }
    assert_eq!(codes(text), ["E0103"]);
}

/// Ten megabytes that mean something are read; the limits are no nuisance to anyone.
#[test]
fn large_design() {
    let mut text = format!("{HEAD}entities:\n");
    let mut count = 0;
    while text.len() < 10 << 20 {
        text += &format!("  Entity{count}:\n    description: One of many.\n    attributes:\n");
        for at in 0..40 {
            text += &format!(
                "      attribute_{at}: {{type: string, max_length: {}}}\n",
                at + 1
            );
        }
        count += 1;
    }
    let (design, found) = read(text);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(design.entities.len(), count);
    assert!(
        design
            .entities
            .iter()
            .all(|(_, entity)| entity.attributes.len() == 40)
    );
}

/// Of any number of mistakes a thousand are kept, and the count of the others.
#[test]
fn many_mistakes() {
    let text = (0..20_000).fold(format!("{HEAD}types:\n"), |text, at| {
        text + &format!("  T{at}: []\n")
    });
    let source = Source::new(vec![SourceFile::new("design.yaml", text)]);
    let mut diagnostics = Diagnostics::new();
    moguera::parse::parse(&source, &mut diagnostics);
    assert_eq!(diagnostics.errors(), 20_000);
    assert_eq!(diagnostics.sorted().len(), 1_000);
    assert!(
        diagnostics
            .render(&source, Colour::Never)
            .ends_with("\n19000 more are not shown\n")
    );
}

/// A line of megabytes is not drawn once for each mistake in it.
#[test]
fn mistakes_in_a_long_line() {
    let types = (0..5_000).map(|at| format!("T{at}: [], padding{at}: string"));
    let text = format!(
        "{HEAD}types: {{{}}}\n",
        types.collect::<Vec<_>>().join(", ")
    );
    let source = Source::new(vec![SourceFile::new("design.yaml", text)]);
    let mut diagnostics = Diagnostics::new();
    moguera::parse::parse(&source, &mut diagnostics);
    let told = diagnostics.render(&source, Colour::Never);
    assert!(told.contains("--> design.yaml:3:13\n"), "{}", &told[..500]);
    assert!(told.len() < 1 << 20);
}

/// More warnings than are kept come before the only error, which is of a later stage.
#[test]
fn an_error_behind_many_warnings() {
    let entity = "{attributes: {role: string}, visible: [{role: first}]}";
    let rows: String = (0..1_001)
        .map(|at| format!("  Row{at}: {entity}\n"))
        .collect();
    let text = format!("{HEAD}entities:\n{rows}  Last: {{belongs_to: {{gone: Gone}}}}\n");
    let source = Source::new(vec![SourceFile::new("design.yaml", text)]);
    let found = moguera::front(&source).expect_err("`Gone` is unknown");
    let told = found.render(&source, Colour::Never);
    assert!(
        told.contains("more are not shown"),
        "{}",
        &told[told.len() - 900..]
    );
}
