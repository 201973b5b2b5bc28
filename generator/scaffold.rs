//! Scaffolds: starting designs with their hand-written parts. A name goes in, the team's first files come out.

use crate::print::json_string;
use crate::source::{Source, SourceFile};
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Everything below `scaffolds/`, as it was when moguera was built.
static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/scaffolds");

/// Names of the scaffolds, the default first.
pub const NAMES: &[&str] = &["blog", "minimal"];

/// The first files of a service of this name: path below the service's folder, and text.
pub fn files(name: &str, scaffold: &str) -> BTreeMap<String, Cow<'static, str>> {
    let mut files = BTreeMap::new();
    if let Some(folder) = FILES.get_dir(scaffold) {
        collect(folder, scaffold, name, &mut files);
    }
    files
}

/// The design among the files of a scaffold.
pub fn design(files: &BTreeMap<String, Cow<'static, str>>) -> Source {
    let design = files.iter().filter(|(path, _)| path.starts_with("design/"));
    Source::new(
        design
            .map(|(path, text)| SourceFile::new(path.as_str(), text.as_ref()))
            .collect(),
    )
}

fn collect(
    folder: &'static Dir<'static>,
    scaffold: &str,
    name: &str,
    files: &mut BTreeMap<String, Cow<'static, str>>,
) {
    for file in folder.files() {
        let path = file.path().to_str().expect("paths of scaffolds are text");
        let path = path
            .strip_prefix(scaffold)
            .unwrap_or(path)
            .trim_start_matches('/');
        let text = file.contents_utf8().expect("scaffolds are text");
        match path.strip_suffix(".tera") {
            Some(path) => files.insert(path.to_owned(), Cow::Owned(named(text, name))),
            None => files.insert(path.to_owned(), Cow::Borrowed(text)),
        };
    }
    folder
        .dirs()
        .for_each(|inner| collect(inner, scaffold, name, files));
}

/// Fills in the name, which is a legal one, and a title made of it.
fn named(text: &str, name: &str) -> String {
    let words: Vec<String> = name.split('-').map(capitalised).collect();
    text.replace("{{ name }}", name)
        .replace("{{ title }}", &json_string(&words.join(" ")))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
