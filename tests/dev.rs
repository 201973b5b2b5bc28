//! `moguera dev` as a process, on a real service, with a cargo and a server that do as a test says.
#![cfg(target_os = "linux")]
#![expect(
    clippy::disallowed_methods,
    reason = "this test changes files, waits and plays a server"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// How long anything may take on a machine that is busy.
const LONG: Duration = Duration::from_secs(60);

/// What the script that plays cargo does: it counts its runs, waits while `slow` is there, fails with what `broken`
/// says, and tells of a program that answers with the word in `answer` as it is then.
const CARGO: &str = r#"#!/bin/sh
echo run >> "$PLAY/runs"
echo "   Compiling played" >&2
while [ -e "$PLAY/slow" ]; do sleep 0.05; done
if [ -e "$PLAY/broken" ]; then cat "$PLAY/broken" >&2; exit 101; fi
cp "$PLAY/answer" "$PLAY/built"
echo '{"reason":"compiler-artifact","executable":"'"$PLAY/server"'","fresh":false}'
"#;

/// The server that is built, in Python, which the suite has: it answers every request with the word that it was built with,
/// and gives up if that is `crash`.
const SERVER: &str = r#"#!/usr/bin/env python3
import os, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
with open(os.path.join(os.environ["PLAY"], "built")) as file:
    answer = file.read().encode()
if answer == b"crash":
    sys.exit("cannot open the <database>")
class Played(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
    def log_message(self, *_):
        pass
with open(os.path.join(os.environ["PLAY"], "port"), "w") as file:
    file.write(os.environ["PORT"])
HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Played).serve_forever()
"#;

struct Played {
    root: TempDir,
    dev: Child,
    address: String,
    told: Arc<Mutex<String>>,
}

fn script(path: &Path, text: &str) {
    fs::write(path, text).expect("a file");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a mode");
}

impl Played {
    /// A new service under `moguera dev`.
    fn start() -> Self {
        let root = TempDir::new().expect("a temporary folder");
        let play = root.path();
        script(&play.join("cargo"), CARGO);
        script(&play.join("server"), SERVER);
        fs::write(play.join("answer"), "one").expect("a file");
        let new = Command::new(env!("CARGO_BIN_EXE_moguera"))
            .args(["new", "shop", "--scaffold", "minimal"])
            .current_dir(play)
            .output()
            .expect("it starts");
        assert!(new.status.success(), "{new:?}");
        let (dev, address, told) = dev(play);
        Played {
            address,
            root,
            dev,
            told,
        }
    }

    /// Once more, after it was killed.
    fn begin(&mut self) {
        (self.dev, self.address, self.told) = dev(self.root.path());
    }

