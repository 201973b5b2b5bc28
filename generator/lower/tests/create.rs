//! Tests of making rows: what is answered, what is refused, what nobody may set.

use super::super::samples::Which;
use super::Tested;
use super::body::{Part, needed};
use super::fields::{Fields, offered, slice};
use super::json::Json;
use super::layout::{BODY, chain};
use super::making::Making;
use super::whole::Whole;
use crate::ir::{
    ActionKind, AttributeId, BelongsToId, Default, MediaTypeId, PayloadField, Presence, Relation,
    Success, ViewField, ViewId,
};
use crate::lower::hrefs;
use crate::lower::reads::ViewOf;
use crate::lower::views::view_part;
use crate::names::SLUG_LENGTH;
use crate::plan::tests::kinds::{Created, Least, Slugs};
use crate::print::rust_string;

impl<'w> Tested<'w> {
    pub(super) fn create(&mut self) {
        let Some(action) = self.action(ActionKind::Create) else {
            return;
        };
        let Some(making) = self.making(
            action,
            "payload",
            "Everything that makes a new one.",
            Which::First,
        ) else {
            return;
        };
        self.create_made(&making);
        self.create_least(&making);
        self.create_slug(&making);
        self.needs_a_parent_that_is_seen(making.action);
        self.unknown_views(making.action, &making.actor);
        self.payload_tests(&making);
    }

    fn create_made(&mut self, making: &Making<'w>) {
        let (Some((of, target)), Some(id)) = (self.plain(making), self.resource.entity) else {
            return;
        };
        let sets: Vec<PayloadField> = making.parts.iter().filter_map(|part| part.sets).collect();
        let default = self.shown_at_location(making, of.0);
        let mut checks = self.stored_checks(making, of, "payload");
        checks.extend(self.owner_check(making));
        let shows_key = self.world.shows_key(of);
        let created = Created {
            target: target.argument(),
            payload: making.payload.clone(),
            fields: self.fields_of_made(making, of).arguments(),
            shown: slice(BODY, &self.world.shown(of, &sets)),
            location: default.is_some(),
            same: default == Some(of.1),
            table: (shows_key && !checks.is_empty()).then(|| self.world.table_literal(id)),
            checks,
        };
        let lines = self.opened(&making.actor).lines;
        let sentence = "What was made is answered, and found where `Location` says.";
        self.test("answers_what_was_made", sentence, lines, created);
    }

    /// The view in which whoever made a row sees it where `Location` says, if the answer says so.
    fn shown_at_location(&self, making: &Making<'w>, media_type: MediaTypeId) -> Option<ViewId> {
        let show = self.world.show_of(self.resource)?;
        let place = hrefs::place(self.world.service, self.resource, media_type);
        let located = making.action.response.status == Success::Created && place.is_some();
        let allowed = self.world.allows(self.resource, show, &self.maker(making));
        let shown = offered(self.world, show).filter(|_| located && allowed)?;
        let (_, parameter) = shown.plain(self.world)?;
        (shown.media_type == media_type && parameter.is_none()).then_some(shown.default)
    }

    /// What is there of a new row: what was sent, what has a default, what is always there.
    fn fields_of_made(&self, making: &Making<'w>, of: ViewOf) -> Fields {
        let Some(id) = self.resource.entity else {
            return Fields::default();
        };
        let entity = self.world.entity(id);
        let sends = |field: PayloadField| making.parts.iter().any(|part| part.sets == Some(field));
        let related = (0..entity.belongs_to.len())
            .map(BelongsToId)
            .filter(|relation| {
                let is_parent = self.world.parent_relation(self.resource) == Some(*relation);
                is_parent || self.is_owner(*relation) || sends(PayloadField::BelongsTo(*relation))
            });
        let related = related.map(Relation::BelongsTo).collect();
        let whole = self
            .world
            .fields(of.0, of.1, &Whole::made(self.maker(making), related));
        let media_type = self.world.service.media_type(of.0);
        let view = self.world.service.view(of.0, of.1).fields.iter();
        let unset = view.filter(|field| match field {
            ViewField::Attribute(attribute) => {
                let is_optional = entity.attribute(*attribute).presence == Presence::Optional;
                is_optional && !sends(PayloadField::Attribute(*attribute))
            }
            _ => false,
        });
        let unset: Vec<String> = unset
            .map(|field| view_part(self.world.service, media_type, field).called.sent)
            .collect();
        let (mut perhaps, certain): (Vec<String>, Vec<String>) = whole
            .certain
            .into_iter()
            .partition(|name| unset.contains(name));
        perhaps.extend(whole.perhaps);
        Fields { certain, perhaps }
    }

