//! A program of our own that goes on beside us: started with its arguments, never through a shell, in a group of its
//! own, so that a terminal's Ctrl-C reaches it through us and nobody that it started is left behind. It does not outlive
//! us either, however we end.

use std::io;
use std::process::{Child, Command, ExitStatus};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::guard::Guard;

/// How often a program is looked at.
const PAUSE: Duration = Duration::from_millis(20);

/// A program that was started. Copies are of the same one.
#[derive(Debug, Clone)]
pub(super) struct Process {
    child: Arc<Mutex<Child>>,
    guard: Arc<Guard>,
}

impl Process {
    /// Starts it.
    pub(super) fn start(command: &mut Command) -> io::Result<Self> {
        let guard = Guard::start()?;
        guard.attend(command);
        Ok(Process {
            child: Arc::new(Mutex::new(command.spawn()?)),
            guard: Arc::new(guard),
        })
    }

    /// What it says on standard error, if that is piped and nobody has asked for it before.
    pub(super) fn errors(&self) -> Option<std::process::ChildStderr> {
        self.child().stderr.take()
    }

    /// The same of standard output.
    pub(super) fn output(&self) -> Option<std::process::ChildStdout> {
        self.child().stdout.take()
    }

    /// How it has ended, if it has.
    pub(super) fn ended(&self) -> io::Result<Option<ExitStatus>> {
        self.child().try_wait()
    }

    /// Waits until it ends.
    pub(super) fn wait(&self) -> io::Result<ExitStatus> {
        loop {
            if let Some(status) = self.ended()? {
                return Ok(status);
            }
            thread::sleep(PAUSE);
        }
    }

    /// Asks it to end, and ends it if it has not after so many looks. What it started ends with it.
    pub(super) fn end(&self, looks: u32) -> io::Result<()> {
        self.guard.ask_to_end(&mut self.child())?;
        for _ in 0..looks {
            if self.ended()?.is_some() {
                return self.guard.dismiss();
            }
            thread::sleep(PAUSE);
        }
        let mut child = self.child();
        if child.try_wait()?.is_none() {
            self.guard.kill(&mut child)?;
            child.wait()?;
        }
        self.guard.dismiss()
    }

    /// A child is whole at every moment, whoever panicked.
    fn child(&self) -> MutexGuard<'_, Child> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks of [`Process::end`] in a number of seconds.
pub(super) const fn seconds(count: u32) -> u32 {
    count * 50
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sh(script: &str) -> Process {
        Process::start(Command::new("sh").args(["-c", script])).expect("every Unix has sh")
    }

    #[test]
    fn a_program_ends_when_it_is_asked_to_or_else_is_killed() {
        use std::os::unix::process::ExitStatusExt;

        let obedient = sh("exec sleep 60");
        obedient.end(seconds(20)).expect("it ends");
        let status = obedient.ended().expect("it was waited for").expect("ended");
        assert_eq!(status.signal(), Some(15));
        // Bound to have set its trap once it has printed.
        let mut command = Command::new("sh");
        command
            .args(["-c", "trap '' TERM; echo; while :; do sleep 60; done"])
            .stdout(std::process::Stdio::piped());
        let deaf = Process::start(&mut command).expect("every Unix has sh");
        let mut line = [0; 1];
        let mut output = deaf.output().expect("it is piped");
        io::Read::read_exact(&mut output, &mut line).expect("it prints");
        deaf.end(3).expect("it is killed");
        let status = deaf.ended().expect("it was waited for").expect("ended");
        assert_eq!(status.signal(), Some(9));
        deaf.end(3).expect("who has ended cannot end again");
    }
}
