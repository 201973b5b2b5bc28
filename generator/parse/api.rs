//! The section `api` of a design.

use super::codes;
use super::decode::Decoder;
use super::section::{Section, row};
use super::tree::Node;
use crate::diagnostic::Diagnostic;
use crate::schema::{Api, Captions, Contact, Cors, License, Name, Security, Server};
use crate::source::Spanned;

pub(super) static API: Section<Api> = Section {
    name: "`api`",
    keys: &[
        row("name", "name like `library` or `my-library`")
            .required()
            .about("Name of the service; also the service in the credential scope of signatures.")
            .read(|d, node, api| {
                api.name = d.name(node).unwrap_or_default();
            }),
        row("version", "semantic version")
            .required()
            .about("Version of the API.")
            .read(|d, node, api| {
                api.version = d.text(node).unwrap_or_default();
            }),
        row("title", "text, or a map from languages to texts")
            .default("the name")
            .about("What people call it.")
            .read(|d, node, api| {
                api.title = captions(d, node);
            }),
        row("description", "Markdown")
            .about("What it is for.")
            .read(|d, node, api| api.description = d.text(node)),
        row("base_path", "path like `/v1`")
            .default("none")
            .about("Prefix of every route. Starts with `/` and does not end with it.")
            .read(|d, node, api| api.base_path = d.text(node)),
        row("region", "text")
            .default("`local`")
            .about("Region in the credential scope of signatures.")
            .read(|d, node, api| api.region = d.text(node)),
        row("contact", "map, [below](#contact-license-servers)")
            .about("Whom to ask.")
            .read(|d, node, api| {
                api.contact = CONTACT.read(d, node, Contact::default());
            }),
        row("license", "map, [below](#contact-license-servers)")
            .about("Under which licence the API is offered.")
            .read(|d, node, api| {
                api.license = LICENSE.read(d, node, License::default());
            }),
        row("terms_of_service", "URL")
            .about("Where the terms are.")
            .read(|d, node, api| api.terms_of_service = d.text(node)),
        row("servers", "list of maps, [below](#contact-license-servers)")
            .about("Where the service runs.")
            .read(|d, node, api| {
                let servers = d.list(node, "a list of servers", |d, node| {
                    SERVER.read(d, node, Server::default())
                });
                api.servers = servers.map(|servers| servers.value).unwrap_or_default();
            }),
        row("languages", "list of language tags")
            .default("`[en]`")
            .about(
                "Languages of captions; the first is the one that texts without a language are in.",
            )
            .read(|d, node, api| {
                api.languages = d.list(node, "a list of language tags", Decoder::text);
            }),
        row("security", "map, [below](#security)")
            .default("`{roles: [admin]}`")
            .about("Who calls, and where their role is written.")
            .read(|d, node, api| api.security = security(d, node)),
        row("cors", "map, [below](#cors)")
            .default("no such headers")
            .about("Which web pages may call the API (CORS).")
            .read(|d, node, api| {
                api.cors = CORS.read(
                    d,
                    node,
                    Cors {
                        span: node.span,
                        ..Cors::default()
                    },
                );
            }),
    ],
    includes: &[],
};

pub(super) static CONTACT: Section<Contact> = Section {
    name: "`contact`",
    keys: &[
        row("name", "text")
            .about("Person or team.")
            .read(|d, node, contact| contact.name = d.text(node)),
        row("email", "mail address")
            .about("Where to write to.")
            .read(|d, node, contact| contact.email = d.text(node)),
        row("url", "URL")
            .about("Where to look.")
            .read(|d, node, contact| contact.url = d.text(node)),
    ],
    includes: &[],
};

pub(super) static LICENSE: Section<License> = Section {
    name: "`license`",
    keys: &[
        row("name", "text")
            .required()
            .about("Name of the licence.")
            .read(|d, node, license| license.name = d.text(node).unwrap_or_default()),
        row("url", "URL")
            .about("Its text.")
            .read(|d, node, license| license.url = d.text(node)),
    ],
    includes: &[],
};

