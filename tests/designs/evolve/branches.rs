//! Branches of a design that are merged: each has a migration of its own, and so has the lock file lines of both. Whatever
//! the two have done, either the run that follows the merge says that they do not go together, or all migrations in their
//! order make the schema that the merged design asks for.

use super::edits::{self, Edited};
use super::migrator::{File, Job, Migrator};
use super::versions::{Version, files, step};
use crate::compile::number;
use crate::random::{self, Chance, Json};
use moguera::evolve::{DataLoss, Evolution};
use moguera::source::{Source, SourceFile};
use std::collections::BTreeSet;

/// How many pairs of branches unless somebody asks for more.
const PAIRS: u64 = 40;

#[test]
fn merged_branches_reach_what_the_merged_design_asks_for() {
    let first = number("MOGUERA_RANDOM_SEED").unwrap_or(1);
    let count = number("MOGUERA_RANDOM_PAIRS").unwrap_or(PAIRS);
    let merged: Vec<Merged> = (first..first + count).filter_map(Merged::random).collect();
    let migrator = Migrator::build();
    for dialect in migrator.dialects() {
        let chains = merged
            .iter()
            .map(|it| Job::new().migrate(&it.chain).schema());
        let fresh = merged
            .iter()
            .map(|it| Job::new().migrate(&it.fresh).schema());
        let found = migrator.run(dialect, &chains.collect::<Vec<_>>());
        let wanted = migrator.run(dialect, &fresh.collect::<Vec<_>>());
        for ((merged, found), wanted) in merged.iter().zip(found).zip(wanted) {
            let schema = |outcome: &super::migrator::Outcome| {
                let found = outcome
                    .found()
                    .unwrap_or_else(|fault| panic!("{}\n{fault}", merged.told));
                found[1].clone()
            };
            assert_eq!(schema(&found), schema(&wanted), "{}", merged.told);
        }
    }
    let settled = merged.iter().filter(|it| it.is_settled).count();
    println!(
        "{} merges, of which {settled} were settled by hand",
        merged.len()
    );
    assert!(
        merged.len() as u64 * 4 >= count,
        "hardly any branches can be merged"
    );
    assert!(
        count < PAIRS || (1..merged.len()).contains(&settled),
        "one of the two never happens"
    );
}

/// What two branches have become.
struct Merged {
    /// All migrations, in the order in which an empty database goes through them.
    chain: Vec<File>,
    fresh: Vec<File>,
    /// Whether one of the migrations had to be made again.
    is_settled: bool,
    told: String,
}

/// A branch: its design, and what it has added to the lock file.
struct Branch {
    design: Json,
    steps: BTreeSet<String>,
    files: Vec<File>,
    edits: Vec<String>,
}

impl Merged {
    /// Nothing, if git does not merge the migrations, or the language does not take the merged design.
    fn random(seed: u64) -> Option<Merged> {
        let mut design = random::data(seed, "migrated");
        edits::forget_names(&mut design);
        let base = Version::of(&design);
        let mut chance = Chance::new(seed);
        let one = Branch::random(&design, &base, (&mut chance, 0));
        let other = Branch::random(&design, &base, (&mut chance, 1_000));
        let text = random::text(&merge(&design, &one.design, &other.design));
        let told = format!(
            "{seed}: {:?} and {:?}\n{}\n{text}",
            one.edits, other.edits, base.text
        );
        let fresh = files(&step(&text, &BTreeSet::new(), DataLoss::Refused)?);
        if one.disputes(&other) {
            return None;
        }
        let both = one.steps.union(&other.steps).cloned().collect();
        let (next, other, is_settled) = match migrate(&text, &both, DataLoss::Allowed) {
            Ok(next) => (next, other.files, false),
            Err(codes) if codes.contains(&"E0408") => {
                let next = step(&text, &one.steps, DataLoss::Allowed)?;
                (next, Vec::new(), true)
            }
            Err(codes) => {
                let is_doubt = |code: &&str| ["E0405", "E0406"].contains(code);
                assert!(!codes.iter().any(is_doubt), "{codes:?}: {told}");
                return None;
            }
        };
        let mut chain = [base.migrations, one.files, other, files(&next)].concat();
        chain.sort_by(|one, other| one.name.cmp(&other.name));
        chain.dedup_by(|one, other| one.name == other.name);
        Some(Merged {
            chain,
            fresh,
            is_settled,
            told,
        })
    }
}

impl Branch {
    /// Whether both have a migration of one name that does something else.
    fn disputes(&self, other: &Branch) -> bool {
        let is_other = |one: &File, other: &File| {
            one.name == other.name
                && (&one.sqlite, &one.postgres) != (&other.sqlite, &other.postgres)
        };
        let mut files = self.files.iter();
        files.any(|one| other.files.iter().any(|other| is_other(one, other)))
    }

    /// A few edits, each followed on its own: so many that some branches come across each other.
    fn random(design: &Json, base: &Version, (chance, names): (&mut Chance, u64)) -> Branch {
        let mut branch = Branch {
            design: design.clone(),
            steps: base.steps.clone(),
            files: Vec::new(),
            edits: Vec::new(),
        };
        let wanted = 4 + chance.below(6);
        for number in names..names + 60 {
            let mut next = branch.design.clone();
            let mut edited = Edited {
                design: &mut next,
                chance,
                number,
            };
            let Some(edit) = edits::edit(&mut edited) else {
                continue;
            };
            if let Some(evolution) = step(&random::text(&next), &branch.steps, DataLoss::Allowed) {
                branch.files.extend(files(&evolution));
                branch.steps = evolution.facts;
                branch.design = next;
                branch.edits.push(edit);
            }
            if branch.edits.len() == wanted {
                break;
            }
        }
        branch
    }
}

/// The codes of what is in the way of a design that is accepted, if anything is.
fn migrate(
    text: &str,
    steps: &BTreeSet<String>,
    loss: DataLoss,
) -> Result<Evolution, Vec<&'static str>> {
    let source = Source::new(vec![SourceFile::new("design.yaml", text)]);
    let service = moguera::front(&source).expect("it was accepted");
    let found = moguera::migrate(&service, steps, loss);
    found.map_err(|found| {
        found
            .sorted()
            .iter()
            .map(|finding| finding.code.id())
            .collect()
    })
}

/// Both sides' changes of what was there before; of two at one place people take the first.
fn merge(before: &Json, one: &Json, other: &Json) -> Json {
    if one == before {
        return other.clone();
    }
    let (Some(ours), Some(theirs)) = (one.as_object(), other.as_object()) else {
        return one.clone();
    };
    let at = |of: &Json, key: &String| of.get(key).cloned().unwrap_or_default();
    let mut merged = serde_json::Map::new();
    for key in ours
        .keys()
        .chain(theirs.keys().filter(|key| !ours.contains_key(*key)))
    {
        let value = merge(&at(before, key), &at(one, key), &at(other, key));
        if !value.is_null() {
            merged.insert(key.clone(), value);
        }
    }
    Json::Object(merged)
}
