//! Something else is where a file of a run has to be: it is said what it is, where it is and what to do, nothing is
//! written, and nothing outside of the service is touched.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::symlink;
use std::process::{Child, Command, Stdio};

use crate::obstacles::OBSTACLES;
use crate::run::{Place, moguera};

#[test]
fn what_is_in_the_way_is_named_and_left() {
    for obstacle in OBSTACLES {
        let place = Place::minimal();
        fs::create_dir(place.path("outside")).expect("a folder");
        (obstacle.put)(&place);
        let before = place.tree();
        for (commands, code, parts) in obstacle.answers {
            for command in *commands {
                let told = place.run(command);
                let name = format!("{}, {command:?}", obstacle.name);
                assert_eq!(told.code, Some(*code), "{name}: {}", told.text);
                for part in *parts {
                    assert!(
                        told.text.contains(part),
                        "{name}: no {part:?} in {}",
                        told.text
                    );
                }
                let tree = place.tree();
                let difference = tree.difference(&before);
                assert!(difference.is_empty(), "{name}: {difference:?}");
            }
        }
        if let Some(part) = obstacle.dev {
            dev_says(&place, part);
            assert!(place.tree() == before, "{}, dev", obstacle.name);
        }
    }
}

/// Folders in which a new service cannot be.
#[test]
fn a_new_service_stands_on_nothing_of_somebody_elses() {
    let place = Place::empty();
    place.put("file", "mine");
    fs::create_dir(place.path("real")).expect("a folder");
    place.put("real/mine", "mine");
    symlink("real", place.path("link")).expect("a link");
    symlink("nowhere", place.path("dangling")).expect("a link");
    let before = place.tree();
    for (folder, code, part) in [
        ("file", 2, "is there already and is not an empty folder"),
        ("real", 2, "is there already and is not an empty folder"),
        ("link", 2, "is there already and is not an empty folder"),
        ("dangling", 2, "is there already and is not an empty folder"),
        ("file/inside", 3, "Not a directory"),
    ] {
        let told = place
            .run(&["new", "shop", "--scaffold", "minimal", "--path", folder])
            .with(code);
        assert!(told.contains(part), "{folder}: {told}");
        assert!(told.contains("help: "), "{folder}: {told}");
        assert!(place.tree() == before, "{folder}");
    }
}

/// What `dev` says on its errors until it has said a part that is waited for; then it is ended.
pub(crate) fn dev_says(place: &Place, part: &str) -> String {
    let mut command = moguera(&["dev", "--port", "0", "--path", "shop"]);
    command
        .current_dir(place.root())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut dev = command.spawn().expect("it was built");
    let mut told = String::new();
    let errors = BufReader::new(dev.stderr.take().expect("it is piped"));
    for line in errors.lines() {
        told.push_str(&line.expect("UTF-8"));
        told.push('\n');
        // The line with what to do is the last of an error.
        if told.contains(part) && told.contains("help: ") {
            break;
        }
    }
    let ended = end(&dev);
    assert!(ended, "it was to go on: {told}");
    let status = dev.wait().expect("it is our child");
    assert_eq!(status.code(), Some(0), "{told}");
    assert!(told.contains(part), "no {part:?} in {told}");
    told
}

/// As a supervisor ends it.
fn end(dev: &Child) -> bool {
    let id = dev.id().to_string();
    let told = Command::new("kill").args(["-TERM", &id]).status();
    told.is_ok_and(|it| it.success())
}
