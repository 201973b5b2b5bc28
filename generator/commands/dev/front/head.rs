//! The head of a request: a connection goes in; what is asked, and the head as the server is to see it, comes out.

use std::io::{self, Read};
use std::net::TcpStream;
use std::time::Duration;

use httparse::{Error, Header, Request, Status};

/// How much a head may take, more than servers allow.
const LONGEST: usize = 256 << 10;
const MOST_HEADERS: usize = 256;

/// How long a client may take to send one.
const TIME: Duration = Duration::from_secs(30);

/// Headers about the connection between two neighbours.
const OF_CONNECTIONS: [&str; 3] = ["connection", "keep-alive", "proxy-connection"];

/// Who reads the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// Somebody who looks at pages.
    Person,
    /// Anything else.
    Program,
}

/// The head of a request.
#[derive(Debug)]
pub(super) struct Head {
    /// What is asked for.
    pub(super) target: String,
    /// Whether only the head of the answer is.
    pub(super) is_head: bool,
    /// Who asks.
    pub(super) reader: Reader,
    /// As the server is to see it: the same, but for one request only.
    pub(super) sent: Vec<u8>,
}

/// What came over a connection.
#[derive(Debug)]
pub(super) enum Asked {
    /// Nothing: browsers open connections that they may need.
    Nothing,
    /// A request, and what came of its body together with the head.
    Request(Head, Vec<u8>),
    /// Something else, and the status to answer with.
    Refused(&'static str),
}

/// Reads the head.
pub(super) fn read(client: &mut TcpStream) -> io::Result<Asked> {
    client.set_read_timeout(Some(TIME))?;
    let mut bytes = Vec::new();
    let mut piece = [0; 8192];
    loop {
        let count = match client.read(&mut piece) {
            Ok(0) => return Ok(Asked::Nothing),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        bytes.extend_from_slice(&piece[..count]);
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut request = Request::new(&mut headers);
        match request.parse(&bytes) {
            Ok(Status::Complete(length)) => {
                return Ok(Asked::Request(head(&request), bytes[length..].to_vec()));
            }
            Ok(Status::Partial) if bytes.len() < LONGEST => {}
            Ok(Status::Partial) | Err(Error::TooManyHeaders) => {
                return Ok(Asked::Refused("431 Request Header Fields Too Large"));
            }
            Err(_) => return Ok(Asked::Refused("400 Bad Request")),
        }
    }
}

fn head(request: &Request<'_, '_>) -> Head {
    let method = request.method.unwrap_or_default();
    let target = request.path.unwrap_or_default();
    let reads = matches!(method, "GET" | "HEAD");
    let is_person = reads && values(request, "accept").any(|value| value.contains("text/html"));
    Head {
        target: target.to_owned(),
        is_head: method == "HEAD",
        reader: if is_person {
            Reader::Person
        } else {
            Reader::Program
        },
        sent: sent(request, method, target),
    }
}

/// Every header is handed on as it came, signed ones and `host` above all. A connection that is to become something
/// else stays as it is; any other one ends with the answer.
fn sent(request: &Request<'_, '_>, method: &str, target: &str) -> Vec<u8> {
    let upgrades = values(request, "connection").any(|value| value.contains("upgrade"));
    let version = request.version.unwrap_or(1);
    let mut sent = format!("{method} {target} HTTP/1.{version}\r\n").into_bytes();
    for Header { name, value } in request.headers.iter() {
        let is_ours = OF_CONNECTIONS
            .iter()
            .any(|it| name.eq_ignore_ascii_case(it));
        if is_ours && !upgrades {
            continue;
        }
        for part in [name.as_bytes(), b": ", value, b"\r\n"] {
            sent.extend_from_slice(part);
        }
    }
    if !upgrades {
        sent.extend_from_slice(b"connection: close\r\n");
    }
    sent.extend_from_slice(b"\r\n");
    sent
}

/// Every value of a header, in lower case.
fn values<'r>(request: &'r Request<'_, '_>, name: &'r str) -> impl Iterator<Item = String> + 'r {
    let found = request.headers.iter();
    found
        .filter(move |header| header.name.eq_ignore_ascii_case(name))
        .map(|header| String::from_utf8_lossy(header.value).to_ascii_lowercase())
}
