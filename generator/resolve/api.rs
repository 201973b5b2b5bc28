//! The service itself: texts, versions and addresses, each in the form that documents and protocols
//! ask for.

use super::format::{is_email, is_url};
use super::{codes, cors, field};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir;
use crate::names::Grammar;
use crate::schema::{self, Captions, Map, Text};
use crate::version::Version;

/// The version of the language that this generator reads: every generator 0.1.z does. A design that says the three
/// numbers of a version is for that generator only.
const LANGUAGE: &str = "0.1";
/// Languages of captions unless said.
const DEFAULT_LANGUAGE: &str = "en";
/// Region part of the credential scope unless said.
const DEFAULT_REGION: &str = "local";
/// Everything of `api` but the roles, which are known already.
pub(super) fn api(
    design: &schema::Design,
    security: ir::Security,
    found: &mut Diagnostics,
) -> ir::Api {
    let api = &design.api;
    refuse_version(design, found);
    let languages = languages(api, found);
    ir::Api {
        name: api.name.value.clone(),
        span: api.name.span,
        title: title(api, &languages, found),
        description: api.description.as_ref().map(field::text),
        version: api.version.value.clone(),
        base_path: base_path(api, found),
        region: region(api, found),
        contact: api
            .contact
            .as_ref()
            .map(|contact| self::contact(contact, found)),
        license: api.license.as_ref().map(|license| ir::License {
            name: field::text(&license.name),
            url: license.url.as_ref().map(|url| self::url(url, found)),
        }),
        terms_of_service: api
            .terms_of_service
            .as_ref()
            .map(|address| url(address, found)),
        servers: servers(api, found),
        languages,
        security,
        cors: api.cors.as_ref().map(|cors| cors::cors(cors, found)),
    }
}

/// The finding for a text that has not the form of what it should be.
pub(super) fn wrong(text: &Text, what: &str, help: &str) -> Diagnostic {
    let message = format!("{} is no {what}", quoted(&text.value));
    Diagnostic::new(codes::API_VALUE, text.span, message).help(help)
}

fn refuse_version(design: &schema::Design, found: &mut Diagnostics) {
    let (written, span) = (design.moguera.value.as_str(), design.moguera.span);
    let this = Version::this();
    match Version::parse(written) {
        Some(version) if version == this => {}
        Some(version) => {
            let message =
                format!("the design is pinned to moguera {version}, this is moguera {this}");
            found.push(
                Diagnostic::new(codes::LANGUAGE_VERSION, span, message)
                    .help(format!("`{}` installs that one", version.install()))
                    .help(format!(
                        "or write `moguera: \"{this}\"`, or \"{LANGUAGE}\" for any {LANGUAGE}.z, and run `moguera upgrade`"
                    )),
            );
        }
        None if written == LANGUAGE => {}
        None => {
            let message = format!("this generator reads version {LANGUAGE} of the language");
            let finding = Diagnostic::new(codes::LANGUAGE_VERSION, span, message);
            // The versions of the language are the first two numbers of the generator's.
            let finding = match Version::parse(&format!("{written}.0")) {
                Some(_) => finding.help(format!(
                    "`cargo install moguera --version ^{written} --locked` installs one that reads {}",
                    quoted(written)
                )),
                None => finding,
            };
            found.push(finding.help(format!(
                "write `moguera: \"{LANGUAGE}\"`, or use the generator of that version"
            )));
        }
    }
    let version = &design.api.version;
    if Version::parse(&version.value).is_none() {
        let help = "write three numbers, such as `1.0.0`";
        found.push(wrong(version, "semantic version", help));
    }
}

fn languages(api: &schema::Api, found: &mut Diagnostics) -> Vec<String> {
    let Some(written) = &api.languages else {
        return vec![DEFAULT_LANGUAGE.to_owned()];
    };
    if written.value.is_empty() {
        found.push(
            Diagnostic::new(codes::API_VALUE, written.span, "no language")
                .help("name one, such as `[en]`"),
        );
    }
    let mut languages: Vec<String> = Vec::new();
    for language in &written.value {
        if !is_language(&language.value) {
            found.push(wrong(
                language,
                "language tag",
                "write a tag of BCP 47, such as `en` or `pt-BR`",
            ));
        }
        if languages.contains(&language.value) {
            let message = format!("language {} is listed twice", quoted(&language.value));
            found.push(Diagnostic::new(codes::TWICE, language.span, message));
        } else {
            languages.push(language.value.clone());
        }
    }
    languages
}

fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or("");
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

fn title(api: &schema::Api, languages: &[String], found: &mut Diagnostics) -> ir::Text {
    let first = languages.first().map_or(DEFAULT_LANGUAGE, String::as_str);
    let captions = match &api.title {
        None => return one_title(first, &api.name.value),
        Some(Captions::One(text)) => return one_title(first, &field::text(text)),
        Some(Captions::ByLanguage(captions)) => captions,
    };
    refuse_languages(&captions.value, languages, found);
    let caption = |language: &String| {
        let (_, text) = captions
            .value
            .iter()
            .find(|(known, _)| known.value == *language)?;
        Some((language.clone(), field::text(text)))
    };
    let by_language: Vec<_> = languages.iter().filter_map(caption).collect();
    let default = by_language
        .iter()
        .find(|(language, _)| language == first)
        .map(|(_, text)| text.clone());
    if default.is_none() {
        let message = format!(
            "there is no title in {}, the first of the languages",
            quoted(first)
        );
        found.push(
            Diagnostic::new(codes::API_VALUE, captions.span, message)
                .help("what has no caption in a language is shown in the first one"),
        );
    }
    ir::Text {
        default: default.unwrap_or_default(),
        by_language,
    }
}

/// Captions are in the languages of the design.
fn refuse_languages(captions: &Map<Text>, languages: &[String], found: &mut Diagnostics) {
    for (language, _) in captions {
        if !languages.contains(&language.value) {
            let message = format!(
                "{} is none of the languages of this design",
                quoted(&language.value)
            );
            found.push(
                Diagnostic::new(codes::API_VALUE, language.span, message)
                    .suggest_or_list(&language.value, languages.iter().map(String::as_str)),
            );
        }
    }
}

fn one_title(language: &str, text: &str) -> ir::Text {
    ir::Text {
        default: text.to_owned(),
        by_language: vec![(language.to_owned(), text.to_owned())],
    }
}

fn base_path(api: &schema::Api, found: &mut Diagnostics) -> String {
    let Some(path) = &api.base_path else {
        return String::new();
    };
    let segment = |segment: &str| {
        !segment.is_empty()
            && segment
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c))
            && !segment.starts_with('.')
    };
    let legal = path.value.is_empty()
        || path
            .value
            .strip_prefix('/')
            .is_some_and(|rest| rest.split('/').all(segment));
    if !legal {
        found.push(wrong(
            path,
            "base path",
            "begin with `/`, do not end with it, such as `/v1`",
        ));
    }
    path.value.clone()
}

fn region(api: &schema::Api, found: &mut Diagnostics) -> String {
    let Some(region) = &api.region else {
        return DEFAULT_REGION.to_owned();
    };
    if !Grammar::Kebab.accepts(&region.value) {
        found.push(wrong(
            region,
            "region",
            "write lower-case words joined by `-`, such as `eu-west-1`",
        ));
    }
    region.value.clone()
}

fn contact(contact: &schema::Contact, found: &mut Diagnostics) -> ir::Contact {
    if let Some(email) = contact
        .email
        .as_ref()
        .filter(|email| !is_email(&email.value))
    {
        found.push(wrong(
            email,
            "mail address",
            "write it like `ann@example.com`",
        ));
    }
    ir::Contact {
        name: contact.name.as_ref().map(field::text),
        email: contact.email.as_ref().map(|email| email.value.clone()),
        url: contact.url.as_ref().map(|url| self::url(url, found)),
    }
}

fn servers(api: &schema::Api, found: &mut Diagnostics) -> Vec<ir::Server> {
    let server = |server: &schema::Server| ir::Server {
        url: url(&server.url, found),
        description: server.description.as_ref().map(field::text),
    };
    api.servers.iter().map(server).collect()
}

fn url(text: &Text, found: &mut Diagnostics) -> String {
    if !is_url(&text.value) {
        found.push(wrong(
            text,
            "address",
            "write it in full, such as `https://example.com/`",
        ));
    }
    text.value.clone()
}
