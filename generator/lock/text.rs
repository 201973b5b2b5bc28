//! The lock file as text: one fact per line, in one order.

use std::collections::BTreeSet;
use std::fmt;

use super::{Lock, Records};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::digest::Digest;
use crate::output::check_made;
use crate::source::{Source, Span};
use crate::version::Version;

/// What can be wrong with a lock file.
pub mod codes {
    crate::diagnostic::codes! {
        /// A line of the lock file is none of the facts that this version of moguera writes. The
        /// file was edited, was merged with conflict markers left in it, or comes from a newer
        /// version. Take it from version control again.
        UNKNOWN_FACT = "E0901";
        /// A line of the lock file names a path that could mean a file outside of the service's
        /// folder, or one that moguera never writes. Files are removed by what the lock file says,
        /// so nothing is done before it is right.
        UNSAFE_PATH = "E0902";
        /// A line of the lock file records a file without the SHA-256 of its content as 64
        /// lower-case hexadecimal digits.
        BAD_DIGEST = "E0903";
        /// Another version of moguera wrote what is there. `moguera generate` changes nothing of it: what one version
        /// generates is another's as a whole. Install the version that wrote it, or move the service on to this one by
        /// `moguera upgrade`, which also merges what is new of scaffolded files into yours.
        OTHER_VERSION = "E0904";
        /// Lines of the lock file were added, changed or deleted by hand. The file says what of the service may be
        /// removed and which schema databases have reached, so nothing is done by one that nobody wrote, or that names a
        /// migration without its files. Take it from version control again.
        ALTERED = "E0905";
    }
}

const HEADER: &str =
    "# Written by moguera: what it wrote here. Commit this file, do not edit it.\n";

const DESIGN: &str = "design";
pub(super) const FACTS: &str = "facts";
const GENERATED: &str = "generated";
pub(super) const GENERATOR: &str = "generator";
const MIGRATION: &str = "migration";
const NAME: &str = "name";
const SCAFFOLDED: &str = "scaffolded";
pub(super) const SCHEMA: &str = "schema";

/// Reads the facts from the first file of a source; no file means no facts.
///
/// # Errors
///
/// Every line that is no fact or names an unsafe path, each with its place.
pub fn parse(source: &Source) -> Result<Lock, Diagnostics> {
    let (lock, mut found) = read(source);
    found.gate()?;
    Ok(lock)
}

/// The facts, and what is none.
pub(super) fn read(source: &Source) -> (Lock, Diagnostics) {
    let mut lock = Lock::default();
    let mut found = Diagnostics::new();
    let text = source.files().first().map_or("", |file| file.text.as_str());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let fact = line.trim_end_matches(['\n', '\r']);
        lock.add(fact, span(start, fact), &mut found);
        start += line.len();
    }
    (lock, found)
}

/// Binds the text of a lock file to the design that it was made from: one in which a line was changed, or that was
/// merged, does not have the seal of its design. The seal itself and the version that wrote it are facts apart.
pub fn seal(text: &str, design: Digest) -> Digest {
    let facts = text.split_inclusive('\n').filter(|line| !is_apart(line));
    Digest::of_parts([design.to_string().as_str()].into_iter().chain(facts))
}

/// The digest of the facts of a text, whatever its line ends are.
pub(super) fn digest(text: &str) -> Digest {
    let is_fact = |line: &&str| !line.is_empty() && !line.starts_with('#') && !is_apart(line);
    let facts = text.lines().filter(is_fact);
    Digest::of_parts(facts.flat_map(|fact| [fact, "\n"]))
}

/// Whether a line is about the lock file itself.
fn is_apart(line: &str) -> bool {
    let kind = line.split(' ').next();
    matches!(kind, Some(DESIGN | FACTS | GENERATOR))
}

/// The place of a part of the text that starts at an offset. Places behind 4 GiB are shown at that
/// border.
pub(super) fn span(start: usize, part: &str) -> Span {
    let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
    Span {
        file: 0,
        start: offset(start),
        end: offset(start + part.len()),
    }
}

