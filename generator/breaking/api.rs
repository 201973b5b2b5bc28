//! Compares the service itself: names, addresses, who calls, which pages may.

use super::comparison::{Comparison, Subject};
use super::finding::{Place, Witness};
use super::rules::{api as svc, lifecycle as life, security as sec};
use super::trail::{Route, usual_request};
use super::version::Version;
use super::wire::{Caller, Operation, Request};
use crate::ir::{Api, Cors, RoleSource, Service};

const ELEMENT: &str = "api";

impl<'a> Comparison<'a> {
    pub(super) fn api(&mut self) {
        let (old, new) = (&self.old.api, &self.new.api);
        let span = new.span;
        if old.name != new.name {
            let message = format!("was called `{}` and is called `{}`", old.name, new.name);
            self.report(&svc::SVC01, Subject::now(ELEMENT, span, message.clone()));
            let witness = self.signed();
            self.shown(&sec::SEC05A, Subject::now(ELEMENT, span, message), witness);
        }
        if old.region != new.region {
            let message = format!("`region` was `{}` and is `{}`", old.region, new.region);
            let witness = self.signed();
            self.shown(&sec::SEC05B, Subject::now(ELEMENT, span, message), witness);
        }
        if old.base_path != new.base_path {
            let message = format!(
                "`base_path` was `{}` and is `{}`",
                old.base_path, new.base_path
            );
            let witness = self.some_request(|_| {});
            self.shown(&svc::SVC02, Subject::now(ELEMENT, span, message), witness);
        }
        self.servers((old, new));
        self.languages((old, new));
        self.said((old, new));
        self.version((old, new));
        self.security();
        self.cors((&old.cors, &new.cors));
    }

    /// A request, changed a little, that the new service refuses.
    fn some_request(&self, change: impl Fn(&mut Request)) -> Option<Witness> {
        Operation::all(self.old).find_map(|operation| {
            let mut request = usual_request(operation)?;
            change(&mut request);
            let mut apart = Comparison::new((self.old, self.new), self.between);
            apart.route = Some(Route {
                old: operation,
                new: operation,
            });
            apart.refused_request("", request)
        })
    }

    fn signed(&self) -> Option<Witness> {
        Operation::all(self.old).find_map(|operation| {
            let request = usual_request(operation)?;
            if request.caller == Caller::Anybody {
                return None;
            }
            let mut apart = Comparison::new((self.old, self.new), self.between);
            apart.route = Some(Route {
                old: operation,
                new: operation,
            });
            apart.refused_request("", request)
        })
    }

    fn servers(&mut self, (old, new): (&'a Api, &'a Api)) {
        let known = |api: &Api, url: &str| api.servers.iter().any(|server| server.url == url);
        for server in old.servers.iter().filter(|server| !known(new, &server.url)) {
            let element = format!("{ELEMENT}.server {}", server.url);
            self.report(
                &svc::SVC03,
                Subject::new(element, "is gone", Place::Old(old.span)),
            );
        }
        for server in new.servers.iter().filter(|server| !known(old, &server.url)) {
            let element = format!("{ELEMENT}.server {}", server.url);
            self.report(&svc::SVC04, Subject::added(element, new.span));
        }
    }

    fn languages(&mut self, (old, new): (&'a Api, &'a Api)) {
        for language in old
            .languages
            .iter()
            .filter(|language| !new.languages.contains(language))
        {
            let element = format!("{ELEMENT}.language {language}");
            self.report(
                &svc::SVC05,
                Subject::new(element, "is gone", Place::Old(old.span)),
            );
        }
        for language in new
            .languages
            .iter()
            .filter(|language| !old.languages.contains(language))
        {
            let element = format!("{ELEMENT}.language {language}");
            self.report(&svc::SVC06, Subject::added(element, new.span));
        }
        let (before, after) = (old.languages.first(), new.languages.first());
        if before != after {
            let message = super::limits::told("languages", before, after);
            self.report(&svc::SVC07, Subject::now(ELEMENT, new.span, message));
        }
    }

    /// Everything that is for people.
    fn said(&mut self, (old, new): (&'a Api, &'a Api)) {
        let texts = |api: &Api| {
            let contact = api.contact.as_ref();
            let contact = contact.map(|it| [it.name.clone(), it.email.clone(), it.url.clone()]);
            let license = api.license.as_ref();
            let license = license.map(|it| (it.name.clone(), it.url.clone()));
            let servers = api.servers.iter().map(|it| it.description.clone());
            let title = (api.title.default.clone(), api.title.by_language.clone());
            let others = (api.description.clone(), api.terms_of_service.clone());
            (title, others, contact, license, servers.collect::<Vec<_>>())
        };
        self.words((&texts(old), &texts(new)), ELEMENT, new.span);
    }

    fn version(&mut self, (old, new): (&'a Api, &'a Api)) {
        let rule = match (Version::of(&old.version), Version::of(&new.version)) {
            (before, after) if before < after => &life::LIF10,
            (before, after) if before > after => &life::LIF11,
            _ => return,
        };
        let message = format!("was {} and is {}", old.version, new.version);
        self.report(rule, Subject::now("api.version", new.span, message));
    }

