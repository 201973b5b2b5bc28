//! What can be in the way of a run, and what is said then.

use std::fs;
use std::os::unix::fs::symlink;

use crate::cases::{ADD, GENERATE, RENAME, UPGRADE};
use crate::run::Place;

const GENERATED: &str = "shop/crates/contract/src/lib.rs";
const MOVE: &str = "help: move away what is in the place of generated files";
const NOTHING: &str = "help: nothing was changed";

const FORCE: &[&str] = &["generate", "--force", "--path", "shop"];
const CHECK: &[&str] = &["generate", "--check", "--path", "shop"];
const REMOVE: &[&str] = &["design", "remove", "view", "Note.tiny", "--path", "shop"];
const DIFF: &[&str] = &[
    "design",
    "diff",
    "--against",
    "shop/design",
    "--path",
    "shop",
];

/// Commands, their code, and parts of what they say.
pub(crate) type Answer = (
    &'static [&'static [&'static str]],
    i32,
    &'static [&'static str],
);

/// A way to stand in the way, with what each command answers: its code, and parts of what it says.
pub(crate) struct Obstacle {
    pub(crate) name: &'static str,
    pub(crate) put: fn(&Place),
    pub(crate) answers: &'static [Answer],
    /// What `dev` says, if it starts.
    pub(crate) dev: Option<&'static str>,
}