impl Lock {
    fn add(&mut self, fact: &str, span: Span, found: &mut Diagnostics) {
        if fact.is_empty() || fact.starts_with('#') {
            return;
        }
        let (kind, rest) = fact.split_once(' ').unwrap_or((fact, ""));
        let place = Span {
            start: span.end - u32::try_from(rest.len()).unwrap_or(0),
            ..span
        };
        match kind {
            GENERATED => record(&mut self.generated, rest, place, found),
            SCAFFOLDED => record(&mut self.scaffolded, rest, place, found),
            MIGRATION => record(&mut self.migrations, rest, place, found),
            DESIGN | FACTS => match Digest::parse(rest) {
                Some(digest) if kind == DESIGN => {
                    self.designs.insert(digest);
                }
                Some(digest) => {
                    self.facts.insert(digest);
                }
                None => found.push(unknown(fact, span)),
            },
            GENERATOR if Version::parse(rest).is_some() => {
                self.generators.insert(rest.to_owned());
            }
            NAME => {
                self.names.insert(unescape(rest));
            }
            SCHEMA => {
                self.schema.insert(unescape(rest));
            }
            _ => found.push(unknown(fact, span)),
        }
    }
}

fn unknown(fact: &str, span: Span) -> Diagnostic {
    let conflict = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
        .iter()
        .any(|marker| fact.starts_with(marker));
    let diagnostic = Diagnostic::new(
        codes::UNKNOWN_FACT,
        span,
        "this line is not a fact of a lock file",
    );
    if conflict {
        diagnostic
            .label("a conflict marker")
            .help("delete the markers, keep the lines of both sides and run `moguera generate`")
    } else {
        diagnostic.help(
            "take the file from version control, or update moguera if a newer version wrote it",
        )
    }
}

/// `<digest> <path>`.
fn record(records: &mut Records, fact: &str, span: Span, found: &mut Diagnostics) {
    let (digest, path) = fact.split_once(' ').unwrap_or((fact, ""));
    let Some(digest) = Digest::parse(digest) else {
        let message = "a recorded file needs the SHA-256 of its content before its path";
        found.push(
            Diagnostic::new(codes::BAD_DIGEST, span, message)
                .label("not 64 lower-case hexadecimal digits"),
        );
        return;
    };
    if let Err(error) = check_made(path) {
        let message = format!(
            "the lock file names {}, which moguera never writes",
            quoted(path)
        );
        found.push(
            Diagnostic::new(codes::UNSAFE_PATH, span.part(65..fact.len()), message)
                .label(format!("the path {}", error.rule()))
                .help("nothing was touched; take the file from version control again"),
        );
        return;
    }
    records.entry(path.to_owned()).or_default().insert(digest);
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEADER)?;
        self.designs
            .iter()
            .try_for_each(|digest| writeln!(f, "{DESIGN} {digest}"))?;
        self.facts
            .iter()
            .try_for_each(|digest| writeln!(f, "{FACTS} {digest}"))?;
        write_records(f, GENERATED, &self.generated)?;
        self.generators
            .iter()
            .try_for_each(|version| writeln!(f, "{GENERATOR} {version}"))?;
        write_records(f, MIGRATION, &self.migrations)?;
        write_facts(f, NAME, &self.names)?;
        write_records(f, SCAFFOLDED, &self.scaffolded)?;
        write_facts(f, SCHEMA, &self.schema)
    }
}

/// A fact stays one line whatever is in it.
fn escape(fact: &str) -> String {
    fact.replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
}

fn unescape(line: &str) -> String {
    let mut fact = String::new();
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => fact.extend(characters.next().map(|escaped| match escaped {
                'n' => '\n',
                'r' => '\r',
                other => other,
            })),
            plain => fact.push(plain),
        }
    }
    fact
}

fn write_facts(f: &mut fmt::Formatter<'_>, kind: &str, facts: &BTreeSet<String>) -> fmt::Result {
    facts
        .iter()
        .try_for_each(|fact| writeln!(f, "{kind} {}", escape(fact)))
}

