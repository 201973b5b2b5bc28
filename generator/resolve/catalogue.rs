//! What a design defines, ordered by name, so that a name can be looked up and its index be its id.

use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{EntityId, MediaTypeId, ResourceId, TypeId, ViewId};
use crate::names::Named;
use crate::schema::{self, EnumValue, Map, Name, Text};
use crate::source::{Span, Spanned};
use crate::{names, schema::Attribute};
use std::collections::BTreeSet;

/// The view that every media type has.
pub(super) const DEFAULT_VIEW: &str = "default";

/// Definitions of one kind, ordered by name.
pub(super) struct Section<T> {
    items: Vec<(String, Span, T)>,
}

/// Where a type of the service comes from.
pub(super) enum TypeSource<'a> {
    Enum(&'a Spanned<Vec<EnumValue>>),
    Object,
    Union {
        one_of: &'a Spanned<Map<Name>>,
        discriminator: Option<&'a Name>,
    },
    /// Attributes written where they are used.
    Inline(&'a Map<Attribute>),
}

/// A named type, or one that was named by its place.
pub(super) struct TypeEntry<'a> {
    pub(super) description: Option<&'a Text>,
    pub(super) source: TypeSource<'a>,
    pub(super) inline_in: Option<EntityId>,
}

/// All definitions of a design.
pub(super) struct Catalogue<'a> {
    pub(super) design: &'a schema::Design,
    /// Everything under `types`, as written.
    pub(super) definitions: Section<&'a schema::Type>,
    /// What the service has of them, and types that are written inline.
    pub(super) types: Section<TypeEntry<'a>>,
    pub(super) aliases: Section<&'a schema::Value>,
    pub(super) entities: Section<&'a schema::Entity>,
    pub(super) media_types: Section<&'a schema::MediaType>,
    pub(super) resources: Section<&'a schema::Resource>,
}

impl<T> Section<T> {
    fn new(mut items: Vec<(String, Span, T)>) -> Self {
        items.sort_by(|(a, place_a, _), (b, place_b, _)| (a, place_a).cmp(&(b, place_b)));
        Section { items }
    }

    fn of_map<U>(map: &Map<U>) -> Section<&U> {
        Section::new(
            map.iter()
                .map(|(name, item)| (name.value.clone(), name.span, item))
                .collect(),
        )
    }

    /// Index of a definition.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.items
            .binary_search_by(|(item, ..)| item.as_str().cmp(name))
            .ok()
    }

    /// A definition by its index.
    pub(super) fn get(&self, index: usize) -> &T {
        &self.items[index].2
    }

    /// Name of a definition.
    pub(super) fn name(&self, index: usize) -> &str {
        &self.items[index].0
    }

    /// Names, ordered.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.items.iter().map(|(name, ..)| name.as_str())
    }

    /// Name, place of the name and definition, ordered by name.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Span, &T)> {
        self.items
            .iter()
            .map(|(name, span, item)| (name.as_str(), *span, item))
    }
}

impl<'a> Catalogue<'a> {
    /// Orders everything and names what is inline.
    pub(super) fn new(design: &'a schema::Design, found: &mut Diagnostics) -> Self {
        let entities = Section::<()>::of_map(&design.entities);
        let mut inline = Inline {
            entries: Vec::new(),
        };
        for (name, item) in &design.types {
            inline.definition(name, item);
        }
        for (name, item) in &design.entities {
            let entity = entities.find(&name.value).map(EntityId);
            inline.attributes(&name.value, &item.attributes, entity);
        }
        for (name, item) in &design.resources {
            inline.actions(&name.value, &item.custom);
        }
        refuse_same_names(&inline.entries, found);
        refuse_reserved_names(design, &inline.entries, found);
        let aliases = design
            .types
            .iter()
            .filter_map(|(name, item)| match &item.definition {
                schema::Definition::Alias(value) => {
                    let value: &schema::Value = value;
                    Some((name.value.clone(), name.span, value))
                }
                _ => None,
            });
        Catalogue {
            design,
            definitions: Section::<()>::of_map(&design.types),
            types: Section::new(inline.entries),
            aliases: Section::new(aliases.collect()),
            entities,
            media_types: Section::<()>::of_map(&design.media_types),
            resources: Section::<()>::of_map(&design.resources),
        }
    }

