//! Stored types: first what each has in itself, then what needs the others: relations back, owner,
//! visibility.

use super::catalogue::{Catalogue, unknown};
use super::engine::Memberships;
use super::expand::{Declared, Expansion};
use super::types::TypeValues;
use super::value::Values;
use super::{column, field, relation, renamed};
use crate::diagnostic::{Diagnostics, quoted};
use crate::ir::{self, EntityId, Member};
use crate::names;
use crate::schema::{self, Name};
use std::collections::BTreeSet;

/// All entities; their ids are the indices of the catalogue.
pub(super) struct Entities<'a> {
    /// What their attributes name by id.
    pub(super) types: TypeValues<'a>,
    pub(super) list: Vec<ir::Entity>,
    /// Names that are written, by entity: those that are not found all the same are wrong, and what
    /// leads to them is passed over in silence.
    written: Vec<BTreeSet<String>>,
}

impl Entities<'_> {
    pub(super) fn get(&self, id: EntityId) -> &ir::Entity {
        &self.list[id.0]
    }

    /// An attribute or relation by name; reported if there is none.
    pub(super) fn member(
        &self,
        id: EntityId,
        sought: Sought,
        name: &Name,
        found: &mut Diagnostics,
    ) -> Option<Member> {
        let member = self.get(id).member(&name.value);
        if member.is_none() {
            self.report(id, sought, name, found);
        }
        member
    }

    /// The name is none of the entity's; silent if it is written, but wrong there.
    pub(super) fn report(
        &self,
        id: EntityId,
        sought: Sought,
        name: &Name,
        found: &mut Diagnostics,
    ) {
        if self.written[id.0].contains(&name.value) {
            return;
        }
        let (kind, candidates) = sought.candidates(self.get(id));
        let kind = format!("{kind} of entity {} called", quoted(&self.get(id).name));
        found.push(unknown(&kind, name, candidates.iter().map(String::as_str)));
    }
}

/// What a name should be the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sought {
    Attribute,
    Relation,
    RelationToOne,
    RelationToMany,
    Either,
    /// Something that a view may list by its name alone.
    Field,
}

impl Sought {
    /// In words, and what there is of that kind.
    fn candidates(self, entity: &ir::Entity) -> (&'static str, Vec<String>) {
        let attributes = || {
            entity
                .attributes
                .iter()
                .map(|attribute| attribute.name.clone())
        };
        let one = || {
            entity
                .belongs_to
                .iter()
                .map(|relation| relation.name.clone())
        };
        let many = entity.has_many.iter().map(|relation| relation.name.clone());
        let many = many.chain(
            entity
                .many_to_many
                .iter()
                .map(|relation| relation.name.clone()),
        );
        match self {
            Self::Attribute => ("attribute", attributes().collect()),
            Self::Relation => ("relation", one().chain(many).collect()),
            Self::RelationToOne => ("relation to one", one().collect()),
            Self::RelationToMany => ("relation to many", many.collect()),
            Self::Either => (
                "attribute or relation",
                attributes().chain(one()).chain(many).collect(),
            ),
            Self::Field => (
                "attribute",
                attributes()
                    .chain(one().map(|name| names::foreign_key(&name)))
                    .collect(),
            ),
        }
    }
}

/// The entity that leads to others, which all are resolved in themselves.
pub(super) struct Site<'a> {
    pub(super) catalogue: &'a Catalogue<'a>,
    pub(super) entities: &'a Entities<'a>,
    pub(super) id: EntityId,
    pub(super) written: &'a schema::Entity,
}

/// Everything an entity is resolved with.
pub(super) struct Defined<'a> {
    pub(super) values: &'a Values<'a>,
    pub(super) expansion: &'a Expansion<'a>,
    pub(super) types: TypeValues<'a>,
    pub(super) memberships: &'a Memberships<'a>,
}

/// Resolves all entities.
pub(super) fn entities<'a>(defined: &Defined<'a>, found: &mut Diagnostics) -> Entities<'a> {
    let catalogue = defined.values.catalogue;
    let mut entities = Entities {
        types: defined.types,
        list: Vec::new(),
        written: Vec::new(),
    };
    for (position, (name, span, written)) in catalogue.entities.iter().enumerate() {
        let id = EntityId(position);
        let site = column::Site {
            defined,
            entity: name,
            written,
        };
        entities
            .written
            .push(written_names(defined.expansion.of_entity(name), written));
        entities.list.push(ir::Entity {
            name: name.to_owned(),
            span,
            description: written.description.as_ref().map(field::text),
            plural: plural(name, written),
            engine: defined.memberships.of(id),
            attributes: column::columns(&site, found),
            belongs_to: relation::to_one(defined, id, written, found),
            has_many: Vec::new(),
            many_to_many: Vec::new(),
            indexes: Vec::new(),
            owner: None,
            visible: ir::Visible::Everyone,
            resources: Vec::new(),
            renamed: renamed::renamed(&written.renamed),
        });
    }
    relate(catalogue, &mut entities, found);
    complete(catalogue, &mut entities, found);
    entities
}

/// Every name that an entity gives, whether it turns out right or wrong.
fn written_names(declared: &[Declared<'_>], written: &schema::Entity) -> BTreeSet<String> {
    let attributes = declared.iter().map(|declared| declared.name.value.clone());
    let one = written.belongs_to.iter().map(|(name, _)| &name.value);
    let keys = one.clone().map(|name| names::foreign_key(name));
    let many = written.has_many.iter().map(|(name, _)| &name.value);
    let both = written.many_to_many.iter().map(|(name, _)| &name.value);
    attributes
        .chain(keys)
        .chain(one.chain(many).chain(both).cloned())
        .collect()
}

fn plural(name: &str, written: &schema::Entity) -> String {
    match &written.plural {
        Some(plural) => plural.value.clone(),
        None => names::plural(&names::snake(name)),
    }
}

/// Relations to many, which need the relations to one of the other side.
fn relate(catalogue: &Catalogue<'_>, entities: &mut Entities<'_>, found: &mut Diagnostics) {
    for (position, (_, _, written)) in catalogue.entities.iter().enumerate() {
        let site = Site {
            catalogue,
            entities,
            id: EntityId(position),
            written,
        };
        let has_many = site.to_many(found);
        let many_to_many = site.both_ways(found);
        entities.list[position].has_many = has_many;
        entities.list[position].many_to_many = many_to_many;
    }
}

/// What refers to attributes and relations.
fn complete(catalogue: &Catalogue<'_>, entities: &mut Entities<'_>, found: &mut Diagnostics) {
    for (position, (_, _, written)) in catalogue.entities.iter().enumerate() {
        let site = Site {
            catalogue,
            entities,
            id: EntityId(position),
            written,
        };
        let owner = site.owner(found);
        let indexes = site.indexes(found);
        let visible = site.visible(found);
        let entity = &mut entities.list[position];
        entity.owner = owner;
        entity.indexes = indexes;
        entity.visible = visible;
    }
}
