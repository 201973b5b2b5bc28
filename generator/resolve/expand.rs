//! `extend`, `reference`, `pick`, `omit` and `partial`: which attributes a type or entity has in
//! the end, and what each of them was written as, here and where it comes from.

use super::catalogue::{Catalogue, home, unknown};
use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::schema::{self, Definition, Map, Name, ObjectDefinition};
use crate::source::Spanned;
use std::collections::{BTreeMap, BTreeSet};

/// How many types may inherit from each other: more is a mistake, and less than what a thread's
/// stack bears.
const MAX_DEPTH: usize = 64;

/// An attribute with all that is said about it.
#[derive(Clone)]
pub(super) struct Declared<'a> {
    pub(super) name: &'a Name,
    /// What is said here first, then what it inherits from, nearest first; never empty.
    pub(super) layers: Vec<Layer<'a>>,
    /// Whether `partial` made it optional.
    pub(super) partial: bool,
    /// Whether it may have a type that is not known because what it would come from is wrong.
    pub(super) orphaned: bool,
}

/// One place where something is said about an attribute.
#[derive(Clone)]
pub(super) struct Layer<'a> {
    pub(super) attribute: &'a schema::Attribute,
    /// Name of the type that is written inline here, if one is.
    pub(super) home: String,
    /// Whether it is only referenced: then presence and default of a stored attribute are not taken
    /// over.
    pub(super) referenced: bool,
}

/// Attributes of every object type and entity, by name.
pub(super) struct Expansion<'a> {
    types: BTreeMap<String, Vec<Declared<'a>>>,
    entities: BTreeMap<String, Vec<Declared<'a>>>,
}

impl<'a> Expansion<'a> {
    pub(super) fn of_type(&self, name: &str) -> &[Declared<'a>] {
        self.types.get(name).map_or(&[], Vec::as_slice)
    }

    pub(super) fn of_entity(&self, name: &str) -> &[Declared<'a>] {
        self.entities.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Attributes as they are written, inheriting nothing.
pub(super) fn written<'a>(
    owner: &str,
    attributes: &'a Map<schema::Attribute>,
) -> Vec<Declared<'a>> {
    attributes
        .iter()
        .map(|(name, attribute)| {
            let layer = Layer {
                attribute,
                home: home(owner, &name.value),
                referenced: false,
            };
            Declared {
                name,
                layers: vec![layer],
                partial: false,
                orphaned: false,
            }
        })
        .collect()
}

/// Follows every `extend` and `reference`.
pub(super) fn expand<'a>(catalogue: &Catalogue<'a>, found: &mut Diagnostics) -> Expansion<'a> {
    let expansion = Expansion {
        types: BTreeMap::new(),
        entities: BTreeMap::new(),
    };
    let mut expander = Expander {
        catalogue,
        expansion,
        entered: Vec::new(),
        circular: BTreeSet::new(),
    };
    for (name, _) in &catalogue.design.types {
        expander.of_type(name, found);
    }
    for (name, ..) in catalogue.entities.iter() {
        expander.of_entity(name, found);
    }
    expander.expansion
}

struct Expander<'c, 'a> {
    catalogue: &'c Catalogue<'a>,
    expansion: Expansion<'a>,
    /// Types and entities that are being expanded.
    entered: Vec<String>,
    /// Types that inherit from themselves.
    circular: BTreeSet<String>,
}

impl<'a> Expander<'_, 'a> {
    /// Attributes of an object type; nothing for other types.
    fn of_type(&mut self, name: &Name, found: &mut Diagnostics) -> Option<Vec<Declared<'a>>> {
        if let Some(known) = self.expansion.types.get(&name.value) {
            return Some(known.clone());
        }
        let definitions = &self.catalogue.definitions;
        let ty = *definitions.get(definitions.find(&name.value)?);
        let Definition::Object(object) = &ty.definition else {
            return None;
        };
        if self.entered.contains(&name.value) || self.entered.len() == MAX_DEPTH {
            self.circular.insert(name.value.clone());
            found.push(if self.entered.len() == MAX_DEPTH {
                too_deep(name)
            } else {
                cycle(name)
            });
            return Some(Vec::new());
        }
        self.entered.push(name.value.clone());
        let attributes = self.object(&name.value, object, found);
        self.entered.pop();
        self.expansion
            .types
            .insert(name.value.clone(), attributes.clone());
        Some(attributes)
    }

    fn object(
        &mut self,
        name: &str,
        object: &'a ObjectDefinition,
        found: &mut Diagnostics,
    ) -> Vec<Declared<'a>> {
        let base = object
            .extend
            .as_ref()
            .map(|extend| self.extended(extend, found));
        let referenced = object
            .reference
            .as_ref()
            .map(|reference| self.referenced(reference, found));
        let circular = |name: &Option<Name>| {
            name.as_ref()
                .is_some_and(|name| self.circular.contains(&name.value))
        };
        let orphaned = matches!(base, Some(None))
            || matches!(referenced, Some(None))
            || circular(&object.extend)
            || circular(&object.reference);
        let base = choose(object, base.map(Option::unwrap_or_default), found);
        let mut own = written(name, &object.attributes);
        own.iter_mut()
            .for_each(|attribute| attribute.orphaned = orphaned);
        combine(base, own, referenced.flatten().as_deref())
    }

    /// Attributes of an entity.
    fn of_entity(&mut self, name: &str, found: &mut Diagnostics) -> Option<Vec<Declared<'a>>> {
        if let Some(known) = self.expansion.entities.get(name) {
            return Some(known.clone());
        }
        let entities = &self.catalogue.entities;
        let entity = *entities.get(entities.find(name)?);
        let key = format!("entity {name}");
        if self.entered.contains(&key) {
            return Some(Vec::new());
        }
        self.entered.push(key);
        let base = entity
            .extend
            .as_ref()
            .map(|extend| self.extended(extend, found));
        let mut own = written(name, &entity.attributes);
        own.iter_mut()
            .for_each(|attribute| attribute.orphaned = matches!(base, Some(None)));
        let attributes = combine(base.flatten().unwrap_or_default(), own, None);
        self.entered.pop();
        self.expansion
            .entities
            .insert(name.to_owned(), attributes.clone());
        Some(attributes)
    }

    /// Attributes of what is extended; nothing if it is wrong.
    fn extended(&mut self, extend: &Name, found: &mut Diagnostics) -> Option<Vec<Declared<'a>>> {
        if let Some(attributes) = self.of_type(extend, found) {
            return Some(attributes);
        }
        let Catalogue {
            definitions,
            entities,
            ..
        } = self.catalogue;
        found.push(if definitions.find(&extend.value).is_some() {
            let message = format!("{} is no object type", quoted(&extend.value));
            Diagnostic::new(codes::WRONG_KIND, extend.span, message)
                .label("only object types have attributes")
        } else if entities.find(&extend.value).is_some() {
            let message = format!(
                "{} is an entity, `extend` needs a type",
                quoted(&extend.value)
            );
            Diagnostic::new(codes::WRONG_KIND, extend.span, message)
                .help("`reference:` takes single attributes of an entity by name")
        } else {
            unknown("type", extend, definitions.names())
        });
        None
    }

    /// Attributes of what is referenced; nothing if it is wrong.
    fn referenced(
        &mut self,
        reference: &Name,
        found: &mut Diagnostics,
    ) -> Option<Vec<Declared<'a>>> {
        let attributes = self
            .of_entity(&reference.value, found)
            .or_else(|| self.of_type(reference, found));
        if attributes.is_none() {
            let names = self
                .catalogue
                .entities
                .names()
                .chain(self.catalogue.definitions.names());
            found.push(unknown("entity or object type", reference, names));
        }
        attributes
    }
}

