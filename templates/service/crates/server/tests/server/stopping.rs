//! Signals that ask the server to stop.

use std::io::{Read, Write};
use std::net::TcpStream;

use rustix::process::{Pid, Signal, kill_process};

use crate::program::{Folder, Server};

fn send(server: &Server, signal: Signal) {
    kill_process(Pid::from_child(&server.process.0), signal).unwrap();
}

fn address(server: &Server) -> &str {
    server.endpoint.strip_prefix("http://").unwrap()
}

fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(address(server)).unwrap()
}

/// Sends a request and reads the answer to the connection's end.
fn ask(server: &Server, path: &str) -> String {
    let mut connection = connect(server);
    let request = format!("GET {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n");
    connection.write_all(request.as_bytes()).unwrap();
    read_all(connection)
}

fn read_all(mut connection: TcpStream) -> String {
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

/// Waits until the server refuses to be sent more requests.
fn wait_until_stopping(server: &Server) {
    while !ask(server, "/readyz").starts_with("HTTP/1.1 503 ") {}
}

/// Sends half of a request's head, the signal, and the rest; `None` if the connection was closed in
/// between.
fn finish(server: &Server, signal: Signal) -> Option<String> {
    let mut connection = connect(server);
    connection.write_all(b"GET /healthz HTTP/1.1\r\n").unwrap();
    // The server has accepted the first connection when it answers the second one.
    assert!(ask(server, "/readyz").starts_with("HTTP/1.1 200 "));
    send(server, signal);
    while TcpStream::connect(address(server)).is_ok() {}
    connection.write_all(b"host: test\r\n\r\n").ok()?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer).ok()?;
    (!answer.is_empty()).then_some(answer)
}

/// The half that the server had not read yet when the signal came is no request in flight. Nobody
/// can see from outside whether it has, so the test has some attempts.
#[test]
fn a_request_in_flight_is_finished() {
    for signal in [Signal::TERM, Signal::INT] {
        let answer = (0..10).find_map(|_| {
            let folder = Folder::new();
            let mut server = folder.start(&[]);
            let answer = finish(&server, signal);
            let end = server.process.0.wait().unwrap();
            assert_eq!(end.code(), Some(0), "{}", server.log());
            answer
        });
        let answer = answer.expect("one of the requests is in flight in time");
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    }
}

#[test]
fn a_second_signal_ends_the_server_at_once() {
    let folder = Folder::new();
    let mut server = folder.start(&[("SHUTDOWN_NOTICE", "3600")]);
    send(&server, Signal::TERM);
    wait_until_stopping(&server);
    send(&server, Signal::TERM);
    assert_eq!(
        server.process.0.wait().unwrap().code(),
        Some(4),
        "{}",
        server.log()
    );
}
