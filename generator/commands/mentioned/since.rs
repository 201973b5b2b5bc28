//! What runs have taken away since the first: a lock file goes in, the lines by hand that mention it still come out. Tables and
//! columns are known that long, and what generated code calls them by. What else is gone is known by the run that takes it.

use rayon::prelude::*;
use std::collections::BTreeSet;

use super::super::report::Event;
use super::super::stop::Stop;
use super::gone::stored_as;
use super::{Told, is_code};
use crate::evolve::{Removed, removed};
use crate::lock::Lock;
use crate::mentions::{Defined, Gone, defined, mentions};
use crate::write::{ByHand, Site, by_hand};

/// The lines, without comments: those may tell of what was. What exists again, generated or by hand, is not gone.
pub(in crate::commands) fn mentioned_since(
    site: Site<'_>,
    recorded: &Lock,
) -> Result<Vec<Event>, Stop> {
    let removed = removed(&recorded.schema);
    if removed.is_empty() {
        return Ok(Vec::new());
    }
    let sources = by_hand(site, &|_: &str| false)?;
    let exists = sources.par_iter();
    let exists = exists.filter_map(|source| defined(&source.text));
    let exists: BTreeSet<Defined> = exists.flatten_iter().collect();
    let parts = removed.iter().flat_map(parts);
    let gone = Gone {
        defined: parts.filter(|part| !exists.contains(part)).collect(),
        stored: removed.iter().cloned().map(stored_as).collect(),
    };
    let mut told = Told::default();
    let is_generated = |file: &&ByHand| recorded.generated.contains_key(&file.path);
    for file in sources.iter().filter(|file| !is_generated(file)) {
        let mut mentions = mentions(&file.text, &gone);
        mentions.found.retain(|it| is_code(&file.text, it));
        told.add((file, &file.path), mentions);
    }
    Ok(told.events())
}

/// What generated code had for a table or column: a type, a field, and that of a relation.
fn parts(removed: &Removed) -> Vec<Defined> {
    let Some(entity) = &removed.entity else {
        return Vec::new();
    };
    let Some(column) = &removed.column else {
        return vec![Defined {
            of: None,
            name: entity.clone(),
        }];
    };
    let relation = column.strip_suffix("_id").map(str::to_owned);
    let names = [column.clone()].into_iter().chain(relation);
    let parts = names.map(|name| Defined {
        of: Some(entity.clone()),
        name,
    });
    parts.collect()
}
