//! Rows that a path names: who makes what belongs to them, and what leads to them.

use super::{Action, ActionKind, BelongsToId, EntityId, Owner, Resource, Service, SetBy};

/// The only ones who may make something below a row, where the path says what nobody else may say either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Makers<'a> {
    /// Whoever the row above is: what is below it is owned by it.
    pub owner: bool,
    /// Whoever has one of these roles.
    pub roles: &'a [String],
}

impl Service {
    /// The only ones who make something below a row, if that is what an action does.
    pub fn makers<'a>(&'a self, resource: &Resource, action: &Action) -> Option<Makers<'a>> {
        let makes = action.kind == ActionKind::Create;
        makes.then(|| self.makers_below(resource))?
    }

    /// Who may make something below a row, as far as the relation to that says; `None` for everybody whom the action
    /// lets in. A path sets the relation as a payload would: `writable` holds for it, and so does that the owner is
    /// whoever makes a row.
    pub fn makers_below<'a>(&'a self, resource: &Resource) -> Option<Makers<'a>> {
        let parent = resource.parent?;
        let entity = self.entity(resource.entity?);
        let relation = entity.relation_to_one(parent.relation);
        let is_owner = entity.owner == Some(Owner::BelongsTo(parent.relation));
        let owner = is_owner && relation.set_by != SetBy::Caller;
        let roles = &relation.writable;
        (owner || !roles.is_empty()).then_some(Makers { owner, roles })
    }

    /// Whether a path goes by a relation to rows of an entity, and on to what is below them.
    pub fn leads_on(&self, entity: EntityId, relation: BelongsToId) -> bool {
        let has_below = |index: usize| {
            let mut parents = self.resources.iter().filter_map(|it| it.parent);
            parents.any(|parent| parent.resource.0 == index)
        };
        self.resources.iter().enumerate().any(|(index, resource)| {
            let leads = resource.parent.is_some_and(|it| it.relation == relation);
            resource.entity == Some(entity) && leads && has_below(index)
        })
    }
}
