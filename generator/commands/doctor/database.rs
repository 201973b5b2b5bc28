//! The database that is configured by `DATABASE_URL`: whether the server would accept it, and whether anybody answers
//! there. The address may hold a password: nothing but hosts and ports is told.

use super::super::report::{Check, State};
use super::{fault, fine};
use crate::diagnostic::quoted;
use crate::machine::Machine;

const SUBJECT: &str = "database";
const PORT: u16 = 5432;

pub(super) fn checks(machine: &dyn Machine) -> Vec<Check> {
    let Some(url) = machine.variable("DATABASE_URL") else {
        return vec![fine(SUBJECT, "embedded; DATABASE_URL is not set")];
    };
    let mut checks = vec![database(machine, &url.to_string_lossy())];
    if machine.variable("SECRET_KEY").is_none() {
        let found = "SECRET_KEY is not set, and DATABASE_URL is";
        let fix = "the server's command `secret` makes one; keep it";
        checks.push(fault("SECRET_KEY", State::Missing, found, fix));
    }
    checks
}

fn database(machine: &dyn Machine, url: &str) -> Check {
    if url.starts_with("sqlite:") {
        return fine(SUBJECT, "a file, named by DATABASE_URL");
    }
    let Some(hosts) = hosts(url) else {
        let found = "DATABASE_URL is neither postgres://… nor sqlite:<path>";
        return fault(SUBJECT, State::Wrong, found, "mend or unset DATABASE_URL");
    };
    if hosts.is_empty() {
        return fine(SUBJECT, "behind a socket of this machine, not asked");
    }
    let mut refused = Vec::new();
    for (host, port) in hosts {
        let address = quoted(&format!("{host}:{port}"));
        match machine.can_connect(&host, port) {
            Ok(()) => return fine(SUBJECT, format!("{address} answers")),
            Err(error) => refused.push(format!("{address}: {error}")),
        }
    }
    let fix = "start it, or unset DATABASE_URL to use the embedded one";
    fault(SUBJECT, State::Wrong, refused.join("; "), fix)
}

/// The hosts and ports of a `postgres://` address, of which any may answer; none if it names a socket.
fn hosts(url: &str) -> Option<Vec<(String, u16)>> {
    let rest = url
        .strip_prefix("postgres://")
        .or_else(|| url.strip_prefix("postgresql://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let listed = authority
        .rsplit_once('@')
        .map_or(authority, |(_, hosts)| hosts);
    let is_network = |host: &&str| !host.is_empty() && !host.starts_with("%2F");
    listed.split(',').filter(is_network).map(host).collect()
}

/// `[::1]:5432`, `db.example` and the like.
fn host(text: &str) -> Option<(String, u16)> {
    let (host, port) = match text.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest.split_once(']')?;
            (host, port.strip_prefix(':'))
        }
        None => match text.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (text, None),
        },
    };
    let port = port.map_or(Some(PORT), |port| port.parse().ok())?;
    Some((host.to_owned(), port))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(url: &str) -> Option<Vec<(String, u16)>> {
        hosts(url)
    }

    #[test]
    fn hosts_of_an_address() {
        for (url, expected) in [
            ("postgres://localhost/blog", vec![("localhost", 5432)]),
            (
                "postgresql://u:p%40@db.example:6543/x?a=b",
                vec![("db.example", 6543)],
            ),
            ("postgres://u:p@ss@[::1]:1/x", vec![("::1", 1)]),
            ("postgres://a:1,b/x", vec![("a", 1), ("b", 5432)]),
            ("postgres://%2Frun%2Fpostgresql/x", vec![]),
            ("postgres:///x", vec![]),
        ] {
            let expected = expected
                .iter()
                .map(|(host, port)| ((*host).to_owned(), *port));
            assert_eq!(found(url), Some(expected.collect()), "{url}");
        }
        assert_eq!(found("mysql://localhost/x"), None);
        assert_eq!(found("postgres://localhost:port/x"), None);
    }
}
