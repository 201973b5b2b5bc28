//! Names that things had before: each is free now, and was that of one thing only.

use super::codes;
use super::spelling::misspelled;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir;
use crate::names::{self, Grammar, Named};
use crate::schema::{
    self, Attribute, Definition, Design, EnumValue, Map, Name, Payload, Renamed, Shape, Value,
};

/// What is said of the old name.
pub(super) fn renamed(written: &Renamed) -> Option<ir::Renamed> {
    let from = written.from.as_ref()?;
    Some(ir::Renamed {
        from: from.value.clone(),
        span: from.span,
        wire_alias: written.wire_alias.as_ref().is_some_and(|flag| flag.value),
    })
}

/// The values of an enum that were called otherwise.
pub(super) fn values(written: &[EnumValue]) -> Vec<(String, ir::Renamed)> {
    let each = written
        .iter()
        .filter_map(|value| Some((value.value.value.clone(), renamed(&value.renamed)?)));
    each.collect()
}

/// Checks all of them; findings only.
pub(super) fn check(design: &Design, found: &mut Diagnostics) {
    let mut checker = Checker { found };
    checker.group(&ENTITY, &design.entities, |entity| &entity.renamed);
    checker.group(&RESOURCE, &design.resources, |resource| &resource.renamed);
    for (_, entity) in &design.entities {
        checker.entity(entity);
    }
    for (_, item) in &design.types {
        checker.definition(&item.definition);
    }
    for (_, media_type) in &design.media_types {
        checker.group(&VIEW, &media_type.views, |view| &view.renamed);
    }
    for (_, resource) in &design.resources {
        checker.group(&ACTION, &resource.custom, |action| &action.renamed);
        for (_, action) in &resource.custom {
            checker.action(action);
        }
    }
}

/// What names of one kind are called and how they are spelled.
struct Kind {
    name: &'static str,
    grammar: Grammar,
    /// What words are refused as, if some are.
    named: Option<Named>,
}

const ENTITY: Kind = kind("entity", Grammar::Pascal, None);
const RESOURCE: Kind = kind("resource", Grammar::Snake, Some(Named::Resource));
const ACTION: Kind = kind("action", Grammar::Snake, Some(Named::Action));
const VIEW: Kind = kind("view", Grammar::Snake, None);
const COLUMN: Kind = kind("attribute", Grammar::Snake, Some(Named::Column));
const FIELD: Kind = kind("attribute", Grammar::Snake, Some(Named::Field));
const PARAMETER: Kind = kind("attribute", Grammar::Snake, Some(Named::Parameter));
const RELATION: Kind = kind("relation", Grammar::Snake, Some(Named::Column));
const VALUE: Kind = kind("enum value", Grammar::Value, None);

const fn kind(name: &'static str, grammar: Grammar, named: Option<Named>) -> Kind {
    Kind {
        name,
        grammar,
        named,
    }
}

struct Checker<'a> {
    found: &'a mut Diagnostics,
}

