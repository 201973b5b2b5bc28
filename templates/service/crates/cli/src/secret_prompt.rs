//! Asking for a secret: out goes a question when a person is there, in comes one line of standard
//! input, which a terminal does not show while it is typed.

use std::io::{self, BufRead, IsTerminal, Write};

/// Reads a secret. Through a pipe, there is no question.
pub(crate) fn read(question: &str) -> io::Result<String> {
    let input = io::stdin();
    let line = if input.is_terminal() {
        eprint!("{question}: ");
        io::stderr().flush()?;
        let line = without_echo(read_line);
        eprintln!();
        line?
    } else {
        read_line()?
    };
    match line.trim_end_matches(['\r', '\n']) {
        "" => Err(io::ErrorKind::UnexpectedEof.into()),
        secret => Ok(secret.to_owned()),
    }
}

fn read_line() -> io::Result<String> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line)
}

#[cfg(unix)]
fn without_echo(read: impl FnOnce() -> io::Result<String>) -> io::Result<String> {
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

    let input = io::stdin();
    let before = tcgetattr(&input)?;
    let mut silent = before.clone();
    silent.local_modes.remove(LocalModes::ECHO);
    tcsetattr(&input, OptionalActions::Flush, &silent)?;
    let line = read();
    tcsetattr(&input, OptionalActions::Flush, &before)?;
    line
}

#[cfg(not(unix))]
fn without_echo(read: impl FnOnce() -> io::Result<String>) -> io::Result<String> {
    read()
}
