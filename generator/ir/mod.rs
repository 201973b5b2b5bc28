//! What a design means: names resolved to ids, short forms written out, defaults filled in.
//! No Rust, SQL or HTTP spelling is decided here; that is `plan`'s part.

mod api;
mod below;
mod entity;
mod id;
mod media_type;
mod member;
mod moment;
pub(crate) mod number;
mod renamed;
mod resource;
mod seed;
mod sent;
mod table_index;
mod value;
mod written;

pub use api::{Api, Contact, Cors, Engine, License, Published, RoleSource, Security, Server, Text};
pub use below::Makers;
pub use entity::{
    Attribute, AttributeRole, BelongsTo, Computed, Condition, Default, Entity, HasMany, Index,
    IndexPart, ManyToMany, OnDelete, Order, Owner, SetBy, Visible,
};
pub use id::{
    AttributeId, BelongsToId, EngineId, EntityId, HasManyId, ManyToManyId, MediaTypeId, ResourceId,
    SeedId, TypeId, ViewId,
};
pub use media_type::{Link, MediaType, Relation, Source, View, ViewField};
pub use member::Member;
pub use moment::Moment;
pub use renamed::{Backfill, Renamed};
pub use resource::{
    Access, Action, ActionKind, DeclaredError, Filter, FilterBy, FilterOperator, ListPolicy,
    Method, Parent, PathSegment, Payload, PayloadField, Resource, Response, ResponseBody, Sort,
    SortBy, Success,
};
pub use seed::{Seed, SeedValue, Stored};
pub use table_index::{Purpose, TableIndex};
pub use value::{Field, Literal, Presence, Rules, Shape, Type, TypeKind, Value};
pub use written::Line;

use crate::digest::Digest;
use serde::Serialize;

/// A whole design, resolved.
#[derive(Debug, Clone, Serialize)]
pub struct Service {
    pub api: Api,
    /// Bounded contexts, by name.
    pub engines: Vec<Engine>,
    /// Named and hoisted inline types, by name.
    pub types: Vec<Type>,
    /// Stored types, by name.
    pub entities: Vec<Entity>,
    /// What is sent, by name.
    pub media_types: Vec<MediaType>,
    /// Actions at paths, by name.
    pub resources: Vec<Resource>,
    /// First rows in an order in which they can be made: by entity, each as written.
    pub seeds: Vec<Seed>,
}

impl Service {
    /// What tells this design from every other one, wherever and in however many files it is written.
    pub fn digest(&self) -> Digest {
        let meaning = serde_json::to_vec(self);
        Digest::of(&meaning.expect("a design is lists, texts and numbers"))
    }
}
