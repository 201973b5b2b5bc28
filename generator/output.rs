//! What a design asks for, in memory: relative paths and texts come in from the emitters, one map
//! goes out that can be written anywhere. A path that is not safe on every system does not get in.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::diagnostic::quoted;
use crate::digest::Digest;

/// Path of the lock file. No output may claim it.
pub const LOCK: &str = "moguera.lock";

/// Folder of what moguera keeps for itself beside the lock file. No output may claim anything in
/// it.
pub const PRIVATE: &str = ".moguera";

/// Folder of the design, which the team writes. No output may claim anything in it.
pub const DESIGN: &str = "design";

/// Who may change a file once it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Moguera: rewritten on every run, removed when the design no longer asks for it.
    Generated,
    /// The team: written once and never overwritten.
    Scaffolded {
        /// Whether generated code names the file, so that it has to be there: it is scaffolded
        /// again after it was deleted. A file that is not wired stays deleted.
        wired: bool,
    },
    /// History: written by the run that first asks for it, never rewritten and never removed, and
    /// carried in the lock file whether a later run asks for it or not.
    Migration,
}

/// One file that a design asks for.
#[derive(Debug, Clone)]
pub struct File {
    /// Who may change it later.
    pub owner: Owner,
    /// Its whole text. A text that begins with `#!/` is written as an executable file.
    pub text: Cow<'static, str>,
}

/// Everything that a design asks for.
#[derive(Debug, Clone, Default)]
pub struct Output {
    files: BTreeMap<String, File>,
    /// Facts about the schema that the migrations reach, for the next run to start from.
    pub schema: BTreeSet<String>,
    /// What tells the design that asks for it from every other one.
    pub design: Digest,
    /// Every file and folder by its path in lower case, as it is spelled.
    spelled: BTreeMap<String, String>,
}

/// A service that does not exist yet.
#[derive(Debug, Clone, Default)]
pub struct NewService {
    /// What its design asks for.
    pub output: Output,
    /// The team's own files from the first, the design and what is written by hand in a scaffold.
    /// One at the path of a scaffolded file takes its place on the disk; the scaffolded text is
    /// kept as what it was derived from.
    pub own: BTreeMap<String, Cow<'static, str>>,
    /// Scaffolded files that answer 501 until they are written, each with what it is asked for.
    pub unwritten: BTreeMap<String, String>,
}

impl Output {
    /// Nothing yet.
    pub fn new() -> Self {
        Output::default()
    }

    /// Adds a file at a path that is relative to the service's folder and separated by `/`.
    ///
    /// # Errors
    ///
    /// The path breaks a rule of [`check_made`], or a file or folder of this output has the same
    /// name or one that differs only in case, which is the same file on many systems.
    pub fn insert(&mut self, path: impl Into<String>, file: File) -> Result<(), PathError> {
        let path = path.into();
        check_made(&path)?;
        self.admits(&path)?;
        for folder in folders_above(&path) {
            self.spelled.insert(fold(folder), folder.to_owned());
        }
        self.spelled.insert(fold(&path), path.clone());
        self.files.insert(path, file);
        Ok(())
    }

