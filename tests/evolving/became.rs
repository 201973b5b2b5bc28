//! What the lock file keeps of names: a step says once what it has renamed and dropped.

use crate::{BEFORE, generated, run, write};
use std::fs;
use std::path::Path;

/// The lines about names after a run, each by its step's number, sign and what it says.
fn became(folder: &Path, design: &str) -> Vec<String> {
    write(folder, design);
    let generate = ["generate", "--allow-data-loss", "--no-renames"];
    let (code, told) = run(&generate, folder);
    assert_eq!(code, 0, "{told}");
    let lock = fs::read_to_string(folder.join("moguera.lock")).expect("it was written");
    let lines = lock.lines().filter_map(|line| {
        let (step, said) = line.strip_prefix("schema ")?.split_once(' ')?;
        let number = step.split_once('_')?.0;
        said.starts_with(['>', '!'])
            .then(|| format!("{number} {said}"))
    });
    lines.collect()
}

fn replaced(design: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(design.to_owned(), |design, (from, to)| {
        assert!(design.contains(from), "{from}: {design}");
        design.replace(from, to)
    })
}

/// The design with another name for an entity and something of each kind in it.
fn renamed() -> String {
    replaced(
        BEFORE,
        &[
            ("[Item, Maker]", "[Ware, Maker]"),
            ("  Item: {}", "  Ware: {}"),
            ("items: { authorize", "items: { media_type: Ware, authorize"),
            (
                "  Item:\n",
                "  Ware:\n    renamed_from: Item\n    plural: items\n",
            ),
            (
                "name: string, ",
                "label: { type: string, renamed_from: name }, ",
            ),
            (
                "[small, large]",
                "[tiny, { name: huge, renamed_from: large }]",
            ),
            (
                "place: string?",
                "spot: { type: string, optional: true, renamed_from: place }",
            ),
        ],
    )
}

#[test]
fn a_step_says_once_what_it_has_renamed_and_dropped() {
    let folder = generated();
    assert_eq!(became(folder.path(), BEFORE), [""; 0]);
    let renamed = renamed();
    let first = [
        "0002 ! value Ware.grade.small",
        "0002 > attribute Ware.label name",
        "0002 > entity Ware Item",
        "0002 > field Ware.box.spot place",
        "0002 > value Ware.grade.huge large",
    ];
    assert_eq!(became(folder.path(), &renamed), first);
    assert_eq!(
        became(folder.path(), &renamed),
        first,
        "nothing has happened since"
    );
    let dropped = replaced(
        &renamed,
        &[("label: { type: string, renamed_from: name }, ", "")],
    );
    let both = [&first[..], &["0003 ! attribute Ware.label"]].concat();
    assert_eq!(became(folder.path(), &dropped), both);
}
