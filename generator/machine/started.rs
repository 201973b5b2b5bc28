//! A program that was started goes in; what it printed comes out, or an error once its time is over.

#![expect(
    clippy::disallowed_methods,
    reason = "a program may hang, whatever the design"
)]

use std::io::{self, Read};
use std::process::{Child, ExitStatus};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use super::Finished;

/// How often a program is looked at: less than anybody notices.
const PAUSE: Duration = Duration::from_millis(5);

/// Waits for a program whose standard output is piped.
///
/// # Errors
///
/// It does not end in time, and was killed, or its output cannot be read.
pub(super) fn finish(mut child: Child, limit: Duration) -> io::Result<Finished> {
    let begun = Instant::now();
    let mut pipe = child.stdout.take();
    let (sender, receiver) = mpsc::channel();
    // Beside the wait: a program that prints more than the pipe holds would never end.
    thread::spawn(move || {
        let mut out = Vec::new();
        let read = pipe.as_mut().map(|pipe| pipe.read_to_end(&mut out));
        // Nobody listens any more once the time is over.
        sender.send(read.transpose().map(|_| out)).ok();
    });
    let Some(status) = wait(&mut child, begun, limit)? else {
        child.kill()?;
        child.wait()?;
        return Err(late("end", limit));
    };
    // What it has started may hold the pipe open.
    let out = match receiver.recv_timeout(limit.saturating_sub(begun.elapsed())) {
        Ok(out) => out?,
        Err(RecvTimeoutError::Timeout) => return Err(late("close its output", limit)),
        Err(RecvTimeoutError::Disconnected) => {
            return Err(io::Error::other("its output cannot be read"));
        }
    };
    Ok(Finished {
        code: status.code(),
        out: String::from_utf8_lossy(&out).into_owned(),
    })
}

fn late(what: &str, limit: Duration) -> io::Error {
    let told = format!("it did not {what} within {} s", limit.as_secs());
    io::Error::new(io::ErrorKind::TimedOut, told)
}

fn wait(child: &mut Child, begun: Instant, limit: Duration) -> io::Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if begun.elapsed() >= limit {
            return Ok(None);
        }
        thread::sleep(PAUSE);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    fn started(script: &str) -> Child {
        let mut sh = Command::new("sh");
        sh.args(["-c", script]).stdout(Stdio::piped());
        sh.spawn().expect("every Unix has sh")
    }

    #[test]
    fn what_a_program_prints_may_be_more_than_a_pipe_holds() {
        let child = started("head -c 300000 /dev/zero; exit 3");
        let finished = finish(child, Duration::from_secs(30)).expect("it ends");
        assert_eq!((finished.code, finished.out.len()), (Some(3), 300_000));
    }

    #[test]
    fn a_program_that_hangs_is_ended() {
        let error = finish(started("exec sleep 60"), Duration::from_millis(50));
        let error = error.expect_err("it hangs");
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    /// The pipe is open as long as somebody has it, whoever that is.
    #[test]
    fn what_a_program_leaves_behind_is_not_waited_for() {
        let begun = Instant::now();
        let error = finish(started("sleep 20 & echo 1.0"), Duration::from_millis(300));
        let error = error.expect_err("its output has no end");
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(begun.elapsed() < Duration::from_secs(15));
    }
}