    pub(super) fn type_id(&self, name: &str) -> Option<TypeId> {
        self.types.find(name).map(TypeId)
    }

    pub(super) fn entity_id(&self, name: &Name, found: &mut Diagnostics) -> Option<EntityId> {
        let id = self.entities.find(&name.value).map(EntityId);
        if id.is_none() {
            let names = self.entities.names();
            found.push(unknown("entity", name, names));
        }
        id
    }

    pub(super) fn media_type_id(
        &self,
        name: &Name,
        found: &mut Diagnostics,
    ) -> Option<MediaTypeId> {
        let id = self.media_types.find(&name.value).map(MediaTypeId);
        if id.is_none() {
            found.push(unknown("media type", name, self.media_types.names()));
        }
        id
    }

    /// A view of a media type.
    pub(super) fn view_id(
        &self,
        media_type: MediaTypeId,
        name: &Name,
        found: &mut Diagnostics,
    ) -> Option<ViewId> {
        let views = view_names(self.media_types.get(media_type.0));
        let id = views
            .iter()
            .position(|view| *view == name.value)
            .map(ViewId);
        if id.is_none() {
            let kind = format!(
                "view of media type {} called",
                quoted(self.media_types.name(media_type.0))
            );
            found.push(unknown(&kind, name, views));
        }
        id
    }

    pub(super) fn resource_id(&self, name: &Name, found: &mut Diagnostics) -> Option<ResourceId> {
        let id = self.resources.find(&name.value).map(ResourceId);
        if id.is_none() {
            found.push(unknown("resource", name, self.resources.names()));
        }
        id
    }
}

/// Names of the views of a media type: `default` first, also if it is not written, then as written.
pub(super) fn view_names(media_type: &schema::MediaType) -> Vec<&str> {
    let written = media_type.views.iter().map(|(name, _)| name.value.as_str());
    std::iter::once(DEFAULT_VIEW)
        .chain(written.filter(|name| *name != DEFAULT_VIEW))
        .collect()
}

/// Nothing of a kind has this name.
pub(super) fn unknown<'a>(
    kind: &str,
    name: &Name,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let message = format!("there is no {kind} {}", quoted(&name.value));
    Diagnostic::new(codes::UNKNOWN_NAME, name.span, message)
        .label("unknown name")
        .suggest_or_list(&name.value, candidates)
}

/// Collects types that have no name of their own.
struct Inline<'a> {
    entries: Vec<(String, Span, TypeEntry<'a>)>,
}

impl<'a> Inline<'a> {
    fn definition(&mut self, name: &Name, item: &'a schema::Type) {
        let source = match &item.definition {
            schema::Definition::Alias(value) => {
                let place = Place {
                    home: name.value.clone(),
                    span: name.span,
                    inline_in: None,
                };
                return self.value(&place, value, None);
            }
            schema::Definition::Enum(values) => TypeSource::Enum(values),
            schema::Definition::Union {
                one_of,
                discriminator,
            } => TypeSource::Union {
                one_of,
                discriminator: discriminator.as_ref(),
            },
            schema::Definition::Object(object) => {
                self.attributes(&name.value, &object.attributes, None);
                TypeSource::Object
            }
        };
        let entry = TypeEntry {
            description: item.description.as_ref(),
            source,
            inline_in: None,
        };
        self.entries.push((name.value.clone(), name.span, entry));
    }

