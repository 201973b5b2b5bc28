//! The designs of this repository, and the same in other clothes.

#![expect(clippy::disallowed_methods, reason = "these tests read the designs")]

use std::path::Path;

use moguera::source::{Source, SourceFile};

/// Every accepted design, by its name.
pub(crate) fn designs() -> Vec<(String, Source)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut designs = Vec::new();
    for folder in [
        "designs",
        "tests/cases/stages",
        "tests/cases/sparse",
        "tests/cases/openapi",
        "tests/cases/emit",
    ] {
        for entry in std::fs::read_dir(root.join(folder)).expect("the folder is there") {
            let path = entry.expect("an entry").path();
            if path
                .extension()
                .is_some_and(|extension| extension == "yaml")
            {
                let text = std::fs::read_to_string(&path).expect("it is text");
                let source = Source::new(vec![SourceFile::new("design/design.yaml", text)]);
                designs.push((path.display().to_string(), source));
            }
        }
    }
    for scaffold in moguera::scaffold::NAMES {
        let files = moguera::scaffold::files("press", scaffold);
        designs.push(((*scaffold).to_owned(), moguera::scaffold::design(&files)));
    }
    for (name, source) in &designs {
        assert!(moguera::front(source).is_ok(), "{name} is not accepted");
    }
    designs.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(designs.len() > 5, "too few designs");
    designs
}

/// The same design with other line ends, a byte order mark, or without the last line end.
pub(crate) fn dressed(source: &Source) -> Vec<Source> {
    let mixed = |text: &str| {
        let ends = ["\n", "\r\n", "\r\n"].into_iter().cycle();
        let lines = text.split_terminator('\n').zip(ends);
        lines.map(|(line, end)| format!("{line}{end}")).collect()
    };
    let clothes: [fn(&str) -> String; 5] = [
        str::to_owned,
        |text| text.replace('\n', "\r\n"),
        |text| format!("\u{feff}{text}"),
        |text| text.trim_end().to_owned(),
        mixed,
    ];
    let dress = |dress: fn(&str) -> String| {
        let files = source.files().iter();
        let files = files.map(|file| SourceFile::new(file.path.as_str(), dress(&file.text)));
        Source::new(files.collect())
    };
    clothes.into_iter().map(dress).collect()
}

/// The texts, for comparison.
pub(crate) fn texts(source: &Source) -> Vec<&str> {
    source
        .files()
        .iter()
        .map(|file| file.text.as_str())
        .collect()
}