pub(super) static SERVER: Section<Server> = Section {
    name: "a server",
    keys: &[
        row("url", "URL")
            .required()
            .about("Address without the base path.")
            .read(|d, node, server| server.url = d.text(node).unwrap_or_default()),
        row("description", "text")
            .about("What this one is for.")
            .read(|d, node, server| server.description = d.text(node)),
    ],
    includes: &[],
};

pub(super) static CORS: Section<Cors> = Section {
    name: "`cors`",
    keys: &[
        row("origins", "list of origins")
            .required()
            .about("Pages of these origins may call; `[\"*\"]` for all.")
            .read(|d, node, cors| {
                cors.origins = d
                    .list(node, "a list of origins", Decoder::text)
                    .unwrap_or_default();
            }),
        row("expose", "list of header names")
            .about(
                "Response headers of your own that scripts may read. Those of the service \
                 always may be.",
            )
            .read(|d, node, cors| {
                let headers = d.list(node, "a list of header names", Decoder::text);
                cors.expose = headers.map(|headers| headers.value).unwrap_or_default();
            }),
        row("max_age", "seconds")
            .default("`600`")
            .about("How long a browser may remember the answer to a preflight request.")
            .read(|d, node, cors| cors.max_age = d.count(node)),
        row("credentials", "boolean")
            .default("`false`")
            .about("Whether cookies are sent along. Not together with `\"*\"`.")
            .read(|d, node, cors| cors.credentials = d.boolean(node)),
    ],
    includes: &[],
};

pub(super) static SECURITY: Section<SecurityDraft> = Section {
    name: "`security`",
    keys: &[
        row("account", "entity")
            .about("The entity that is the caller. Needs `role`.")
            .read(|d, node, draft| draft.account = d.name(node)),
        row("role", "enum attribute")
            .about(
                "The attribute of that entity which holds the role. `admin` is one of its \
                 values.",
            )
            .read(|d, node, draft| draft.role = d.name(node)),
        row("roles", "list of roles")
            .about(
                "Without an account: the access key carries one of these roles. `admin` is \
                 one of them.",
            )
            .read(|d, node, draft| draft.roles = d.names(node)),
    ],
    includes: &[],
};

#[derive(Default)]
pub(super) struct SecurityDraft {
    account: Option<Name>,
    role: Option<Name>,
    roles: Option<Spanned<Vec<Name>>>,
}

fn security(d: &mut Decoder<'_>, node: &Node) -> Option<Security> {
    let SecurityDraft {
        account,
        role,
        roles,
    } = SECURITY.read(d, node, SecurityDraft::default())?;
    let finding = match (account, role, roles) {
        (Some(account), Some(role), None) => return Some(Security::Account { account, role }),
        (None, None, Some(roles)) => return Some(Security::Roles(roles)),
        (account, role, Some(roles)) => {
            let other = account.or(role).map_or(node.span, |name| name.span);
            let message = "`roles` and `account` exclude each other";
            Diagnostic::new(codes::CONFLICT, roles.span, message)
                .also(other, "the role is looked up here already")
                .help("the roles of an account are the values of its role attribute")
        }
        (account, role, None) => {
            let missing = match (account, role) {
                (Some(_), _) => "`security` needs the key `role` beside `account`",
                (_, Some(_)) => "`security` needs the key `account` beside `role`",
                _ => "`security` needs `account` and `role`, or `roles`",
            };
            Diagnostic::new(codes::MISSING_KEY, node.span, missing)
        }
    };
    d.push(finding);
    None
}

fn captions(d: &mut Decoder<'_>, node: &Node) -> Option<Captions> {
    match node.as_mapping() {
        Some(_) => d
            .map(node, "a map from languages to texts", Decoder::text)
            .map(Captions::ByLanguage),
        None => d.text(node).map(Captions::One),
    }
}