    fn actions(&mut self, resource: &str, actions: &'a Map<schema::Action>) {
        for (name, action) in actions {
            let home = names::pascal(&format!("{resource}_{}", name.value));
            self.attributes(&home, &action.query, None);
            if let Some(schema::Payload::Inline(attributes)) = &action.payload {
                let home = format!("{home}Payload");
                self.attributes(&home, &attributes.value, None);
                let source = TypeSource::Inline(&attributes.value);
                let entry = TypeEntry {
                    description: None,
                    source,
                    inline_in: None,
                };
                self.entries.push((home, name.span, entry));
            }
        }
    }

    fn attributes(
        &mut self,
        owner: &str,
        attributes: &'a Map<Attribute>,
        inline_in: Option<EntityId>,
    ) {
        for (name, attribute) in attributes {
            let place = Place {
                home: home(owner, &name.value),
                span: name.span,
                inline_in,
            };
            self.value(&place, &attribute.value, attribute.description.as_ref());
        }
    }

    fn value(&mut self, place: &Place, value: &'a schema::Value, description: Option<&'a Text>) {
        let source = match &value.shape {
            schema::Shape::Enum(values) => TypeSource::Enum(values),
            schema::Shape::Object(attributes) => {
                self.attributes(&place.home, &attributes.value, place.inline_in);
                TypeSource::Inline(&attributes.value)
            }
            schema::Shape::Array(item) => {
                return self.value(&place.inside("Item"), item, description);
            }
            schema::Shape::Map(item) => {
                return self.value(&place.inside("Value"), item, description);
            }
            schema::Shape::Inherit | schema::Shape::Type(_) => return,
        };
        let entry = TypeEntry {
            description,
            source,
            inline_in: place.inline_in,
        };
        self.entries.push((place.home.clone(), place.span, entry));
    }
}

/// Where an inline type is written.
struct Place {
    home: String,
    span: Span,
    inline_in: Option<EntityId>,
}

impl Place {
    fn inside(&self, part: &str) -> Place {
        Place {
            home: format!("{}{part}", self.home),
            span: self.span,
            inline_in: self.inline_in,
        }
    }
}

/// Name of the type that is written inline at an attribute: `Article`, `status` is `ArticleStatus`.
pub(super) fn home(owner: &str, attribute: &str) -> String {
    format!("{owner}{}", names::pascal(attribute))
}

/// Inline types whose place gives them a name that means something else already. Those of `types:` are looked at where
/// names are spelled.
fn refuse_reserved_names(
    design: &schema::Design,
    entries: &[(String, Span, TypeEntry<'_>)],
    found: &mut Diagnostics,
) {
    let written = design.types.iter().map(|(name, _)| name.value.as_str());
    let written: BTreeSet<&str> = written.collect();
    let inline = entries
        .iter()
        .filter(|(name, ..)| !written.contains(name.as_str()));
    for (name, span, _) in inline {
        let Some(refusal) = names::refusal(Named::Definition, name) else {
            continue;
        };
        let message = format!(
            "the type of this would be called {}: it is {}",
            quoted(name),
            refusal.because
        );
        found.push(
            Diagnostic::new(codes::NAME_RESERVED, *span, message)
                .label("an inline type is named by its place")
                .help("give it a name of its own under `types:`, and say that name here"),
        );
    }
}

/// Two inline types of the same name, or one that is named like a type.
fn refuse_same_names(entries: &[(String, Span, TypeEntry<'_>)], found: &mut Diagnostics) {
    let mut ordered: Vec<_> = entries
        .iter()
        .map(|(name, span, _)| (name, *span))
        .collect();
    ordered.sort();
    for pair in ordered.windows(2) {
        let ((first, first_span), (second, second_span)) = (pair[0], pair[1]);
        if first == second {
            let message = format!("two types would be called {}", quoted(second));
            found.push(
                Diagnostic::new(codes::TWICE, second_span, message)
                    .label("second type of this name")
                    .also(first_span, "first type of this name")
                    .help("inline types are named by their place; name one of them under `types:`"),
            );
        }
    }
}
