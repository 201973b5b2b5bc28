//! A run is killed at random moments: there is a whole file at every place, those by hand are as they were or as the run
//! makes them, and the next run gives what one gives that nobody has killed, or says what to do.
//!
//! `MOGUERA_KILLS` says how often each command is killed, `MOGUERA_RANDOM_SEED` which moments those are.

use std::env;
use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::cases::{Case, GENERATE};
use crate::run::Place;
use crate::tree::Tree;

/// How often unless somebody asks for more: commands that write much, and others.
const MANY: usize = 30;
const FEW: usize = 10;

/// How long it takes to write one file, if that is over before anybody has looked.
const A_FILE: Duration = Duration::from_micros(300);

const LOCK: &str = "shop/moguera.lock";
const JOURNAL: &str = "shop/.moguera/run.journal";

#[test]
fn generate_may_be_killed() {
    Killed::of(Case::generate()).so_often(MANY);
}

#[test]
fn upgrade_may_be_killed() {
    Killed::of(Case::upgrade()).so_often(MANY);
}

#[test]
fn a_rename_in_the_design_may_be_killed() {
    Killed::of(Case::design_rename()).so_often(MANY);
}

#[test]
fn other_changes_of_the_design_may_be_killed() {
    Killed::of(Case::design_add()).so_often(FEW);
    Killed::of(Case::design_remove()).so_often(FEW);
}

#[test]
fn a_new_service_may_be_killed() {
    Killed::of(Case::new_service()).so_often(FEW);
}

#[test]
fn what_is_asked_for_may_be_killed() {
    Killed::of(Case::asked()).so_often(FEW);
}

#[test]
fn dev_may_be_killed() {
    Killed::of(Case::dev()).so_often(FEW);
}

/// A command, and what it gives if nobody kills it.
struct Killed {
    case: Case,
    after: Tree,
    /// What `generate` says of the tree before and of that after, and what it makes of them.
    follows: [(Option<i32>, Tree); 2],
    /// How long it takes, and how long it writes.
    whole: Duration,
    writing: Duration,
}

impl Killed {
    fn of(case: Case) -> Self {
        let place = Place::with(&case.before);
        let code = case.finish(&place);
        assert_eq!(code, Some(0), "{}", case.name);
        let after = place.tree();
        assert_ne!(after, case.before, "{} has something to do", case.name);
        let (whole, writing) = measured(&case);
        Killed {
            follows: [follow(&case.before), follow(&after)],
            after,
            case,
            whole,
            writing,
        }
    }

    fn so_often(&self, count: usize) {
        let count =
            number("MOGUERA_KILLS").map_or(count, |it| usize::try_from(it).expect("a count"));
        let seed = number("MOGUERA_RANDOM_SEED")
            .unwrap_or_else(|| RandomState::new().build_hasher().finish());
        let mut chance = Chance(seed | 1);
        let mut half_done = 0;
        for index in 0..count {
            let place = Place::with(&self.case.before);
            let told = format!(
                "{}, kill {index}, MOGUERA_RANDOM_SEED={seed}",
                self.case.name
            );
            self.kill(&place, index, &mut chance);
            half_done += usize::from(place.path(JOURNAL).exists());
            self.is_whole(&place.tree(), &told);
            self.goes_on(&place, &told);
        }
        println!(
            "{}: {half_done} of {count} kills found it writing; it takes {:?}, {:?} of it to write",
            self.case.name, self.whole, self.writing
        );
    }

    /// Every other time at any moment, and else while it writes.
    fn kill(&self, place: &Place, index: usize, chance: &mut Chance) {
        let mut started = self.case.start(place);
        if index.is_multiple_of(2) {
            thread::sleep(self.whole.mul_f64(chance.part()));
        } else {
            let limit = Instant::now() + self.whole * 4;
            let journal = place.path(JOURNAL);
            while !journal.exists() && Instant::now() < limit && is_going(&mut started.child) {}
            let until = Instant::now() + self.writing.mul_f64(chance.part());
            while Instant::now() < until {}
        }
        // One that has ended by itself cannot be killed.
        let killed = started.child.kill();
        killed.expect("it is our child");
        started.child.wait().expect("it is our child");
        drop(started.terminal);
    }

