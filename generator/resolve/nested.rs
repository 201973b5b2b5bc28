//! Views inside of views: what a relation leads to, in one of its own views.

use super::codes;
use super::entity::Sought;
use super::view::Site;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, EntityId, MediaTypeId, Member, Relation, Source, ViewField};
use crate::schema::{Name, ViewReference};

/// `{author: tiny}`
pub(super) fn field(
    site: &Site<'_>,
    name: &Name,
    view: &ViewReference,
    found: &mut Diagnostics,
) -> Option<ViewField> {
    let Source::Entity(id) = site.source else {
        let message = format!(
            "{} cannot be nested: this media type shows a type",
            quoted(&name.value)
        );
        found.push(
            Diagnostic::new(codes::WRONG_KIND, name.span, message)
                .help("only relations of entities are nested"),
        );
        return None;
    };
    let entity = site.shown.entities.get(id);
    let (relation, target) = match site
        .shown
        .entities
        .member(id, Sought::Relation, name, found)?
    {
        Member::Attribute(_) => {
            let message = format!("{} is an attribute, not a relation", quoted(&name.value));
            let help = format!("write {} alone", quoted(&name.value));
            found.push(Diagnostic::new(codes::WRONG_KIND, name.span, message).help(help));
            return None;
        }
        Member::Relation(relation) => (relation, target(entity, relation)),
    };
    let media_type = nested_media_type(site, target, view, found)?;
    let view_id = site
        .shown
        .catalogue
        .view_id(media_type, &view.view, found)?;
    Some(ViewField::Nested {
        relation,
        media_type,
        view: view_id,
    })
}

/// The entity on the other side.
fn target(entity: &ir::Entity, relation: Relation) -> EntityId {
    match relation {
        Relation::BelongsTo(id) => entity.belongs_to[id.0].entity,
        Relation::HasMany(id) => entity.has_many[id.0].entity,
        Relation::ManyToMany(id) => entity.many_to_many[id.0].entity,
    }
}

/// The media type that is named, or the one that is named like the entity.
fn nested_media_type(
    site: &Site<'_>,
    target: EntityId,
    view: &ViewReference,
    found: &mut Diagnostics,
) -> Option<MediaTypeId> {
    let catalogue = site.shown.catalogue;
    let target_name = &site.shown.entities.get(target).name;
    let id = match (&view.media_type, catalogue.media_types.find(target_name)) {
        (Some(name), _) => catalogue.media_type_id(name, found)?,
        (None, Some(id)) => MediaTypeId(id),
        (None, None) => {
            found.push(not_shown(site, target, view));
            return None;
        }
    };
    match site.shown.sources.of(id)? {
        Source::Entity(entity) if entity == target => Some(id),
        _ => {
            let message = format!(
                "media type {} does not show {}",
                quoted(catalogue.media_types.name(id.0)),
                quoted(target_name)
            );
            found.push(Diagnostic::new(codes::WRONG_KIND, view.span, message));
            None
        }
    }
}

/// No media type is named like the entity.
fn not_shown(site: &Site<'_>, target: EntityId, view: &ViewReference) -> Diagnostic {
    let name = &site.shown.entities.get(target).name;
    let message = format!("there is no media type {}", quoted(name));
    let finding = Diagnostic::new(codes::UNKNOWN_NAME, view.span, message);
    match site.shown.sources.showing(target).first() {
        Some(other) => {
            let other = site.shown.catalogue.media_types.name(other.0);
            let view = &view.view.value;
            finding.help(format!("name another one of that entity: `{other}.{view}`"))
        }
        None => finding.help(format!("define it: `media_types: {{ {name}: {{}} }}`")),
    }
}
