//! Indices into the lists of a [`super::Service`], one newtype per list, so that they cannot be mixed up.

use serde::Serialize;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub struct $name(pub usize);
    )*};
}

ids! {
    /// Index into `Service::engines`.
    EngineId,
    /// Index into `Service::types`.
    TypeId,
    /// Index into `Service::entities`.
    EntityId,
    /// Index into `Service::media_types`.
    MediaTypeId,
    /// Index into `Service::resources`.
    ResourceId,
    /// Index into `Service::seeds`.
    SeedId,
    /// Index into `Entity::attributes`.
    AttributeId,
    /// Index into `Entity::belongs_to`.
    BelongsToId,
    /// Index into `Entity::has_many`.
    HasManyId,
    /// Index into `Entity::many_to_many`.
    ManyToManyId,
    /// Index into `MediaType::views`.
    ViewId,
}

impl super::Service {
    pub fn engine(&self, id: EngineId) -> &super::Engine {
        &self.engines[id.0]
    }

    pub fn ty(&self, id: TypeId) -> &super::Type {
        &self.types[id.0]
    }

    pub fn entity(&self, id: EntityId) -> &super::Entity {
        &self.entities[id.0]
    }

    /// Fields of an object; of a union those of all its members, the first of each name.
    pub fn payload_fields(&self, id: TypeId) -> Vec<&super::Field> {
        let mut fields: Vec<&super::Field> = Vec::new();
        match &self.ty(id).kind {
            super::TypeKind::Enum(_) => {}
            super::TypeKind::Object(all) => fields.extend(all),
            super::TypeKind::Union { members, .. } => {
                for (_, member) in members {
                    for field in self.payload_fields(*member) {
                        if !fields.iter().any(|known| known.name == field.name) {
                            fields.push(field);
                        }
                    }
                }
            }
        }
        fields
    }

    pub fn media_type(&self, id: MediaTypeId) -> &super::MediaType {
        &self.media_types[id.0]
    }

    pub fn resource(&self, id: ResourceId) -> &super::Resource {
        &self.resources[id.0]
    }

    pub fn seed(&self, id: SeedId) -> &super::Seed {
        &self.seeds[id.0]
    }

    /// The resource that shows one thing of a media type of rows: the given one if it does.
    pub fn shown_by<'a>(
        &'a self,
        media_type: MediaTypeId,
        first: &'a super::Resource,
    ) -> Option<&'a super::Resource> {
        let shows = |resource: &&super::Resource| {
            resource.media_type == media_type
                && resource
                    .actions
                    .iter()
                    .any(|action| action.kind == super::ActionKind::Show)
        };
        let super::Source::Entity(entity) = self.media_type(media_type).source else {
            return None;
        };
        let others = &self.entity(entity).resources;
        [first]
            .into_iter()
            .chain(others.iter().map(|id| self.resource(*id)))
            .find(shows)
    }

    pub fn view(&self, media_type: MediaTypeId, view: ViewId) -> &super::View {
        &self.media_types[media_type.0].views[view.0]
    }
}
