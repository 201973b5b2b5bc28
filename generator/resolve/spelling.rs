//! Every name that a design gives: the closed grammar, and the words that mean something else
//! already.

use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::names::{self, Grammar, MAX_LENGTH, Named};
use crate::schema::{self, Attribute, Definition, Map, Name, Payload, Shape, Value};
use std::collections::BTreeMap;

/// Checks all names; findings only.
pub(super) fn check(design: &schema::Design, found: &mut Diagnostics) {
    let mut speller = Speller {
        prefix: names::pascal(&design.api.name.value),
        found,
    };
    speller.spelled("API", Grammar::Kebab, &design.api.name);
    for (name, _) in design.engines.iter().flatten() {
        speller.name("engine", Grammar::Snake, Named::Engine, name);
    }
    if design.engines.is_none() && Grammar::Kebab.accepts(&design.api.name.value) {
        speller.implicit_engine(&design.api.name);
    }
    for (name, item) in &design.types {
        speller.name("type", Grammar::Pascal, Named::Definition, name);
        speller.definition(&item.definition);
    }
    for (name, entity) in &design.entities {
        speller.name("entity", Grammar::Pascal, Named::Definition, name);
        speller.entity(name, entity);
    }
    for (name, media_type) in &design.media_types {
        // A media type is never a Rust name by itself, only the beginning of some.
        speller.spelled("media type", Grammar::Pascal, name);
        for (name, _) in &media_type.views {
            speller.spelled("view", Grammar::Snake, name);
        }
    }
    for (name, resource) in &design.resources {
        speller.name("resource", Grammar::Snake, Named::Resource, name);
        speller.actions(resource);
    }
    speller.types_beside_entities(design);
}

/// The finding for a name that the grammar refuses.
pub(super) fn misspelled(kind: &str, grammar: Grammar, name: &Name) -> Diagnostic {
    misspelled_for(kind, grammar, name, grammar.nearest(&name.value))
}

/// The finding for a name that the grammar refuses, with the one to write `instead`.
fn misspelled_for(
    kind: &str,
    grammar: Grammar,
    name: &Name,
    instead: Option<String>,
) -> Diagnostic {
    if name.value.len() > MAX_LENGTH && name.value.is_ascii() {
        let message = format!(
            "{} is {} characters long",
            quoted(&name.value),
            name.value.len()
        );
        return Diagnostic::new(codes::NAME_SPELLING, name.span, message)
            .label(format!("names have at most {MAX_LENGTH}"));
    }
    let an = if kind.starts_with(['a', 'e', 'A']) {
        "an"
    } else {
        "a"
    };
    let message = format!("{} is no name for {an} {kind}", quoted(&name.value));
    let finding = Diagnostic::new(codes::NAME_SPELLING, name.span, message)
        .label(format!("must be {}", grammar.describe()));
    match instead {
        Some(instead) => finding.help(format!("write {}", quoted(&instead))),
        None => finding,
    }
}

struct Speller<'a> {
    /// Name of the API, to make other names of.
    prefix: String,
    found: &'a mut Diagnostics,
}

