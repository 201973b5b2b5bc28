//! What is known of a resource before its actions: what it shows, where it is, below what.

use super::catalogue::Catalogue;
use super::codes;
use super::entity::Entities;
use super::leading::{self, Way};
use super::path::{self, Id};
use super::renamed;
use super::source::Sources;
use super::standard::{self, Standard};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, EntityId, MediaTypeId, PathSegment, ResourceId, Source};
use crate::names;
use crate::schema;
use crate::source::Span;
use std::collections::BTreeMap;

/// The first half of a resource.
pub(super) struct Head {
    pub(super) media_type: Option<MediaTypeId>,
    pub(super) entity: Option<EntityId>,
    pub(super) parent: Option<ir::Parent>,
    /// Path of the collection.
    pub(super) path: Vec<PathSegment>,
    /// The same by the names that clients keep, if it is another one.
    pub(super) kept_path: Option<Vec<PathSegment>>,
    /// Standard actions that the resource has.
    pub(super) standard: Vec<Standard>,
}

impl Head {
    /// The path that clients know.
    fn sent_path(&self) -> &Vec<PathSegment> {
        self.kept_path.as_ref().unwrap_or(&self.path)
    }
}

/// How many resources may be above one.
const MAX_PARENTS: usize = 8;

/// Heads of all resources, by id.
pub(super) struct Heads {
    pub(super) list: Vec<Head>,
    by_entity: BTreeMap<EntityId, Vec<ResourceId>>,
}

impl Heads {
    fn new(list: Vec<Head>) -> Self {
        let mut by_entity: BTreeMap<EntityId, Vec<ResourceId>> = BTreeMap::new();
        for (index, head) in list.iter().enumerate() {
            if let Some(entity) = head.entity {
                by_entity.entry(entity).or_default().push(ResourceId(index));
            }
        }
        Heads { list, by_entity }
    }

    pub(super) fn get(&self, id: ResourceId) -> &Head {
        &self.list[id.0]
    }

    /// Resources that show an entity.
    pub(super) fn of_entity(&self, entity: EntityId) -> &[ResourceId] {
        self.by_entity.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// How many parents are above a resource.
    pub(super) fn depth(&self, id: ResourceId) -> usize {
        std::iter::successors(self.get(id).parent, |parent| {
            self.get(parent.resource).parent
        })
        .count()
    }
}

impl Head {
    pub(super) fn has(&self, kind: ir::ActionKind) -> bool {
        self.standard.iter().any(|standard| standard.kind == kind)
    }
}

/// The resource whose head is found.
struct Site<'a> {
    catalogue: &'a Catalogue<'a>,
    entities: &'a Entities<'a>,
    /// The entity whose rows, several of them, are called like the resource.
    namesake: Option<EntityId>,
    id: ResourceId,
    name: &'a str,
    span: Span,
    written: &'a schema::Resource,
}

/// Finds the heads of all resources.
pub(super) fn heads(
    catalogue: &Catalogue<'_>,
    entities: &Entities<'_>,
    sources: &Sources,
    found: &mut Diagnostics,
) -> Heads {
    let listed = entities.list.iter().enumerate();
    let plurals: BTreeMap<&str, EntityId> = listed
        .map(|(position, entity)| (entity.plural.as_str(), EntityId(position)))
        .collect();
    let resources = catalogue.resources.iter().enumerate();
    let sites: Vec<Site<'_>> = resources
        .map(|(position, (name, span, written))| Site {
            catalogue,
            entities,
            namesake: plurals.get(name).copied(),
            id: ResourceId(position),
            name,
            span,
            written,
        })
        .collect();
    let mut heads: Vec<Head> = sites.iter().map(|site| site.head(sources, found)).collect();
    for site in &sites {
        heads[site.id.0].parent = site.parent(&heads, found);
    }
    refuse_cycles(catalogue, &mut heads, found);
    let paths: Vec<_> = (0..heads.len())
        .map(|position| {
            let path = whole_path(entities, &heads, position, |head| &head.path);
            let kept = whole_path(entities, &heads, position, Head::sent_path);
            let kept = Some(kept).filter(|kept| *kept != path);
            (path, kept)
        })
        .collect();
    for (head, (path, kept)) in heads.iter_mut().zip(paths) {
        head.path = path;
        head.kept_path = kept;
    }
    Heads::new(heads)
}

