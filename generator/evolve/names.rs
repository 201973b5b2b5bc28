//! Which names of a design were recorded as they are now: what was renamed has been followed then, and a rename from here
//! on starts from the name of now.

use super::known::Known;
use super::{LikelyKind, Recorded, called, follow, values};
use crate::ir;
use crate::names::foreign_key;
use crate::plan::schema::Schema;

/// What has a name, and the name: `Book`, `Book.title`, `Book.status.draft`, `books.publish`.
pub type Named = (LikelyKind, String);

/// All of them.
pub fn names(service: &ir::Service, schema: &Schema, recorded: Recorded<'_>) -> Vec<Named> {
    let mut names = called::recorded(service, recorded.names);
    let (known, _) = Known::read(&super::reached(recorded.schema));
    let entities = service.entities.iter();
    names.extend(entities.flat_map(|entity| of_entity(&known, entity)));
    // Only tables and columns follow: what is inside of them is looked for by the name that it has now.
    let known = follow::follow(known, schema, &[]).known;
    let stored = values::names(service).into_iter();
    names.extend(stored.filter(|it| it.is_in(&known)).map(|it| it.named));
    names
}

fn of_entity(known: &Known, entity: &ir::Entity) -> Vec<Named> {
    let before = entity.renamed.as_ref().map(|renamed| &renamed.from);
    let of = |member: &str| {
        let mut names = [Some(&entity.name), before].into_iter().flatten();
        names.find_map(|name| known.of.get(&format!("{name}{member}")))
    };
    let table = of("").and_then(|table| known.tables.get(table));
    let is_column = |name: &str| table.is_some_and(|table| table.columns.contains_key(name));
    let named = |kind, name: &str| (kind, format!("{}.{name}", entity.name));
    let own = known.of.contains_key(&entity.name);
    let own = own.then(|| (LikelyKind::Entity, entity.name.clone()));
    let attributes = entity.attributes.iter();
    let attributes = attributes.filter(|it| it.computed.is_none() && is_column(&it.name));
    let attributes = attributes.map(|it| named(LikelyKind::Attribute, &it.name));
    let relations = entity.belongs_to.iter();
    let relations = relations.filter(|it| is_column(&foreign_key(&it.name)));
    let relations = relations.map(|it| named(LikelyKind::BelongsTo, &it.name));
    let joined = entity.many_to_many.iter();
    let joined = joined.filter(|it| of(&format!(".{}", it.name)).is_some());
    let joined = joined.map(|it| named(LikelyKind::ManyToMany, &it.name));
    let members = attributes.chain(relations).chain(joined);
    own.into_iter().chain(members).collect()
}