    fn create_least(&mut self, making: &Making<'w>) {
        let (Some((of, target)), Some(id)) = (self.plain(making), self.resource.entity) else {
            return;
        };
        let (resource, action) = (self.resource, making.action);
        let least = self.world.created(resource, action, &Part::is_required);
        let sees = self.world.sees(id, &self.maker(making), &least);
        let made = self
            .world
            .body(resource, action, &making.actor, Which::First);
        let Some(made) = made.filter(|_| sees && !making.parts.iter().all(Part::is_required))
        else {
            return;
        };
        let required = made.members.into_iter().zip(&made.parts);
        let required = required.filter(|(_, part)| part.is_required());
        let payload = Json::Object(required.map(|(member, _)| member).collect());
        let payload = payload.written(BODY + 40, BODY);
        let mut scene = self.opened(&making.actor);
        scene.lines.extend(needed(&made.lines, &payload));
        let defaults = self.defaults(of);
        let names: Vec<String> = defaults.iter().map(|(name, _)| name.clone()).collect();
        let least = Least {
            target: target.argument(),
            payload,
            defaults: Json::Object(defaults).written(BODY + 16, BODY),
            names: (!names.is_empty()).then(|| slice(BODY, &names)),
        };
        let sentence = "What may be left out gets its default.";
        self.test("needs_no_more_than_required", sentence, scene.lines, least);
    }

    /// Literal defaults that a view shows.
    fn defaults(&self, (media_type, view): ViewOf) -> Vec<(String, Json)> {
        let Some(id) = self.resource.entity else {
            return vec![];
        };
        let entity = self.world.entity(id);
        let fields = self.world.service.view(media_type, view).fields.iter();
        let defaults = fields.filter_map(|field| {
            let ViewField::Attribute(attribute) = field else {
                return None;
            };
            let column = entity.attribute(*attribute);
            let Some(Default::Literal(literal)) = &column.default else {
                return None;
            };
            let json = super::super::openapi::json(&column.value, literal);
            Some((column.name.clone(), Json::from(&json)))
        });
        defaults.collect()
    }

    /// A slug that is taken gets a number.
    fn create_slug(&mut self, making: &Making<'w>) {
        let (Some((of, target)), Some(id)) = (self.plain(making), self.resource.entity) else {
            return;
        };
        let entity = self.world.entity(id);
        let mut attributes = entity.attributes.iter().zip(0..);
        let slug = attributes.find_map(|(slug, index)| match slug.default {
            Some(Default::Slug(source)) => {
                Some((AttributeId(index), slug, entity.attribute(source)))
            }
            _ => None,
        });
        let Some((attribute, slug, source)) = slug else {
            return;
        };
        let fields = &self.world.service.view(of.0, of.1).fields;
        let shown = fields.contains(&ViewField::Attribute(attribute));
        let sent = making.parts.iter().any(|part| part.name == source.name);
        let max = slug.value.rules.max_length.unwrap_or(SLUG_LENGTH);
        if !shown || !sent || max < 12 {
            return;
        }
        let scene = self.opened(&making.actor);
        let column = self.world.column_literal(id, attribute);
        let change = format!(".with({column}, slug.as_str())");
        let slugs = Slugs {
            target: target.argument(),
            payload: making.payload.clone(),
            slug: rust_string(&slug.name),
            source: rust_string(&source.name),
            max,
            line: chain(BODY, "", &scene.row_links(&[change])),
        };
        let sentence = "A slug that is taken gets a number.";
        self.test("numbers_taken_slugs", sentence, scene.lines, slugs);
    }
}
