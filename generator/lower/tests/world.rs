//! Who may do and see what: a design comes in, and for every entity, action and caller the answer
//! that the service has to give.

use super::{fixtures, gates};
use crate::ir::{
    Access, Action, AttributeId, BelongsToId, Condition, Entity, EntityId, Literal, Owner, Parent,
    PathSegment, Resource, RoleSource, Service, Shape, Visible,
};
use crate::lower::{hrefs, openapi};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Somebody who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Actor {
    /// Absent for whoever does not sign.
    pub(super) role: Option<String>,
    /// Whether what it is about belongs to the actor.
    pub(super) owns: bool,
}

impl Actor {
    pub(super) fn nobody() -> Self {
        Actor {
            role: None,
            owns: false,
        }
    }

    fn has_role(&self, role: &str) -> bool {
        self.role.as_deref() == Some(role)
    }

    pub(super) fn has_any_role(&self, roles: &[String]) -> bool {
        roles.iter().any(|role| self.has_role(role))
    }
}

/// How a row differs from the usual one of its entity.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Change {
    /// An attribute has this value, or none.
    Attribute(AttributeId, Option<Literal>),
    /// A relation points to something that is not seen.
    Hidden(BelongsToId),
}

/// The design, as tests look at it.
pub(super) struct World<'a> {
    /// By the names that are sent.
    pub(super) service: &'a Service,
    /// By the names that it has, which are those of tables, columns and stored values.
    pub(super) design: &'a Service,
    /// Methods of all actions at a path.
    methods: HashMap<String, BTreeSet<&'static str>>,
    /// Relations to rows of an entity.
    pointing: HashMap<usize, Vec<(EntityId, BelongsToId)>>,
    /// Entities of which there can be only a few rows: one for each of a few values.
    few: BTreeSet<usize>,
}

impl<'a> World<'a> {
    pub(super) fn new(design: &'a Service, service: &'a Service) -> Self {
        let mut methods: HashMap<String, BTreeSet<&'static str>> = HashMap::new();
        let actions = service
            .resources
            .iter()
            .flat_map(|resource| &resource.actions);
        for action in actions {
            let at = methods
                .entry(hrefs::template("", &action.path))
                .or_default();
            at.insert(gates::word(action.method));
        }
        let mut pointing: HashMap<usize, Vec<(EntityId, BelongsToId)>> = HashMap::new();
        for (index, entity) in service.entities.iter().enumerate() {
            for (relation, to) in entity.belongs_to.iter().enumerate() {
                let from = (EntityId(index), BelongsToId(relation));
                pointing.entry(to.entity.0).or_default().push(from);
            }
        }
        let is_few = |entity: &Entity| {
            let mut columns = entity.attributes.iter();
            columns.any(|column| fixtures::few_values(service, column).is_some())
        };
        let entities = service.entities.iter().enumerate();
        let few = entities.filter(|(_, entity)| is_few(entity));
        World {
            service,
            design,
            methods,
            pointing,
            few: few.map(|(index, _)| index).collect(),
        }
    }

    /// Whether there can be only a few rows of an entity.
    pub(super) fn is_few(&self, id: EntityId) -> bool {
        self.few.contains(&id.0)
    }

    /// Whether there is an entity of which there can be only a few rows.
    pub(super) fn has_few(&self) -> bool {
        !self.few.is_empty()
    }

