//! The design at a commit: a folder and the name of a commit go in, the text as git keeps it comes out. Nothing is
//! checked out or fetched, and no name becomes an option.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::source::{LIMIT, Source, SourceFile};

/// Branches that work goes back to, in the order in which they are looked for.
const MAIN: [&str; 5] = ["main", "origin/main", "master", "origin/master", ORIGIN];

/// What `origin` has checked out: mostly its main branch, in a clone of one branch that branch.
const ORIGIN: &str = "origin/HEAD";

/// What git says to hooks and aliases of the repository that it was called for: the one that a service is in is found by its
/// folder. Of `git rev-parse --local-env-vars` all but settings, which hold for whoever sets them.
const LOCAL: [&str; 12] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_OBJECT_DIRECTORY",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_REPLACE_REF_BASE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_COMMON_DIR",
];

/// A design, and the commit that it is of.
#[derive(Debug)]
pub struct Revision {
    /// As people name it: the branch and the commit.
    pub name: String,
    /// The text; paths begin with the commit, as in `1f3a9c2:design/api.yaml`.
    pub source: Source,
    /// The lock file beside it, if there is one at that commit, or why it is not read.
    pub lock: Option<Result<Source, String>>,
}

/// Why there is no design.
#[derive(Debug)]
pub struct Refusal {
    /// In one line.
    pub message: String,
    /// What to do, one line each.
    pub help: Vec<String>,
}

