//! A service that runs: pages, the command line and curl.

use super::example::Example;
use super::folder::Folder;
use super::program::{Program, target};
use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub(crate) struct Running {
    name: String,
    endpoint: String,
    server: Child,
    /// Where the first start has left the profile with the first key.
    config: PathBuf,
}

impl Running {
    pub(crate) fn start(service: &Folder) -> Self {
        let free = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
        let port = free.expect("some port is free").port();
        let config = service.path().join("config-of-the-test");
        let server = Command::new(binary(service.name(), "server"))
            .current_dir(service.path())
            .env("PORT", port.to_string())
            .env("XDG_CONFIG_HOME", &config)
            .env_remove("DATABASE_URL")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server has been built");
        let running = Running {
            name: service.name().to_owned(),
            endpoint: format!("http://127.0.0.1:{port}"),
            server,
            config,
        };
        running.wait();
        running
    }

    fn wait(&self) {
        let begun = Instant::now();
        while !self
            .curl(&["--fail", &format!("{}/readyz", self.endpoint)])
            .succeeds()
        {
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "the server gets ready"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn curl(&self, arguments: &[&str]) -> Curl {
        let mut all = vec!["--silent", "--show-error", "--max-time", "10"];
        all.extend_from_slice(arguments);
        Curl(
            Command::new("curl")
                .args(&all)
                .output()
                .expect("curl is installed"),
        )
    }

    pub(crate) fn shows_pages(&self) {
        for (path, holds) in [
            ("/", "href=\"/docs\""),
            ("/docs", "<h"),
            ("/openapi.json", "\"openapi\":\"3.0.3\""),
            ("/healthz", "ok"),
            ("/metrics", "http_requests"),
        ] {
            let page = self
                .curl(&["--fail", &format!("{}{path}", self.endpoint)])
                .text();
            let packed = page.replace(": ", ":");
            assert!(packed.contains(holds), "`{path}` holds `{holds}`:\n{page}");
        }
    }

    fn command_line(&self, arguments: &[&str]) -> Program {
        let path = binary(&self.name, "cli");
        Program::new(
            path.to_str().expect("target folders have plain names"),
            arguments,
        )
        .with(
            "XDG_CONFIG_HOME",
            self.config
                .to_str()
                .expect("temporary folders have plain names"),
        )
    }

    pub(crate) fn answers_the_command_line(&self, example: &Example) {
        self.creates(example.resource, example.flags);
        let listed = self.command_line(&[example.resource, "list"]).succeed();
        assert!(listed.contains(example.flags[1]), "{listed}");
    }

    /// What the command line tells of the thing that it has made.
    fn creates(&self, resource: &str, flags: &[&str]) -> serde_json::Value {
        let create = [&[resource, "create"], flags, &["-o", "json"]].concat();
        let created = self.command_line(&create).succeed();
        serde_json::from_str(&created).expect("`-o json` prints JSON")
    }

    /// What a blog does beside what every service does.
    pub(crate) fn publishes(&self) {
        let article = self.creates("articles", &["--title", "To be read", "--body", "World"]);
        assert_eq!(
            article["slug"], "to-be-read",
            "the slug comes from the title"
        );
        assert_eq!(article["status"], "draft");
        let id = article["id"].as_str().expect("what is created has an id");
        let published = self
            .command_line(&["articles", "publish", id, "-o", "json"])
            .succeed();
        assert!(published.contains("\"published\""), "{published}");
        let again = self.command_line(&["articles", "publish", id]).end(5);
        assert!(again.contains("409"), "{again}");
    }

    /// Id and secret of the first access key.
    fn first_key(&self) -> (String, String) {
        let profile = fs::read_to_string(self.config.join(&self.name).join("profiles.yaml"));
        let profile = profile.expect("the first start has written a profile");
        let field = |name: &str| {
            let line = profile
                .lines()
                .find_map(|line| line.trim().strip_prefix(name));
            let value = line.expect("a profile has a key").trim_start_matches(':');
            value.trim().trim_matches(['"', '\'']).to_owned()
        };
        (field("access_key_id"), field("secret_access_key"))
    }

    /// A program that learns from its environment where the server is and what to sign with.
    pub(crate) fn known_to(&self, program: Program) -> Program {
        let (id, secret) = self.first_key();
        program
            .with("MOGUERA_TEST_ENDPOINT", &self.endpoint)
            .with("MOGUERA_TEST_KEY_ID", &id)
            .with("MOGUERA_TEST_SECRET", &secret)
    }

    /// botocore and curl over many odd targets, and every call once more with one signed part changed.
    pub(crate) fn answers_botocore(&self) {
        let Ok(python) = std::env::var("MOGUERA_TEST_PYTHON") else {
            eprintln!("skipped: MOGUERA_TEST_PYTHON names no Python with botocore");
            return;
        };
        let script = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/oracles/botocore_calls.py"
        );
        let (id, secret) = self.first_key();
        // One word each: a secret may begin with `-`.
        let (key_id, secret) = (format!("--key-id={id}"), format!("--secret={secret}"));
        let account = [key_id.as_str(), secret.as_str(), "--region", "local"];
        let mut arguments = vec![
            script,
            "--endpoint",
            &self.endpoint,
            "--service",
            &self.name,
        ];
        arguments.extend_from_slice(&account);
        let told = Program::new(&python, &arguments).succeed();
        assert!(
            told.lines().count() > 200,
            "every row has been called:\n{told}"
        );
    }

    pub(crate) fn answers_curl(&self, example: &Example) {
        let (id, secret) = self.first_key();
        let user = format!("{id}:{secret}");
        let scope = format!("aws:amz:local:{}", self.name);
        let url = format!("{}{}?limit=1", self.endpoint, example.path);
        let signed = [
            "--aws-sigv4",
            &scope,
            "--user",
            &user,
            "--write-out",
            "%{http_code}",
        ];
        let told = self.curl(&[&signed[..], &[&url]].concat()).text();
        assert!(told.ends_with("200"), "{told}");
        let url = format!("{}{}", self.endpoint, example.path);
        let json = "content-type: application/json";
        let post = ["-H", json, "-d", example.body, &url];
        let told = self.curl(&[&signed[..], &post].concat()).text();
        assert!(told.ends_with("201"), "{told}");
        let wrong = format!("{}x", user);
        let told = self
            .curl(&[
                "--aws-sigv4",
                &scope,
                "--user",
                &wrong,
                "--write-out",
                "%{http_code}",
                &url,
            ])
            .text();
        assert!(told.ends_with("401"), "{told}");
    }

    /// Ends the server by the id of its process; it must end by itself and well.
    pub(crate) fn stops(mut self) {
        let id = self.server.id().to_string();
        let told = Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .expect("kill is there");
        assert!(told.success());
        let ended = self
            .server
            .wait()
            .expect("the server is a child of this process");
        assert!(
            ended.success(),
            "a server that is told to stop ends well: {ended}"
        );
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A test that failed must not leave a server behind; one that has ended cannot be killed again.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn binary(service: &str, part: &str) -> PathBuf {
    target().join("debug").join(format!("{service}-{part}"))
}

struct Curl(std::process::Output);

impl Curl {
    fn succeeds(&self) -> bool {
        self.0.status.success()
    }

    fn text(&self) -> String {
        assert!(
            self.succeeds(),
            "curl: {}",
            String::from_utf8_lossy(&self.0.stderr)
        );
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }
}