    /// Whether a file could stand at a path beside those of this output.
    ///
    /// # Errors
    ///
    /// As [`Output::insert`], but for the design, which may stand there.
    pub fn admits(&self, path: &str) -> Result<(), PathError> {
        check_path(path)?;
        if let Some(other) = self.spelled.get(&fold(path)) {
            return Err(PathError::clash(path, other));
        }
        for folder in folders_above(path) {
            match self.spelled.get(&fold(folder)) {
                Some(other) if other != folder || self.files.contains_key(folder) => {
                    return Err(PathError::clash(path, other));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The files by path.
    pub fn files(&self) -> &BTreeMap<String, File> {
        &self.files
    }
}

/// The path as a file system that ignores case compares it. Paths are ASCII.
pub fn fold(path: &str) -> String {
    path.to_ascii_lowercase()
}

/// The folders that a relative path is in, nearest first, without the service's own.
pub fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(end, _)| &path[..end])
}

/// More bytes than any file of a service has in its path.
const LONGEST: usize = 1_000;

/// Fewer bytes than the names that file systems refuse, with the endings that a run adds.
const LONGEST_NAME: usize = 200;

/// Whether a relative path means the same file on every system and stays in the service's folder:
/// segments of visible ASCII characters that no system gives a meaning, none empty, `.` or `..`,
/// none that ends with a point; outside of what git and moguera keep for themselves.
///
/// # Errors
///
/// The first rule that the path breaks.
pub fn check_path(path: &str) -> Result<(), PathError> {
    let refuse = |rule| {
        Err(PathError {
            path: path.to_owned(),
            rule,
        })
    };
    if let Some(character) = path.chars().find(|character| !is_portable(*character)) {
        return refuse(Rule::Character(character));
    }
    if path.starts_with('/') {
        return refuse(Rule::Absolute);
    }
    if path.len() > LONGEST {
        return refuse(Rule::Long);
    }
    for segment in path.split('/') {
        if segment.len() > LONGEST_NAME {
            return refuse(Rule::Long);
        }
        if segment.is_empty() || segment.ends_with('.') {
            return refuse(Rule::Segment(segment.to_owned()));
        }
        if segment.eq_ignore_ascii_case(".git") || is_temporary(segment) {
            return refuse(Rule::Reserved);
        }
    }
    let first = path.split('/').next().unwrap_or(path);
    if first.eq_ignore_ascii_case(PRIVATE) || path.eq_ignore_ascii_case(LOCK) {
        return refuse(Rule::Reserved);
    }
    Ok(())
}

/// The same of a file that moguera makes of a design, which is none of the design.
///
/// # Errors
///
/// The first rule that the path breaks.
pub fn check_made(path: &str) -> Result<(), PathError> {
    check_path(path)?;
    let first = path.split('/').next().unwrap_or(path);
    if !first.eq_ignore_ascii_case(DESIGN) {
        return Ok(());
    }
    Err(PathError {
        path: path.to_owned(),
        rule: Rule::Design,
    })
}

/// Ending of a file that is written but not yet in its place.
pub(crate) const NEW: &str = ".moguera-new";

/// Ending of a file that is out of its place until the run has succeeded.
pub(crate) const OLD: &str = ".moguera-old";

fn is_temporary(segment: &str) -> bool {
    let folded = fold(segment);
    folded.ends_with(NEW) || folded.ends_with(OLD)
}

/// Windows forbids `\ : * ? " < > |` in names; drive letters and streams go with the colon.
fn is_portable(character: char) -> bool {
    character.is_ascii_graphic()
        && !matches!(
            character,
            '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '`'
        )
}

/// A path that may not be written, and the rule that it breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathError {
    path: String,
    rule: Rule,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Rule {
    Absolute,
    Long,
    Segment(String),
    Character(char),
    Reserved,
    Design,
    Clash(String),
}

impl PathError {
    fn clash(path: &str, other: &str) -> Self {
        PathError {
            path: path.to_owned(),
            rule: Rule::Clash(other.to_owned()),
        }
    }

    /// The rule, as the end of the sentence "the path …".
    pub fn rule(&self) -> String {
        match &self.rule {
            Rule::Absolute => String::from("is absolute"),
            Rule::Long => String::from("is too long, or has a part that is"),
            Rule::Segment(segment) if segment.is_empty() => String::from("has an empty part"),
            Rule::Segment(segment) => format!("has the part {}", quoted(segment)),
            Rule::Character(character) => {
                format!(
                    "has the character {}",
                    quoted(character.encode_utf8(&mut [0; 4]))
                )
            }
            Rule::Reserved => String::from("belongs to git or to moguera itself"),
            Rule::Design => String::from("belongs to the team: it is where the design is"),
            Rule::Clash(other) => format!("cannot stand beside {}", quoted(other)),
        }
    }
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: String = self.path.chars().take(LONGEST_NAME).collect();
        write!(f, "the path {} {}", quoted(&shown), self.rule())
    }
}

impl std::error::Error for PathError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> File {
        File {
            owner: Owner::Generated,
            text: Cow::Borrowed(""),
        }
    }

    #[test]
    fn accepts_ordinary_paths() {
        for path in [
            "Cargo.toml",
            ".github/workflows/ci.yml",
            "a/b_c/d-e.rs",
            ".gitattributes",
            "x/[id].ts",
        ] {
            assert_eq!(check_path(path), Ok(()), "{path}");
        }
    }

    #[test]
    fn refuses_paths_that_leave_or_mean_something_else() {
        for path in [
            "",
            "/",
            "/etc/passwd",
            "..",
            "../x",
            "a/../b",
            "./a",
            "a/.",
            "a//b",
            "a/",
            "C:/x",
            "C:x",
            "a\\b",
            "a\0b",
            "a b",
            "a\nb",
            "ä",
            "a.",
            "nul:",
            ".git/config",
            "crates/.GIT/x",
            ".moguera/base/x",
            ".Moguera/x",
            "moguera.lock",
            "MOGUERA.lock",
            "a/.x.moguera-new",
            "x.moguera-OLD",
        ] {
            assert!(check_path(path).is_err(), "{path:?}");
        }
    }

    #[test]
    fn makes_nothing_of_the_design() {
        for path in ["design", "design/design.yaml", "Design/x"] {
            assert!(check_made(path).is_err(), "{path}");
        }
        assert_eq!(check_made("designs/x"), Ok(()));
    }

    #[test]
    fn refuses_what_another_system_could_not_hold() {
        for (first, second) in [
            ("a/b.rs", "a/b.rs"),
            ("a/b.rs", "a/B.rs"),
            ("a/b", "a/b/c"),
            ("a/b/c", "a/b"),
            ("a/x", "A/y"),
            ("a", "A/b"),
        ] {
            let mut output = Output::new();
            output
                .insert(first, file())
                .expect("the first path is fine");
            let error = output.insert(second, file()).expect_err(second);
            assert!(error.to_string().contains("cannot stand beside"), "{error}");
            assert_eq!(output.files().len(), 1, "a refused file is not kept");
        }
    }

    #[test]
    fn a_refused_path_leaves_no_trace() {
        let mut output = Output::new();
        output.insert("a", file()).expect("fine");
        output
            .insert("new/../b", file())
            .expect_err("it has a part `..`");
        output.insert("a/b/c", file()).expect_err("`a` is a file");
        output.insert("A", file()).expect_err("the same file");
        output.insert("new", file()).expect("nothing is in its way");
    }
}
