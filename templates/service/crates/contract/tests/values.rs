//! Single values: each case gives a value and rules, and what is read or the code of the refusal.

use contract::bytes::Bytes;
use contract::decimal::Decimal;
use contract::input::{Choice, Faults, Format, FromInput, Input, Number, Pattern, Rule, choice};
use contract::int64::Int64;
use contract::problem::FieldError;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};

contract::id! {
    /// Which parcel.
    ParcelId
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Speed {
    Slow,
    Fast,
}

impl Choice for Speed {
    const CHOICES: &'static [(&'static str, Self)] = &[("slow", Self::Slow), ("fast", Self::Fast)];
}

impl FromInput for Speed {
    fn from_input(input: Input) -> Result<Self, Faults> {
        choice(input)
    }
}

/// Reads one JSON value as `T` under `rules`; the codes of its faults.
fn read<T: FromInput>(value: Value, rules: &[Rule]) -> Result<T, Vec<String>> {
    let codes = |faults: Faults| -> Vec<String> {
        faults
            .into_errors()
            .iter()
            .map(|error| error.code.to_string())
            .collect()
    };
    let value = T::from_input(Input::Json(value)).map_err(codes)?;
    let broken: Vec<String> = rules
        .iter()
        .filter_map(|rule| value.check(rule).err())
        .flat_map(codes)
        .collect();
    if broken.is_empty() {
        Ok(value)
    } else {
        Err(broken)
    }
}

fn refused<T: FromInput>(value: Value, rules: &[Rule]) -> String {
    match read::<T>(value.clone(), rules) {
        Ok(_) => panic!("{value} must be refused"),
        Err(codes) => codes.join(","),
    }
}

#[test]
fn messages_never_repeat_the_value() {
    static X: Pattern = Pattern::new("^x$");
    let secret = "hunter2-hunter2";
    let rules = [
        Rule::MaxLength(1),
        Rule::Format(Format::Email),
        Rule::Pattern(&X),
    ];
    let value = String::from_input(Input::Json(json!(secret))).expect("it is a string");
    let broken = rules.iter().filter_map(|rule| value.check(rule).err());
    let mut errors: Vec<FieldError> = broken.flat_map(Faults::into_errors).collect();
    assert_eq!(errors.len(), 3);
    let typed = [
        Speed::from_input(Input::Json(json!(secret))).map(drop),
        ParcelId::from_input(Input::Json(json!(secret))).map(drop),
        Int64::from_input(Input::Json(json!(secret))).map(drop),
        Decimal::<2>::from_input(Input::Json(json!(secret))).map(drop),
        Timestamp::from_input(Input::Json(json!(secret))).map(drop),
        Bytes::from_input(Input::Json(json!(secret))).map(drop),
    ];
    errors.extend(
        typed
            .into_iter()
            .flat_map(|typed| typed.expect_err("not its type").into_errors()),
    );
    assert_eq!(errors.len(), 9);
    assert!(
        errors
            .iter()
            .all(|error| !error.to_string().contains("hunter")),
        "{errors:?}"
    );
}

#[test]
fn lengths_count_characters() {
    assert_eq!(
        read(json!("ブログ"), &[Rule::MaxLength(3), Rule::MinLength(3)]),
        Ok("ブログ".to_owned())
    );
    assert_eq!(
        refused::<String>(json!("ブログ"), &[Rule::MaxLength(2)]),
        "max_length"
    );
    assert_eq!(refused::<String>(json!("a\0"), &[]), "format");
}

#[test]
fn a_pattern_matches_anywhere_unless_anchored() {
    static LOOSE: Pattern = Pattern::new("[0-9]");
    static STRICT: Pattern = Pattern::new("^[a-z-]+$");
    assert_eq!(
        read(json!("a1b"), &[Rule::Pattern(&LOOSE)]),
        Ok("a1b".to_owned())
    );
    assert_eq!(
        refused::<String>(json!("a1b"), &[Rule::Pattern(&STRICT)]),
        "pattern"
    );
}