/// `pick`, `omit` and `partial`, which are about what is extended.
fn choose<'a>(
    object: &ObjectDefinition,
    base: Option<Vec<Declared<'a>>>,
    found: &mut Diagnostics,
) -> Vec<Declared<'a>> {
    let Some(mut base) = base else {
        let places = [
            ("pick", object.pick.as_ref().map(|list| list.span)),
            ("omit", object.omit.as_ref().map(|list| list.span)),
            ("partial", object.partial.as_ref().map(|flag| flag.span)),
        ];
        for (key, place) in places {
            if let Some(place) = place {
                let message = format!("{} without `extend`", quoted(key));
                found.push(
                    Diagnostic::new(codes::KEY_UNSUITED, place, message)
                        .help("name a type in `extend:`"),
                );
            }
        }
        return Vec::new();
    };
    if let Some(pick) = &object.pick {
        refuse_unknown(pick, &base, found);
        base.retain(|attribute| {
            pick.value
                .iter()
                .any(|name| name.value == attribute.name.value)
        });
    }
    if let Some(omit) = &object.omit {
        refuse_unknown(omit, &base, found);
        base.retain(|attribute| {
            omit.value
                .iter()
                .all(|name| name.value != attribute.name.value)
        });
    }
    if object.partial.as_ref().is_some_and(|partial| partial.value) {
        for attribute in &mut base {
            attribute.partial = true;
        }
    }
    base
}

fn refuse_unknown(names: &Spanned<Vec<Name>>, base: &[Declared<'_>], found: &mut Diagnostics) {
    if base.is_empty() {
        return;
    }
    for name in &names.value {
        if base
            .iter()
            .all(|attribute| attribute.name.value != name.value)
        {
            found.push(unknown(
                "attribute",
                name,
                base.iter().map(|attribute| attribute.name.value.as_str()),
            ));
        }
    }
}

/// Own attributes behind inherited ones; one that is given again stays in its place with what is
/// said here on top.
fn combine<'a>(
    mut base: Vec<Declared<'a>>,
    own: Vec<Declared<'a>>,
    referenced: Option<&[Declared<'a>]>,
) -> Vec<Declared<'a>> {
    for mut attribute in own {
        let inherits = matches!(
            attribute.layers[0].attribute.value.shape,
            schema::Shape::Inherit
        );
        let same = base
            .iter()
            .position(|other| other.name.value == attribute.name.value);
        if inherits && same.is_none() {
            let source = referenced
                .into_iter()
                .flatten()
                .find(|other| other.name.value == attribute.name.value);
            let layers = source
                .into_iter()
                .flat_map(|source| source.layers.iter().cloned());
            attribute.layers.extend(layers.map(|layer| Layer {
                referenced: true,
                ..layer
            }));
        }
        match same {
            Some(index) if inherits => {
                attribute.layers.append(&mut base[index].layers);
                base[index] = attribute;
            }
            Some(index) => base[index] = attribute,
            None => base.push(attribute),
        }
    }
    base
}

fn too_deep(name: &Name) -> Diagnostic {
    Diagnostic::new(
        codes::CYCLE,
        name.span,
        format!("more than {MAX_DEPTH} types inherit from each other"),
    )
    .help("let some of them inherit from the first one")
}

fn cycle(name: &Name) -> Diagnostic {
    Diagnostic::new(
        codes::CYCLE,
        name.span,
        format!("type {} inherits from itself", quoted(&name.value)),
    )
    .label("leads back to where it began")
    .help("move what both share into a type of its own")
}