fn write_records(f: &mut fmt::Formatter<'_>, kind: &str, records: &Records) -> fmt::Result {
    for (path, digests) in records {
        for digest in digests {
            writeln!(f, "{kind} {digest} {path}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Colour;
    use crate::source::SourceFile;

    fn read(text: &str) -> Result<Lock, String> {
        let source = Source::new(vec![SourceFile::new("moguera.lock", text)]);
        parse(&source).map_err(|found| found.render(&source, Colour::Never))
    }

    fn lock() -> Lock {
        let record = |paths: &[&str]| {
            paths
                .iter()
                .map(|path| ((*path).to_owned(), [Digest::of(b"")].into()))
                .collect()
        };
        Lock {
            designs: [Digest::of(b"")].into(),
            facts: [Digest::of(b"")].into(),
            generators: ["0.1.0".to_owned()].into(),
            generated: record(&["b", "a/c.rs", "a"]),
            scaffolded: record(&["main.rs"]),
            migrations: record(&["migrations/1.sql"]),
            names: ["view - - B\n".to_owned()].into(),
            schema: ["entity B".to_owned(), "entity A x y\\n\n\r".to_owned()].into(),
        }
    }

    #[test]
    fn is_read_as_it_is_written() {
        let text = lock().to_string();
        assert_eq!(read(&text), Ok(lock()));
        assert_eq!(
            read(&text.replace('\n', "\r\n")),
            Ok(lock()),
            "git may have changed the line ends"
        );
        assert_eq!(read(""), Ok(Lock::default()));
    }

    #[test]
    fn lines_are_ordered_by_kind_and_path() {
        let text = lock().to_string();
        let facts: Vec<_> = text
            .lines()
            .skip(1)
            .map(|line| line.replace(&Digest::of(b"").to_string(), "-"))
            .collect();
        assert_eq!(
            facts,
            [
                "design -",
                "facts -",
                "generated - a",
                "generated - a/c.rs",
                "generated - b",
                "generator 0.1.0",
                "migration - migrations/1.sql",
                r"name view - - B\n",
                "scaffolded - main.rs",
                r"schema entity A x y\\n\n\r",
                "schema entity B",
            ]
        );
    }

    #[test]
    fn both_sides_of_a_merge_are_kept() {
        let (ours, theirs) = (Digest::of(b"ours"), Digest::of(b"theirs"));
        let merged = read(&format!(
            "generated {ours} a\ngenerated {theirs} a\ngenerator 0.1.0\ngenerator 0.3.0\n"
        ));
        let merged = merged.expect("every line is a fact");
        assert_eq!(merged.generated["a"], [ours, theirs].into());
        assert_eq!(merged.generators.len(), 2);
    }

    /// Lines that are no facts, and what is said of them.
    const WRONG: &[(&str, &str)] = &[
        ("generated HASH ../../.bashrc", "the path has the part `..`"),
        ("generated HASH /etc/passwd", "the path is absolute"),
        ("scaffolded HASH C:/x", "the path has the character `:`"),
        ("migration HASH a//b", "the path has an empty part"),
        ("generated HASH a\0b", "the path has the character `\\u{0}`"),
        (
            "generated HASH .git/hooks/pre-commit",
            "belongs to git or to moguera itself",
        ),
        ("generated HASH ", "the path has an empty part"),
        ("generated HASH", "the path has an empty part"),
        ("generated 12 a", "not 64 lower-case hexadecimal digits"),
        ("generated", "not 64 lower-case hexadecimal digits"),
        ("generator 1.0\u{1b}[2J", "not a fact"),
        ("design x", "not a fact"),
        ("sculpted x", "not a fact"),
        ("<<<<<<< ours", "delete the markers"),
    ];

    #[test]
    fn says_where_and_why() {
        let hash = Digest::of(b"").to_string();
        for (line, expected) in WRONG {
            let line = line.replace("HASH", &hash);
            let text = format!("generator 0.1.0\n{line}\n");
            let frame = read(&text).expect_err(&line);
            assert!(frame.contains("moguera.lock:2:"), "{frame}");
            assert!(frame.contains(expected), "{frame}");
        }
    }

    #[test]
    fn reports_every_line() {
        let frames = read("x\ny\nz\n").expect_err("no line is a fact");
        assert_eq!(frames.matches("error[E0901]").count(), 3);
    }
}