/// Each of them.
pub(crate) const OBSTACLES: &[Obstacle] = &[
    Obstacle {
        name: "a generated file is a link that leads out",
        put: |place| lead_out(place, GENERATED),
        answers: &[
            (
                &[GENERATE, FORCE, UPGRADE],
                3,
                &[
                    "(the symbolic link `crates/contract/src/lib.rs` leads out",
                    MOVE,
                ],
            ),
            (
                &[CHECK],
                1,
                &["blocked (1)", "move away what is in the place"],
            ),
        ],
        dev: Some("move away what is in the place"),
    },
    Obstacle {
        name: "a folder of generated files is a link that leads out",
        put: |place| lead_out(place, "shop/crates/contract"),
        answers: &[
            (
                &[GENERATE, FORCE, UPGRADE],
                3,
                &["(the symbolic link `crates/contract` leads out", MOVE],
            ),
            (
                &[CHECK],
                1,
                &["blocked (", "move away what is in the place"],
            ),
        ],
        dev: Some("move away what is in the place"),
    },
    Obstacle {
        name: "a folder has the name of a generated file",
        put: |place| {
            fs::remove_file(place.path(GENERATED)).expect("it was generated");
            fs::create_dir(place.path(GENERATED)).expect("a folder");
            place.put(&format!("{GENERATED}/mine"), "mine");
        },
        answers: &[(
            &[GENERATE, FORCE, UPGRADE],
            3,
            &["lib.rs  (a folder has this name)", MOVE],
        )],
        dev: Some("a folder has this name"),
    },
    Obstacle {
        name: "a file has the name of a folder of generated files",
        put: |place| {
            fs::remove_dir_all(place.path("shop/crates/contract")).expect("it was generated");
            place.put("shop/crates/contract", "mine");
        },
        answers: &[(
            &[GENERATE, FORCE, UPGRADE],
            3,
            &["(`crates/contract` is a file, it has to be a folder)", MOVE],
        )],
        dev: Some("it has to be a folder"),
    },
    Obstacle {
        name: "a file of the design is a link that leads out",
        put: |place| lead_out(place, "shop/design/design.yaml"),
        answers: &[(
            &[GENERATE, CHECK, UPGRADE, ADD, RENAME, REMOVE],
            3,
            &[
                "design.yaml`: the symbolic link leaves the design's folder",
                "help: put what it leads to in its place",
            ],
        )],
        dev: Some("put what it leads to in its place"),
    },
    Obstacle {
        name: "a file of the design is a link that leads nowhere",
        put: |place| symlink("nowhere", place.path("shop/design/more.yaml")).expect("a link"),
        answers: &[(
            &[GENERATE, CHECK, UPGRADE, ADD, RENAME, REMOVE],
            3,
            &[
                "more.yaml`: where the symbolic link leads to",
                "help: put what it leads to in its place",
            ],
        )],
        dev: Some("put what it leads to in its place"),
    },
    Obstacle {
        name: "the folder of the design is a link that leads out",
        put: |place| lead_out(place, "shop/design"),
        answers: &[
            // A design may be read from anywhere.
            (&[GENERATE, CHECK, UPGRADE], 0, &["current"]),
            (
                &[ADD, RENAME, REMOVE],
                3,
                &[
                    "`design/design.yaml`: it is not in the service's folder",
                    NOTHING,
                    "or edit that yourself",
                ],
            ),
        ],
        dev: None,
    },
    Obstacle {
        name: "the folder of the design is a link that leads nowhere",
        put: |place| {
            fs::remove_dir_all(place.path("shop/design")).expect("it was there");
            symlink("nowhere", place.path("shop/design")).expect("a link");
        },
        answers: &[(
            &[GENERATE, CHECK, UPGRADE, ADD],
            2,
            &["shop/design`: No such file", "help: write a design there"],
        )],
        dev: Some("write a design there"),
    },
    Obstacle {
        name: "the folder of the design is a file",
        put: |place| {
            fs::remove_dir_all(place.path("shop/design")).expect("it was there");
            place.put("shop/design", "mine");
        },
        answers: &[(
            &[GENERATE, CHECK, UPGRADE, ADD],
            2,
            &["`design/`", "help: "],
        )],
        dev: None,
    },
    Obstacle {
        name: "the lock file is a link that leads out",
        put: |place| lead_out(place, "shop/moguera.lock"),
        answers: &[(
            &[GENERATE, FORCE, CHECK, UPGRADE, RENAME],
            3,
            &[
                "`moguera.lock`: it is not a file of this folder",
                "help: put the file itself in its place",
            ],
        )],
        dev: Some("put the file itself in its place"),
    },
    Obstacle {
        name: "the lock file is a link that leads nowhere",
        put: |place| {
            fs::remove_file(place.path("shop/moguera.lock")).expect("it was there");
            symlink("../outside/nowhere", place.path("shop/moguera.lock")).expect("a link");
        },
        answers: &[(
            &[GENERATE, FORCE, CHECK, UPGRADE, RENAME],
            3,
            &["`moguera.lock`", "help: put the file itself in its place"],
        )],
        dev: Some("put the file itself in its place"),
    },
    Obstacle {
        name: "the lock file is a folder",
        put: |place| {
            fs::remove_file(place.path("shop/moguera.lock")).expect("it was there");
            fs::create_dir(place.path("shop/moguera.lock")).expect("a folder");
        },
        answers: &[(
            &[GENERATE, FORCE, CHECK, UPGRADE, RENAME],
            3,
            &["`moguera.lock`", "help: put the file itself in its place"],
        )],
        dev: Some("put the file itself in its place"),
    },
    Obstacle {
        name: "the approvals are a link",
        put: |place| {
            place.put("shop/approvals.yaml", "[]\n");
            lead_out(place, "shop/approvals.yaml");
        },
        answers: &[
            (
                &[DIFF],
                2,
                &[
                    "approvals.yaml` is a symbolic link",
                    "help: put the file of approvals in its place",
                ],
            ),
            (&[GENERATE, CHECK, UPGRADE], 0, &["current"]),
        ],
        dev: None,
    },
    Obstacle {
        name: "the approvals are a folder",
        put: |place| fs::create_dir(place.path("shop/approvals.yaml")).expect("a folder"),
        answers: &[(
            &[DIFF],
            2,
            &[
                "approvals.yaml` is not a file",
                "help: put the file of approvals in its place",
            ],
        )],
        dev: None,
    },
    Obstacle {
        name: "what moguera keeps for itself is a link that leads out",
        put: |place| lead_out(place, "shop/.moguera"),
        answers: &[(
            &[GENERATE, FORCE, UPGRADE, ADD],
            3,
            &["a symbolic link could lead out", "help: move it away"],
        )],
        dev: Some("move it away"),
    },
    Obstacle {
        name: "what moguera keeps for itself is a file",
        put: |place| {
            fs::remove_dir_all(place.path("shop/.moguera")).expect("it was there");
            place.put("shop/.moguera", "mine");
        },
        answers: &[
            (
                &[GENERATE, FORCE, UPGRADE, ADD],
                3,
                &["shop/.moguera`: it is no folder", "help: move it away"],
            ),
            (
                &[CHECK],
                3,
                &["Not a directory", "help: move away what is in its place"],
            ),
        ],
        dev: Some("move it away"),
    },
    Obstacle {
        name: "what keeps runs apart is a folder",
        put: |place| {
            fs::remove_file(place.path("shop/.moguera/run.lock")).expect("it was there");
            fs::create_dir(place.path("shop/.moguera/run.lock")).expect("a folder");
        },
        answers: &[(
            &[GENERATE, FORCE, UPGRADE, ADD],
            3,
            &["run.lock`: it is no file", "help: move it away"],
        )],
        dev: Some("move it away"),
    },
    Obstacle {
        name: "the journal of a run is a folder",
        put: |place| fs::create_dir(place.path("shop/.moguera/run.journal")).expect("a folder"),
        answers: &[(
            &[GENERATE, FORCE, UPGRADE, ADD],
            3,
            &["`.moguera/run.journal`: Is a directory", "help: move away"],
        )],
        dev: Some("move away"),
    },
];

/// Moves something out of the service, and leaves a link in its place.
fn lead_out(place: &Place, path: &str) {
    let outside = place.path("outside/moved");
    fs::rename(place.path(path), &outside).expect("it was there");
    symlink(outside, place.path(path)).expect("a link");
}
