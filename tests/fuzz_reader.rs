//! Designs nobody would write: mutations of those that are here. None may make the reader panic, or
//! report something at a place that does not exist.
//!
//! `MOGUERA_FUZZ_INPUTS=1000000 cargo test --release --test fuzz_reader` reads so many inputs.
//!
//! Deterministic: the seed is printed, `MOGUERA_FUZZ_SEED` sets it. An input that fails is kept in
//! `cases/fuzz/` and replayed ever after. One that ends the process (a stack that overflows) cannot
//! be kept: with `MOGUERA_FUZZ_TRACE` set, the last input is in cargo's folder for temporary files.

#![expect(
    clippy::disallowed_methods,
    reason = "tests read and write files and tell about it"
)]
#![expect(
    clippy::disallowed_macros,
    reason = "tests read and write files and tell about it"
)]
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::{env, fs};

use moguera::diagnostic::{Colour, Diagnostics};
use moguera::source::{Source, SourceFile, Span};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
const DESIGNS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/designs");
const LAST_INPUT: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/fuzz_reader_input.yaml");

#[test]
fn mutated_designs_are_read_or_refused() {
    let inputs = number("MOGUERA_FUZZ_INPUTS").unwrap_or(20_000);
    let seed = number("MOGUERA_FUZZ_SEED").unwrap_or(0x6d6f_6775_6572_6121);
    println!("MOGUERA_FUZZ_SEED={seed} MOGUERA_FUZZ_INPUTS={inputs}");
    let trace = env::var_os("MOGUERA_FUZZ_TRACE").is_some();
    let corpus = corpus();
    let mut random = Random(seed.max(1));
    for number in 0..inputs {
        let mut input = random.pick(&corpus).clone();
        for _ in 0..=random.below(4) {
            mutate(&mut input, &corpus, &mut random);
        }
        if trace {
            fs::write(LAST_INPUT, &input).expect("the temporary folder takes files");
        }
        if catch_unwind(AssertUnwindSafe(|| read(&input))).is_err() {
            fs::create_dir_all(Path::new(CASES).join("fuzz")).expect("the folder can be made");
            let kept = Path::new(CASES).join(format!("fuzz/{seed:x}-{number}.yaml"));
            fs::write(&kept, &input).expect("the folder of cases takes files");
            panic!("input {number} fails and is kept as {}", kept.display());
        }
    }
}

#[test]
fn inputs_that_failed_once_do_not_fail_again() {
    for path in files(Path::new(CASES)) {
        read(&fs::read(&path).expect("the case is readable"));
    }
}

/// Reads a design, then proves it sound if it can be read; what is said about it is held to what
/// every finding promises.
fn read(input: &[u8]) {
    let source = Source::new(vec![SourceFile::from_bytes("design.yaml", input.to_vec())]);
    let mut diagnostics = Diagnostics::new();
    let design = moguera::parse::parse(&source, &mut diagnostics);
    assert!(diagnostics.errors() > 0 || design.api.name.span.end > 0);
    let diagnostics = match moguera::read(&source) {
        Ok((_, warnings)) => warnings,
        Err(found) => found,
    };
    for finding in diagnostics.sorted() {
        let places = finding.labels.iter().map(|(span, _)| *span);
        for span in places.chain([finding.span]) {
            assert!(lies_in(&source, span), "{} at {span:?}", finding.message);
        }
        let message = &finding.message;
        assert!(
            !message.ends_with('.') && !message.contains('\n'),
            "{message}"
        );
    }
    for finding in diagnostics.sorted().into_iter().take(3) {
        assert!(
            finding
                .render(&source, Colour::Never)
                .contains(finding.code.id())
        );
    }
}

fn lies_in(source: &Source, span: Span) -> bool {
    source.file(span).is_some_and(|file| {
        file.text
            .get(span.start as usize..span.end as usize)
            .is_some()
    })
}

fn number(variable: &str) -> Option<u64> {
    env::var(variable)
        .ok()
        .map(|text| text.parse().expect("the variable is a number"))
}

