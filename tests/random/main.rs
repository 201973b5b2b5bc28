//! Random designs that the language accepts: whatever is accepted generates code that compiles.

#![expect(
    clippy::disallowed_macros,
    reason = "tests tell which designs they were given"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests run programs and look at what they leave behind"
)]

mod actions;
mod api;
mod attributes;
mod chance;
mod compile;
mod draft;
mod entities;
mod media_types;
mod resources;
mod seeds;
mod types;
mod value;
mod words;
mod yaml;

use moguera::diagnostic::Colour;
use moguera::source::{Source, SourceFile};

#[test]
fn what_is_written_by_the_rules_is_accepted() {
    let mut refused = 0;
    for seed in 0..1000 {
        let text = yaml::text(&draft::design(seed, "random"));
        let source = Source::new(vec![SourceFile::new("design.yaml", text.as_str())]);
        if let Err(found) = moguera::front(&source) {
            refused += 1;
            if refused < 12 {
                println!("seed {seed}\n{}", found.render(&source, Colour::Never));
            }
        }
    }
    assert_eq!(refused, 0);
}

/// A few designs; `MOGUERA_RANDOM_DESIGNS` says how many, `MOGUERA_RANDOM_SEED` where to begin.
#[test]
fn what_is_accepted_compiles() {
    let designs = compile::number("MOGUERA_RANDOM_DESIGNS").unwrap_or(2);
    let first = compile::number("MOGUERA_RANDOM_SEED").unwrap_or(1);
    let below = tempfile::tempdir().expect("there is room for a temporary folder");
    for seed in first..first + designs {
        println!("MOGUERA_RANDOM_SEED={seed} MOGUERA_RANDOM_DESIGNS=1");
        let text = yaml::text(&draft::design(seed, "random"));
        let service = compile::Service::of(&text, seed, &format!("random-{seed}"), below.path());
        service.compiles();
    }
}

/// The designs themselves, to look at: written into the folder that the variable names.
#[test]
fn hunt_dump() {
    let Some(folder) = std::env::var_os("HUNT") else { return };
    let first = compile::number("MOGUERA_RANDOM_SEED").unwrap_or(1);
    let designs = compile::number("MOGUERA_RANDOM_DESIGNS").unwrap_or(2);
    for seed in first..first + designs {
        let text = yaml::text(&draft::design(seed, &format!("s{seed}")));
        let outcome = std::panic::catch_unwind(|| compile::Service::of(&text, seed, &format!("s{seed}"), std::path::Path::new(&folder)));
        if outcome.is_err() { println!("GENERATE FAILED {seed}"); }
    }
}
