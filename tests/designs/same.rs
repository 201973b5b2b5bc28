//! The same design comes out the same: in whichever files and order it is written, wherever and whenever it is
//! generated.

use super::fixed::FIXED;
use super::random;
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// Sections whose definitions stand for themselves; the order of all else means something.
const SECTIONS: &[&str] = &[
    "engines",
    "types",
    "entities",
    "media_types",
    "resources",
    "seeds",
];

/// Files of a service by their paths, folders above the design left out.
type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// Each design in one file, and what is made of it.
static WHOLE: LazyLock<Vec<(String, Mapping, Tree)>> = LazyLock::new(|| {
    let whole = |(name, design)| {
        let files = [("design.yaml".to_owned(), text(&design))];
        (name, design, tree(&generated(&files, &[])))
    };
    designs().into_iter().map(whole).collect()
});

#[test]
fn files_of_the_design_make_no_difference() {
    for (name, design, whole) in &*WHOLE {
        let turned = turned(design);
        for split in [
            pieces(design),
            pieces(&turned),
            vec![("a.yml".to_owned(), text(&turned))],
        ] {
            let other = tree(&generated(&split, &[]));
            assert_same(name, whole, &other);
        }
    }
}

#[test]
fn surroundings_make_no_difference() {
    let (name, design, first) = &WHOLE[0];
    let files = [("design.yaml".to_owned(), text(design))];
    let surroundings: [&[(&str, &str)]; 4] = [
        &[],
        &[
            ("LANG", "tr_TR.UTF-8"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("TZ", "Pacific/Kiritimati"),
        ],
        &[
            ("LANG", "C"),
            ("LC_ALL", "C"),
            ("TZ", "UTC-14"),
            ("HOME", "/nonexistent"),
        ],
        &[
            ("SOURCE_DATE_EPOCH", "0"),
            ("NO_COLOR", "1"),
            ("CARGO_TERM_COLOR", "always"),
        ],
    ];
    for variables in surroundings {
        assert_same(name, first, &tree(&generated(&files, variables)));
    }
}

/// What lets one service be enough to test these crates.
#[test]
fn crates_that_know_nothing_of_a_design_are_the_same() {
    let is_fixed = |path: &Path| FIXED.iter().any(|krate| path.starts_with(folder_of(krate)));
    let mut services = WHOLE.iter().map(|(name, _, whole)| {
        let mut tree = whole.clone();
        tree.retain(|path, _| is_fixed(path));
        (name, unnamed(tree))
    });
    let (_, first) = services.next().expect("there are designs");
    assert!(first.len() > 100, "{} files", first.len());
    for (name, other) in services {
        assert_same(name, &first, &other);
    }
}

fn folder_of(krate: &str) -> String {
    format!("crates/{}", krate.replace('-', "_"))
}

/// Without the name of the service, which stands before those of its crates.
fn unnamed(mut tree: Tree) -> Tree {
    for (path, text) in &mut tree {
        if path.ends_with("Cargo.toml") {
            let lines = text.split_inclusive(|byte| *byte == b'\n');
            *text = lines
                .filter(|line| !line.starts_with(b"name = "))
                .flatten()
                .copied()
                .collect();
        }
    }
    tree
}

/// Every design of the repository that is a whole service, and some random ones.
fn designs() -> Vec<(String, Mapping)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut designs = Vec::new();
    for name in ["gunosy", "rental"] {
        let path = root.join(format!("designs/{name}.yaml"));
        let text = fs::read_to_string(path).expect("the example is there");
        designs.push((name.to_owned(), read(&text)));
    }
    let mut blog = Mapping::new();
    for (path, text) in moguera::scaffold::files("blog", "blog") {
        if path.starts_with("design/") {
            join(&mut blog, read(&text));
        }
    }
    designs.push(("blog".to_owned(), blog));
    for seed in 1..4 {
        let design = read(&random::design(seed, "random"));
        designs.push((format!("MOGUERA_RANDOM_SEED={seed}"), design));
    }
    designs
}

fn read(text: &str) -> Mapping {
    serde_yaml::from_str(text).expect("it is YAML")
}

/// Adds what another file says.
fn join(design: &mut Mapping, other: Mapping) {
    for (key, value) in other {
        match (design.get_mut(&key), value) {
            (Some(Value::Mapping(known)), Value::Mapping(more)) => known.extend(more),
            (_, value) => drop(design.insert(key, value)),
        }
    }
}

fn text(design: &Mapping) -> String {
    serde_yaml::to_string(design).expect("maps are YAML")
}

/// The last definition first, in sections where that means nothing.
fn turned(design: &Mapping) -> Mapping {
    let turn = |(key, value): (Value, Value)| {
        let is_section = key.as_str().is_some_and(|key| SECTIONS.contains(&key));
        let value = match value {
            Value::Mapping(definitions) if is_section => Value::Mapping(backwards(definitions)),
            other => other,
        };
        (key, value)
    };
    backwards(design.clone()).into_iter().map(turn).collect()
}

fn backwards(map: Mapping) -> Mapping {
    let mut entries: Vec<_> = map.into_iter().collect();
    entries.reverse();
    entries.into_iter().collect()
}

/// A file for each definition, in folders.
fn pieces(design: &Mapping) -> Vec<(String, String)> {
    let mut pieces = Vec::new();
    for (key, value) in design {
        let section = key.as_str().expect("sections have names");
        match value {
            Value::Mapping(definitions) if SECTIONS.contains(&section) => {
                for definition in definitions.clone() {
                    let name = format!("{section}/{}.yaml", pieces.len());
                    let one = Value::Mapping(Mapping::from_iter([definition]));
                    pieces.push((name, text(&Mapping::from_iter([(key.clone(), one)]))));
                }
            }
            other => {
                let one = Mapping::from_iter([(key.clone(), other.clone())]);
                pieces.push((format!("{section}.yml"), text(&one)));
            }
        }
    }
    pieces
}

/// A service generated of these files, in a folder of its own.
fn generated(files: &[(String, String)], variables: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    for (name, text) in files {
        let path = folder.path().join("design").join(name);
        let parent = path.parent().expect("the file is in a folder");
        fs::create_dir_all(parent).expect("a temporary folder can be written to");
        fs::write(path, text).expect("a temporary folder can be written to");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_moguera"))
        .arg("generate")
        .current_dir(folder.path())
        .envs(variables.iter().copied())
        .output()
        .expect("moguera has been built");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    folder
}

fn tree(folder: &tempfile::TempDir) -> Tree {
    let mut tree = Tree::new();
    let mut waiting = vec![folder.path().to_path_buf()];
    while let Some(at) = waiting.pop() {
        for entry in fs::read_dir(&at).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            let inside = path
                .strip_prefix(folder.path())
                .expect("it is inside")
                .to_path_buf();
            if path.is_dir() {
                if inside != Path::new("design") {
                    waiting.push(path);
                }
            } else {
                tree.insert(inside, fs::read(&path).expect("the file can be read"));
            }
        }
    }
    tree
}

fn assert_same(name: &str, one: &Tree, other: &Tree) {
    let paths: Vec<_> = one.keys().chain(other.keys()).collect();
    for path in paths {
        let texts = [one, other].map(|tree| {
            let bytes = tree.get(path).map(Vec::as_slice);
            bytes.map(String::from_utf8_lossy).unwrap_or_default()
        });
        if texts[0] != texts[1] {
            let diff = similar::TextDiff::from_lines(texts[0].as_ref(), texts[1].as_ref());
            panic!(
                "{name}: {} differs\n{}",
                path.display(),
                diff.unified_diff()
            );
        }
    }
}
