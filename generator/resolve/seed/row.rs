//! One row: each name is an attribute or a relation, what is left out has a default or may be
//! absent.

use super::Written;
use super::label::Labels;
use super::stored;
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean, quoted};
use crate::ir::{
    self, AttributeId, AttributeRole, BelongsToId, Default, ManyToManyId, Member, Moment, Presence,
    Relation, Shape, Stored,
};
use crate::names;
use crate::resolve::codes;
use crate::resolve::entity::{Entities, Sought};
use crate::schema::{Name, SeedValue};

/// What rows are read with.
pub(super) struct Reader<'a> {
    pub(super) entities: &'a Entities<'a>,
    pub(super) labels: Labels<'a>,
}

impl Reader<'_> {
    /// The row, but for its slugs.
    pub(super) fn read(
        &self,
        written: &Written<'_>,
        created: Moment,
        found: &mut Diagnostics,
    ) -> ir::Seed {
        let mut seed = ir::Seed {
            entity: written.entity,
            label: written.label.value.clone(),
            span: written.label.span,
            created,
            values: Vec::new(),
            belongs_to: Vec::new(),
            many_to_many: Vec::new(),
        };
        for (name, value) in &written.row.values {
            self.given(&mut seed, name, value, found);
        }
        self.left_out(&mut seed, written, found);
        seed
    }

    /// An attribute or relation that is written.
    fn given(&self, seed: &mut ir::Seed, name: &Name, value: &SeedValue, found: &mut Diagnostics) {
        let entity = self.entities.get(seed.entity);
        let mut keys = entity.belongs_to.iter().map(|relation| &relation.name);
        if let Some(relation) = keys.find(|relation| names::foreign_key(relation) == name.value) {
            let help = format!("write {} and the label of a row", quoted(relation));
            found.push(unseeded(name, "a row has its key later").help(help));
            return;
        }
        if name.value == "version" {
            found.push(unseeded(name, "every row begins with version 1"));
            return;
        }
        let sought = Sought::Either;
        match self.entities.member(seed.entity, sought, name, found) {
            None => {}
            Some(Member::Attribute(id)) => self.attribute(seed, id, (name, value), found),
            Some(Member::Relation(Relation::BelongsTo(id))) => {
                self.to_one(seed, id, value, found);
            }
            Some(Member::Relation(Relation::ManyToMany(id))) => {
                self.both_ways(seed, id, value, found);
            }
            Some(Member::Relation(Relation::HasMany(id))) => {
                found.push(self.other_side(seed, &entity.has_many[id.0], name));
            }
        }
    }

    fn attribute(
        &self,
        seed: &mut ir::Seed,
        id: AttributeId,
        (name, value): (&Name, &SeedValue),
        found: &mut Diagnostics,
    ) {
        let attribute = self.entities.get(seed.entity).attribute(id);
        if attribute.role != AttributeRole::Plain {
            found.push(unseeded(
                name,
                "it follows from the label and the place of the row",
            ));
            return;
        }
        if attribute.computed.is_some() {
            found.push(
                unseeded(name, "it is computed, not stored").also(attribute.span, "the attribute"),
            );
            return;
        }
        if attribute.presence != Presence::Required && stored::is_null(value) {
            return;
        }
        let span = value.span();
        let stored = if stored::is_now(value, &attribute.value.shape) {
            self.default(&Default::Now, &attribute.value, seed, found)
        } else {
            stored::of_written(&attribute.value, value, self.entities.types, found)
        };
        let value = stored.map(|value| ir::SeedValue {
            attribute: id,
            span,
            value,
        });
        seed.values.extend(value);
    }

    fn to_one(
        &self,
        seed: &mut ir::Seed,
        id: BelongsToId,
        value: &SeedValue,
        found: &mut Diagnostics,
    ) {
        let relation = self.entities.get(seed.entity).relation_to_one(id);
        if stored::is_null(value) {
            if !relation.optional {
                found.push(no_row(seed, relation));
            }
            return;
        }
        let labels = &self.labels;
        let target = labels.one(relation.entity, value, self.entities, found);
        seed.belongs_to.extend(target.map(|target| (id, target)));
    }

    /// The finding for the side of a relation that is stored with other rows.
    fn other_side(&self, seed: &ir::Seed, relation: &ir::HasMany, name: &Name) -> Diagnostic {
        let other = self.entities.get(relation.entity);
        let by = &other.relation_to_one(relation.by).name;
        let name_of_other = quoted(&other.name);
        let because = format!("it is the other side of {} of {name_of_other}", quoted(by));
        unseeded(name, &because)
            .also(relation.span, "the relation")
            .help(format!(
                "write `{by}: {}` in rows of {name_of_other}",
                seed.label
            ))
    }

    fn both_ways(
        &self,
        seed: &mut ir::Seed,
        id: ManyToManyId,
        value: &SeedValue,
        found: &mut Diagnostics,
    ) {
        let relation = &self.entities.get(seed.entity).many_to_many[id.0];
        let rows = self
            .labels
            .many(relation.entity, value, self.entities, found);
        if usize::try_from(relation.limit).is_ok_and(|limit| rows.len() > limit) {
            let message = format!("{} leads to {} rows", quoted(&relation.name), rows.len());
            found.push(
                Diagnostic::new(codes::LITERAL_RULE, value.span(), message)
                    .label(format!("its `limit` is {}", relation.limit))
                    .also(relation.span, "the relation"),
            );
        }
        seed.many_to_many.push((id, rows));
    }

    /// Defaults of what is not written. What has none and may not be absent is missing, unless a
    /// name that means nothing was probably meant to be it.
    fn left_out(&self, seed: &mut ir::Seed, written: &Written<'_>, found: &mut Diagnostics) {
        let entity = self.entities.get(seed.entity);
        let names = written
            .row
            .values
            .iter()
            .map(|(name, _)| name.value.as_str());
        let (given, strays): (Vec<&str>, Vec<&str>) =
            names.partition(|name| entity.member(name).is_some());
        let is_left_out = |name: &str| !given.contains(&name);
        let mut required = Vec::new();
        for (index, attribute) in entity.attributes.iter().enumerate() {
            let is_stored = attribute.role == AttributeRole::Plain && attribute.computed.is_none();
            if !is_stored || !is_left_out(&attribute.name) {
                continue;
            }
            match &attribute.default {
                Some(default) => {
                    let value = self.default(default, &attribute.value, seed, found);
                    let (attribute, span) = (AttributeId(index), seed.span);
                    seed.values.extend(value.map(|value| ir::SeedValue {
                        attribute,
                        span,
                        value,
                    }));
                }
                None if attribute.presence == Presence::Required => {
                    required.push((&attribute.name, self.no_value(seed, attribute)));
                }
                None => {}
            }
        }
        let relations = entity.belongs_to.iter();
        let relations = relations.filter(|relation| !relation.optional);
        let relations = relations.filter(|relation| is_left_out(&relation.name));
        required.extend(relations.map(|relation| (&relation.name, no_row(seed, relation))));
        required.retain(|(name, _)| !is_meant(name, &strays));
        for (_, finding) in required {
            found.push(finding);
        }
    }

    /// The finding for an attribute that a seed lacks, with the ways out: the same as for rows of a database that exist.
    fn no_value(&self, seed: &ir::Seed, attribute: &ir::Attribute) -> Diagnostic {
        let (name, line) = (&attribute.name, attribute.line());
        let value = attribute.value.plainest(self.entities.types);
        let finding = missing(seed, name).label("required, and without a default");
        let finding = match &value {
            Some(value) => finding.help(format!("write it in the seed: `{name}: {value}`")),
            None => finding.help(format!("write {} in the seed", quoted(name))),
        };
        let finding = match value.filter(|_| !attribute.unique) {
            Some(value) => {
                let default = line.with(&["backfill"], ("default", &value));
                finding.help(format!("or a default for all that lack it: `{default}`"))
            }
            None => finding,
        };
        let entity = self.entities.get(seed.entity);
        let finding = match entity.is_slugged(attribute) {
            true => finding,
            false => finding.help(format!("or make it optional: `{}`", line.optional())),
        };
        let place = attribute.place_of_line(entity);
        place.into_iter().fold(finding, Diagnostic::help)
    }

    /// A default, but for slugs, which need all other rows.
    fn default(
        &self,
        default: &Default,
        value: &ir::Value,
        seed: &ir::Seed,
        found: &mut Diagnostics,
    ) -> Option<Stored> {
        match (default, &value.shape) {
            (Default::Slug(_), _) => None,
            (Default::Now, Shape::Date) => Some(Stored::Date(seed.created.date())),
            (Default::Now, _) => Some(Stored::Time(seed.created)),
            (Default::Literal(literal), shape) => {
                stored::of_literal(literal, shape, seed.span, found)
            }
        }
    }
}

/// Whether one of some names that mean nothing was probably meant to be this one.
pub(super) fn is_meant(name: &str, strays: &[&str]) -> bool {
    let mut strays = strays.iter();
    strays.any(|stray| did_you_mean(stray, [name]).is_some())
}

fn missing(seed: &ir::Seed, name: &str) -> Diagnostic {
    let message = format!("seed {} has no {}", quoted(&seed.label), quoted(name));
    Diagnostic::new(codes::SEED_INCOMPLETE, seed.span, message)
}

/// The finding for a relation of which a seed does not say where it leads.
fn no_row(seed: &ir::Seed, relation: &ir::BelongsTo) -> Diagnostic {
    let (name, optional) = (quoted(&relation.name), relation.line().optional());
    missing(seed, &relation.name)
        .label("required")
        .help(format!("write {name} and the label of a row in the seed"))
        .help(format!("or make it optional: `{optional}`"))
}

/// The finding for something that rows have, but not because a seed says so.
fn unseeded(name: &Name, because: &str) -> Diagnostic {
    let message = format!("a seed cannot say {}: {because}", quoted(&name.value));
    Diagnostic::new(codes::NOT_SEEDED, name.span, message)
}
