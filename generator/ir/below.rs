//! Who makes what belongs to a row that the path names.

use super::{Action, ActionKind, Owner, Resource, Service, SetBy};

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
}