impl Site<'_> {
    /// The head, but for the parent and what stands before the resource's own path.
    fn head(&self, sources: &Sources, found: &mut Diagnostics) -> Head {
        let media_type = self.media_type(sources, found);
        let entity = match media_type.and_then(|id| sources.of(id)) {
            Some(Source::Entity(entity)) => Some(entity),
            Some(Source::Type(_)) | None => None,
        };
        Head {
            media_type,
            entity,
            parent: None,
            path: own_path(self.name, self.written, found),
            kept_path: kept_path(self.written),
            standard: standard::asked(self.written, found),
        }
    }

    /// What the resource shows: as written, or the media type of the entity whose plural is its name.
    fn media_type(&self, sources: &Sources, found: &mut Diagnostics) -> Option<MediaTypeId> {
        let catalogue = self.catalogue;
        if let Some(name) = &self.written.media_type {
            return catalogue.media_type_id(name, found);
        }
        let entity = self.namesake;
        let showing = entity.map_or(&[][..], |entity| sources.showing(entity));
        let named = |id: &&MediaTypeId| {
            entity.is_some_and(|entity| {
                catalogue.media_types.name(id.0) == catalogue.entities.name(entity.0)
            })
        };
        let only = if showing.len() == 1 {
            showing.first()
        } else {
            None
        };
        if let Some(id) = showing.iter().find(named).or(only) {
            return Some(*id);
        }
        found.push(self.undecided(showing));
        None
    }

    /// The finding if no media type, or more than one, could be what the resource shows.
    fn undecided(&self, showing: &[MediaTypeId]) -> Diagnostic {
        let media_types = &self.catalogue.media_types;
        let message = format!("it is not known what resource {} shows", quoted(self.name));
        if showing.is_empty() {
            return Diagnostic::new(codes::UNKNOWN_NAME, self.span, message)
                .label("no media type shows an entity with this plural")
                .help("name one in `media_type:`")
                .suggest_or_list(
                    &names::pascal(&names::singular(self.name)),
                    media_types.names(),
                );
        }
        let names: Vec<_> = showing
            .iter()
            .map(|id| quoted(media_types.name(id.0)))
            .collect();
        Diagnostic::new(codes::AMBIGUOUS, self.span, message).help(format!(
            "say which in `media_type:`: {}",
            names.join(" or ")
        ))
    }

    /// The resource that this one is below, as written.
    fn parent(&self, heads: &[Head], found: &mut Diagnostics) -> Option<ir::Parent> {
        let name = self.written.parent.as_ref()?;
        let resource = self.catalogue.resource_id(name, found)?;
        let (own, above) = (&heads[self.id.0], &heads[resource.0]);
        own.media_type.and(above.media_type)?;
        let (Some(child), Some(entity)) = (own.entity, above.entity) else {
            let message = format!("resource {} cannot be a parent here", quoted(&name.value));
            found.push(Diagnostic::new(codes::WRONG_KIND, name.span, message).help(
                "both resources have to show entities, because a path leads from row to row",
            ));
            return None;
        };
        let way = Way {
            from: child,
            to: entity,
            needed_at: name.span,
        };
        let relation = leading::relation(self.entities, &way, self.written.by.as_ref(), found)?;
        Some(ir::Parent {
            resource,
            entity,
            relation,
        })
    }
}

fn own_path(name: &str, written: &schema::Resource, found: &mut Diagnostics) -> Vec<PathSegment> {
    match &written.path {
        None => vec![PathSegment::Literal(names::kebab(name))],
        Some(text) => {
            let segments = path::segments(text, Id::Refused, found).unwrap_or_default();
            if text.value == "/" {
                found.push(
                    Diagnostic::new(codes::PATH, text.span, "a resource has a path of its own")
                        .help(format!(
                            "write {}",
                            quoted(&format!("/{}", names::kebab(name)))
                        )),
                );
            }
            segments
        }
    }
}

/// Where clients know a resource that follows its name.
fn kept_path(written: &schema::Resource) -> Option<Vec<PathSegment>> {
    let renamed = renamed::renamed(&written.renamed)?;
    let kept = renamed.kept().filter(|_| written.path.is_none())?;
    Some(vec![PathSegment::Literal(names::kebab(kept))])
}

/// Resources that are below themselves, or below too many, are taken out from there, so that paths
/// end.
fn refuse_cycles(catalogue: &Catalogue<'_>, heads: &mut [Head], found: &mut Diagnostics) {
    for (position, (name, _, written)) in catalogue.resources.iter().enumerate() {
        let place = written
            .parent
            .as_ref()
            .map_or(written.span, |parent| parent.span);
        let mut above = heads[position].parent;
        for level in 0..=MAX_PARENTS {
            let Some(parent) = above else { break };
            if parent.resource == ResourceId(position) {
                heads[position].parent = None;
                let message = format!("resource {} is below itself", quoted(name));
                found.push(
                    Diagnostic::new(codes::CYCLE, place, message)
                        .label("leads back to where it began"),
                );
                break;
            }
            if level == MAX_PARENTS {
                heads[position].parent = None;
                let message = format!("resource {} is below too many others", quoted(name));
                found.push(
                    Diagnostic::new(codes::NUMBER_RANGE, place, message)
                        .label(format!("at most {MAX_PARENTS}"))
                        .help("a row's key finds the row; one parent is enough"),
                );
            }
            above = heads[parent.resource.0].parent;
        }
    }
}

/// The path with those of its parents before it; `own` says which of the paths of each.
fn whole_path(
    entities: &Entities<'_>,
    heads: &[Head],
    position: usize,
    own: impl Fn(&Head) -> &Vec<PathSegment>,
) -> Vec<PathSegment> {
    let mut parts = vec![own(&heads[position]).clone()];
    let mut above = heads[position].parent;
    while let Some(parent) = above {
        let name = format!("{}_id", names::snake(&entities.get(parent.entity).name));
        parts.push(vec![PathSegment::ParentId {
            name,
            entity: parent.entity,
        }]);
        parts.push(own(&heads[parent.resource.0]).clone());
        above = heads[parent.resource.0].parent;
    }
    parts.into_iter().rev().flatten().collect()
}
