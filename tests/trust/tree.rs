//! A folder as it is: every file with its bytes, every link with where it leads.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

/// What keeps runs apart; its content means nothing.
const RUN_LOCK: &str = "shop/.moguera/run.lock";

/// Where that is, if there is nothing else.
const BARE: [&str; 2] = ["shop", "shop/.moguera"];

/// Everything below a folder, by relative path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tree(BTreeMap<PathBuf, Node>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Folder,
    File { content: Vec<u8>, mode: u32 },
    Link(PathBuf),
}

impl Tree {
    /// All of it but what keeps runs apart.
    pub(crate) fn read(root: &Path) -> Self {
        let mut nodes = BTreeMap::new();
        let mut waiting = vec![root.to_path_buf()];
        while let Some(folder) = waiting.pop() {
            for entry in fs::read_dir(&folder).expect("the folder is there") {
                let path = entry.expect("an entry").path();
                let node = node(&path);
                if node == Node::Folder {
                    waiting.push(path.clone());
                }
                let name = path.strip_prefix(root).expect("it is below");
                nodes.insert(name.to_path_buf(), node);
            }
        }
        nodes.remove(Path::new(RUN_LOCK));
        // Folders in which there was nothing else.
        if nodes.keys().eq(BARE.map(Path::new)) {
            nodes.clear();
        }
        Tree(nodes)
    }

    /// Makes it in an empty folder.
    pub(crate) fn make(&self, root: &Path) {
        for (name, node) in &self.0 {
            let path = root.join(name);
            match node {
                Node::Folder => fs::create_dir(&path).expect("a folder"),
                Node::Link(target) => symlink(target, &path).expect("a link"),
                Node::File { content, mode } => {
                    fs::write(&path, content).expect("a file");
                    let mode = fs::Permissions::from_mode(*mode);
                    fs::set_permissions(&path, mode).expect("it is ours");
                }
            }
        }
    }

    /// The content of a file, if there is one.
    pub(crate) fn file(&self, path: impl AsRef<Path>) -> Option<&[u8]> {
        match self.0.get(path.as_ref())? {
            Node::File { content, .. } => Some(content),
            Node::Folder | Node::Link(_) => None,
        }
    }

    /// The same as text.
    pub(crate) fn text(&self, path: &str) -> &str {
        let file = self.file(path).unwrap_or_else(|| panic!("{path}"));
        str::from_utf8(file).expect("UTF-8")
    }

    /// Paths of files.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.0
            .keys()
            .map(PathBuf::as_path)
            .filter(|path| self.file(path).is_some())
    }

    /// Which paths are not as in another tree, for a message.
    pub(crate) fn difference<'t>(&'t self, other: &'t Tree) -> Vec<&'t Path> {
        let mut paths: Vec<&Path> = self
            .0
            .keys()
            .chain(other.0.keys())
            .map(PathBuf::as_path)
            .collect();
        paths.sort();
        paths.dedup();
        paths.retain(|path| self.0.get(*path) != other.0.get(*path));
        paths
    }
}

fn node(path: &Path) -> Node {
    let metadata = fs::symlink_metadata(path).expect("it is there");
    if metadata.is_dir() {
        Node::Folder
    } else if metadata.is_symlink() {
        Node::Link(fs::read_link(path).expect("it is a link"))
    } else {
        Node::File {
            content: fs::read(path).expect("it can be read"),
            mode: metadata.permissions().mode(),
        }
    }
}
