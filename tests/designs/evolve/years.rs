//! The years of a service: a blog with code of its own is edited again and again. After each edit every file that a hand
//! has written is as it was, a second run has nothing to do, and `--check` is green, and the migrations replay from nothing;
//! in the end all of it compiles and passes its tests. `MOGUERA_EDITS` says how many edits there are.

use super::edits::{self, Edited, forget_names};
use super::held;
use super::migrator::{File, Migrator};
use super::replays::Replays;
use crate::compile::{number, run};
use crate::random::{self, Chance, Json};
use moguera::evolve::DataLoss;
use moguera::source::{Source, SourceFile};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many edits unless somebody asks for more.
const EDITS: u64 = 40;

#[test]
fn a_service_is_edited_for_years() {
    let count = number("MOGUERA_EDITS").unwrap_or(EDITS);
    let mut service = Service::start();
    let mut chance = Chance::new(number("MOGUERA_RANDOM_SEED").unwrap_or(1));
    let mut number = 0;
    while (service.edits.len() as u64) < count {
        number += 1;
        assert!(number < count * 20, "hardly any edit is accepted");
        service.edit(&mut chance, number);
    }
    println!("{}", service.edits.join("\n"));
    service.replays.reach_their_designs(&Migrator::build());
    run(
        env!("CARGO"),
        &["test", "--workspace", "--quiet"],
        &service.folder,
    );
    run(
        env!("CARGO"),
        &["clean", "--quiet", "--workspace"],
        &service.folder,
    );
}

struct Service {
    folder: PathBuf,
    design: Json,
    /// What is not moguera's, by path.
    by_hand: BTreeMap<PathBuf, Vec<u8>>,
    edits: Vec<String>,
    replays: Replays,
    _root: tempfile::TempDir,
}

impl Service {
    fn start() -> Self {
        let root = tempfile::tempdir().expect("there is room for a temporary folder");
        let folder = root.path().join("blog");
        let path = folder.to_str().expect("temporary folders have plain names");
        moguera(
            &["generate", "new-service", "blog", "--path", path],
            root.path(),
        );
        let mut service = Service {
            design: merged(&folder.join("design")),
            by_hand: BTreeMap::new(),
            edits: Vec::new(),
            replays: Replays::default(),
            folder,
            _root: root,
        };
        fs::remove_dir_all(service.folder.join("design")).expect("it was written");
        fs::create_dir(service.folder.join("design")).expect("it was removed");
        service.write(&service.design.clone());
        moguera(&["generate"], &service.folder);
        service.write_by_hand();
        service.keep_migrations("nothing");
        service
    }

    fn write(&self, design: &Json) {
        let path = self.folder.join("design/design.yaml");
        fs::write(path, random::text(design)).expect("a temporary folder can be written to");
    }

    /// One edit, if it is accepted; else everything is as before.
    fn edit(&mut self, chance: &mut Chance, number: u64) {
        let mut next = self.design.clone();
        forget_names(&mut next);
        let mut edited = Edited {
            design: &mut next,
            chance,
            number,
        };
        let Some(edit) = edits::any(&mut edited) else {
            return;
        };
        if !held::holds(&self.design, &next) || !is_followed(&next, &self.steps()) {
            return;
        }
        self.write(&next);
        let told = moguera(
            &["generate", "--allow-data-loss", "--no-renames"],
            &self.folder,
        );
        self.has_moved(&told);
        self.by_hand_is_untouched(&edit);
        let again = moguera(&["generate"], &self.folder);
        assert!(again.contains("nothing to do"), "{edit}: {again}");
        moguera(&["generate", "--check"], &self.folder);
        self.follow(&told);
        self.design = next;
        self.write_by_hand();
        self.keep_migrations(&edit);
        self.edits.push(edit);
    }

    fn by_hand_is_untouched(&self, edit: &str) {
        for (path, before) in &self.by_hand {
            let now = fs::read(path).ok();
            assert!(
                now.as_ref() == Some(before),
                "{edit} has touched {}",
                path.display()
            );
        }
    }

    /// Files that are called after what was renamed are where the run says.
    fn has_moved(&mut self, told: &str) {
        let lines = told.lines().filter_map(|line| line.strip_prefix("move "));
        for line in lines {
            let (to, from) = line.split_once("  (it was `").expect("it says so");
            let from = self.folder.join(from.trim_end_matches("`)"));
            if let Some(bytes) = self.by_hand.remove(&from) {
                assert!(!from.exists(), "{line}");
                self.by_hand.insert(self.folder.join(to.trim()), bytes);
            }
        }
    }