#[test]
fn integers_of_32_bits_have_limits() {
    assert_eq!(read(json!(2_147_483_647), &[]), Ok(i32::MAX));
    assert_eq!(read(json!(-3.0), &[]), Ok(-3));
    assert_eq!(refused::<i32>(json!(2_147_483_648_u32), &[]), "maximum");
    assert_eq!(refused::<i32>(json!(-2_147_483_649_i64), &[]), "minimum");
    for value in [
        json!(1.5),
        json!("1"),
        json!(true),
        json!(1e300),
        json!(u64::MAX),
    ] {
        assert_eq!(refused::<i32>(value, &[]), "wrong_type");
    }
}

#[test]
fn integers_of_64_bits_are_strings_or_numbers() {
    assert_eq!(read(json!("9223372036854775807"), &[]), Ok(Int64(i64::MAX)));
    assert_eq!(read(json!(i64::MIN), &[]), Ok(Int64(i64::MIN)));
    for value in [
        json!("9223372036854775808"),
        json!("+1"),
        json!(u64::MAX),
        json!("1.0"),
        json!(1e17),
        json!(""),
    ] {
        assert_eq!(refused::<Int64>(value, &[]), "wrong_type");
    }
    assert_eq!(json!(Int64(-5)), json!("-5"));
    assert_eq!(
        serde_json::from_value::<Int64>(json!(7)).expect("a number"),
        Int64(7)
    );
}

#[test]
fn limits_of_numbers_are_exact() {
    let most = [Rule::Maximum(Number::Integer(i64::MAX - 1))];
    assert_eq!(refused::<Int64>(json!(i64::MAX), &most), "maximum");
    assert_eq!(read(json!(i64::MAX - 1), &most), Ok(Int64(i64::MAX - 1)));
    let open = [
        Rule::ExclusiveMinimum(Number::Real(0.0)),
        Rule::ExclusiveMaximum(Number::Real(1.0)),
    ];
    assert_eq!(read(json!(0.5), &open), Ok(0.5));
    assert_eq!(refused::<f64>(json!(0), &open), "exclusive_minimum");
    assert_eq!(refused::<f64>(json!(1), &open), "exclusive_maximum");
    let least = [Rule::Minimum(Number::Decimal { units: 5, scale: 1 })];
    assert_eq!(refused::<Decimal<2>>(json!("0.49"), &least), "minimum");
    assert_eq!(
        read(json!("0.50"), &least),
        Ok(Decimal::<2>::from_units(50))
    );
    let text = |units, scale| Number::Decimal { units, scale }.to_string();
    assert_eq!(
        [text(-5, 2), text(1250, 2), text(7, 0)],
        ["-0.05", "12.50", "7"]
    );
}

#[test]
fn decimals_are_exact_text() {
    let cases = [
        ("12.5", 1250),
        ("-0.05", -5),
        ("7", 700),
        ("1.2300", 123),
        ("-92233720368547758.08", i64::MIN),
    ];
    for (text, units) in cases {
        assert_eq!(
            read(json!(text), &[]),
            Ok(Decimal::<2>::from_units(units)),
            "{text}"
        );
    }
    assert_eq!(read(json!(3), &[]), Ok(Decimal::<2>::from_units(300)));
    for text in [
        "",
        "-",
        ".5",
        "5.",
        "1.234",
        "1e3",
        "+1",
        "1,5",
        "--1",
        "1.-2",
        "é.é",
        "99999999999999999999",
    ] {
        assert_eq!(refused::<Decimal<2>>(json!(text), &[]), "format", "{text}");
    }
    assert_eq!(refused::<Decimal<2>>(json!(0.1), &[]), "wrong_type");
    assert_eq!(json!(Decimal::<2>::from_units(-5)), json!("-0.05"));
    assert_eq!(
        Decimal::<2>::from_units(i64::MIN).to_string(),
        "-92233720368547758.08"
    );
    assert_eq!(Decimal::<0>::from_units(-7).to_string(), "-7");
}

