//! A service on the disk, with moguera and git run in it.

use moguera::digest::Digest;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use tempfile::TempDir;

/// What a program said, and how it ended.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) code: i32,
    pub(crate) text: String,
}

impl Told {
    /// Holds the end to what is expected.
    pub(crate) fn with(self, code: i32) -> String {
        assert_eq!(self.code, code, "{}", self.text);
        self.text
    }
}

/// A service in a folder of its own.
pub(crate) struct Service {
    parent: TempDir,
}

impl Service {
    pub(crate) fn new(scaffold: &str) -> Self {
        let parent = tempfile::tempdir().expect("there is room for a temporary folder");
        let service = Service { parent };
        let arguments = ["new", "shop", "--scaffold", scaffold];
        run(moguera(), &arguments, service.parent.path()).with(0);
        service
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.parent.path().join("shop")
    }

    /// A file beside the service.
    pub(crate) fn outside(&self, name: &str) -> PathBuf {
        self.parent.path().join(name)
    }

    pub(crate) fn moguera(&self, arguments: &[&str]) -> Told {
        run(moguera(), arguments, &self.folder())
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> Told {
        let person = [
            "-c",
            "user.name=somebody",
            "-c",
            "user.email=somebody@example.org",
        ];
        let mut git = Command::new("git");
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").args(person);
        run(git, arguments, &self.folder())
    }

    pub(crate) fn text(&self, path: &str) -> String {
        let text = fs::read_to_string(self.folder().join(path));
        text.unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.folder().join(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn delete(&self, path: &str) {
        fs::remove_file(self.folder().join(path)).expect("it was there");
    }

    pub(crate) fn is_there(&self, path: &str) -> bool {
        self.folder().join(path).exists()
    }

    pub(crate) fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path} has no {from:?}:\n{text}");
        self.put(path, &text.replace(from, to));
    }

    /// Lets a scaffolded file count as scaffolded with another text once, as an older version of moguera would have.
    pub(crate) fn scaffolded_as(&self, path: &str, text: &str) {
        let base = format!(".moguera/base/{path}");
        let record = |text: &str| format!("scaffolded {} {path}\n", Digest::of(text.as_bytes()));
        self.replace("moguera.lock", &record(&self.text(&base)), &record(text));
        self.put(&base, text);
        self.put(path, text);
        self.reseal();
    }

    /// Lets another version have written the lock file.
    pub(crate) fn written_by(&self, version: &str) {
        self.replace("moguera.lock", env!("MOGUERA_BUILD"), version);
    }

    /// Deletes the digest of all facts, as whoever means a change of them does.
    pub(crate) fn reseal(&self) {
        let text = self.text("moguera.lock");
        let kept = text.lines().filter(|line| !line.starts_with("facts "));
        let kept: String = kept.map(|line| format!("{line}\n")).collect();
        self.put("moguera.lock", &kept);
    }

    /// Every file with its content and the time when it was written.
    pub(crate) fn files(&self) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
        let root = self.folder();
        let mut files = BTreeMap::new();
        let mut waiting = vec![root.clone()];
        while let Some(folder) = waiting.pop() {
            for entry in fs::read_dir(&folder).expect("the folder is there") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    waiting.push(path);
                    continue;
                }
                let changed = fs::metadata(&path).and_then(|it| it.modified());
                let content = fs::read(&path).expect("it can be read");
                let name = path.strip_prefix(&root).expect("it is below");
                let name = name.to_str().expect("UTF-8").to_owned();
                files.insert(name, (content, changed.expect("it has a time")));
            }
        }
        files
    }
}

fn moguera() -> Command {
    Command::new(env!("CARGO_BIN_EXE_moguera"))
}

fn run(mut command: Command, arguments: &[&str], folder: &Path) -> Told {
    let output = command.args(arguments).current_dir(folder).output();
    let output = output.expect("the program is there");
    let text = [output.stdout, output.stderr].concat();
    Told {
        code: output.status.code().expect("it ends by itself"),
        text: String::from_utf8(text).expect("UTF-8"),
    }
}
