//! The real program in a folder of its own: arguments and variables in, what it did out.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::{self, JoinHandle};

use driver::Client;
use driver::profile::{Profile, Profiles};
use server::testing::EXAMPLE;
use tempfile::TempDir;

const PROGRAM: &str = env!(concat!("CARGO_BIN_EXE_", env!("CARGO_PKG_NAME")));

/// A working folder, with a folder for profiles beside it. Both are removed with the test.
pub(crate) struct Folder {
    folder: TempDir,
}

impl Folder {
    pub(crate) fn new() -> Folder {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("work")).unwrap();
        Folder { folder }
    }

    /// A path below the working folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("work").join(name)
    }

    /// The profiles of the command line.
    pub(crate) fn profiles(&self) -> Profiles {
        let service = driver::service::NAME;
        let path = self.folder.path().join("config").join(service);
        Profiles::read(&path.join("profiles.yaml")).unwrap()
    }

    /// The program, about to be run here without any variable but those that keep it here.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .args(arguments)
            .current_dir(self.path(""))
            .env_clear()
            .env("XDG_CONFIG_HOME", self.folder.path().join("config"))
            .env("PORT", "0")
            .stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Starts the server and waits until it listens.
    pub(crate) fn start(&self, variables: &[(&str, &str)]) -> Server {
        let mut command = self.command(&[]);
        command.envs(variables.iter().copied());
        command.stdout(Stdio::piped());
        Server::start(command)
    }
}

/// A process that is killed with the test.
pub(crate) struct Process(pub(crate) Child);

impl Drop for Process {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// A server that runs.
pub(crate) struct Server {
    pub(crate) process: Process,
    pub(crate) endpoint: String,
    log: Arc<Mutex<String>>,
    reading: Option<JoinHandle<()>>,
}

impl Server {
    fn start(mut command: Command) -> Server {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let log = Arc::new(Mutex::new(String::new()));
        let (found, endpoint) = mpsc::channel();
        let collected = Arc::clone(&log);
        let reading = thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some((_, endpoint)) = line.split_once("is listening on ") {
                    found.send(endpoint.to_owned()).unwrap();
                }
                *collected.lock().unwrap() += &format!("{line}\n");
            }
        });
        let endpoint = endpoint.recv();
        let mut server = Server {
            process: Process(child),
            endpoint: String::new(),
            log,
            reading: Some(reading),
        };
        server.endpoint = endpoint.unwrap_or_else(|_| panic!("{}", server.log()));
        server
    }

    /// What the server has logged, all of it once the process has ended.
    pub(crate) fn log(&mut self) -> String {
        if self.process.0.try_wait().unwrap().is_some()
            && let Some(reading) = self.reading.take()
        {
            reading.join().unwrap();
        }
        self.log.lock().unwrap().clone()
    }

    /// Ends the process at once.
    pub(crate) fn kill(&mut self) {
        self.process.0.kill().unwrap();
        self.process.0.wait().unwrap();
    }
}

/// A client of this server with this access key.
pub(crate) fn client(endpoint: &str, id: &str, secret: &str) -> Client {
    let profile = Profile::new(endpoint).with_access_key(id, secret);
    profile.client().unwrap().build().unwrap()
}

/// Whether the server believes the client. One without any action asks nobody who they are.
pub(crate) async fn is_believed(client: &Client) -> bool {
    answers(client).await.is_none_or(|status| status != 401)
}

/// Whether the server does not believe the client.
pub(crate) async fn is_refused(client: &Client) -> bool {
    answers(client).await.is_none_or(|status| status == 401)
}

/// The status of an answer to the client, if the service has an action to ask for.
async fn answers(client: &Client) -> Option<u16> {
    let (method, path) = EXAMPLE?;
    let call = client.request(method.parse().unwrap(), path);
    let status = match call.send().await {
        Ok(response) => response.status(),
        Err(error) => error.status().unwrap_or_else(|| panic!("{error:?}")),
    };
    Some(status.as_u16())
}

/// What a command printed.
pub(crate) fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", complaint(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What a command complained about.
pub(crate) fn complaint(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The word behind a label in what was printed.
pub(crate) fn labelled<'t>(text: &'t str, label: &str) -> &'t str {
    let mut lines = text.lines().map(str::trim);
    let found = lines.find_map(|line| line.strip_prefix(label)?.strip_prefix(' '));
    found
        .unwrap_or_else(|| panic!("no `{label}`: {text}"))
        .trim()
}