impl Checker<'_> {
    /// Things that have their names from the same place.
    fn group<T>(&mut self, kind: &Kind, things: &Map<T>, of: fn(&T) -> &Renamed) {
        let things = things.iter().map(|(name, thing)| (name, of(thing)));
        self.names(kind, &things.collect::<Vec<_>>());
    }

    fn names(&mut self, kind: &Kind, things: &[(&Name, &Renamed)]) {
        for (place, (name, renamed)) in things.iter().enumerate() {
            let Some(from) = &renamed.from else {
                self.alone(renamed);
                continue;
            };
            if !kind.grammar.accepts(&from.value) {
                self.found.push(misspelled(kind.name, kind.grammar, from));
            } else if let Some(reserved) = reserved(kind, renamed) {
                self.found.push(reserved);
            } else if let Some(still) = things.iter().find(|(it, _)| it.value == from.value) {
                self.found.push(still_there(kind, from, name, *still));
            } else if let Some(first) = things[..place]
                .iter()
                .find_map(|(_, other)| other.from.as_ref().filter(|it| it.value == from.value))
            {
                let message = format!("{} was renamed twice", quoted(&from.value));
                self.found.push(
                    Diagnostic::new(codes::RENAMED, from.span, message)
                        .also(first.span, "here already"),
                );
            }
        }
    }

    /// `wire_alias` says something about the old name.
    fn alone(&mut self, renamed: &Renamed) {
        if let Some(flag) = &renamed.wire_alias {
            let message = "`wire_alias` stands only beside `renamed_from`";
            self.found
                .push(Diagnostic::new(codes::RENAMED, flag.span, message));
        }
    }

    fn entity(&mut self, entity: &schema::Entity) {
        self.attributes(&COLUMN, &entity.attributes);
        let one = entity.belongs_to.iter();
        let one = one.map(|(name, relation)| (name, &relation.renamed));
        let many = entity.has_many.iter();
        let many = many.map(|(name, relation)| (name, &relation.renamed));
        let both = entity.many_to_many.iter();
        let both = both.map(|(name, relation)| (name, &relation.renamed));
        self.names(&RELATION, &one.chain(many).chain(both).collect::<Vec<_>>());
    }

    fn definition(&mut self, definition: &Definition) {
        match definition {
            Definition::Alias(value) => self.value(value),
            Definition::Object(object) => self.attributes(&FIELD, &object.attributes),
            Definition::Enum(values) => self.enum_values(&values.value),
            Definition::Union { .. } => {}
        }
    }

    fn action(&mut self, action: &schema::Action) {
        self.attributes(&PARAMETER, &action.query);
        if let Some(Payload::Inline(attributes)) = &action.payload {
            self.attributes(&FIELD, &attributes.value);
        }
    }

    fn attributes(&mut self, kind: &Kind, attributes: &Map<Attribute>) {
        self.group(kind, attributes, |attribute| &attribute.renamed);
        for (_, attribute) in attributes {
            self.value(&attribute.value);
        }
    }

    fn value(&mut self, value: &Value) {
        match &value.shape {
            Shape::Object(attributes) => self.attributes(&FIELD, &attributes.value),
            Shape::Array(inner) | Shape::Map(inner) => self.value(inner),
            Shape::Enum(values) => self.enum_values(&values.value),
            Shape::Inherit | Shape::Type(_) => {}
        }
    }

    fn enum_values(&mut self, values: &[EnumValue]) {
        let values = values.iter().map(|value| (&value.value, &value.renamed));
        self.names(&VALUE, &values.collect::<Vec<_>>());
    }
}

/// A name that nothing can have cannot be kept either.
fn reserved(kind: &Kind, renamed: &Renamed) -> Option<Diagnostic> {
    let from = renamed.from.as_ref()?;
    renamed.wire_alias.as_ref().filter(|flag| flag.value)?;
    let refusal = names::refusal(kind.named?, &from.value)?;
    let message = format!(
        "clients cannot keep {}, which is {}",
        quoted(&from.value),
        refusal.because
    );
    let finding = Diagnostic::new(codes::RENAMED, from.span, message);
    Some(finding.help("leave `wire_alias` away"))
}

fn still_there(
    kind: &Kind,
    from: &Name,
    name: &Name,
    (still, renamed): (&Name, &Renamed),
) -> Diagnostic {
    if from.value == name.value {
        let message = format!("{} is its name now", quoted(&from.value));
        return Diagnostic::new(codes::RENAMED, from.span, message)
            .help("write what it was called before, or nothing");
    }
    let message = format!("there is still the {} {}", kind.name, quoted(&from.value));
    Diagnostic::new(codes::RENAMED, from.span, message)
        .label("cannot have been called so before")
        .also(still.span, "it is here")
        .help(match &renamed.from {
            Some(other) if other.value == name.value => {
                "two names are swapped in three steps, each with its `moguera generate`: one thing \
                 takes a third name, the other one its name, and then the first the name that is free; \
                 `renamed_from` of a step is taken out before the next"
            }
            _ => "remove the old one, or write no `renamed_from`",
        })
}
