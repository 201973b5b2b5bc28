//! `moguera.lock`: what was written here, from what, by which version. Its text comes in as
//! untrusted input, facts go out; and the other way round.
//!
//! One fact per line, ordered by kind and path, so that two branches merge line by line
//! (`merge=union`). A path that is then listed with two digests is one that has to be computed
//! again: each of them counts as recorded.

mod accept;
mod text;

use crate::digest::Digest;
use std::collections::{BTreeMap, BTreeSet};

pub use accept::{accept, newer};
pub use text::{codes, parse, seal};

/// How a run goes on from what is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// From what this version of moguera wrote; files of the team's stay as they are.
    Generate,
    /// From what this version or an older one wrote; what was scaffolded moves on with it.
    Upgrade,
}

impl Step {
    /// The command that takes it.
    pub fn command(self) -> &'static str {
        match self {
            Step::Generate => "moguera generate",
            Step::Upgrade => "moguera upgrade",
        }
    }
}

/// The digests that are recorded for each path: one, or several after a merge.
pub type Records = BTreeMap<String, BTreeSet<Digest>>;

/// The facts of a lock file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// What everything was made from, as [`Lock::seal`] says it; several after a merge.
    pub designs: BTreeSet<Digest>,
    /// What all other facts are, as [`Lock::digest`] says it; several after a merge.
    pub facts: BTreeSet<Digest>,
    /// The version of moguera that wrote it; several after a merge.
    pub generators: BTreeSet<String>,
    /// Generated files, as they were written.
    pub generated: Records,
    /// Scaffolded files that the design asks for and that were written once, as they were then,
    /// whether the team changed or deleted them since or not.
    pub scaffolded: Records,
    /// Every migration ever written, as it was then.
    pub migrations: Records,
    /// Names that the design had which no table tells of, as they were then; of both sides after a merge.
    pub names: BTreeSet<String>,
    /// What each migration has added to the schema and removed from it. A line stays as it is, so that branches that
    /// remove and add are merged as they are. What it says is known to the stage that writes migrations, not here.
    pub schema: BTreeSet<String>,
}

impl Lock {
    /// As [`seal`], of the facts as they will be written.
    pub fn seal(&self, design: Digest) -> Digest {
        seal(&self.to_string(), design)
    }

    /// The digest of all facts but those about the file itself.
    pub fn digest(&self) -> Digest {
        text::digest(&self.to_string())
    }
}