impl Refusal {
    fn new(message: impl Into<String>) -> Self {
        Refusal {
            message: message.into(),
            help: Vec::new(),
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// The design of a service, whose folder this is, at a commit.
///
/// # Errors
///
/// There is no git, no repository, no such commit, or no design at it.
pub fn at(service: &Path, reference: &str) -> Result<Revision, Refusal> {
    let git = Git::of(service)?;
    let commit = git.commit(reference)?.ok_or_else(|| {
        let refusal = Refusal::new(format!("git knows no commit `{}`", shown(reference)));
        match git.is_shallow() {
            true => refusal.help(UNSHALLOW[0]).help(UNSHALLOW[1]),
            false => refusal.help("`git fetch` gets branches and tags of others"),
        }
    })?;
    git.design(&commit, reference)
}

/// The design where the work of today left the main branch.
///
/// # Errors
///
/// As [`at`], and that there is no main branch or that the history does not reach so far.
pub fn at_merge_base(service: &Path) -> Result<Revision, Refusal> {
    let git = Git::of(service)?;
    let head = git.commit("HEAD")?;
    let head = head.ok_or_else(|| {
        Refusal::new("nothing is committed yet").help("`--against DIR` compares with a folder")
    })?;
    for branch in MAIN {
        let Some(tip) = git.commit(branch)? else {
            continue;
        };
        let found = git.run(&["merge-base", &head, &tip])?;
        let base = String::from_utf8_lossy(&found.out).trim().to_owned();
        if branch == ORIGIN && base == head && git.is_shallow() {
            let refusal = "of `origin` nothing but `HEAD` is here";
            return Err(git.without_history(refusal));
        }
        if found.success && !base.is_empty() {
            return git.design(&base, branch);
        }
        return Err(git.without_history(&format!("`HEAD` and `{branch}` have no commit in common")));
    }
    let refusal = "there is no branch `main` or `master`, here or at `origin`";
    let refusal = git.without_history(refusal);
    Err(refusal.help("a clone of one branch gets another one by `git fetch origin main:refs/remotes/origin/main`"))
}

/// What helps where the history is cut off.
const UNSHALLOW: [&str; 2] = [
    "`git fetch --unshallow` gets all of the history",
    "in GitHub Actions: `actions/checkout` with `fetch-depth: 0`",
];

/// What a run of git says.
struct Answer {
    success: bool,
    out: Vec<u8>,
    err: String,
}

/// A repository, and where the service is in it.
struct Git<'a> {
    service: &'a Path,
    /// From the top of the repository to the service: empty, or ending with `/`.
    prefix: String,
}

impl<'a> Git<'a> {
    fn of(service: &'a Path) -> Result<Self, Refusal> {
        let mut git = Git {
            service,
            prefix: String::new(),
        };
        let found = git.run(&["rev-parse", "--show-prefix"])?;
        if !found.success {
            let said = found.err.lines().next().unwrap_or("git says nothing");
            let said = said.trim_start_matches("fatal: ");
            return Err(
                Refusal::new(format!("no git repository can be read: {}", shown(said)))
                    .help("`--against FILE` and `--against DIR` compare with a design on the disk"),
            );
        }
        let prefix = String::from_utf8(found.out)
            .map_err(|_| Refusal::new("the folder's name in the repository is not UTF-8"))?;
        git.prefix = prefix.trim_end_matches('\n').to_owned();
        Ok(git)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .arg("--no-pager")
            .arg("--literal-pathspecs")
            .args(arguments)
            .current_dir(self.service)
            .env("LC_ALL", "C")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            // What a partial clone lacks is not asked for over the network.
            .env("GIT_NO_LAZY_FETCH", "1");
        for variable in LOCAL {
            command.env_remove(variable);
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Result<Answer, Refusal> {
        let mut command = self.command(arguments);
        let output = command.stdin(Stdio::null()).output().map_err(not_run)?;
        Ok(Answer {
            success: output.status.success(),
            out: output.stdout,
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    /// The commit that a name stands for, if it stands for one.
    fn commit(&self, reference: &str) -> Result<Option<String>, Refusal> {
        let name = format!("{reference}^{{commit}}");
        let found = self.run(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &name,
        ])?;
        let id = String::from_utf8_lossy(&found.out).trim().to_owned();
        let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        Ok((found.success && is_id).then_some(id))
    }

    fn is_shallow(&self) -> bool {
        let found = self.run(&["rev-parse", "--is-shallow-repository"]);
        found.is_ok_and(|found| found.out.starts_with(b"true"))
    }

    fn without_history(&self, message: &str) -> Refusal {
        if self.is_shallow() {
            let message = format!("{message}: the repository is a shallow clone");
            return Refusal::new(message).help(UNSHALLOW[0]).help(UNSHALLOW[1]);
        }
        Refusal::new(message).help("`--against REF` names a commit, a tag or a branch")
    }

    fn design(&self, commit: &str, reference: &str) -> Result<Revision, Refusal> {
        let Listed { design, lock } = Listed::of(&self.listed(commit)?, &self.prefix)?;
        let short = commit.get(..7).unwrap_or(commit);
        if design.is_empty() {
            let place = format!("{}design/", self.prefix);
            let message = format!("there is no design at `{}`", shown(reference));
            return Err(Refusal::new(message).help(format!(
                "commit {short} has no `*.yaml` in `{}`",
                shown(&place)
            )));
        }
        let locked = lock.iter().flatten();
        let ids: Vec<&str> = design.values().chain(locked).map(String::as_str).collect();
        let mut texts = self.texts(&ids)?.into_iter();
        let file = |path: &str, text| SourceFile::from_bytes(format!("{short}:{path}"), text);
        let files = design.keys().zip(texts.by_ref());
        let source = Source::new(files.map(|(path, text)| file(path, text)).collect());
        let locked = |_| Source::new(texts.map(|text| file(LOCK, text)).collect());
        Ok(Revision {
            name: format!("{} ({short})", shown(reference)),
            source,
            lock: lock.map(|lock| lock.map(locked)),
        })
    }

    /// What a commit has in the folder of the design, and the lock file.
    fn listed(&self, commit: &str) -> Result<String, Refusal> {
        let folder = format!("{}design/", self.prefix);
        let lock = format!("{}{LOCK}", self.prefix);
        let listed = self.run(&[
            "ls-tree",
            "-r",
            "-z",
            "-l",
            "--full-tree",
            commit,
            "--",
            &folder,
            &lock,
        ])?;
        if !listed.success {
            return Err(Refusal::new(format!(
                "git cannot read the commit: {}",
                shown(listed.err.trim())
            )));
        }
        String::from_utf8(listed.out)
            .map_err(|_| Refusal::new("a name in the design's folder is not UTF-8"))
    }

    /// The texts of objects.
    fn texts(&self, ids: &[&str]) -> Result<Vec<Vec<u8>>, Refusal> {
        let mut command = self.command(&["cat-file", "--batch"]);
        let piped = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = piped.spawn().map_err(not_run)?;
        let asked: String = ids.iter().map(|id| format!("{id}\n")).collect();
        let mut all = Vec::new();
        let input = child.stdin.take();
        let output = child.stdout.take();
        let read = std::thread::scope(|scope| {
            // Asked from a thread of its own: git answers before it has read everything.
            scope.spawn(move || input.map(|mut input| input.write_all(asked.as_bytes())));
            output.map_or(Ok(0), |mut output| output.read_to_end(&mut all))
        });
        read.and_then(|_| child.wait()).map_err(not_run)?;
        taken_apart(&all, ids.len())
            .ok_or_else(|| Refusal::new("git does not give out all of the design"))
    }
}

/// Mode of a symbolic link in a tree.
const LINK: &str = "120000";

/// What records the steps of a service, beside its design.
const LOCK: &str = "moguera.lock";

/// Files of a design at a commit, each with its object, and the lock file, if there is one, or why it is not read.
struct Listed {
    design: BTreeMap<String, String>,
    lock: Option<Result<String, String>>,
}

impl Listed {
    fn of(listed: &str, prefix: &str) -> Result<Self, Refusal> {
        let mut design = BTreeMap::new();
        let mut lock = None;
        let mut size = 0;
        let entries = listed.split('\0');
        for entry in entries.filter_map(|entry| Entry::of(entry, prefix)) {
            if entry.path == LOCK {
                lock = Some(entry.locked());
                continue;
            }
            if entry.mode == LINK {
                let message = format!("`{}` is a symbolic link at that commit", shown(entry.path));
                return Err(Refusal::new(message).help("`--against DIR` compares with a folder"));
            }
            size += entry.size;
            design.insert(entry.path.to_owned(), entry.id.to_owned());
        }
        match size {
            0..=LIMIT => Ok(Listed { design, lock }),
            _ => Err(Refusal::new(
                "the design at that commit has more than 64 MiB",
            )),
        }
    }
}

/// A file of a design in a tree, or the lock file beside it.
struct Entry<'a> {
    mode: &'a str,
    id: &'a str,
    size: u64,
    /// From the service's folder.
    path: &'a str,
}

impl<'a> Entry<'a> {
    /// Reads `<mode> blob <id> <size>`, a tab and the path; `None` if it is neither.
    fn of(line: &'a str, prefix: &str) -> Option<Self> {
        let (head, path) = line.split_once('\t')?;
        let path = path.strip_prefix(prefix)?;
        let mut words = head.split_whitespace();
        let (mode, kind, id) = (words.next()?, words.next()?, words.next()?);
        let size = words.next()?.parse().unwrap_or(0);
        (kind == "blob" && (is_design(path) || path == LOCK)).then_some(Entry {
            mode,
            id,
            size,
            path,
        })
    }

    /// The object of a lock file. A design is compared without one that is not read: what it is then is told.
    fn locked(&self) -> Result<String, String> {
        let why = match self {
            _ if self.mode == LINK => "is a symbolic link",
            _ if self.size > LIMIT => "has more than 64 MiB",
            _ => return Ok(self.id.to_owned()),
        };
        Err(format!("{LOCK} {why} at that commit"))
    }
}

/// `<id> blob <size>`, a newline, the text and a newline, for each object.
fn taken_apart(all: &[u8], count: usize) -> Option<Vec<Vec<u8>>> {
    let mut rest = all;
    let mut texts = Vec::new();
    for _ in 0..count {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let head = std::str::from_utf8(&rest[..end]).ok()?;
        let (_, size) = head.split_once(" blob ")?;
        let begin = end + 1;
        let size: usize = size.parse().ok()?;
        texts.push(rest.get(begin..begin + size)?.to_vec());
        rest = rest.get(begin + size + 1..)?;
    }
    Some(texts)
}

/// Whether a file is read as a part of the design, by the rules of [`Source::read`].
fn is_design(path: &str) -> bool {
    let is_hidden = path.split('/').any(|segment| segment.starts_with('.'));
    (path.ends_with(".yaml") || path.ends_with(".yml")) && !is_hidden
}

fn not_run(error: io::Error) -> Refusal {
    if error.kind() == io::ErrorKind::NotFound {
        return Refusal::new("there is no command `git`")
            .help("install git, or compare with a design on the disk: `--against DIR`");
    }
    Refusal::new(format!("git cannot be run: {error}"))
}

/// Names of others without characters that a terminal would obey.
fn shown(text: &str) -> String {
    text.escape_debug().to_string()
}
