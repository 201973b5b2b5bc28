//! What a design may write as an example, a default or a seed of a text with a format is what the service takes: one
//! table of texts is given to the generator and to the module that services judge by.

#[expect(unreachable_pub, reason = "this is a module of a crate of services")]
#[path = "../templates/service/crates/contract/src/input/format.rs"]
mod service;

use std::fmt::Write;

use moguera::source::{Source, SourceFile};
use service::Format;

const EMAILS: &[&str] = &[
    "ann@example.com",
    "ann+tag@mail.example.co.uk",
    "a.b!#$%&'*+/=?^_`{|}~-@x",
    "ann@localhost",
    "ann@xn--bcher-kva.example",
    "",
    "ann",
    "@example.com",
    "ann@",
    "ann@example..com",
    "ann@.example.com",
    "ann@example.com.",
    "ann@-example.com",
    "ann@example-.com",
    "ann@exa_mple.com",
    "ann b@example.com",
    "ann@example.com ",
    "ann@b@example.com",
    "änn@example.com",
    "ann@bücher.example",
    "ann@[127.0.0.1]",
    "\"ann\"@example.com",
];

const URLS: &[&str] = &[
    "https://example.com",
    "http://example.com/",
    "HTTPS://example.com/a/b.png?c=d&e=%20f#g",
    "https://example.com:8080/",
    "https://example.com.",
    "http://127.0.0.1:1",
    "http://[::1]:8080/a",
    "http://[::1]",
    "https://a",
    "https://example.com?x",
    "https://example.com#x",
    "",
    "example.com",
    "//example.com",
    "ftp://example.com/",
    "https://",
    "https:///a",
    "https://-a.com/",
    "https://exa_mple.com/",
    "https://example.com:/",
    "https://example.com:65536/",
    "https://example.com:+1/",
    "https://example.com:x/",
    "https://ann@example.com/",
    "https://[::1/",
    "https://[x]/",
    "https://example.com/a b",
    "https://example.com/<a>",
    "https://example.com/a\"b",
    "https://example.com/{a}",
    "https://example.com/a#b#c",
    "https://example.com/%2",
    "https://example.com/%zz",
    "https://example.com/ä",
    "https://bücher.example/",
    "javascript:alert(1)",
];

const DATES: &[&str] = &["2026-02-28", "0001-01-01", "2026-2-28", "20260228", "x", ""];

const TIMES: &[&str] = &[
    "2026-02-28T12:00:00Z",
    "2026-02-28T12:00:00.123456Z",
    "2026-02-28T12:00:00+00:00",
    "2026-02-28T12:00Z",
    "2026-02-28 12:00:00Z",
    "2026-02-28",
    "",
];

/// Days and times that exist; what only looks like one is told apart later by the service.
#[test]
fn generator_and_service_agree_about_the_form_of_times() {
    for key in ["default", "example"] {
        let taken: Vec<bool> = DATES.iter().map(|text| service::is_date(text)).collect();
        assert_eq!(
            accepted("date, set_by: caller", key, DATES),
            taken,
            "{DATES:#?}"
        );
        let taken: Vec<bool> = TIMES
            .iter()
            .map(|text| service::is_date_time(text))
            .collect();
        assert_eq!(
            accepted("datetime, set_by: caller", key, TIMES),
            taken,
            "{TIMES:#?}"
        );
    }
}

#[test]
fn generator_and_service_agree_about_formats() {
    for (format, name, texts) in [(Format::Email, "email", EMAILS), (Format::Url, "url", URLS)] {
        let taken: Vec<bool> = texts.iter().map(|text| format.matches(text)).collect();
        assert!(taken.contains(&true) && taken.contains(&false), "{format}");
        for key in ["default", "example"] {
            assert_eq!(
                accepted(name, key, texts),
                taken,
                "{key} of {format}: {texts:#?}"
            );
        }
        assert_eq!(seeded(name, texts), taken, "seeds of {format}: {texts:#?}");
    }
}

/// Which of the texts may stand behind a key of an attribute.
fn accepted(format: &str, key: &str, texts: &[&str]) -> Vec<bool> {
    let mut design = head();
    design.push_str("entities:\n  Item:\n    attributes:\n");
    for (index, text) in texts.iter().enumerate() {
        let text = quoted(text);
        writeln!(
            design,
            "      a{index}: {{ type: {format}, {key}: {text} }}"
        )
        .expect("a string");
    }
    without_findings(&design, "      a", texts.len())
}

/// Which of the texts may stand in a seed.
fn seeded(format: &str, texts: &[&str]) -> Vec<bool> {
    let mut design = head();
    writeln!(
        design,
        "entities:\n  Item: {{ attributes: {{ a: {format} }} }}\nseeds:\n  Item:"
    )
    .expect("a string");
    for (index, text) in texts.iter().enumerate() {
        writeln!(design, "    s{index}: {{ a: {} }}", quoted(text)).expect("a string");
    }
    without_findings(&design, "    s", texts.len())
}

fn head() -> String {
    "moguera: \"0.1\"\napi: { name: shop, version: 1.0.0 }\n".to_owned()
}

/// As YAML has it between quotes.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("text is JSON")
}

/// Whether each of the lines that begin like this has no finding.
fn without_findings(design: &str, begin: &str, count: usize) -> Vec<bool> {
    let source = Source::new(vec![SourceFile::new("design.yaml", design)]);
    let findings = match moguera::read(&source) {
        Ok((_, warnings)) => warnings,
        Err(found) => found,
    };
    let lines: Vec<usize> = findings
        .sorted()
        .iter()
        .map(|finding| design[..finding.span.start as usize].lines().count())
        .collect();
    let is_clean = |(index, _): (usize, &str)| !lines.contains(&(index + 1));
    let clean: Vec<bool> = design
        .lines()
        .enumerate()
        .filter(|(_, line)| line.starts_with(begin))
        .map(is_clean)
        .collect();
    assert_eq!(clean.len(), count, "one line for each text");
    clean
}
