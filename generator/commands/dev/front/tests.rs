//! Requests over real connections, to servers that say what a test wants.

use std::thread::JoinHandle;

use super::*;
use std::io::Read;

/// A front on a port of its own.
fn opened() -> (Arc<Front>, SocketAddr) {
    let front = Arc::new(Front::new());
    let address = listen(0, Arc::clone(&front)).expect("some port is free");
    (front, address)
}

fn asked(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("somebody listens");
    stream.write_all(request.as_bytes()).expect("it is taken");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it is answered");
    answer
}

const PAGE: &str = "GET / HTTP/1.1\r\nHost: x\r\nAccept: text/html,*/*\r\n\r\n";
const API: &str = "GET /v1/notes HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n";

/// A server for one request: it reads until `end`, answers, and gives what it has read.
fn server(end: &'static str, answer: &'static str) -> (SocketAddr, JoinHandle<String>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
    let address = listener.local_addr().expect("it has one");
    let served = thread::spawn(move || {
        let (mut client, _) = listener.accept().expect("somebody comes");
        let mut read = String::new();
        let mut piece = [0; 4096];
        while !read.ends_with(end) {
            let count = client.read(&mut piece).expect("it can be read");
            read.push_str(&String::from_utf8_lossy(&piece[..count]));
        }
        client.write_all(answer.as_bytes()).expect("it is taken");
        read
    });
    (address, served)
}

fn trouble() -> Trouble {
    Trouble {
        title: "The design cannot be generated",
        text: String::from("error: <script>alert(1)</script> & @version@"),
    }
}

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nhi";

#[test]
fn a_request_reaches_the_server_as_it_came() {
    let (front, address) = opened();
    let (upstream, served) = server("end", OK);
    front.set(Upstream::At(upstream), None);
    let request = "POST /v1/notes?a=%20 HTTP/1.1\r\nHost: shop:8080\r\nX-Signed: a  b\r\nConnection: keep-alive\r\nContent-Length: 8\r\n\r\nbody";
    let mut stream = TcpStream::connect(address).expect("somebody listens");
    stream.write_all(request.as_bytes()).expect("it is taken");
    thread::sleep(Duration::from_millis(20));
    stream.write_all(b"+end").expect("it is taken");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it is answered");
    assert_eq!(answer, OK);
    assert_eq!(
        served.join().expect("it served"),
        "POST /v1/notes?a=%20 HTTP/1.1\r\nHost: shop:8080\r\nX-Signed: a  b\r\nContent-Length: 8\r\nconnection: close\r\n\r\nbody+end"
    );
}

#[test]
fn an_answer_comes_while_it_is_made() {
    let (front, address) = opened();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
    front.set(
        Upstream::At(listener.local_addr().expect("it has one")),
        None,
    );
    let mut stream = TcpStream::connect(address).expect("somebody listens");
    stream.write_all(API.as_bytes()).expect("it is taken");
    let (mut server, _) = listener.accept().expect("it is asked");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        server.read_exact(&mut byte).expect("a head");
        head.extend(byte);
    }
    for event in [&b"data: 1\n\n"[..], b"data: 2\n\n"] {
        server.write_all(event).expect("it is taken");
        let mut piece = [0; 9];
        stream.read_exact(&mut piece).expect("it comes at once");
        assert_eq!(piece, event);
    }
    // The client goes away, and the server is told when it says something next.
    drop(stream);
    let gone = (0..100).any(|_| {
        thread::sleep(Duration::from_millis(10));
        server.write_all(b"data: 3\n\n").is_err()
    });
    assert!(gone, "nobody reads any more");
}

