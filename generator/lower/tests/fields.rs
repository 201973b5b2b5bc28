//! What a view shows of the usual row: the fields that are there for certain, and those that may be.

use super::layout::{BODY, PREFIX, filled};
use super::whole::Whole;
use super::world::World;
use crate::ir::{
    Action, ActionKind, AttributeRole, EntityId, MediaTypeId, PayloadField, Presence, Relation,
    Resource, ResponseBody, Source, ViewField, ViewId,
};
use crate::lower::reads::ViewOf;
use crate::lower::views::view_part;
use crate::print::{WIDTH, rust_string};

/// Fields of a view.
#[derive(Debug, Default, Clone)]
pub(super) struct Fields {
    pub(super) certain: Vec<String>,
    pub(super) perhaps: Vec<String>,
}

/// Columns in front of the arguments, about.
const COLUMN: usize = 36;

impl Fields {
    /// Arguments: those that are there, and those that may be.
    pub(super) fn arguments(&self) -> String {
        let flat = format!("{}, {}", slice(0, &self.certain), slice(0, &self.perhaps));
        if !flat.contains('\n') && COLUMN + flat.chars().count() <= WIDTH {
            return flat;
        }
        let pad = " ".repeat(2 * BODY);
        let (certain, perhaps) = (
            slice(2 * BODY, &self.certain),
            slice(2 * BODY, &self.perhaps),
        );
        format!("\n{pad}{certain},\n{pad}{perhaps},\n{}", " ".repeat(BODY))
    }
}

/// `&["id", "title"]`
pub(super) fn slice(indent: usize, names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| rust_string(name)).collect();
    filled(indent, PREFIX, "&[", &quoted)
}

/// The views that an action offers, its own choice first.
pub(super) struct Offered {
    pub(super) media_type: MediaTypeId,
    pub(super) default: ViewId,
    pub(super) views: Vec<ViewId>,
}

/// The views of an action that answers with an entity's media type.
pub(super) fn offered(world: &World<'_>, action: &Action) -> Option<Offered> {
    let ResponseBody::MediaType {
        media_type,
        views,
        default,
        ..
    } = &action.response.body
    else {
        return None;
    };
    let of_entity = matches!(
        world.service.media_type(*media_type).source,
        Source::Entity(_)
    );
    of_entity.then(|| Offered {
        media_type: *media_type,
        default: *default,
        views: views.clone(),
    })
}

impl Offered {
    /// A view without anything that is written by hand: what is sent unless asked, if it is one.
    /// Comes with the parameter that asks for it.
    pub(super) fn plain(&self, world: &World<'_>) -> Option<(ViewId, Option<String>)> {
        let mut views = std::iter::once(&self.default).chain(&self.views);
        let plain = views.find(|view| !world.is_written_later(self.media_type, **view))?;
        Some((*plain, self.parameter(world, *plain)))
    }

    /// The same with a key in it.
    pub(super) fn plain_with_key(&self, world: &World<'_>) -> Option<(ViewId, Option<String>)> {
        let mut views = std::iter::once(&self.default).chain(&self.views);
        let plain = views.find(|view| self.is_keyed(world, **view))?;
        Some((*plain, self.parameter(world, *plain)))
    }

    /// The parameters that ask for each view.
    pub(super) fn parameters(&self, world: &World<'_>) -> Vec<String> {
        self.views
            .iter()
            .map(|view| self.asks(world, *view))
            .collect()
    }

    /// `view=tiny`
    pub(super) fn asks(&self, world: &World<'_>, view: ViewId) -> String {
        format!("view={}", world.service.view(self.media_type, view).name)
    }

    /// The names of the views.
    pub(super) fn names(&self, world: &World<'_>) -> Vec<String> {
        let name = |view: &ViewId| world.service.view(self.media_type, *view).name.clone();
        self.views.iter().map(name).collect()
    }

    /// Asks for a view that is not offered, of the same media type if it has one.
    pub(super) fn other(&self, world: &World<'_>) -> String {
        let offered = self.names(world);
        let all = world.service.media_type(self.media_type).views.iter();
        let other = all
            .map(|view| &view.name)
            .find(|name| !offered.contains(name));
        format!("view={}", other.map_or("no_such_view", |name| name))
    }

    /// The views without anything that is written by hand and with a key.
    pub(super) fn keyed(&self, world: &World<'_>) -> Vec<ViewId> {
        self.views
            .iter()
            .copied()
            .filter(|view| self.is_keyed(world, *view))
            .collect()
    }