    /// The roles, and where they are kept.
    fn security(&mut self) {
        let (old, new) = (&self.old.api.security, &self.new.api.security);
        for role in old.roles.iter().filter(|role| !new.roles.contains(role)) {
            let element = format!("{ELEMENT}.role {role}");
            self.report(
                &sec::SEC10,
                Subject::new(element, "is gone", Place::Old(old.span)),
            );
        }
        for role in new.roles.iter().filter(|role| !old.roles.contains(role)) {
            let element = format!("{ELEMENT}.role {role}");
            self.report(&sec::SEC11, Subject::added(element, new.span));
        }
        let before = self.kept_before();
        let after = kept(self.new);
        if before != after {
            let message = format!("roles were kept in {before} and are kept in {after}");
            self.report(&sec::SEC12, Subject::now("api.security", new.span, message));
        }
    }

    fn cors(&mut self, (old, new): (&'a Option<Cors>, &'a Option<Cors>)) {
        let element = "api.cors";
        let span = self.new.api.span;
        match (old, new) {
            (None, None) => {}
            (None, Some(_)) => {
                self.report(&sec::SEC09D, Subject::added(element, span));
            }
            (Some(old), None) => {
                let witness = self.asked_by(old.origins.first());
                let subject = Subject::new(element, "is gone", Place::Old(self.old.api.span));
                self.shown(&sec::SEC09C, subject, witness);
            }
            (Some(old), Some(new)) => self.policies(old, new, element),
        }
    }

    fn asked_by(&self, origin: Option<&String>) -> Option<Witness> {
        let origin = match origin?.as_str() {
            "*" => "https://page.example",
            origin => origin,
        };
        self.some_request(|request| request.headers.push(("Origin", origin.to_owned())))
    }

    fn policies(&mut self, old: &'a Cors, new: &'a Cors, element: &str) {
        let (before, after) = (self.old.api.span, self.new.api.span);
        let covers = |cors: &Cors, origin: &String| {
            cors.origins.iter().any(|own| own == "*" || own == origin)
        };
        for origin in old.origins.iter().filter(|origin| !covers(new, origin)) {
            let witness = self.asked_by(Some(origin));
            let subject = Subject::new(
                format!("{element}.origin {origin}"),
                "is gone",
                Place::Old(before),
            );
            self.shown(&sec::SEC09A, subject, witness);
        }
        for origin in new.origins.iter().filter(|origin| !covers(old, origin)) {
            self.report(
                &sec::SEC09B,
                Subject::added(format!("{element}.origin {origin}"), after),
            );
        }
        self.exposed(old, new, element);
        match (old.credentials, new.credentials) {
            (true, false) => self.report(
                &sec::SEC09G,
                Subject::now(element, after, "no cookies are sent along"),
            ),
            (false, true) => self.report(
                &sec::SEC09H,
                Subject::now(element, after, "cookies may be sent along"),
            ),
            _ => {}
        }
        if old.max_age != new.max_age {
            let message = format!("`max_age` was {} and is {}", old.max_age, new.max_age);
            self.report(&sec::SEC09I, Subject::now(element, after, message));
        }
    }

    /// Headers that scripts of pages read.
    fn exposed(&mut self, old: &'a Cors, new: &'a Cors, element: &str) {
        let (before, after) = (self.old.api.span, self.new.api.span);
        let same = |headers: &[String], header: &str| {
            headers.iter().any(|own| own.eq_ignore_ascii_case(header))
        };
        for header in old
            .expose
            .iter()
            .filter(|header| !same(&new.expose, header))
        {
            let subject = Subject::new(
                format!("{element}.expose {header}"),
                "is gone",
                Place::Old(before),
            );
            self.report(&sec::SEC09E, subject);
        }
        for header in new
            .expose
            .iter()
            .filter(|header| !same(&old.expose, header))
        {
            self.report(
                &sec::SEC09F,
                Subject::added(format!("{element}.expose {header}"), after),
            );
        }
    }
}

impl<'a> Comparison<'a> {
    /// Where the old design keeps the role of a caller, by the names of the new one.
    fn kept_before(&self) -> String {
        match self.old.api.security.role_source {
            RoleSource::AccessKey => kept(self.old),
            RoleSource::Account { entity, role } => {
                let owner = self.old.entity(entity);
                let role = self.member_now(owner, &owner.attribute(role).name);
                format!("`{}.{role}`", self.entity_now(entity))
            }
        }
    }
}

/// Where a design keeps the role of a caller.
fn kept(service: &Service) -> String {
    match service.api.security.role_source {
        RoleSource::AccessKey => String::from("the access key"),
        RoleSource::Account { entity, role } => {
            let entity = service.entity(entity);
            format!("`{}.{}`", entity.name, entity.attribute(role).name)
        }
    }
}