/// Every design and case of the repository, and the examples of the reference page.
fn corpus() -> Vec<Vec<u8>> {
    let on_disk = files(Path::new(CASES))
        .into_iter()
        .chain(files(Path::new(DESIGNS)));
    let mut corpus: Vec<_> = on_disk
        .map(|path| fs::read(path).expect("the design is readable"))
        .collect();
    let page = moguera::parse::reference();
    let examples = page
        .split("```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next());
    corpus.extend(examples.map(|example| example.as_bytes().to_vec()));
    corpus
}

/// Files of YAML below a folder, ordered by path.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).expect("the folder is readable") {
            let path = entry.expect("the folder is readable").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "yaml")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Pieces that mean something to YAML or to the language.
const PIECES: &[&str] = &[
    ": ",
    "- ",
    "? ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "\"",
    "'",
    "|",
    ">",
    "&a ",
    "*a",
    "<<: ",
    "!!str ",
    "#",
    "\n",
    "\t",
    "\r\n",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "\u{feff}",
    "\0",
    "\u{202e}",
    "é",
    "日",
    "~",
    "null",
    "true",
    "yes",
    "0",
    "-1",
    "1e999",
    "string",
    "string[]?",
    "map<",
    "?",
    "*",
    "\"*\"",
    "type: ",
    "attributes: ",
    "items: ",
    "enum: ",
    "extend: ",
    "one_of: ",
    "views: ",
    "default: ",
    "authorize: ",
    "role:admin",
    "post: ",
    "response: ",
    "now",
    "\\",
    "\"\\u",
    "    ",
];

/// One change: of bytes, of a line, or of the tree that the lines make.
fn mutate(input: &mut Vec<u8>, corpus: &[Vec<u8>], random: &mut Random) {
    match random.below(12) {
        0 => {
            let at = random.below(input.len() + 1);
            input.insert(at, random.below(256) as u8);
        }
        1 if !input.is_empty() => {
            let at = random.below(input.len());
            input[at] ^= 1 << random.below(8);
        }
        2 if !input.is_empty() => {
            let from = random.below(input.len());
            let to = (from + random.below(16)).min(input.len());
            input.drain(from..to);
        }
        3 | 4 => {
            let piece = random.pick(PIECES).repeat(1 + random.below(3));
            let at = random.below(input.len() + 1);
            input.splice(at..at, piece.bytes());
        }
        5 => {
            let other = random.pick(corpus);
            let at = random.below(other.len() + 1);
            let to = (at + random.below(200)).min(other.len());
            let into = random.below(input.len() + 1);
            input.splice(into..into, other[at..to].iter().copied());
        }
        other => mutate_lines(input, other, random),
    }
}

fn mutate_lines(input: &mut Vec<u8>, kind: usize, random: &mut Random) {
    let mut lines: Vec<Vec<u8>> = input
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    let (one, two) = (random.below(lines.len()), random.below(lines.len()));
    match kind {
        6 => drop(lines.remove(one)),
        7 => lines.insert(two, lines[one].clone()),
        8 => lines.swap(one, two),
        9 => {
            // Keys change places, values stay.
            let (first, second) = (colon(&lines[one]), colon(&lines[two]));
            let key = lines[one][..first].to_vec();
            let other = lines[two].splice(..second, key).collect::<Vec<_>>();
            if one != two {
                lines[one].splice(..first, other);
            }
        }
        10 => {
            let from = colon(&lines[one]);
            lines[one].truncate(from);
            lines[one].extend_from_slice(b": ");
            lines[one].extend_from_slice(random.pick(PIECES).as_bytes());
        }
        _ => {
            // The rest of the file moves below a key.
            let depth = 2 * random.below(40);
            for line in &mut lines[one..] {
                line.splice(0..0, std::iter::repeat_n(b' ', depth));
            }
        }
    }
    *input = lines.join(&b'\n');
}

/// Where the key of a line ends.
fn colon(line: &[u8]) -> usize {
    line.iter()
        .position(|byte| *byte == b':')
        .unwrap_or(line.len())
}

/// xorshift64* (Vigna, 2016).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        number as usize % limit.max(1)
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}
