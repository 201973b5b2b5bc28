//! Who sees to it that a program does not outlive us: when our process is gone, killed or not, its group is asked to end,
//! and is ended.

#[cfg(not(unix))]
pub(super) use other::Guard;
#[cfg(unix)]
pub(super) use unix::Guard;

#[cfg(unix)]
mod unix {
    use std::io;
    use std::os::unix::process::CommandExt;
    use std::process::{Child, Command, Stdio};
    use std::sync::{Mutex, MutexGuard, PoisonError};

    use nix::sys::signal::{Signal, killpg};
    use nix::unistd::Pid;

    /// Waits for the end of its input, which is ours and ends with us, whatever ends us. It is in the group itself, so
    /// that the group's number is nobody else's as long as there may be somebody to end; the signal that asks for it is
    /// not for itself.
    const WATCHES: &str = "trap '' TERM; read -r over; kill -TERM 0; sleep 5; kill -KILL 0";

    /// A shell that leads a group and waits, until it is dismissed.
    #[derive(Debug)]
    pub(in super::super) struct Guard {
        shell: Mutex<Option<Child>>,
        group: Pid,
    }

    impl Guard {
        /// Starts it, before there is anybody else in its group.
        pub(in super::super) fn start() -> io::Result<Self> {
            let mut shell = Command::new("sh");
            shell
                .args(["-c", WATCHES])
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .process_group(0);
            let shell = shell.spawn()?;
            let group = Pid::from_raw(i32::try_from(shell.id()).map_err(io::Error::other)?);
            let shell = Mutex::new(Some(shell));
            Ok(Guard { shell, group })
        }

        /// Lets a program start in its group.
        pub(in super::super) fn attend(&self, command: &mut Command) {
            command.process_group(self.group.as_raw());
        }

        /// Asks the program, and whatever it has started, to end.
        pub(in super::super) fn ask_to_end(&self, _: &mut Child) -> io::Result<()> {
            match &*self.shell() {
                Some(_) => killpg(self.group, Signal::SIGTERM).map_err(io::Error::from),
                None => Ok(()),
            }
        }

        /// Ends them.
        pub(in super::super) fn kill(&self, _: &mut Child) -> io::Result<()> {
            self.dismiss()
        }

        /// Ends whatever is left of the group, and itself. From then on its number may be somebody else's.
        pub(in super::super) fn dismiss(&self) -> io::Result<()> {
            let Some(mut shell) = self.shell().take() else {
                return Ok(());
            };
            killpg(self.group, Signal::SIGKILL).map_err(io::Error::from)?;
            shell.wait().map(drop)
        }

        /// A child is whole at every moment, whoever panicked.
        fn shell(&self) -> MutexGuard<'_, Option<Child>> {
            self.shell.lock().unwrap_or_else(PoisonError::into_inner)
        }
    }

    impl Drop for Guard {
        fn drop(&mut self) {
            // Its input ends with it: what cannot be ended here ends by itself.
            let _ = self.dismiss();
        }
    }
}

#[cfg(not(unix))]
mod other {
    use std::io;
    use std::process::{Child, Command};

    /// Other systems know no groups and no way to ask: only the program itself is ended, and only while we run.
    #[derive(Debug)]
    pub(in super::super) struct Guard;

    impl Guard {
        pub(in super::super) fn start() -> io::Result<Self> {
            Ok(Guard)
        }

        pub(in super::super) fn attend(&self, _: &mut Command) {}

        pub(in super::super) fn ask_to_end(&self, child: &mut Child) -> io::Result<()> {
            self.kill(child)
        }

        pub(in super::super) fn kill(&self, child: &mut Child) -> io::Result<()> {
            match child.try_wait()? {
                Some(_) => Ok(()),
                None => child.kill(),
            }
        }

        pub(in super::super) fn dismiss(&self) -> io::Result<()> {
            Ok(())
        }
    }
}