/// A server that refuses a body answers before it has read it.
#[test]
fn an_answer_before_the_end_of_the_body_arrives() {
    let (front, address) = opened();
    let refusal =
        "HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let (upstream, served) = server("\r\n\r\n", refusal);
    front.set(Upstream::At(upstream), None);
    let mut stream = TcpStream::connect(address).expect("somebody listens");
    let head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n";
    stream.write_all(head.as_bytes()).expect("it is taken");
    served.join().expect("it served");
    for _ in 0..4 {
        stream
            .write_all(&[b'x'; 1_000_000])
            .expect("it is read all the same");
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it is answered");
    assert_eq!(answer, refusal);
}

#[test]
fn pages_show_what_is_wrong_escaped_and_programs_get_the_old_answer() {
    let (front, address) = opened();
    let (upstream, _served) = server("\r\n\r\n", OK);
    front.set(Upstream::At(upstream), Some(trouble()));
    let page = asked(address, PAGE);
    assert!(page.starts_with("HTTP/1.1 503 "), "{page}");
    assert!(
        page.contains("<h1>The design cannot be generated</h1>"),
        "{page}"
    );
    assert!(
        page.contains("error: &lt;script&gt;alert(1)&lt;/script&gt; &amp; @version@</pre>"),
        "{page}"
    );
    assert_eq!(asked(address, API), OK);
    let head = asked(address, &PAGE.replace("GET", "HEAD"));
    assert!(
        head.ends_with("\r\n\r\n") && head.contains("content-length: "),
        "{head}"
    );
}

#[test]
fn without_a_server_programs_get_a_problem() {
    let (front, address) = opened();
    let waiting = asked(address, PAGE);
    assert!(waiting.contains("The server is not ready yet"), "{waiting}");
    front.set(Upstream::Nobody, Some(trouble()));
    let problem = asked(address, API);
    assert!(problem.starts_with("HTTP/1.1 503 "), "{problem}");
    assert!(problem.contains("application/problem+json"), "{problem}");
    assert!(!problem.contains("script>"), "{problem}");
    let body = problem.split("\r\n\r\n").nth(1).expect("a body");
    let body: serde_json::Value = serde_json::from_str(body).expect("JSON");
    assert_eq!(body["status"], 503);
}

#[test]
fn a_page_hears_when_something_has_changed() {
    let (front, address) = opened();
    front.set(Upstream::Nobody, Some(trouble()));
    let page = asked(address, PAGE);
    let (_, rest) = page.split_once("?since=").expect("it asks for news");
    let (version, _) = rest.split_once('"').expect("a number");
    let request = format!("GET /.moguera/dev?since={version} HTTP/1.1\r\nHost: x\r\n\r\n");
    let asking = thread::spawn(move || asked(address, &request));
    thread::sleep(Duration::from_millis(50));
    assert!(!asking.is_finished(), "there are no news yet");
    front.set(Upstream::Nobody, None);
    let news = asking.join().expect("it was answered");
    let next = version.parse::<u64>().expect("a number") + 1;
    assert!(news.ends_with(&format!("{{\"version\":{next}}}")), "{news}");
}

#[test]
fn a_request_waits_for_a_server_that_starts() {
    let (front, address) = opened();
    front.set(Upstream::Starting, None);
    let asking = thread::spawn(move || asked(address, PAGE));
    thread::sleep(Duration::from_millis(50));
    assert!(!asking.is_finished(), "it waits");
    let (upstream, _served) = server("\r\n\r\n", OK);
    front.set(Upstream::At(upstream), None);
    assert_eq!(asking.join().expect("it was answered"), OK);
}

#[test]
fn a_server_that_ends_without_a_word_is_told_of() {
    let (front, address) = opened();
    let (upstream, _served) = server("\r\n\r\n", "");
    front.set(Upstream::At(upstream), None);
    let answer = asked(address, API);
    assert!(answer.contains("The server does not answer"), "{answer}");
    // Now nobody listens there.
    assert!(asked(address, API).contains("The server does not answer"));
}

#[test]
fn what_is_no_request_is_refused() {
    let (_, address) = opened();
    assert!(asked(address, "what?\r\n\r\n").starts_with("HTTP/1.1 400 "));
    let long = format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}", "a".repeat(300_000));
    assert!(asked(address, &long).starts_with("HTTP/1.1 431 "));
}
