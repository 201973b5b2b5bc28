//! The text of a design: a folder goes in, every YAML file below it comes out, in an order that no
//! file system decides. Places in that text are byte offsets; lines and columns are computed when
//! somebody wants to read them.

#![expect(clippy::disallowed_methods, reason = "the only reader of designs")]

use std::io::Read;
use std::path::Path;
use std::{fmt, fs, io};

/// How much text a design may have in all, in bytes.
pub const LIMIT: u64 = 64 << 20;

/// Every file of a design, ordered by path.
#[derive(Debug, Clone, Default)]
pub struct Source {
    files: Vec<SourceFile>,
}

/// One file of a design.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Relative path, separated by `/` on every system.
    pub path: String,
    /// Contents; bytes that are no UTF-8 are replaced, see `invalid_utf8`.
    pub text: String,
    /// Offset of the first byte that is no UTF-8, if there is one. The text before it is as in the
    /// file.
    pub invalid_utf8: Option<u32>,
}

/// A stretch of one file, in bytes, without its end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Index into [`Source::files`].
    pub file: u32,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

/// A value with the place where it was written.
#[derive(Debug, Clone, Default)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// A place as people and editors count it: both numbers start at 1, columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

impl Source {
    /// Takes files in any order.
    pub fn new(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Source { files }
    }

    /// Reads every `*.yaml` and `*.yml` below a folder. Paths begin with the folder's own name
    /// (`design/api.yaml`), so that they say the same on every machine. Names that start with a
    /// point are left out: editors keep swap files there.
    ///
    /// # Errors
    ///
    /// The first file or folder that cannot be read, that is a symbolic link to a folder or to
    /// something outside, whose path is no UTF-8, or with which the design grows past [`LIMIT`];
    /// or that there is no such file at all.
    pub fn read(folder: &Path) -> Result<Self, ReadError> {
        let root = fs::canonicalize(folder).map_err(ReadError::at(folder))?;
        let name = folder
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let mut waiting = vec![(folder.to_path_buf(), name.to_owned())];
        let mut files = Vec::new();
        let mut size = 0;
        while let Some((folder, prefix)) = waiting.pop() {
            for entry in fs::read_dir(&folder).map_err(ReadError::at(&folder))? {
                let path = entry.map_err(ReadError::at(&folder))?.path();
                let Some(relative) = relative_path(&prefix, &path)? else {
                    continue;
                };
                let kind = kind(&path, &root)?;
                if kind.is_dir() {
                    waiting.push((path, relative));
                } else if is_yaml(&path) {
                    files.push(read_file(&path, kind, relative, &mut size)?);
                }
            }
        }
        if files.is_empty() {
            let error = io::Error::new(io::ErrorKind::NotFound, EMPTY);
            return Err(ReadError::at(folder)(error));
        }
        Ok(Source::new(files))
    }

    /// The files, ordered by path.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The file that a span points into. A design without files has none.
    pub fn file(&self, span: Span) -> Option<&SourceFile> {
        self.files.get(span.file as usize)
    }

    /// The text that a span covers.
    pub fn text(&self, span: Span) -> &str {
        let text = self
            .file(span)
            .and_then(|file| file.text.get(span.start as usize..span.end as usize));
        text.unwrap_or_default()
    }

    /// Where a span starts.
    pub fn start(&self, span: Span) -> Position {
        self.position(span, span.start)
    }

    /// Where a span ends: behind its last character.
    pub fn end(&self, span: Span) -> Position {
        self.position(span, span.end)
    }

    fn position(&self, span: Span, offset: u32) -> Position {
        let text = self.file(span).map_or("", |file| file.text.as_str());
        let before = text.get(..offset as usize).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        // The byte order mark before the first line is no column of it.
        let before = before[line_start..].trim_start_matches('\u{feff}');
        Position {
            line,
            column: before.chars().count() + 1,
        }
    }
}

impl SourceFile {
    /// A file whose text is already known.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        SourceFile {
            path: path.into(),
            text: text.into(),
            invalid_utf8: None,
        }
    }

    /// A file as it was on the disk.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => SourceFile::new(path, text),
            Err(error) => SourceFile {
                path: path.into(),
                text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
                invalid_utf8: Some(
                    u32::try_from(error.utf8_error().valid_up_to()).unwrap_or(u32::MAX),
                ),
            },
        }
    }
}

