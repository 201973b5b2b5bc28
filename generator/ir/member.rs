//! Looking up what an entity has by name.

use super::{
    Attribute, AttributeId, BelongsTo, BelongsToId, Entity, HasManyId, ManyToManyId, Relation,
};

/// What a name of an entity may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Member {
    Attribute(AttributeId),
    Relation(Relation),
}

impl Entity {
    /// An attribute or relation by its own name.
    pub fn member(&self, name: &str) -> Option<Member> {
        let belongs_to = || self.belongs_to_named(name).map(Relation::BelongsTo);
        let has_many = || {
            let index = self
                .has_many
                .iter()
                .position(|relation| relation.name == name)?;
            Some(Relation::HasMany(HasManyId(index)))
        };
        let many_to_many = || {
            let index = self
                .many_to_many
                .iter()
                .position(|relation| relation.name == name)?;
            Some(Relation::ManyToMany(ManyToManyId(index)))
        };
        let relation = || {
            belongs_to()
                .or_else(has_many)
                .or_else(many_to_many)
                .map(Member::Relation)
        };
        self.attribute_named(name)
            .map(Member::Attribute)
            .or_else(relation)
    }

    /// An attribute by name.
    pub fn attribute_named(&self, name: &str) -> Option<AttributeId> {
        self.attributes
            .iter()
            .position(|attribute| attribute.name == name)
            .map(AttributeId)
    }

    /// A relation to one by name.
    pub fn belongs_to_named(&self, name: &str) -> Option<BelongsToId> {
        self.belongs_to
            .iter()
            .position(|relation| relation.name == name)
            .map(BelongsToId)
    }

    /// An attribute by id.
    pub fn attribute(&self, id: AttributeId) -> &Attribute {
        &self.attributes[id.0]
    }

    /// A relation to one by id.
    pub fn relation_to_one(&self, id: BelongsToId) -> &BelongsTo {
        &self.belongs_to[id.0]
    }

    /// Name of a relation.
    pub fn relation_name(&self, relation: Relation) -> &str {
        match relation {
            Relation::BelongsTo(id) => &self.belongs_to[id.0].name,
            Relation::HasMany(id) => &self.has_many[id.0].name,
            Relation::ManyToMany(id) => &self.many_to_many[id.0].name,
        }
    }
}
