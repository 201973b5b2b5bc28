//! What must be accepted: our own signatures, and every liberty that other signers take.

use authentication::{BodyHash, HeaderFault, RequestHead, Secret, SigningDate, Unsignable, encode};
use http::header::{AUTHORIZATION, HOST};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use crate::example::{Request, key_id, now, secret, signer, verifier};

#[test]
fn own_signatures_are_accepted() {
    for request in [
        Request::get("/"),
        Request::get("/v1/items/"),
        Request::get("/v1/a%20b%2Fc%25?q=a%20b&empty=&kind=b&kind=a"),
        Request::new(Method::DELETE, "/v1/items/7"),
        Request::patch(),
    ] {
        request.signed().verify().unwrap();
    }
}

#[test]
fn host_is_signed_as_the_client_will_send_it() {
    let hosts = [
        ("https://api.example.com/x", "api.example.com"),
        ("https://api.example.com:443/x", "api.example.com"),
        ("http://api.example.com:80/x", "api.example.com"),
        ("https://api.example.com:80/x", "api.example.com:80"),
        ("http://me@[::1]:8080/x", "[::1]:8080"),
    ];
    for (uri, host) in hosts {
        let uri: Uri = uri.parse().unwrap();
        let head = RequestHead {
            method: &Method::GET,
            uri: &uri,
            headers: &HeaderMap::new(),
        };
        let added = signer().sign(&head, &BodyHash::of(b""), now()).unwrap();
        let mut received = Request::get("/x");
        received.set("host", host);
        received.headers.extend(added);
        assert_eq!(received.verify(), Ok(()), "{uri}");
    }
}

#[test]
fn http2_has_an_authority_instead_of_a_host() {
    let mut request = Request::get("/v1/items").signed();
    let host = request.headers.remove(HOST).unwrap();
    let host = host.to_str().unwrap();
    request.target(&format!("https://{host}/v1/items"));
    request.verify().unwrap();
}

#[test]
fn what_others_change_on_the_way_is_not_signed() {
    let mut request = Request::get("/")
        .with("user-agent", "driver/1")
        .with("accept-encoding", "gzip")
        .with("cookie", "a=1")
        .signed();
    request.set("user-agent", "proxy/1");
    request.set("x-forwarded-for", "192.0.2.1");
    request.headers.remove("accept-encoding");
    request.headers.remove("cookie");
    request.verify().unwrap();
}

#[test]
fn signing_again_replaces_the_old_signature() {
    Request::patch().signed().signed().verify().unwrap();
}

#[test]
fn parameters_may_come_in_any_order_and_spacing() {
    let signed = Request::patch().signed();
    let value = signed.headers[AUTHORIZATION].to_str().unwrap();
    let (algorithm, parameters) = value.split_once(' ').unwrap();
    let parts: Vec<&str> = parameters.split(", ").collect();
    for spelling in [
        format!("{algorithm} {},{},{}", parts[0], parts[1], parts[2]),
        format!("{algorithm}   {} , {},  {}", parts[2], parts[0], parts[1]),
    ] {
        let mut request = signed.clone();
        request.set("authorization", &spelling);
        assert_eq!(request.verify(), Ok(()), "{spelling}");
    }
}

#[test]
fn the_hash_of_the_body_need_not_be_declared() {
    let request = Request::new(Method::POST, "/v1/items")
        .with("content-type", "application/json")
        .body("{}");
    let mut request = request.signed_as("/v1/items", "");
    request.verify().unwrap();
    request.body = b"[]".to_vec();
    assert!(request.verify().is_err());
}

#[test]
fn a_date_header_serves_when_x_amz_date_is_absent() {
    for date in [
        "Sat, 31 Jan 2026 09:30:00 GMT",
        "Sat, 31 Jan 2026 09:30:00 -0000",
    ] {
        let instant = SigningDate::parse_http_date(date).unwrap();
        assert_eq!(instant, SigningDate::at(now()));
        let request = Request::get("/").with("date", date);
        request.signed_with("/", "", &instant).verify().unwrap();
    }
}

#[test]
fn spaces_in_values_and_repeated_headers_have_one_canonical_form() {
    let mut request = Request::get("/")
        .with("x-note", "a b")
        .with("x-list", "one")
        .with("x-list", "two")
        .signed();
    request.set("x-note", "   a    b  ");
    request.set("x-list", "one,two");
    request.verify().unwrap();
}

#[test]
fn requests_without_a_canonical_form_are_not_signed() {
    let body = BodyHash::of(b"");
    let refusal = |request: &Request| signer().sign(&request.head(), &body, now()).unwrap_err();

    let mut nowhere = Request::get("/");
    nowhere.headers.remove(HOST);
    let absent = HeaderFault::Absent(HOST);
    assert_eq!(refusal(&nowhere), Unsignable::Header(absent));

    let mut folded = Request::get("/");
    folded
        .headers
        .insert("x-note", HeaderValue::from_static("a\tb"));
    let unprintable = HeaderFault::Unprintable(HeaderName::from_static("x-note"));
    assert_eq!(refusal(&folded), Unsignable::Header(unprintable));

    assert!(matches!(
        refusal(&Request::get("/a/../b")),
        Unsignable::Path(_)
    ));
    assert!(matches!(
        refusal(&Request::get("/?a=%zz")),
        Unsignable::Query(_)
    ));
}

#[test]
fn a_path_segment_keeps_only_unreserved_characters() {
    assert_eq!(encode("a-Z_0.9~"), "a-Z_0.9~");
    assert_eq!(encode("a/b c+日"), "a%2Fb%20c%2B%E6%97%A5");
}

#[test]
fn secrets_do_not_print() {
    let text = format!("{:?} {:?}", secret(), signer());
    assert!(text.contains("Secret(…)"));
    assert!(!text.contains("wJalr"));
    assert_eq!(Secret::new("open".into()).expose(), "open");

    let request = Request::get("/").signed();
    let claim = verifier().read(&request.head(), now()).unwrap();
    assert_eq!(
        format!("{claim:?}"),
        format!("Claim {{ key_id: {:?}, .. }}", key_id())
    );
    assert!(request.headers[AUTHORIZATION].is_sensitive());
}
