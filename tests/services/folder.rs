//! A service in a temporary folder of its own.

use super::program::moguera;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Settings that would refuse every service.
const ABOVE: &[(&str, &str)] = &[
    (
        "clippy.toml",
        "disallowed-methods = [\"std::time::Instant::now\"]\n",
    ),
    ("rustfmt.toml", "max_width = 60\n"),
];

pub(crate) struct Folder {
    name: String,
    path: PathBuf,
    // Removed when the test ends, with everything in it.
    _root: tempfile::TempDir,
}

impl Folder {
    /// A new service from a scaffold.
    pub(crate) fn scaffolded(name: &str, scaffold: &str) -> Self {
        let folder = Folder::empty(name);
        let path = folder
            .path
            .to_str()
            .expect("temporary folders have plain names")
            .to_owned();
        let told = moguera(&[
            "generate",
            "new-service",
            name,
            "--scaffold",
            scaffold,
            "--path",
            &path,
        ])
        .succeed();
        assert!(told.contains("create"), "every file is printed:\n{told}");
        folder
    }

    /// A service of one of the example designs.
    pub(crate) fn designed(name: &str) -> Self {
        let folder = Folder::empty(name);
        let design = folder.path.join("design");
        fs::create_dir_all(&design).expect("a temporary folder can be written to");
        let example = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("designs")
            .join(format!("{name}.yaml"));
        fs::copy(example, design.join("design.yaml")).expect("the example is there");
        moguera(&["generate"]).within(&folder).succeed();
        folder
    }

    /// A service of a design of the tests, with code and tests of its own. Lines that say so are added to the design
    /// when the service has its first migration already.
    pub(crate) fn written(name: &str) -> Self {
        let folder = Folder::empty(name);
        let own = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/services")
            .join(name);
        let design = fs::read_to_string(own.join("design/design.yaml")).expect("it is there");
        let first: Vec<&str> = design
            .lines()
            .filter(|line| !line.ends_with("# added later"))
            .collect();
        fs::create_dir_all(folder.path.join("design"))
            .expect("a temporary folder can be written to");
        fs::write(folder.path.join("design/design.yaml"), first.join("\n"))
            .expect("it can be written");
        moguera(&["generate"]).within(&folder).succeed();
        copied(&own, &folder.path);
        moguera(&["generate"]).within(&folder).succeed();
        folder
    }

    fn empty(name: &str) -> Self {
        let root = tempfile::tempdir().expect("there is room for a temporary folder");
        // A service below such a folder is linted and formatted by its own settings.
        for (name, text) in ABOVE {
            fs::write(root.path().join(name), text).expect("a temporary folder can be written to");
        }
        Folder {
            name: name.to_owned(),
            path: root.path().join(name),
            _root: root,
        }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A copy of a folder of the repository beside the service.
    pub(crate) fn beside(&self, name: &str, folder: &str) -> PathBuf {
        let copy = self.path.with_file_name(name);
        copied(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &copy);
        copy
    }

    /// Every file but git's and cargo's, with the time of its last change.
    pub(crate) fn snapshot(&self) -> BTreeMap<PathBuf, (SystemTime, Vec<u8>)> {
        let mut files = BTreeMap::new();
        collect(&self.path, &mut files);
        files
    }

    /// How many packages the lock file names, those of the service not counted.
    pub(crate) fn locked_crates(&self) -> usize {
        let lock = fs::read_to_string(self.path.join("Cargo.lock"))
            .expect("cargo has written a lock file");
        lock.matches("\nsource = ").count()
    }
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a temporary folder can be written to");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let target = to.join(path.file_name().expect("entries have names"));
        if path.is_dir() {
            copied(&path, &target);
        } else {
            fs::copy(&path, &target).expect("the file can be copied");
        }
    }
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, (SystemTime, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.ends_with("target") || path.ends_with("Cargo.lock") {
            continue;
        }
        if path.is_dir() {
            collect(&path, files);
        } else {
            let changed = path
                .metadata()
                .and_then(|m| m.modified())
                .expect("files have times");
            let contents = fs::read(&path).expect("the file can be read");
            files.insert(path, (changed, contents));
        }
    }
}