impl Span {
    /// A part of this span, given by offsets from its start.
    pub fn part(self, range: std::ops::Range<usize>) -> Span {
        let offset = |at: usize| {
            u32::try_from(at).map_or(self.end, |at| self.start.saturating_add(at).min(self.end))
        };
        Span {
            file: self.file,
            start: offset(range.start),
            end: offset(range.end),
        }
    }
}

impl<T> Spanned<T> {
    /// A value that was written at a place.
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }
}

/// A file or folder that cannot be read, and why.
#[derive(Debug)]
pub struct ReadError {
    path: String,
    error: io::Error,
    help: Option<&'static str>,
}

/// What a folder without a design says of itself.
const EMPTY: &str = "there is no file that ends with `.yaml` or `.yml` in it";

/// What to do about a link.
const NO_LINK: &str = "put what it leads to in its place";

impl ReadError {
    fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.display().to_string();
        |error| ReadError {
            path,
            error,
            help: None,
        }
    }

    /// Whether a design is not there at all, rather than out of reach.
    pub fn is_missing(&self) -> bool {
        self.error.kind() == io::ErrorKind::NotFound
    }

    /// What the operating system has in mind, if it is that.
    pub fn kind(&self) -> io::ErrorKind {
        self.error.kind()
    }

    /// What to do about it, if that is not for the operating system to say.
    pub fn help(&self) -> Option<&'static str> {
        let none = "write a design there, or start a service with `moguera new NAME`";
        self.help.or_else(|| self.is_missing().then_some(none))
    }

    fn refused(path: &Path, reason: &str, help: &'static str) -> Self {
        ReadError {
            help: Some(help),
            ..ReadError::at(path)(io::Error::other(reason))
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "cannot read `{}`: {}",
            self.path.escape_debug(),
            self.error
        )
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// What is at a path. Links are followed to files inside the design's folder and nowhere else.
fn kind(path: &Path, root: &Path) -> Result<fs::FileType, ReadError> {
    let kind = fs::symlink_metadata(path)
        .map_err(ReadError::at(path))?
        .file_type();
    if !kind.is_symlink() {
        return Ok(kind);
    }
    let target = fs::canonicalize(path).map_err(|error| {
        // The link is there: what it leads to is out of reach, and the design is not missing.
        let told = format!("where the symbolic link leads to: {error}");
        ReadError::refused(path, &told, NO_LINK)
    })?;
    if !target.starts_with(root) {
        return Err(ReadError::refused(
            path,
            "the symbolic link leaves the design's folder",
            NO_LINK,
        ));
    }
    let kind = fs::metadata(&target)
        .map_err(ReadError::at(path))?
        .file_type();
    if kind.is_dir() {
        return Err(ReadError::refused(
            path,
            "symbolic links to folders are not followed",
            NO_LINK,
        ));
    }
    Ok(kind)
}

/// `None` for names that start with a point.
fn relative_path(prefix: &str, path: &Path) -> Result<Option<String>, ReadError> {
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name
        .ok_or_else(|| ReadError::refused(path, "the name is not UTF-8", "give it another name"))?;
    Ok(match name {
        hidden if hidden.starts_with('.') => None,
        name if prefix.is_empty() => Some(name.to_owned()),
        name => Some(format!("{prefix}/{name}")),
    })
}

fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml")
}

fn read_file(
    path: &Path,
    kind: fs::FileType,
    relative: String,
    size: &mut u64,
) -> Result<SourceFile, ReadError> {
    // A pipe is not even opened: that would wait for somebody to write.
    if !kind.is_file() {
        return Err(ReadError::refused(
            path,
            "it is neither a file nor a folder",
            "move it out of the design's folder",
        ));
    }
    let file = fs::File::open(path).map_err(ReadError::at(path))?;
    let mut bytes = Vec::new();
    // One byte more than may be, so that a file that grows while it is read is noticed too.
    let left = LIMIT - *size;
    file.take(left + 1)
        .read_to_end(&mut bytes)
        .map_err(ReadError::at(path))?;
    *size += bytes.len() as u64;
    if *size > LIMIT {
        let reason = "with this file the design has more than 64 MiB";
        return Err(ReadError::refused(
            path,
            reason,
            "move out what is no part of the design",
        ));
    }
    Ok(SourceFile::from_bytes(relative, bytes))
}