impl Speller<'_> {
    fn spelled(&mut self, kind: &str, grammar: Grammar, name: &Name) -> bool {
        let accepted = grammar.accepts(&name.value);
        if !accepted {
            self.found.push(misspelled(kind, grammar, name));
        }
        accepted
    }

    fn name(&mut self, kind: &str, grammar: Grammar, named: Named, name: &Name) {
        if !grammar.accepts(&name.value) {
            let nearest = grammar.nearest(&name.value);
            let instead = nearest.and_then(|nearest| match names::refusal(named, &nearest) {
                Some(refusal) => self.free(grammar, named, &nearest, refusal.instead),
                None => Some(nearest),
            });
            let finding = misspelled_for(kind, grammar, name, instead);
            self.found.push(finding);
        } else if let Some(refusal) = names::refusal(named, &name.value) {
            let message = format!(
                "{} cannot name the {kind}: it is {}",
                quoted(&name.value),
                refusal.because
            );
            let free = self.free(grammar, named, &name.value, refusal.instead);
            let help = free.map(|other| format!(", such as {}", quoted(&other)));
            self.found.push(
                Diagnostic::new(codes::NAME_RESERVED, name.span, message)
                    .label("this name is taken")
                    .help(format!("another name{}", help.unwrap_or_default())),
            );
        }
    }

    /// A name that may stand in the place of one that is refused: the one that the refusal offers, else the refused one
    /// behind the name of the API.
    fn free(
        &self,
        grammar: Grammar,
        named: Named,
        refused: &str,
        offered: Option<String>,
    ) -> Option<String> {
        let prefixed = match grammar {
            Grammar::Pascal => format!("{}{refused}", self.prefix),
            _ => format!("{}_{refused}", names::snake(&self.prefix)),
        };
        offered
            .into_iter()
            .chain([prefixed])
            .find(|other| grammar.accepts(other) && names::refusal(named, other).is_none())
    }

    /// Without `engines`, the only engine is named like the API.
    fn implicit_engine(&mut self, name: &Name) {
        let engine = names::snake(&name.value);
        if let Some(refusal) = names::refusal(Named::Engine, &engine) {
            let message = format!(
                "{} cannot name the only engine: it is {}",
                quoted(&engine),
                refusal.because
            );
            self.found.push(
                Diagnostic::new(codes::NAME_RESERVED, name.span, message)
                    .label("without `engines`, the engine has this name")
                    .help("rename the API, or give the engine another name under `engines:`"),
            );
        }
    }

    fn definition(&mut self, definition: &Definition) {
        match definition {
            Definition::Alias(value) => self.value(value),
            Definition::Object(object) => {
                self.fields("attribute", Named::Field, &object.attributes)
            }
            Definition::Union {
                one_of,
                discriminator,
            } => {
                for (tag, _) in &one_of.value {
                    self.spelled("tag", Grammar::Value, tag);
                }
                if let Some(name) = discriminator {
                    self.name("discriminator", Grammar::Snake, Named::Field, name);
                }
            }
            Definition::Enum(_) => {}
        }
    }

    fn entity(&mut self, name: &Name, entity: &schema::Entity) {
        match &entity.plural {
            Some(plural) => self.name("plural", Grammar::Snake, Named::Plural, plural),
            None => {
                let plural = names::plural(&names::snake(&name.value));
                if names::refusal(Named::Plural, &plural).is_some() {
                    let implied = Name {
                        value: plural,
                        span: name.span,
                    };
                    self.name("plural", Grammar::Snake, Named::Plural, &implied);
                }
            }
        }
        let timestamps = entity.timestamps.as_ref().is_none_or(|flag| flag.value);
        for (name, attribute) in &entity.attributes {
            self.name("attribute", Grammar::Snake, Named::Column, name);
            if timestamps && matches!(name.value.as_str(), "created_at" | "updated_at") {
                let message = format!("{} is given to every entity", quoted(&name.value));
                self.found.push(
                    Diagnostic::new(codes::NAME_RESERVED, name.span, message)
                        .help("remove it, or say `timestamps: false` and set it yourself"),
                );
            }
            self.value(&attribute.value);
        }
        let relations = entity.belongs_to.iter().map(|(name, _)| name);
        let relations = relations.chain(entity.has_many.iter().map(|(name, _)| name));
        for name in relations.chain(entity.many_to_many.iter().map(|(name, _)| name)) {
            self.name("relation", Grammar::Snake, Named::Column, name);
        }
    }

    fn actions(&mut self, resource: &schema::Resource) {
        let standard = resource.long_forms();
        let mut errors: Vec<&Name> = standard
            .flat_map(|action| action.errors.iter().map(|(name, _)| name))
            .collect();
        for (name, action) in &resource.custom {
            self.name("action", Grammar::Snake, Named::Action, name);
            for (name, attribute) in &action.query {
                self.name("parameter", Grammar::Snake, Named::Parameter, name);
                self.value(&attribute.value);
                self.refuse_stored_keys(attribute);
            }
            if let Some(Payload::Inline(attributes)) = &action.payload {
                self.fields("attribute", Named::Field, &attributes.value);
            }
            errors.extend(action.errors.iter().map(|(name, _)| name));
        }
        for name in errors {
            self.name("error", Grammar::Snake, Named::Error, name);
        }
    }

    fn fields(&mut self, kind: &str, named: Named, attributes: &Map<Attribute>) {
        for (name, attribute) in attributes {
            self.name(kind, Grammar::Snake, named, name);
            self.value(&attribute.value);
            self.refuse_stored_keys(attribute);
        }
    }

    fn value(&mut self, value: &Value) {
        match &value.shape {
            Shape::Object(attributes) => self.fields("attribute", Named::Field, &attributes.value),
            Shape::Array(inner) | Shape::Map(inner) => self.value(inner),
            Shape::Inherit | Shape::Type(_) | Shape::Enum(_) => {}
        }
    }

    /// Keys about columns, where there is no column.
    fn refuse_stored_keys(&mut self, attribute: &Attribute) {
        let keys = [
            ("unique", attribute.unique.as_ref().map(|key| key.span)),
            ("index", attribute.index.as_ref().map(|key| key.span)),
            ("secret", attribute.secret.as_ref().map(|key| key.span)),
            ("set_by", attribute.set_by.as_ref().map(|key| key.span)),
            ("writable", attribute.writable.as_ref().map(|key| key.span)),
            ("computed", attribute.computed.as_ref().map(|key| key.span)),
            (
                "backfill",
                attribute.backfill.as_ref().map(schema::Backfill::span),
            ),
        ];
        for (key, place) in keys {
            if let Some(place) = place {
                let message = format!("{} is only for attributes of entities", quoted(key));
                self.found.push(
                    Diagnostic::new(codes::KEY_UNSUITED, place, message)
                        .help("move it to the entity that has this attribute"),
                );
            }
        }
    }

    /// `reference: Article` must mean one thing, and both would be the Rust type `Article`.
    fn types_beside_entities(&mut self, design: &schema::Design) {
        let entities = design
            .entities
            .iter()
            .map(|(name, _)| (name.value.as_str(), name));
        let entities: BTreeMap<&str, &Name> = entities.collect();
        for (name, _) in &design.types {
            if let Some(entity) = entities.get(name.value.as_str()) {
                let message = format!("{} is a type and an entity", quoted(&name.value));
                self.found.push(
                    Diagnostic::new(codes::TWICE, name.span, message)
                        .label("the type")
                        .also(entity.span, "the entity")
                        .help(format!(
                            "name the type otherwise, such as {}",
                            quoted(&format!("{}Data", name.value))
                        )),
                );
            }
        }
    }
}
