//! Names that no table tells of: resources, custom actions, views, values of enums, relations and attributes without a
//! column. The lock file keeps those of the last run, so that one that goes and one that comes can be asked about.

use super::names::Named;
use super::{Likely, LikelyKind, MAY_BE_RENAMED};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, Renamed, Shape, TypeId, TypeKind};
use crate::source::Span;
use std::collections::BTreeSet;

/// One line per name: what it is of, what it belongs to, what it is like, and the name, which may hold anything.
pub fn called(service: &ir::Service) -> BTreeSet<String> {
    all(service).iter().map(Name::line).collect()
}

/// What is refused as long as nobody has said whether it is a rename, at the new names.
///
/// # Errors
///
/// Every name that is new, and may be one that is gone; none if nothing is recorded.
pub fn not_renamed(service: &ir::Service, recorded: &BTreeSet<String>) -> Result<(), Diagnostics> {
    let mut found = Diagnostics::new();
    let mut pairs = pairs(service, recorded);
    pairs.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
    for same in pairs.chunk_by(|(one, _), (other, _)| one.name == other.name) {
        found.push(finding(same));
    }
    found.gate()
}

/// One that is new, and all that it may be.
fn finding(pairs: &[(Likely, Span)]) -> Diagnostic {
    let (likely, span) = &pairs[0];
    let own = likely.name.rsplit('.').next().unwrap_or(&likely.name);
    let gone: Vec<String> = pairs.iter().map(|(it, _)| quoted(&it.from)).collect();
    let message = format!(
        "the {} {} is gone, and {} is new: is it the same under another name?",
        likely.kind.noun(),
        gone.join(" or "),
        quoted(own)
    );
    let finding = Diagnostic::new(MAY_BE_RENAMED, *span, message).label("nobody has said so");
    let marks = pairs.iter().map(|(likely, _)| likely.mark());
    let finding = marks.fold(finding, |finding, mark| {
        finding.help(format!("if it is: {mark}"))
    });
    finding.help("if it is another one: `moguera generate --no-renames`")
}

/// The same, to be asked about.
pub(super) fn likely(service: &ir::Service, recorded: &BTreeSet<String>) -> Vec<Likely> {
    let pairs = pairs(service, recorded).into_iter();
    pairs.map(|(likely, _)| likely).collect()
}

/// Names that are recorded as they are now.
pub(super) fn recorded(service: &ir::Service, recorded: &BTreeSet<String>) -> Vec<Named> {
    let known = recorded.iter().filter_map(|line| Recorded::read(line));
    let known: Vec<Recorded<'_>> = known.collect();
    let names = all(service).into_iter().filter(|name| {
        let mut known = known.iter();
        known.any(|it| name.is_beside(it) && name.own == it.own)
    });
    names.map(|name| (name.kind, name.full())).collect()
}

/// What the design calls a type: `Status`, `Article.status` of an enum that an attribute holds inline.
pub fn type_name(service: &ir::Service, id: TypeId) -> String {
    let ty = service.ty(id);
    let inline = ty.inline_in.and_then(|entity| {
        let entity = service.entity(entity);
        let mut attributes = entity.attributes.iter();
        let attribute = attributes.find(|it| innermost(&it.value.shape) == Some(id))?;
        Some(format!("{}.{}", entity.name, attribute.name))
    });
    inline.unwrap_or_else(|| ty.name.clone())
}

/// The named type that is held, itself or as elements.
fn innermost(shape: &Shape) -> Option<TypeId> {
    match shape {
        Shape::Named(id) => Some(*id),
        Shape::Array(value) | Shape::Map(value) => innermost(&value.shape),
        _ => None,
    }
}

/// A name of the design.
struct Name<'a> {
    kind: LikelyKind,
    /// What it belongs to.
    owner: Called<'a>,
    /// What two of these names have in common if one may be the other.
    like: Called<'a>,
    own: &'a str,
    span: Span,
    /// What it was called, if the design says so.
    from: Option<&'a str>,
}

/// A name, empty for nothing, and the one before.
#[derive(Clone, Default)]
struct Called<'a> {
    name: String,
    from: Option<&'a str>,
}