    fn is_keyed(&self, world: &World<'_>, view: ViewId) -> bool {
        let is_plain = !world.is_written_later(self.media_type, view);
        is_plain && world.shows_key((self.media_type, view))
    }

    /// `view=tiny`, unless it is what is sent anyway.
    pub(super) fn parameter(&self, world: &World<'_>, view: ViewId) -> Option<String> {
        (view != self.default)
            .then(|| format!("view={}", world.service.view(self.media_type, view).name))
    }
}

impl World<'_> {
    /// Whether something in a view is made by hand-written code.
    pub(super) fn is_written_later(&self, media_type: MediaTypeId, view: ViewId) -> bool {
        let Source::Entity(entity) = self.service.media_type(media_type).source else {
            return false;
        };
        let entity = self.entity(entity);
        self.service
            .view(media_type, view)
            .fields
            .iter()
            .any(|field| match field {
                ViewField::Attribute(id) => entity.attribute(*id).computed.is_some(),
                ViewField::Nested {
                    media_type, view, ..
                } => self.is_written_later(*media_type, *view),
                _ => false,
            })
    }

    /// Whether a view has the key of its rows.
    pub(super) fn shows_key(&self, (media_type, view): ViewOf) -> bool {
        let Source::Entity(id) = self.service.media_type(media_type).source else {
            return false;
        };
        let is_key = |field: &ViewField| match field {
            ViewField::Attribute(attribute) => {
                self.entity(id).attribute(*attribute).role == AttributeRole::Key
            }
            _ => false,
        };
        self.service
            .view(media_type, view)
            .fields
            .iter()
            .any(is_key)
    }

    /// Fields of a view of a row with all that it may have.
    pub(super) fn fields(&self, media_type: MediaTypeId, view: ViewId, whole: &Whole) -> Fields {
        let media_type_of = self.service.media_type(media_type);
        let Source::Entity(id) = media_type_of.source else {
            return Fields::default();
        };
        let mut fields = Fields::default();
        for field in &self.service.view(media_type, view).fields {
            let name = view_part(self.service, media_type_of, field).called.sent;
            if self.is_certain(id, field, whole) {
                fields.certain.push(name);
            } else {
                fields.perhaps.push(name);
            }
        }
        fields
    }

    fn is_certain(&self, id: EntityId, field: &ViewField, whole: &Whole) -> bool {
        match field {
            ViewField::Attribute(attribute) => {
                let attribute = self.entity(id).attribute(*attribute);
                attribute.computed.is_none() || attribute.presence != Presence::Optional
            }
            ViewField::BelongsToId(relation) => whole.points(*relation),
            ViewField::Nested {
                relation: relation @ Relation::BelongsTo(_),
                ..
            } => whole.shows(self, id, *relation),
            ViewField::Nested { .. } | ViewField::Count(_) | ViewField::Links => true,
        }
    }

    /// Stored values in a view, by name as sent: those that are the same in every answer.
    pub(super) fn lasting(&self, media_type: MediaTypeId, view: ViewId) -> Vec<String> {
        let media_type_of = self.service.media_type(media_type);
        let Source::Entity(id) = media_type_of.source else {
            return vec![];
        };
        let entity = self.entity(id);
        let fields = self.service.view(media_type, view).fields.iter();
        let lasting = fields.filter(|field| match field {
            ViewField::Attribute(id) => {
                let attribute = entity.attribute(*id);
                attribute.computed.is_none() && attribute.role != AttributeRole::UpdatedAt
            }
            ViewField::BelongsToId(_) => true,
            _ => false,
        });
        lasting
            .map(|field| view_part(self.service, media_type_of, field).called.sent)
            .collect()
    }

    /// Fields of a payload that a view shows as they were sent.
    pub(super) fn shown(&self, (media_type, view): ViewOf, sets: &[PayloadField]) -> Vec<String> {
        let media_type_of = self.service.media_type(media_type);
        let fields = self.service.view(media_type, view).fields.iter();
        let shown = fields.filter(|field| match field {
            ViewField::Attribute(id) => sets.contains(&PayloadField::Attribute(*id)),
            ViewField::BelongsToId(id) => sets.contains(&PayloadField::BelongsTo(*id)),
            _ => false,
        });
        shown
            .map(|field| view_part(self.service, media_type_of, field).called.sent)
            .collect()
    }

    /// The action that shows one of a resource.
    pub(super) fn show_of<'r>(&self, resource: &'r Resource) -> Option<&'r Action> {
        resource
            .actions
            .iter()
            .find(|action| action.kind == ActionKind::Show)
    }
}