    /// Nothing is half of a file, and whatever is somebody's is there.
    fn is_whole(&self, tree: &Tree, told: &str) {
        for path in tree.files().filter(|path| !is_own(path)) {
            let found = tree.file(path);
            let either = [self.case.before.file(path), self.after.file(path)];
            assert!(
                either.contains(&found),
                "{told}: {} is neither",
                path.display()
            );
        }
        for path in self.case.by_hand() {
            assert!(
                tree.file(&path).is_some(),
                "{told}: {} is gone",
                path.display()
            );
        }
    }

    /// `generate` makes of it what it makes of the tree before or after; then all goes on.
    fn goes_on(&self, place: &Place, told: &str) {
        let next = place.run(GENERATE);
        let tree = place.tree();
        // Where there is no service yet, it is for `new` to start again.
        let is_to_be_new = next.code == Some(2) && next.text.contains("`moguera new");
        let is_followed = (self.case.before == Tree::default() && is_to_be_new)
            || self
                .follows
                .iter()
                .any(|(code, follows)| *code == next.code && *follows == tree);
        assert!(
            is_followed,
            "{told}: {next:?}\nbefore: {:?}\nafter: {:?}",
            first(tree.difference(&self.follows[0].1)),
            first(tree.difference(&self.follows[1].1))
        );
        let says_what_to_do = next.text.contains("help: ") || next.text.contains("next:");
        assert!(
            next.code == Some(0) || says_what_to_do,
            "{told}: {}",
            next.text
        );
        // What was undone is done again; what was done already may be refused.
        self.case.finish(place);
        place.run(GENERATE).with(0);
        let tree = place.tree();
        let difference = tree.difference(&self.follows[1].1);
        assert!(difference.is_empty(), "{told}: {:?}", first(difference));
    }
}

/// So many that a message can be read.
fn first(mut paths: Vec<&Path>) -> Vec<&Path> {
    paths.truncate(10);
    paths
}

fn is_going(child: &mut std::process::Child) -> bool {
    matches!(child.try_wait(), Ok(None))
}

/// What moguera keeps for itself, and what waits beside its place.
fn is_own(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let waits = [".moguera-new", ".moguera-old"];
    path.starts_with("shop/.moguera/run.journal")
        || path.starts_with("shop/.moguera/run.done")
        || waits.iter().any(|ending| name.ends_with(ending))
}

fn follow(tree: &Tree) -> (Option<i32>, Tree) {
    let place = Place::with(tree);
    let code = place.run(GENERATE).code;
    (code, place.tree())
}

/// How long a run takes, and how long of it it writes.
fn measured(case: &Case) -> (Duration, Duration) {
    let times: Vec<_> = (0..3).map(|_| timed(case)).collect();
    let (whole, writing) = times.into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
    // The shortest are those that nothing else has slowed down.
    let writing = writing.into_iter().flatten().min().unwrap_or(A_FILE);
    (whole.into_iter().min().expect("there are three"), writing)
}

/// The second is not there if it was over before anybody had looked.
fn timed(case: &Case) -> (Duration, Option<Duration>) {
    let place = Place::with(&case.before);
    let begun = Instant::now();
    let mut started = case.start(&place);
    let journal = place.path(JOURNAL);
    let (mut since, mut writing) = (None, None);
    while is_going(&mut started.child) {
        let writes = journal.exists();
        match since {
            None if writes => since = Some(Instant::now()),
            Some(since) if !writes && writing.is_none() => writing = Some(since.elapsed()),
            _ => {}
        }
        // What is over before anybody has looked shows by the lock file, which is written last.
        if case.is_endless && !writes && (writing.is_some() || has_followed(case, &place)) {
            break;
        }
    }
    let whole = begun.elapsed();
    started.child.kill().expect("it is our child");
    started.child.wait().expect("it is our child");
    (whole, writing)
}

fn has_followed(case: &Case, place: &Place) -> bool {
    let lock = fs::read(place.path(LOCK)).ok();
    lock.is_some() && lock.as_deref() != case.before.file(Path::new(LOCK))
}

fn number(name: &str) -> Option<u64> {
    let text = env::var(name).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is no number")),
    )
}

/// xorshift64 (Marsaglia, 2003).
struct Chance(u64);

impl Chance {
    /// From 0 to 1.
    fn part(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        f64::from(u32::try_from(self.0 >> 33).unwrap_or_default()) / f64::from(1u32 << 31)
    }
}