impl<'a> Called<'a> {
    fn new(name: &str, renamed: Option<&'a Renamed>) -> Self {
        Called {
            name: name.to_owned(),
            from: from(renamed),
        }
    }

    /// Whether it has, or had, a recorded name.
    fn is(&self, recorded: &str) -> bool {
        self.name == recorded || self.from == Some(recorded)
    }
}

/// What stands in a line in place of nothing.
const NOTHING: &str = "-";

impl Name<'_> {
    fn line(&self) -> String {
        let word = |text: &str| match text.is_empty() {
            true => NOTHING.to_owned(),
            false => text.to_owned(),
        };
        let (owner, like) = (word(&self.owner.name), word(&self.like.name));
        format!("{} {owner} {like} {}", self.kind.word(), self.own)
    }

    /// Whether a recorded name belongs to what this one belongs to.
    fn is_beside(&self, recorded: &Recorded<'_>) -> bool {
        self.kind.word() == recorded.kind && self.owner.is(recorded.owner)
    }

    fn is(&self, recorded: &Recorded<'_>) -> bool {
        self.is_beside(recorded) && (self.own == recorded.own || self.from == Some(recorded.own))
    }
}

/// A line of the lock file.
struct Recorded<'a> {
    kind: &'a str,
    owner: &'a str,
    like: &'a str,
    own: &'a str,
}

impl<'a> Recorded<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let mut words = line.splitn(4, ' ');
        let mut word = || {
            let word = words.next()?;
            Some(if word == NOTHING { "" } else { word })
        };
        Some(Recorded {
            kind: word()?,
            owner: word()?,
            like: word()?,
            own: word()?,
        })
    }
}

/// Names that are gone, each with every one that is new and like it.
fn pairs(service: &ir::Service, recorded: &BTreeSet<String>) -> Vec<(Likely, Span)> {
    let names = all(service);
    let lines: BTreeSet<String> = names.iter().map(Name::line).collect();
    // Most names are as they were: only the others are looked at one by one.
    let gone = recorded.difference(&lines);
    let gone = gone.filter_map(|line| Recorded::read(line));
    let gone = gone.filter(|it| !names.iter().any(|name| name.is(it)));
    let gone: Vec<Recorded<'_>> = gone.collect();
    if gone.is_empty() {
        return Vec::new();
    }
    let known = recorded.iter().filter_map(|line| Recorded::read(line));
    let known: Vec<Recorded<'_>> = known.collect();
    let new = names
        .iter()
        .filter(|name| !recorded.contains(&name.line()))
        .filter(|name| !known.iter().any(|it| name.is(it)));
    let new: Vec<&Name<'_>> = new.collect();
    let mut pairs = Vec::new();
    for gone in &gone {
        let like = new
            .iter()
            .filter(|name| name.is_beside(gone) && name.like.is(gone.like));
        pairs.extend(like.map(|name| (name.likely(gone.own), name.span)));
    }
    pairs
}

impl Name<'_> {
    fn likely(&self, from: &str) -> Likely {
        Likely {
            kind: self.kind,
            name: self.full(),
            from: from.to_owned(),
        }
    }

    fn full(&self) -> String {
        match self.owner.name.as_str() {
            "" => self.own.to_owned(),
            owner => format!("{owner}.{}", self.own),
        }
    }
}

/// Every name of a design.
fn all(service: &ir::Service) -> Vec<Name<'_>> {
    let mut names = Vec::new();
    names.extend(
        service
            .entities
            .iter()
            .flat_map(|entity| members(service, entity)),
    );
    let media_types = service.media_types.iter();
    names.extend(media_types.flat_map(|media_type| views(service, media_type)));
    for resource in &service.resources {
        names.extend(resource_names(service, resource));
    }
    let stored = stored(service);
    for (id, ty) in service.types.iter().enumerate() {
        let id = TypeId(id);
        if let (TypeKind::Enum(values), false) = (&ty.kind, stored.contains(&id)) {
            names.extend(values_of((service, id), ty, values));
        }
    }
    names
}

