//! An accepted design generates code that compiles: random designs, hostile ones, and the same design in other pieces
//! and places.

#![expect(
    clippy::disallowed_macros,
    reason = "tests tell which designs they were given"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests run programs and look at what they leave behind"
)]

mod compile;
mod hostile;
mod random;
mod same;

use compile::{Service, number};
use moguera::diagnostic::Colour;
use moguera::source::{Source, SourceFile};

/// How many designs are read; reading is cheap.
const READ: u64 = 500;

#[test]
fn what_is_written_by_the_rules_is_accepted() {
    for seed in 0..READ {
        let text = random::design(seed, "random");
        let source = Source::new(vec![SourceFile::new("design.yaml", text.as_str())]);
        if let Err(found) = moguera::front(&source) {
            let told = found.render(&source, Colour::Never);
            panic!("MOGUERA_RANDOM_SEED={seed}:\n{text}\n{told}");
        }
    }
}

/// How many designs are compiled unless somebody asks for more.
const FEW: u64 = 2;

/// Seeds of designs that once did not compile: an engine that is asked for nothing but what its usecases ask themselves;
/// a body that names the caller's own account.
const KEPT: &[u64] = &[1009, 1016];

/// A few designs; `MOGUERA_RANDOM_DESIGNS` says how many, `MOGUERA_RANDOM_SEED` where to begin.
#[test]
fn what_is_accepted_compiles() {
    let designs = number("MOGUERA_RANDOM_DESIGNS").unwrap_or(FEW);
    let first = number("MOGUERA_RANDOM_SEED").unwrap_or(1);
    let below = tempfile::tempdir().expect("there is room for a temporary folder");
    let kept = if designs == FEW { KEPT } else { &[] };
    for seed in (first..first + designs).chain(kept.iter().copied()) {
        println!("MOGUERA_RANDOM_SEED={seed} MOGUERA_RANDOM_DESIGNS=1");
        let name = format!("random-{seed}");
        let text = random::design(seed, &name);
        let service = Service::of(&[("design.yaml", &text)], &name, below.path());
        service.compiles();
    }
}
