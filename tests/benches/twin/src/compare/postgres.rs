//! A PostgreSQL of this run's own, on a free port of this machine: nothing goes in, a cluster with its defaults comes
//! out, and is gone in the end.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::unistd::Uid;
use tempfile::TempDir;
use tokio::time::sleep;

use crate::Failure;

/// How long a database may take to be free to be copied.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) struct Cluster {
    bin: PathBuf,
    folder: TempDir,
    port: u16,
}

impl Cluster {
    /// Starts one; `None` where its programs are not installed.
    pub(crate) fn start() -> Result<Option<Self>, Failure> {
        let Some(bin) = programs() else {
            return Ok(None);
        };
        let folder = tempfile::tempdir()?;
        if Uid::effective().is_root() {
            run(Command::new("chown").arg("postgres").arg(folder.path()))?;
        }
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let cluster = Self { bin, folder, port };
        let options = ["-U", "postgres", "-A", "trust", "--locale=C", "-E", "UTF8"];
        run(cluster
            .command("initdb")
            .arg("-D")
            .arg(cluster.data())
            .args(options))?;
        let settings = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={}",
            cluster.folder.path().display()
        );
        let mut start = cluster.command("pg_ctl");
        start
            .arg("-D")
            .arg(cluster.data())
            .arg("-l")
            .arg(cluster.folder.path().join("log"));
        run(start.args(["-w", "-o", &settings, "start"]))?;
        Ok(Some(cluster))
    }

    /// Creates an empty database; its address.
    pub(crate) fn create(&self, name: &str) -> Result<String, Failure> {
        run(&mut self.creation(name))?;
        Ok(self.address(name))
    }

    /// Creates a database as a copy of another one; its address.
    pub(crate) async fn copy(&self, template: &str, name: &str) -> Result<String, Failure> {
        let begun = Instant::now();
        loop {
            match run(self
                .creation(name)
                .args(["-T", template])
                .stderr(Stdio::null()))
            {
                // The last connection to it ends a moment after it was closed, as a task of this thread.
                Err(_) if begun.elapsed() < PATIENCE => sleep(Duration::from_millis(50)).await,
                outcome => return outcome.map(|()| self.address(name)),
            }
        }
    }

    fn creation(&self, name: &str) -> Command {
        let mut command = self.command("createdb");
        command.args(["-h", "127.0.0.1", "-U", "postgres", "-p"]);
        command.args([&self.port.to_string(), name]);
        command
    }

    fn address(&self, name: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{name}", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// One of its programs, which refuse to be run by root.
    fn command(&self, program: &str) -> Command {
        let program = self.bin.join(program);
        let mut command = if Uid::effective().is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir("/");
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.command("pg_ctl");
        stop.arg("-D")
            .arg(self.data())
            .args(["-m", "immediate", "stop"]);
        if let Err(error) = run(&mut stop) {
            eprintln!("PostgreSQL on port {} is left running: {error}", self.port);
        }
    }
}

/// The folder of the server's programs: Debian keeps them off the path.
fn programs() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let debian = debian.map(|version| version.path().join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let is_complete = |bin: &Path| {
        ["initdb", "pg_ctl", "createdb"]
            .iter()
            .all(|program| bin.join(program).is_file())
    };
    debian.chain(path).find(|bin| is_complete(bin))
}

/// Runs a program that tells little. Its output goes nowhere: a server that it starts would keep a pipe open.
fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()?;
    if status.success() {
        return Ok(());
    }
    Err(format!("{command:?} ends with {status}").into())
}