fn from(renamed: Option<&Renamed>) -> Option<&str> {
    renamed.map(|renamed| renamed.from.as_str())
}

fn of_entity(service: &ir::Service, id: ir::EntityId) -> Called<'_> {
    let entity = service.entity(id);
    Called::new(&entity.name, entity.renamed.as_ref())
}

/// Attributes and relations without a column.
fn members<'a>(service: &'a ir::Service, entity: &'a ir::Entity) -> Vec<Name<'a>> {
    let owner = Called::new(&entity.name, entity.renamed.as_ref());
    let computed = entity.attributes.iter();
    let computed = computed.filter(|attribute| attribute.computed.is_some());
    let computed = computed.map(|attribute| Name {
        kind: LikelyKind::Attribute,
        owner: owner.clone(),
        like: Called::default(),
        own: &attribute.name,
        span: attribute.span,
        from: from(attribute.renamed.as_ref()),
    });
    let relations = entity.has_many.iter().map(|relation| Name {
        kind: LikelyKind::HasMany,
        owner: owner.clone(),
        like: of_entity(service, relation.entity),
        own: &relation.name,
        span: relation.span,
        from: from(relation.renamed.as_ref()),
    });
    computed.chain(relations).collect()
}

/// A media type that is called after its entity is renamed with it.
fn views<'a>(service: &'a ir::Service, media_type: &'a ir::MediaType) -> Vec<Name<'a>> {
    let owner = match media_type.source {
        ir::Source::Entity(id) if service.entity(id).name == media_type.name => {
            of_entity(service, id)
        }
        _ => Called::new(&media_type.name, None),
    };
    let views = media_type.views.iter().map(|view| Name {
        kind: LikelyKind::View,
        owner: owner.clone(),
        like: Called::default(),
        own: &view.name,
        span: view.span,
        from: from(view.renamed.as_ref()),
    });
    views.collect()
}

/// A resource and its custom actions; the others have the names that they always have.
fn resource_names<'a>(service: &'a ir::Service, resource: &'a ir::Resource) -> Vec<Name<'a>> {
    let entity = resource.entity;
    let own = Name {
        kind: LikelyKind::Resource,
        owner: Called::default(),
        like: entity.map_or_else(Called::default, |entity| of_entity(service, entity)),
        own: &resource.name,
        span: resource.span,
        from: from(resource.renamed.as_ref()),
    };
    let is_custom = |action: &&ir::Action| {
        matches!(
            action.kind,
            ir::ActionKind::CustomMember | ir::ActionKind::CustomCollection
        )
    };
    let actions = resource.actions.iter().filter(is_custom);
    let actions = actions.map(|action| Name {
        kind: LikelyKind::Action,
        owner: Called::new(&resource.name, resource.renamed.as_ref()),
        like: Called::new(action.method.word(), None),
        own: &action.name,
        span: action.span,
        from: from(action.renamed.as_ref()),
    });
    [own].into_iter().chain(actions).collect()
}

fn values_of<'a>(
    (service, id): (&ir::Service, TypeId),
    ty: &'a ir::Type,
    values: &'a [String],
) -> Vec<Name<'a>> {
    let owner = type_name(service, id);
    let names = values.iter().map(|value| {
        let mut renamed = ty.renamed_values.iter();
        Name {
            kind: LikelyKind::EnumValue,
            owner: Called::new(&owner, None),
            like: Called::default(),
            own: value,
            span: ty.span,
            from: renamed
                .find(|(name, _)| name == value)
                .map(|(_, renamed)| renamed.from.as_str()),
        }
    });
    names.collect()
}

/// Enums that are columns of their own: what becomes of their values the migration asks.
fn stored(service: &ir::Service) -> BTreeSet<TypeId> {
    let attributes = service.entities.iter().flat_map(|it| &it.attributes);
    let stored = attributes.filter(|attribute| attribute.computed.is_none());
    let enums = stored.filter_map(|attribute| match attribute.value.shape {
        Shape::Named(id) => Some(id),
        _ => None,
    });
    enums.collect()
}