    /// Methods of all actions at a path.
    pub(super) fn methods_at(&self, path: &[PathSegment]) -> BTreeSet<&'static str> {
        let methods = self.methods.get(&hrefs::template("", path));
        let mut methods = methods.cloned().unwrap_or_default();
        if methods.contains("GET") {
            methods.insert("HEAD");
        }
        methods
    }

    /// Relations of entities of the same engine that point to rows of an entity.
    pub(super) fn pointing(&self, id: EntityId) -> impl Iterator<Item = (EntityId, BelongsToId)> {
        let engine = self.entity(id).engine;
        let all = self.pointing.get(&id.0).into_iter().flatten().copied();
        all.filter(move |(of, _)| self.entity(*of).engine == engine)
    }

    pub(super) fn entity(&self, id: EntityId) -> &'a Entity {
        self.service.entity(id)
    }

    /// The account entity and its attribute of roles, if callers are an entity.
    pub(super) fn account(&self) -> Option<(EntityId, AttributeId)> {
        match self.service.api.security.role_source {
            RoleSource::Account { entity, role } => Some((entity, role)),
            RoleSource::AccessKey => None,
        }
    }

    /// Everybody who signs: administrators first, and strangers before owners.
    pub(super) fn actors(&self) -> Vec<Actor> {
        let roles = &self.service.api.security.roles;
        let admin = roles.iter().filter(|role| *role == "admin");
        let rest = roles.iter().filter(|role| *role != "admin");
        let ordered: Vec<&String> = admin.chain(rest).collect();
        let owning: &[bool] = if self.account().is_some() {
            &[false, true]
        } else {
            &[false]
        };
        let admins = owning.iter().map(|owns| (ordered.first(), *owns));
        let others = owning
            .iter()
            .flat_map(|owns| ordered.iter().skip(1).map(|role| (Some(role), *owns)));
        admins
            .chain(others)
            .filter_map(|(role, owns)| {
                Some(Actor {
                    role: Some((*role?).clone()),
                    owns,
                })
            })
            .collect()
    }

    /// Expressions that make somebody with each role but that of an actor, as far as the path of a resource leads them.
    pub(super) fn callers_beside(&self, resource: &Resource, actor: &Actor) -> Vec<String> {
        let strangers = self.actors().into_iter().filter(|other| !other.owns);
        let others =
            strangers.filter(|other| other.role != actor.role && self.reaches(resource, other));
        others.map(|other| self.caller(&other, &[])).collect()
    }

    /// Whether an action lets somebody in.
    pub(super) fn allows(&self, resource: &Resource, action: &Action, actor: &Actor) -> bool {
        let owned = resource
            .entity
            .is_some_and(|id| self.entity(id).owner.is_some());
        let named = action.authorize.iter().any(|access| match access {
            Access::Public => true,
            Access::Signed => actor.role.is_some(),
            Access::Owner => owned && actor.owns,
            Access::Role(role) => actor.has_role(role),
        });
        let makers = self.service.makers(resource, action);
        named
            && makers
                .is_none_or(|makers| makers.owner && actor.owns || actor.has_any_role(makers.roles))
    }

    /// Whether somebody sees the usual row of an entity, or one with these changes.
    pub(super) fn sees(&self, id: EntityId, actor: &Actor, changes: &[Change]) -> bool {
        self.sees_below(id, actor, changes, None)
    }

    /// The same of a row with a relation to the usual row of another entity.
    pub(super) fn sees_below(
        &self,
        id: EntityId,
        actor: &Actor,
        changes: &[Change],
        given: Option<BelongsToId>,
    ) -> bool {
        let entity = self.entity(id);
        let Visible::Any(any) = &entity.visible else {
            return true;
        };
        let leads = |condition: &Condition| match condition {
            Condition::Through(relation) if Some(*relation) == given => {
                let target = entity.relation_to_one(*relation).entity;
                self.sees(target, actor, &[])
            }
            _ => false,
        };
        any.iter().any(|all| {
            all.iter()
                .all(|condition| leads(condition) || self.holds(id, condition, actor, changes))
        })
    }

    /// Whether somebody sees the usual row, and their own account where that is the row.
    pub(super) fn sees_usual(&self, id: EntityId, actor: &Actor) -> bool {
        let is_own = actor.owns && self.is_account(id);
        let account = self.changes_of_account(actor).filter(|_| is_own);
        let account: Vec<Change> = account.into_iter().collect();
        self.sees(id, actor, &[]) && self.sees(id, actor, &account)
    }

    /// Whether somebody sees the usual row that a resource is below, if it is below one.
    pub(super) fn sees_parent(&self, resource: &Resource, actor: &Actor) -> bool {
        let Some(parent) = resource.parent else {
            return true;
        };
        if !self.is_below_caller(resource, actor) {
            return self.sees(parent.entity, actor, &[]);
        }
        let owner = Actor {
            owns: self.is_account(parent.entity),
            ..actor.clone()
        };
        let changes: Vec<Change> = self.changes_of_account(actor).into_iter().collect();
        self.sees(parent.entity, &owner, &changes)
    }

    /// Whether the row that a resource is below is the account of somebody who owns what is below it.
    pub(super) fn is_below_caller(&self, resource: &Resource, actor: &Actor) -> bool {
        let owner = resource.entity.and_then(|id| self.entity(id).owner);
        actor.owns
            && resource.parent.is_some_and(|parent| {
                self.is_account(parent.entity) || owner == Some(Owner::BelongsTo(parent.relation))
            })
    }

    /// How the account of somebody differs from the usual one.
    pub(super) fn changes_of_account(&self, actor: &Actor) -> Option<Change> {
        let (account, attribute) = self.account()?;
        let value = &self.design.entity(account).attribute(attribute).value;
        let sent = |role: &str| match value.shape {
            Shape::Named(id) => self.design.ty(id).sent_value(role).to_owned(),
            _ => role.to_owned(),
        };
        let role = actor.role.as_deref().map(sent).map(Literal::Text);
        Some(Change::Attribute(attribute, role))
    }

    /// Whether the path of a resource leads somebody to it: of several parents each has to be seen, before anything
    /// else is asked.
    pub(super) fn reaches(&self, resource: &Resource, actor: &Actor) -> bool {
        let is_deep = |parent: Parent| self.service.resource(parent.resource).parent.is_some();
        !resource.parent.is_some_and(is_deep) || self.sees_parent(resource, actor)
    }

    fn holds(
        &self,
        id: EntityId,
        condition: &Condition,
        actor: &Actor,
        changes: &[Change],
    ) -> bool {
        match condition {
            Condition::Owner => actor.owns,
            Condition::Role(role) => actor.has_role(role),
            Condition::Equals(attribute, wanted) => {
                let changed = changes.iter().find_map(|change| match change {
                    Change::Attribute(changed, value) if changed == attribute => {
                        Some(value.as_ref())
                    }
                    _ => None,
                });
                let sent =
                    |literal| openapi::json(&self.entity(id).attribute(*attribute).value, literal);
                let held = match changed {
                    Some(value) => value.map(sent),
                    None => fixtures::lasting(self, id, *attribute),
                };
                held == Some(sent(wanted))
            }
            Condition::Through(relation) => {
                !changes.contains(&Change::Hidden(*relation))
                    && self.needs(id).contains(relation)
                    && self.sees(
                        self.entity(id).relation_to_one(*relation).entity,
                        actor,
                        &[],
                    )
            }
        }
    }

    /// What the usual row has to hold to be seen.
    pub(super) fn held(&self, id: EntityId) -> BTreeMap<usize, &'a Literal> {
        let conditions = self.easiest(id).into_iter().flatten();
        let equal = conditions.filter_map(|condition| match condition {
            Condition::Equals(attribute, literal) => Some((attribute.0, literal)),
            _ => None,
        });
        equal.collect()
    }

    /// Relations that the usual row has: what it cannot be without, what it is seen through, and those by which paths lead
    /// to rows below it.
    pub(super) fn needs(&self, id: EntityId) -> Vec<BelongsToId> {
        let entity = self.entity(id);
        let seen_through = self
            .easiest(id)
            .into_iter()
            .flatten()
            .filter_map(|condition| match condition {
                Condition::Through(relation) => Some(*relation),
                _ => None,
            });
        let seen_through: Vec<BelongsToId> = seen_through.collect();
        (0..entity.belongs_to.len())
            .map(BelongsToId)
            .filter(|relation| {
                !entity.relation_to_one(*relation).optional
                    || seen_through.contains(relation)
                    || self.service.leads_on(id, *relation)
            })
            .collect()
    }

    /// The alternative of `visible` that asks the least of the caller.
    fn easiest(&self, id: EntityId) -> Option<&'a Vec<Condition>> {
        let Visible::Any(any) = &self.entity(id).visible else {
            return None;
        };
        any.iter()
            .filter_map(|all| Some((self.effort(id, all)?, all)))
            .min_by_key(|(effort, _)| *effort)
            .map(|(_, all)| all)
    }

    /// What an alternative asks of the caller; absent if it asks for two things that exclude each other, or for what
    /// only one row can have.
    fn effort(&self, id: EntityId, all: &[Condition]) -> Option<u32> {
        if self.is_of_one_row(id, all) {
            return None;
        }
        let mut effort = 0;
        let mut wanted: BTreeMap<usize, &Literal> = BTreeMap::new();
        for condition in all {
            match condition {
                Condition::Owner => effort += 1,
                Condition::Role(_) => effort += 2,
                Condition::Equals(attribute, literal) => {
                    if wanted
                        .insert(attribute.0, literal)
                        .is_some_and(|other| other != literal)
                    {
                        return None;
                    }
                }
                Condition::Through(relation) => {
                    let target = self.entity(id).relation_to_one(*relation).entity;
                    if let Visible::Any(any) = &self.entity(target).visible {
                        effort += any
                            .iter()
                            .filter_map(|all| self.effort(target, all))
                            .min()?;
                    }
                }
            }
        }
        Some(effort)
    }

    /// Whether the caller's account is the owner of such rows, or they are the account.
    pub(super) fn is_account(&self, id: EntityId) -> bool {
        self.entity(id).owner == Some(Owner::Itself)
    }

    /// Whether an account of its own would stand among the rows of a list.
    pub(super) fn is_polluted(&self, id: EntityId) -> bool {
        let is_self =
            |relation: &BelongsToId| self.entity(id).relation_to_one(*relation).entity == id;
        self.account().is_some_and(|(account, _)| account == id)
            || self.needs(id).iter().any(is_self)
    }
}
