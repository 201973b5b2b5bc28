//! What still uses something that is to go.

use super::codes;
use super::design::{Design, Place};
use super::element::Element;
use super::references::{Form, Home, Named, Owner, Scope, references};
use super::refusal::Refusal;
use super::request::Kind;
use super::value::Step;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::source::Span;

/// What uses of an element mean.
pub(super) fn named(element: &Element, scope: &Scope<'_>) -> Option<Named> {
    let name = element.name.clone();
    let owner = element.owner.clone().unwrap_or_default();
    Some(match element.kind {
        Kind::Entity => Named::Entity(name),
        Kind::Type => Named::Type(name),
        Kind::MediaType => Named::MediaType(name),
        Kind::Resource => Named::Resource(name),
        Kind::View => Named::View(owner, name),
        Kind::Field | Kind::BelongsTo | Kind::HasMany | Kind::ManyToMany => {
            Named::Member(self::owner(scope, &owner), name)
        }
        Kind::EnumValue => Named::Value(home(scope, &owner), name),
        Kind::Action | Kind::Engine => return None,
    })
}

/// The entity or, if there is none, the type of a name.
pub(super) fn owner(scope: &Scope<'_>, name: &str) -> Owner {
    let mut entities = scope.design.entities.iter();
    if entities.any(|(entity, _)| entity.value == name) {
        Owner::Entity(name.to_owned())
    } else {
        Owner::Type(name.to_owned())
    }
}

fn home(scope: &Scope<'_>, name: &str) -> Home {
    match name.split_once('.') {
        Some((owner, attribute)) => {
            Home::Attribute(self::owner(scope, owner), attribute.to_owned())
        }
        None => Home::Type(name.to_owned()),
    }
}

/// First rows of an entity, and what they have of an attribute or relation: without it they mean
/// nothing.
pub(super) fn rows(design: &Design<'_>, element: &Element) -> Vec<Place> {
    let scope = Scope::new(&design.written);
    let Some(named) = named(element, &scope) else {
        return Vec::new();
    };
    let is_row = |path: &[Step]| {
        let is_seed = path.first() == Some(&Step::Key(String::from("seeds")));
        let is_named = path.last() == Some(&Step::Key(element.name.clone()));
        let is_deep = match &named {
            Named::Entity(_) => path.len() == 2,
            Named::Member(..) => path.len() > 3,
            _ => false,
        };
        is_seed && is_named && is_deep
    };
    let uses = references(&scope).into_iter();
    let places = uses.filter(|it| it.named == named).map(|it| Place {
        file: it.span.file as usize,
        path: design.path_to(it.span),
    });
    places.filter(|place| is_row(&place.path)).collect()
}

/// Refuses if anything but the element itself uses it.
pub(super) fn refuse_used(
    design: &Design<'_>,
    element: &Element,
    places: &[Place],
) -> Result<(), Refusal> {
    let scope = Scope::new(&design.written);
    let Some(named) = named(element, &scope) else {
        return Ok(());
    };
    let own: Vec<Span> = places
        .iter()
        .filter_map(|place| design.extent(place))
        .collect();
    let is_own = |span: Span| {
        own.iter()
            .any(|own| own.file == span.file && own.start <= span.start && span.end <= own.end)
    };
    let mut found = Diagnostics::new();
    let mut uses: Vec<(Span, Use)> = Vec::new();
    for reference in references(&scope) {
        let is_membership = element.kind == Kind::Entity && design.is_in_engine(reference.span);
        if reference.named == named && !is_own(reference.span) && !is_membership {
            let is_derived = matches!(reference.form, Form::Derived(_));
            let is_only_named = is_derived && element.kind == Kind::Entity;
            if !is_only_named {
                uses.push((reference.span, Use::Written));
            }
        }
    }
    uses.extend(unsaid(design, &scope, &named));
    for (span, how) in uses {
        found.push(finding(design, element, span, how));
    }
    found.gate().map_err(Refusal::Found)
}

/// How something is used.
#[derive(Clone, Copy)]
enum Use {
    /// By its name.
    Written,
    /// By being named alike.
    Unsaid,
}

/// Media types of the same name, and resources that are called like the entity's rows.
fn unsaid(design: &Design<'_>, scope: &Scope<'_>, named: &Named) -> Vec<(Span, Use)> {
    let shown = match named {
        Named::Entity(name) => Some(Owner::Entity(name.clone())),
        Named::Type(name) => Some(Owner::Type(name.clone())),
        _ => None,
    };
    let media_types = design.written.media_types.iter();
    let named_alike = media_types.filter(|(name, media_type)| {
        shown.is_some() && media_type.reference.is_none() && scope.shown(&name.value) == shown
    });
    let resources = design.written.resources.iter().filter(|(name, resource)| {
        let implied = scope.implied(&name.value);
        resource.media_type.is_none()
            && implied.is_some_and(|implied| *named == Named::MediaType(implied.to_owned()))
    });
    let spans = named_alike
        .map(|(name, _)| name.span)
        .chain(resources.map(|(name, _)| name.span));
    spans.map(|span| (span, Use::Unsaid)).collect()
}

fn finding(design: &Design<'_>, element: &Element, span: Span, how: Use) -> Diagnostic {
    let message = format!("{} is still used", element.shown());
    let label = match how {
        Use::Written => "here",
        Use::Unsaid => "this goes by its name",
    };
    let finding = Diagnostic::new(codes::STILL_USED, span, message).label(label);
    let is_all = matches!(
        element.kind,
        Kind::Entity | Kind::Type | Kind::MediaType | Kind::Resource
    );
    match design.around(span).filter(|_| is_all) {
        Some(command) => finding.help(format!("{} removes what uses it", quoted(&command))),
        None => finding.help("take it out there first"),
    }
}

impl Design<'_> {
    /// Whether a place is in the list of entities of an engine.
    fn is_in_engine(&self, span: Span) -> bool {
        let engines = self.written.engines.iter().flatten();
        engines
            .flat_map(|(_, engine)| &engine.entities)
            .any(|name| {
                name.span.file == span.file
                    && name.span.start <= span.start
                    && span.end <= name.span.end
            })
    }

    /// The command that removes the definition that a place is in.
    fn around(&self, span: Span) -> Option<String> {
        let path = self.path_to(span);
        let keys: Vec<&str> = path
            .iter()
            .map_while(|step| match step {
                Step::Key(key) => Some(key.as_str()),
                Step::Index(_) => None,
            })
            .collect();
        let kind = |wanted: fn(&Kind) -> Option<&'static str>, key: &str| {
            Kind::ALL
                .iter()
                .copied()
                .find(|kind| wanted(kind) == Some(key))
        };
        let (kind, name) = match keys.as_slice() {
            ["engines" | "seeds" | "api", ..] => return None,
            [_, owner, key, name, ..] if kind(|kind| kind.key(), key).is_some() => {
                (kind(|kind| kind.key(), key)?, format!("{owner}.{name}"))
            }
            ["resources", owner, name, ..] if self.is_custom(owner, name) => {
                (Kind::Action, format!("{owner}.{name}"))
            }
            [section, name, ..] => (kind(|kind| kind.section(), section)?, (*name).to_owned()),
            _ => return None,
        };
        Some(format!("moguera design remove {kind} {name}"))
    }

    fn is_custom(&self, resource: &str, action: &str) -> bool {
        let mut resources = self.written.resources.iter();
        resources.any(|(name, it)| {
            name.value == resource && it.custom.iter().any(|(name, _)| name.value == action)
        })
    }
}
