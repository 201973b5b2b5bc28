//! `extend`, `reference`, `pick`, `omit` and `partial`: which attributes a type or entity has in the end, and what
//! each of them was written as, here and where it comes from.

use super::catalogue::{Catalogue, home, unknown};
use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::schema::{self, Definition, Map, Name, ObjectDefinition};
use crate::source::Spanned;
use std::collections::BTreeMap;

/// An attribute with all that is said about it.
#[derive(Clone)]
pub(super) struct Declared<'a> {
    pub(super) name: &'a Name,
    /// What is said here first, then what it inherits from, nearest first; never empty.
    pub(super) layers: Vec<Layer<'a>>,
    /// Whether `partial` made it optional.
    pub(super) partial: bool,
}

/// One place where something is said about an attribute.
#[derive(Clone)]
pub(super) struct Layer<'a> {
    pub(super) attribute: &'a schema::Attribute,
    /// Name of the type that is written inline here, if one is.
    pub(super) home: String,
    /// Whether it is only referenced: then presence and default of a stored attribute are not taken over.
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
pub(super) fn written<'a>(owner: &str, attributes: &'a Map<schema::Attribute>) -> Vec<Declared<'a>> {
    attributes
        .iter()
        .map(|(name, attribute)| {
            let layer = Layer { attribute, home: home(owner, &name.value), referenced: false };
            Declared { name, layers: vec![layer], partial: false }
        })
        .collect()
}

/// Follows every `extend` and `reference`.
pub(super) fn expand<'a>(catalogue: &Catalogue<'a>, found: &mut Diagnostics) -> Expansion<'a> {
    let design = catalogue.design;
    let expansion = Expansion { types: BTreeMap::new(), entities: BTreeMap::new() };
    let mut expander = Expander { design, expansion, entered: Vec::new() };
    for (name, _) in &design.types {
        expander.of_type(name, found);
    }
    for (name, _) in &design.entities {
        expander.of_entity(&name.value, found);
    }
    expander.expansion
}

struct Expander<'a> {
    design: &'a schema::Design,
    expansion: Expansion<'a>,
    /// Types and entities that are being expanded.
    entered: Vec<String>,
}

impl<'a> Expander<'a> {
    /// Attributes of an object type; nothing for other types.
    fn of_type(&mut self, name: &Name, found: &mut Diagnostics) -> Option<Vec<Declared<'a>>> {
        if let Some(known) = self.expansion.types.get(&name.value) {
            return Some(known.clone());
        }
        let design = self.design;
        let (_, ty) = design.types.iter().find(|(known, _)| known.value == name.value)?;
        let Definition::Object(object) = &ty.definition else { return None };
        if self.entered.contains(&name.value) {
            found.push(cycle(name));
            return Some(Vec::new());
        }
        self.entered.push(name.value.clone());
        let attributes = self.object(&name.value, object, found);
        self.entered.pop();
        self.expansion.types.insert(name.value.clone(), attributes.clone());
        Some(attributes)
    }

    fn object(&mut self, name: &str, object: &'a ObjectDefinition, found: &mut Diagnostics) -> Vec<Declared<'a>> {
        let base = object.extend.as_ref().map(|extend| self.extended(extend, found));
        let base = choose(object, base, found);
        let referenced = object.reference.as_ref().map(|reference| self.referenced(reference, found));
        let own = written(name, &object.attributes);
        combine(base, own, referenced.flatten().as_deref())
    }

    /// Attributes of an entity.
    fn of_entity(&mut self, name: &str, found: &mut Diagnostics) -> Option<Vec<Declared<'a>>> {
        if let Some(known) = self.expansion.entities.get(name) {
            return Some(known.clone());
        }
        let design = self.design;
        let (_, entity) = design.entities.iter().find(|(known, _)| known.value == name)?;
        let key = format!("entity {name}");
        if self.entered.contains(&key) {
            return Some(Vec::new());
        }
        self.entered.push(key);
        let base = entity.extend.as_ref().map(|extend| self.extended(extend, found)).unwrap_or_default();
        let attributes = combine(base, written(name, &entity.attributes), None);
        self.entered.pop();
        self.expansion.entities.insert(name.to_owned(), attributes.clone());
        Some(attributes)
    }

    fn extended(&mut self, extend: &Name, found: &mut Diagnostics) -> Vec<Declared<'a>> {
        if let Some(attributes) = self.of_type(extend, found) {
            return attributes;
        }
        let design = self.design;
        found.push(if design.types.iter().any(|(name, _)| name.value == extend.value) {
            let message = format!("{} is no object type", quoted(&extend.value));
            Diagnostic::new(codes::WRONG_KIND, extend.span, message).label("only object types have attributes")
        } else if design.entities.iter().any(|(name, _)| name.value == extend.value) {
            let message = format!("{} is an entity, `extend` needs a type", quoted(&extend.value));
            Diagnostic::new(codes::WRONG_KIND, extend.span, message)
                .help("`reference:` takes single attributes of an entity by name")
        } else {
            unknown("type", extend, design.types.iter().map(|(name, _)| name.value.as_str()))
        });
        Vec::new()
    }

    fn referenced(&mut self, reference: &Name, found: &mut Diagnostics) -> Option<Vec<Declared<'a>>> {
        let attributes =
            self.of_entity(&reference.value, found).or_else(|| self.of_type(reference, found));
        if attributes.is_none() {
            let design = self.design;
            let types = design.types.iter().map(|(name, _)| name.value.as_str());
            let entities = design.entities.iter().map(|(name, _)| name.value.as_str());
            found.push(unknown("entity or object type", reference, entities.chain(types)));
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
                found.push(Diagnostic::new(codes::KEY_UNSUITED, place, message).help("name a type in `extend:`"));
            }
        }
        return Vec::new();
    };
    if let Some(pick) = &object.pick {
        refuse_unknown(pick, &base, found);
        base.retain(|attribute| pick.value.iter().any(|name| name.value == attribute.name.value));
    }
    if let Some(omit) = &object.omit {
        refuse_unknown(omit, &base, found);
        base.retain(|attribute| omit.value.iter().all(|name| name.value != attribute.name.value));
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
        if base.iter().all(|attribute| attribute.name.value != name.value) {
            found.push(unknown("attribute", name, base.iter().map(|attribute| attribute.name.value.as_str())));
        }
    }
}

/// Own attributes behind inherited ones; one that is given again stays in its place with what is said here on top.
fn combine<'a>(
    mut base: Vec<Declared<'a>>,
    own: Vec<Declared<'a>>,
    referenced: Option<&[Declared<'a>]>,
) -> Vec<Declared<'a>> {
    for mut attribute in own {
        let inherits = matches!(attribute.layers[0].attribute.value.shape, schema::Shape::Inherit);
        let same = base.iter().position(|other| other.name.value == attribute.name.value);
        if inherits && same.is_none() {
            let source = referenced.into_iter().flatten().find(|other| other.name.value == attribute.name.value);
            let layers = source.into_iter().flat_map(|source| source.layers.iter().cloned());
            attribute.layers.extend(layers.map(|layer| Layer { referenced: true, ..layer }));
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

fn cycle(name: &Name) -> Diagnostic {
    Diagnostic::new(codes::CYCLE, name.span, format!("type {} inherits from itself", quoted(&name.value)))
        .label("leads back to where it began")
        .help("move what both share into a type of its own")
}