    /// Kills it, as nothing can be done about.
    fn kill(&mut self) {
        self.dev.kill().expect("it runs");
        self.dev.wait().expect("it is our child");
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).expect("a file");
    }

    /// Asks as a browser would, or as a program.
    fn ask(&self, accept: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("somebody listens");
        let request = format!("GET / HTTP/1.1\r\nhost: shop\r\naccept: {accept}\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it is taken");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it is answered");
        answer
    }

    /// Waits until something holds of what a browser or a program is answered.
    fn until(&self, accept: &str, holds: impl Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        loop {
            let answer = self.ask(accept);
            if holds(&answer) {
                return answer;
            }
            let told = self.told.lock().expect("nobody panicked");
            assert!(begun.elapsed() < LONG, "{answer}\n{told}");
            drop(told);
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn builds(&self) -> usize {
        let runs = fs::read_to_string(self.path("runs")).unwrap_or_default();
        runs.lines().count()
    }

    fn until_builds(&self, count: usize) {
        let begun = Instant::now();
        while self.builds() < count {
            assert!(begun.elapsed() < LONG, "{} builds", self.builds());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// The ids of processes that were started with a file of this test.
    fn left(&self) -> Vec<String> {
        let play = self.root.path().display().to_string();
        let mut left = Vec::new();
        for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
            let environment = fs::read(entry.path().join("environ")).unwrap_or_default();
            let variable = format!("PLAY={play}");
            let is_ours = environment
                .split(|byte| *byte == 0)
                .any(|it| it == variable.as_bytes());
            if is_ours {
                left.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        left
    }

    /// Waits until nothing is left of what it has started.
    fn until_left(&self) {
        let begun = Instant::now();
        while !self.left().is_empty() {
            assert!(begun.elapsed() < LONG, "left: {:?}", self.left());
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Ends it as a supervisor would; everything that it has started ends with it.
    fn stop(mut self) {
        let id = self.dev.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status();
        assert!(told.expect("kill is there").success());
        let status = self.dev.wait().expect("it is our child");
        assert_eq!(status.code(), Some(0), "{status}");
        assert!(TcpStream::connect(&self.address).is_err());
        assert_eq!(self.left(), Vec::<String>::new(), "a program is left over");
    }
}

impl Drop for Played {
    fn drop(&mut self) {
        // A test that failed leaves no process behind; one that has ended cannot be told to end again.
        let id = self.dev.id().to_string();
        for _ in 0..200 {
            if !matches!(self.dev.try_wait(), Ok(None)) {
                return;
            }
            let _ = Command::new("kill").args(["-TERM", &id]).status();
            thread::sleep(Duration::from_millis(50));
        }
        let _ = self.dev.kill();
        let _ = self.dev.wait();
    }
}

/// Starts it beside the folder of a play: where it answers, and what it tells.
fn dev(play: &Path) -> (Child, String, Arc<Mutex<String>>) {
    let mut dev = Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(["dev", "--port", "0"])
        .current_dir(play.join("shop"))
        .env("CARGO", play.join("cargo"))
        .env("PLAY", play)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let told = Arc::new(Mutex::new(String::new()));
    let mut lines = BufReader::new(dev.stdout.take().expect("it is piped")).lines();
    let first = lines.next().expect("a line").expect("UTF-8");
    let (_, address) = first.rsplit_once("http://").expect("where it answers");
    listen(lines.map_while(Result::ok), &told);
    let errors = BufReader::new(dev.stderr.take().expect("it is piped")).lines();
    listen(errors.map_while(Result::ok), &told);
    (dev, address.to_owned(), told)
}

fn listen(lines: impl Iterator<Item = String> + Send + 'static, told: &Arc<Mutex<String>>) {
    let told = Arc::clone(told);
    thread::spawn(move || {
        for line in lines {
            let mut told = told.lock().expect("nobody panicked");
            told.push_str(&line);
            told.push('\n');
        }
    });
}

const PAGE: &str = "text/html";
const ANY: &str = "*/*";

const DESIGN: &str = "shop/design/design.yaml";
const MAIN: &str = "shop/crates/server/src/main.rs";

/// Longer than a change takes to be noticed.
const NOTICED: Duration = Duration::from_millis(800);

#[test]
fn a_service_stays_current_while_it_is_worked_on() {
    let played = Played::start();
    played.until(ANY, |answer| answer.ends_with("one"));
    assert_eq!(played.builds(), 1, "what generation writes is no change");
    shows_a_wrong_design(&played);
    follows_the_design(&played);
    shows_code_that_does_not_compile(&played);
    builds_once_more_after_changes_during_a_build(&played);
    shows_a_server_that_ends(&played);
    played.stop();
}

/// People see what is wrong, escaped; programs are answered as before.
fn shows_a_wrong_design(played: &Played) {
    let design = fs::read_to_string(played.path(DESIGN)).expect("it is there");
    played.put(DESIGN, &format!("{design}\n<b>: 1\n"));
    let page = played.until(PAGE, |answer| answer.contains("cannot be generated"));
    assert!(
        page.contains("&lt;b&gt;") && !page.contains("<b>"),
        "{page}"
    );
    assert!(played.ask(ANY).ends_with("one"));
    played.put(DESIGN, &design);
    played.until(PAGE, |answer| answer.ends_with("one"));
    assert_eq!(played.builds(), 1, "nothing was to be built");
}

/// A field in one line: generated, built, served.
fn follows_the_design(played: &Played) {
    let design = fs::read_to_string(played.path(DESIGN)).expect("it is there");
    let wider = design.replacen("attributes:", "attributes:\n      extra: string?", 1);
    assert_ne!(wider, design);
    played.put("answer", "two");
    played.put(DESIGN, &wider);
    played.until(PAGE, |answer| answer.ends_with("two"));
    assert_eq!(played.builds(), 2);
}

fn shows_code_that_does_not_compile(played: &Played) {
    played.put("broken", "error[E0308]: Vec<u8>\n");
    played.put(MAIN, "fn main() {}\n");
    let page = played.until(PAGE, |answer| answer.contains("cannot be built"));
    assert!(
        page.contains("<pre>error[E0308]: Vec&lt;u8&gt;\n</pre>"),
        "{page}"
    );
    assert!(played.ask(ANY).ends_with("two"));
    fs::remove_file(played.path("broken")).expect("it was there");
}

/// However many changes there are, and of what there is at the end.
fn builds_once_more_after_changes_during_a_build(played: &Played) {
    played.put("slow", "");
    played.put(MAIN, "fn main() { }\n");
    played.until_builds(4);
    played.put(MAIN, "fn main() {  }\n");
    thread::sleep(NOTICED);
    played.put("shop/crates/server/src/lib.rs", "//! Changed.\n");
    thread::sleep(NOTICED);
    played.put("answer", "three");
    fs::remove_file(played.path("slow")).expect("it was there");
    played.until(PAGE, |answer| answer.ends_with("three"));
    assert_eq!(played.builds(), 5);
}

/// As soon as it starts.
fn shows_a_server_that_ends(played: &Played) {
    played.put("answer", "crash");
    played.put(MAIN, "fn main() {   }\n");
    let page = played.until(PAGE, |answer| answer.contains("The server has ended"));
    assert!(page.contains("cannot open the &lt;database&gt;"), "{page}");
    assert!(played.ask(ANY).starts_with("HTTP/1.1 503 "));
    played.put("answer", "four");
    played.put(MAIN, "fn main() {    }\n");
    played.until(PAGE, |answer| answer.ends_with("four"));
}

/// A run that was killed half-way is undone by the first one of the next session.
#[test]
fn what_a_killed_run_left_is_undone() {
    let mut played = Played::start();
    played.until(ANY, |answer| answer.ends_with("one"));
    played.kill();
    played.until_left();
    // As a run leaves it that was killed after its first step.
    let file = played.path("shop/openapi.json");
    let whole = fs::read(&file).expect("it is there");
    let backup = played.path("shop/.openapi.json.moguera-old");
    fs::rename(&file, &backup).expect("it can be moved");
    let digest = moguera::digest::Digest::of(b"new");
    let journal = format!("replace {digest} openapi.json\n");
    fs::write(played.path("shop/.moguera/run.journal"), journal).expect("a file");
    played.begin();
    played.until(ANY, |answer| answer.ends_with("one"));
    assert_eq!(fs::read(&file).expect("it is back"), whole);
    assert!(!backup.exists());
    played.stop();
}

/// Even if it cannot see to it itself: the server, what it has started and a build end by themselves, and their ports are
/// free again.
#[test]
fn what_it_has_started_ends_with_it_when_it_is_killed() {
    let mut played = Played::start();
    played.until(ANY, |answer| answer.ends_with("one"));
    let server = fs::read_to_string(played.path("port")).expect("the server has written it");
    played.put("slow", "");
    played.put(MAIN, "fn main() { }\n");
    played.until_builds(2);
    assert!(
        played.left().len() > 2,
        "a server, a build, and what sees to them"
    );
    assert!(TcpStream::connect(("127.0.0.1", server.parse().expect("a port"))).is_ok());
    played.kill();
    played.until_left();
    for address in [played.address.clone(), format!("127.0.0.1:{server}")] {
        assert!(TcpStream::connect(&address).is_err(), "{address}");
    }
    fs::remove_file(played.path("slow")).expect("it was there");
    played.begin();
    played.until(ANY, |answer| answer.ends_with("one"));
    played.stop();
}

#[test]
fn a_port_that_is_taken_is_told_before_anything_is_touched() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("some port is free");
    let port = taken.local_addr().expect("it has one").port().to_string();
    let folder = TempDir::new().expect("a temporary folder");
    fs::create_dir(folder.path().join("design")).expect("a folder");
    let dev = Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(["dev", "--port", &port])
        .current_dir(folder.path())
        .output()
        .expect("it starts");
    assert_eq!(dev.status.code(), Some(3));
    let told = String::from_utf8_lossy(&dev.stderr);
    assert!(
        told.starts_with(&format!("error: cannot listen on `127.0.0.1:{port}`")),
        "{told}"
    );
    assert!(!folder.path().join(".moguera").exists());
}