#[test]
fn times_are_rfc_3339_in_microseconds() {
    let time: Timestamp = read(json!("2026-01-31T09:30:00.123456789+09:00"), &[]).expect("a time");
    assert_eq!(time.to_string(), "2026-01-31T00:30:00.123456Z");
    for text in [
        "2026-01-31t09:30:00z",
        "0001-01-01T00:00:00Z",
        "9999-12-30T22:00:00Z",
    ] {
        assert!(read::<Timestamp>(json!(text), &[]).is_ok(), "{text}");
    }
    for text in [
        "2026-01-31",
        "2026-01-31T09:30Z",
        "2026-01-31 09:30:00Z",
        "2026-01-31T09:30:00",
        "2026-01-31T09:30:00+0900",
        "2026-01-31T09:30:00Z[UTC]",
        "2026-02-30T09:30:00Z",
        "2026-01-31T25:30:00Z",
        "2026-01-31T09:30:00.Z",
        "+002026-01-31T09:30:00Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T00:00:00Z",
    ] {
        assert_eq!(refused::<Timestamp>(json!(text), &[]), "format", "{text}");
    }
    assert_eq!(
        read(json!("2024-02-29"), &[]),
        Ok(Date::constant(2024, 2, 29))
    );
    for text in [
        "2023-02-29",
        "20240229",
        "2024-2-29",
        "2024-02-29T00:00:00Z",
    ] {
        assert_eq!(refused::<Date>(json!(text), &[]), "format", "{text}");
    }
}

#[test]
fn ids_have_one_spelling() {
    let id = ParcelId::new();
    assert_eq!(read(json!(id), &[]), Ok(id));
    assert!(id < ParcelId::new(), "ids sort by the time of their making");
    let text = id.to_string();
    for other in [
        text.replace('-', ""),
        format!("{{{text}}}"),
        format!("urn:uuid:{text}"),
    ] {
        assert_eq!(refused::<ParcelId>(json!(other), &[]), "format");
    }
}

#[test]
fn bytes_are_base64_and_their_lengths_are_bytes() {
    assert_eq!(
        read(json!("AAH/"), &[Rule::MaxLength(3)]),
        Ok(Bytes(vec![0, 1, 255]))
    );
    assert_eq!(
        refused::<Bytes>(json!("AAH/"), &[Rule::MaxLength(2)]),
        "max_length"
    );
    for text in ["AAH_", "AAE", "A A="] {
        assert_eq!(refused::<Bytes>(json!(text), &[]), "format", "{text}");
    }
}

#[test]
fn addresses_are_what_a_browser_accepts() {
    let email = [Rule::Format(Format::Email)];
    for text in [
        "a@b",
        "first.last+tag@example.co.jp",
        "!#$%&'*/=?^_`{|}~-@x-y.z",
    ] {
        assert_eq!(read(json!(text), &email), Ok(text.to_owned()));
    }
    let long = format!("a@{}", "x".repeat(64));
    for text in [
        "", "a", "@b", "a@", "a@-b", "a@b-", "a@b..c", "a b@c", "a@b@c", "é@b", "a@é", &long,
    ] {
        assert_eq!(refused::<String>(json!(text), &email), "format", "{text}");
    }
}

#[test]
fn urls_are_absolute_and_of_the_web() {
    let url = [Rule::Format(Format::Url)];
    for text in [
        "http://example.com",
        "HTTPS://example.com:8443/a%20b?c=d&e#f",
        "http://127.0.0.1/",
        "http://[::1]:80",
        "http://[2001:db8::1]?q",
        "http://example.com.",
    ] {
        assert_eq!(read(json!(text), &url), Ok(text.to_owned()));
    }
    for text in [
        "",
        "example.com",
        "/path",
        "//example.com",
        "ftp://example.com",
        "javascript:alert(1)",
        "http://",
        "http:///path",
        "http://user:pw@example.com",
        "http://exa mple.com",
        "http://example.com/%zz",
        "http://example.com/%",
        "http://example.com/é",
        "http://[::1",
        "http://[example]",
        "http://example.com:port",
        "http://example.com:99999",
        "http://example.com/#a#b",
        "http://-x.com",
        "http://example.com/\"",
        "http://example.com/%é1",
    ] {
        assert_eq!(refused::<String>(json!(text), &url), "format", "{text}");
    }
}
