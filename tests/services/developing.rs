//! A service under `moguera dev`, built by cargo itself.

use super::folder::Folder;
use super::program::target;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// More than a first build takes on a machine that is busy.
const LONG: Duration = Duration::from_secs(900);

pub(crate) struct Developing<'f> {
    service: &'f Folder,
    dev: Child,
    endpoint: String,
}

impl<'f> Developing<'f> {
    pub(crate) fn start(service: &'f Folder) -> Self {
        let mut dev = Command::new(env!("CARGO_BIN_EXE_moguera"))
            .args(["dev", "--port", "0"])
            .current_dir(service.path())
            .env("CARGO", env!("CARGO"))
            .env("CARGO_TARGET_DIR", target())
            .env("CARGO_INCREMENTAL", "0")
            .env("XDG_CONFIG_HOME", service.path().join("config-of-the-test"))
            .env_remove("DATABASE_URL")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it has been built");
        let mut lines = BufReader::new(dev.stdout.take().expect("it is piped")).lines();
        let first = lines.next().expect("a line").expect("UTF-8");
        let (_, endpoint) = first.rsplit_once(" at ").expect("where it answers");
        // What is told is read, so that telling it never waits.
        thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Developing {
            service,
            dev,
            endpoint: endpoint.to_owned(),
        }
    }

    /// The first start's profile leads here, and not to the port behind.
    pub(crate) fn is_where_clients_look(&self) {
        self.until("/openapi.json", |answer| answer.contains("\"openapi\""));
        let profiles = format!("config-of-the-test/{}/profiles.yaml", self.service.name());
        let profiles = fs::read_to_string(self.service.path().join(profiles)).expect("a profile");
        let endpoint = format!("endpoint: {}\n", self.endpoint);
        assert!(profiles.contains(&endpoint), "{profiles}");
    }

    /// One line of the design, and the server that runs knows of it.
    pub(crate) fn follows_the_design(&self) {
        let design = self.service.path().join("design/design.yaml");
        let text = fs::read_to_string(&design).expect("it is there");
        let wider = text.replacen("attributes:", "attributes:\n      extra: string?", 1);
        assert_ne!(wider, text);
        fs::write(&design, wider).expect("it can be written");
        self.until("/openapi.json", |answer| answer.contains("\"extra\""));
    }

    /// Code that does not compile is shown, and the server that runs goes on.
    pub(crate) fn shows_what_does_not_compile(&self) {
        let main = self.service.path().join("crates/server/src/main.rs");
        let text = fs::read_to_string(&main).expect("it is there");
        fs::write(&main, format!("{text}fn broken() -> u8 {{ \"no\" }}\n")).expect("a file");
        let page = self.until("/", |answer| answer.contains("cannot be built"));
        assert!(page.contains("error[E0308]: mismatched types"), "{page}");
        assert!(self.asked("/openapi.json").contains("\"extra\""));
        fs::write(&main, text).expect("it can be written");
        self.until("/", |answer| !answer.contains("cannot be built"));
    }

    /// Ends it as a supervisor would.
    pub(crate) fn stops(mut self) {
        let id = self.dev.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status();
        assert!(told.expect("kill is there").success());
        let ended = self.dev.wait().expect("it is a child of this process");
        assert!(ended.success(), "{ended}");
    }

    fn until(&self, path: &str, holds: impl Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        loop {
            let answer = self.asked(path);
            if holds(&answer) {
                return answer;
            }
            assert!(begun.elapsed() < LONG, "{answer}");
            thread::sleep(Duration::from_millis(200));
        }
    }

    /// As a browser does: pages are for people.
    fn asked(&self, path: &str) -> String {
        let accept = if path == "/" { "text/html" } else { "*/*" };
        let output = Command::new("curl")
            .args(["--silent", "--header", &format!("accept: {accept}")])
            .arg(format!("{}{path}", self.endpoint))
            .output()
            .expect("the suite needs curl");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Developing<'_> {
    fn drop(&mut self) {
        // A test that failed must not leave a server behind; one that has ended cannot be told to end again.
        if matches!(self.dev.try_wait(), Ok(None)) {
            let id = self.dev.id().to_string();
            let _ = Command::new("kill").args(["-TERM", &id]).status();
            let _ = self.dev.wait();
        }
    }
}
