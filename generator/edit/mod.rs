//! Edits of a design in place: its text and what was asked for go in, the text with exactly that
//! change comes out. Comments, order, quotes, brackets and line ends stay as they are. What cannot be
//! changed like that is not changed, and what to write by hand is said.

mod add;
mod change;
pub mod codes;
mod content;
mod design;
mod element;
mod mark;
mod references;
mod refusal;
mod remove;
mod rename;
mod request;
mod text;
mod usage;
mod value;

pub use refusal::Refusal;
pub use request::{Home, Kind, Request, Wire};

use self::add::New;
use self::change::{Change, File};
use self::design::Design;
use self::mark::Mark;
use crate::source::{Source, SourceFile};
use std::collections::BTreeMap;

/// A change of one of the files.
#[derive(Debug, Clone)]
struct Edit {
    file: usize,
    change: Change,
}

/// A design with what was asked for.
#[derive(Debug)]
pub struct Edited {
    /// All files, changed or not.
    pub source: Source,
    /// Files that changed.
    pub changed: Vec<Changed>,
}

/// A file that changed.
#[derive(Debug, PartialEq, Eq)]
pub struct Changed {
    /// As in the source.
    pub path: String,
    /// The first line that is not as it was.
    pub line: usize,
}

/// Makes the change that was asked for. Whether the design is sound with it is not decided here.
///
/// # Errors
///
/// The design is not understood; what was asked for is not there, there already or still used; or a
/// file is written in a way that cannot be changed so that nothing else changes.
pub fn edit(source: &Source, request: &Request) -> Result<Edited, Refusal> {
    let made = made(source, request)?;
    Ok(Edited {
        changed: changed(source, &made),
        source: made,
    })
}

/// The design with the change.
fn made(source: &Source, request: &Request) -> Result<Source, Refusal> {
    let design = Design::read(source)?;
    match request {
        Request::Add {
            kind,
            name,
            value,
            home,
        } => {
            let new = New {
                kind: *kind,
                name,
                value: value.as_deref(),
                home: home.as_ref(),
            };
            apply(source, &add::add(&design, &new)?)
        }
        Request::Remove { kind, name } => apply(source, &remove::remove(&design, *kind, name)?),
        Request::Rename {
            kind,
            name,
            to,
            wire,
            known,
        } => {
            let element = element::element(&design, *kind, name)?;
            let mark = Mark {
                element: &element,
                to,
                wire: *wire,
                is_known: mark::is_known(&design, &element, known),
            };
            rename::rename(&design, &mark)
        }
        Request::Mark { kind, name, from } => {
            let element = element::element(&design, *kind, name)?;
            apply(source, &mark::called(&design, &element, from)?)
        }
    }
}

/// Makes changes one after the other.
fn apply(source: &Source, edits: &[Edit]) -> Result<Source, Refusal> {
    let mut files = source.files().to_vec();
    let mut open: BTreeMap<usize, File> = BTreeMap::new();
    for Edit { file, change } in edits {
        let before = match open.remove(file) {
            Some(before) => before,
            None => File::open(source, *file)?,
        };
        let after = change::changed(&before, change);
        let after = after.ok_or_else(|| change::by_hand(&before, change))?;
        open.insert(*file, after);
    }
    for (index, file) in open {
        if let Some(place) = files.get_mut(index) {
            *place = file.text;
        }
    }
    Ok(Source::new(files))
}

/// Files that are not the same in two versions of a design.
pub fn changed(old: &Source, new: &Source) -> Vec<Changed> {
    let pairs = old.files().iter().zip(new.files());
    let changed = pairs.filter(|(old, new)| old.text != new.text);
    let first = |(old, new): (&SourceFile, &SourceFile)| {
        let same = old.text.split('\n').zip(new.text.split('\n'));
        Changed {
            path: new.path.clone(),
            line: same.take_while(|(old, new)| old == new).count() + 1,
        }
    };
    changed.map(first).collect()
}