    /// A hand changes the names that it is told to change, and nothing else.
    fn follow(&mut self, told: &str) {
        for line in told.lines().filter_map(|line| line.strip_prefix("  ")) {
            let Some((place, names)) = line.split_once("  (") else {
                continue;
            };
            let Some((old, new)) = names.split_once(", which generated code calls ") else {
                continue;
            };
            let (path, _) = place.split_once(':').expect("it has a line");
            let path = self.folder.join(path);
            let text = fs::read_to_string(&path).expect("it is text");
            let text = text.replace(old, new.trim_end_matches(')'));
            fs::write(&path, &text).expect("a temporary folder can be written to");
            self.by_hand.insert(path, text.into_bytes());
        }
    }

    /// What was scaffolded is filled with code, and all that is not generated is remembered.
    fn write_by_hand(&mut self) {
        let recorded = recorded(&self.folder);
        for path in files(&self.folder) {
            let relative = path.strip_prefix(&self.folder).expect("it is inside");
            let relative = relative
                .to_str()
                .expect("names are plain")
                .replace('\\', "/");
            if recorded.contains(&relative) || self.by_hand.contains_key(&path) {
                continue;
            }
            if let Some(added) = held::added(&relative) {
                let mut text = fs::read_to_string(&path).expect("it is text");
                text.push_str(added);
                fs::write(&path, text).expect("a temporary folder can be written to");
            }
            let bytes = fs::read(&path).expect("it is there");
            self.by_hand.insert(path, bytes);
        }
    }

    /// Steps of the schema, as the lock file keeps them.
    fn steps(&self) -> BTreeSet<String> {
        let lock = fs::read_to_string(self.folder.join("moguera.lock")).expect("it is there");
        let steps = lock.lines().filter_map(|line| line.strip_prefix("schema "));
        steps.map(str::to_owned).collect()
    }

    /// Remembers by which migrations the schema was reached, and the one that would make it from nothing.
    fn keep_migrations(&mut self, edit: &str) {
        let text = random::text(&self.design);
        let service = moguera::front(&source(&text)).expect("it was accepted");
        let fresh = moguera::migrate(&service, &BTreeSet::new(), DataLoss::Refused);
        let fresh = super::versions::files(&fresh.expect("it is the first"));
        self.replays.keep(edit, self.migrations(), fresh);
    }

    fn migrations(&self) -> Vec<File> {
        let folder = self.folder.join("migrations");
        let read = |dialect: &str, name: &str| {
            let path = folder.join(dialect).join(name);
            fs::read_to_string(path).expect("both dialects have all migrations")
        };
        let entries = fs::read_dir(folder.join("sqlite")).expect("migrations were written");
        let names = entries.map(|entry| entry.expect("it can be listed").file_name());
        let mut names: Vec<String> = names
            .map(|name| name.into_string().expect("names are plain"))
            .filter(|name| name != "seeds.sql")
            .collect();
        names.sort();
        let file = |name: &String| File {
            name: name.trim_end_matches(".sql").to_owned(),
            sqlite: read("sqlite", name),
            postgres: read("postgres", name),
        };
        names.iter().map(file).collect()
    }
}

/// All files of a design as one.
fn merged(folder: &Path) -> Json {
    let mut whole = serde_json::Map::new();
    for path in files(folder) {
        let text = fs::read_to_string(path).expect("designs are text");
        let part: Json = serde_yaml::from_str(&text).expect("designs are YAML");
        for (section, content) in part.as_object().expect("designs are maps") {
            match (whole.get_mut(section), content) {
                (Some(Json::Object(there)), Json::Object(more)) => {
                    there.extend(more.clone());
                }
                _ => {
                    whole.insert(section.clone(), content.clone());
                }
            }
        }
    }
    Json::Object(whole)
}

fn source(text: &str) -> Source {
    Source::new(vec![SourceFile::new("design.yaml", text)])
}

fn is_followed(design: &Json, steps: &BTreeSet<String>) -> bool {
    let Ok(service) = moguera::front(&source(&random::text(design))) else {
        return false;
    };
    moguera::migrate(&service, steps, DataLoss::Allowed).is_ok()
}

/// Paths of generated files and migrations.
fn recorded(folder: &Path) -> BTreeSet<String> {
    let lock = fs::read_to_string(folder.join("moguera.lock")).expect("it is there");
    let own = ["design/design.yaml", "moguera.lock"].map(str::to_owned);
    let recorded = lock.lines().filter_map(|line| {
        let mut words = line.splitn(3, ' ');
        let kind = words.next()?;
        let path = words.nth(1)?;
        ["generated", "migration"]
            .contains(&kind)
            .then(|| path.to_owned())
    });
    recorded.chain(own).collect()
}

/// Every file below, but what moguera and cargo keep for themselves.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.ends_with(".moguera") || path.ends_with("target") {
            continue;
        }
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What a run says that ends well.
fn moguera(arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("moguera has been built");
    let told = [output.stdout, output.stderr].concat();
    let told = String::from_utf8_lossy(&told).into_owned();
    assert!(output.status.success(), "{}:\n{told}", arguments.join(" "));
    told
}
