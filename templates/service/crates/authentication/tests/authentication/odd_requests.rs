//! Many small odd requests from a generator with a fixed seed: each is accepted as signed, in every
//! form that another signer may have used, and refused once anything changes.

use authentication::{accepted_paths, accepted_queries};
use http::{HeaderName, HeaderValue, Method};

use crate::example::Request;

/// The `SplitMix64` generator (Steele, Lea and Flood, 2014): small, and the same everywhere.
struct Odds(u64);

impl Odds {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn text(&mut self, pieces: &[&str], longest: usize) -> String {
        (0..self.below(longest + 1))
            .map(|_| self.one_of(pieces))
            .collect()
    }

    fn request(&mut self) -> Request {
        const METHODS: [Method; 5] = [
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PATCH,
            Method::DELETE,
        ];
        const PATH: [&str; 14] = [
            "a", "Z", "9", "-", "_", "~", ":", "@", "+", "(", "%20", "%2F", "%c3%a9", "日",
        ];
        const QUERY: [&str; 14] = [
            "a", "b", "Z", "1", "-", "=", "=", "&", "&", "+", "*", "%20", "%5b", "%26",
        ];
        const WORDS: [&str; 6] = ["a", " ", "  ", ",", "\"", "%"];

        let mut path = String::new();
        for _ in 0..=self.below(3) {
            path.push_str("/s");
            path.push_str(&self.text(&PATH, 4));
        }
        let query = self.text(&QUERY, 10);
        let method = METHODS[self.below(METHODS.len())].clone();
        let mut request = Request::new(method, &format!("{path}?{query}"));
        for name in ["if-match", "x-note", "x-amz-meta-a", "x-note"] {
            if self.below(2) == 0 {
                let value = HeaderValue::try_from(self.text(&WORDS, 5)).unwrap();
                request.headers.append(HeaderName::from_static(name), value);
            }
        }
        let body = self.text(&["{", "}", "日", "\n", "0"], 6);
        request.body(&body)
    }
}

#[test]
fn each_form_of_each_request_is_accepted() {
    let mut odds = Odds(1);
    let mut forms = 0;
    for _ in 0..500 {
        let request = odds.request();
        request.clone().signed().verify().unwrap();
        for path in accepted_paths(request.uri.path()).unwrap() {
            for query in accepted_queries(request.uri.query().unwrap()).unwrap() {
                let request = request.clone().signed_as(&path, &query);
                assert_eq!(request.verify(), Ok(()), "{request:?}");
                forms += 1;
            }
        }
    }
    assert!(forms > 1_000, "only {forms} forms were tried");
}

#[test]
fn no_change_goes_unnoticed() {
    let mut odds = Odds(2);
    for _ in 0..500 {
        let signed = odds.request().signed();
        let mut twin = signed.clone();
        match odds.below(5) {
            0 => twin.method = Method::PUT,
            1 => twin.target(&format!("{}&c", signed.uri)),
            2 => twin.target(&format!("/s{}", signed.uri)),
            3 => twin.body.push(b'1'),
            _ => twin.set("x-amz-meta-a", "changed"),
        }
        assert!(
            signed.verify().is_ok() && twin.verify().is_err(),
            "{twin:?}"
        );
    }
}

#[test]
fn no_header_of_a_signature_is_dispensable() {
    let mut odds = Odds(3);
    for _ in 0..200 {
        let signed = odds.request().signed();
        for name in [
            "host",
            "x-amz-date",
            "x-amz-content-sha256",
            "authorization",
        ] {
            let mut twin = signed.clone();
            twin.headers.remove(name);
            assert!(twin.verify().is_err(), "{twin:?} without {name}");
        }
    }
}
