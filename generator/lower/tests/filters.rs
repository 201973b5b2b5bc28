//! Tests of filters; and values of one attribute from small to great, which orders need too.

use super::Tested;
use super::fixtures;
use super::layout::{BODY, chain};
use super::list::Listed;
use super::scene::Scene;
use super::world::{Actor, World};
use crate::ir::{
    AttributeId, AttributeRole, BelongsToId, EntityId, FilterBy, FilterOperator, IndexPart,
    Literal, ManyToManyId, Shape, TypeKind,
};
use crate::lower::engine::repository::join_table;
use crate::plan::tests::kinds::{Filtered, Step, Steps};
use crate::print::rust_string;
use serde_json::Value as Json;

impl<'w> Tested<'w> {
    pub(super) fn filters(&mut self) {
        let Some(listed) = self.listed() else { return };
        for (name, by, operator) in self.filter_names(&listed) {
            let found = match by {
                FilterBy::Attribute(attribute) => {
                    self.by_attribute(&listed, &name, attribute, operator)
                }
                FilterBy::BelongsTo(relation) => self.by_relation(&listed, &name, relation),
                FilterBy::ManyToMany(relation) => self.by_joined(&listed, &name, relation),
            };
            let Some((scene, filtered)) = found else {
                continue;
            };
            let sentence = "Only those are listed that the filter asks for.";
            self.test(
                &format!("is_filtered_by_{name}"),
                sentence,
                scene.lines,
                filtered,
            );
        }
        self.bad_filters(&listed);
    }

    fn by_attribute(
        &self,
        listed: &Listed<'_>,
        name: &str,
        attribute: AttributeId,
        operator: FilterOperator,
    ) -> Option<(Scene<'w>, Filtered)> {
        let id = self.resource.entity?;
        let column = self.world.entity(id).attribute(attribute);
        if column.role == AttributeRole::Key {
            return None;
        }
        let values = self.world.three(id, attribute);
        let literals: Vec<Option<Literal>> = values.iter().map(super::body::literal).collect();
        let actor = self.seer(listed, attribute, &literals)?;
        if values.len() < 2
            || (actor.owns && self.world.is_account(id))
            || !self.distinct(attribute, &actor)
        {
            return None;
        }
        let mut scene = self.opened(&actor);
        let rows = &["one", "two", "three"][..values.len()];
        for (value, row) in values.iter().zip(rows) {
            let expression = fixtures::stored(self.world, &column.value, value)?;
            let column = self.world.column_literal(id, attribute);
            scene.named_row(row, &[format!(".with({column}, {expression})")]);
        }
        let middle = 1;
        let found = compared(rows, operator, middle);
        let text = match &values[middle] {
            Json::String(text) => text.clone(),
            other => other.to_string(),
        };
        let parameter = format!("{name}={}", encoded(&text));
        let filtered = self.filtered(listed, &parameter, found, rows)?;
        Some((scene, filtered))
    }

    /// Whether three rows can differ in this attribute and have the rest in common.
    fn distinct(&self, attribute: AttributeId, actor: &Actor) -> bool {
        let Some(id) = self.resource.entity else {
            return false;
        };
        let entity = self.world.entity(id);
        let same: Vec<IndexPart> = self
            .world
            .parent_relation(self.resource)
            .map(IndexPart::BelongsTo)
            .into_iter()
            .collect();
        let unique = entity.attribute(attribute).unique;
        unique
            || self.world.repeats(
                id,
                &[&same[..], &[IndexPart::Attribute(attribute)]].concat(),
                actor,
            )
    }

    fn by_relation(
        &self,
        listed: &Listed<'_>,
        name: &str,
        relation: BelongsToId,
    ) -> Option<(Scene<'w>, Filtered)> {
        let id = self.resource.entity?;
        let actor = listed.actor.clone();
        let target_id = self.world.entity(id).relation_to_one(relation).entity;
        let is_parent = self.world.parent_relation(self.resource) == Some(relation);
        if actor.owns || is_parent || target_id == id || !self.repeats(listed, &[]) {
            return None;
        }
        let mut scene = self.opened(&actor);
        let column = self.world.relation(id, relation);
        for (row, other) in [("one", "first"), ("two", "second")] {
            scene.say(chain(
                BODY,
                &format!("let {other} = "),
                &self.world.row(target_id, &actor, &[]),
            ));
            scene.named_row(row, &[format!(".pointing({column}, &{other})")]);
        }
        scene.say("let wanted = first.id();".to_owned());
        let parameter = format!("{name}={{wanted}}");
        let filtered = self.filtered(listed, &parameter, &["one"], &["one", "two"])?;
        Some((scene, filtered))
    }

    fn by_joined(
        &self,
        listed: &Listed<'_>,
        name: &str,
        relation: ManyToManyId,
    ) -> Option<(Scene<'w>, Filtered)> {
        let id = self.resource.entity?;
        let entity = self.world.entity(id);
        let actor = listed.actor.clone();
        if !self.repeats(listed, &[]) {
            return None;
        }
        let mut scene = self.opened(&actor);
        scene.named_row("one", &[]);
        scene.named_row("two", &[]);
        let target_id = entity.many_to_many[relation.0].entity;
        scene.say(chain(
            BODY,
            "let first = ",
            &self.world.row(target_id, &actor, &[]),
        ));
        let join = self.world.join(id, relation);
        scene.say(format!("one.join(&service, {join}, &[&first]).await;"));
        scene.say("let wanted = first.id();".to_owned());
        let parameter = format!("{name}={{wanted}}");
        let filtered = self.filtered(listed, &parameter, &["one"], &["one", "two"])?;
        Some((scene, filtered))
    }

    /// The rows that a parameter finds, in each view and in the total.
    fn filtered(
        &self,
        listed: &Listed<'_>,
        parameter: &str,
        found: &[&str],
        rows: &[&str],
    ) -> Option<Filtered> {
        let id = self.resource.entity?;
        let keys = |rows: &[&str]| {
            let keys: Vec<String> = rows.iter().map(|row| format!("{row}.id()")).collect();
            format!("[{}]", keys.join(", "))
        };
        let (views, target) = listed.in_views(self)?;
        let (_, counted) = listed.keyed.clone()?;
        let counts = listed.policy.total && !self.world.is_polluted(id);
        Some(Filtered {
            views,
            target: target.query(parameter).argument(),
            found: keys(found),
            rows: keys(rows),
            counted: counts.then(|| counted.query(parameter).query("total=true").argument()),
            total: found.len(),
        })
    }

    /// A filter that is no value of its attribute is refused.
    fn bad_filters(&mut self, listed: &Listed<'_>) {
        let Some(id) = self.resource.entity else {
            return;
        };
        let target = self.world.target(self.resource, listed.action);
        let names = self.filter_names(listed);
        let steps: Vec<Step> = names
            .iter()
            .filter_map(|(name, by, _)| {
                let (bad, code) = match by {
                    FilterBy::Attribute(attribute) => self.world.no_value(id, *attribute)?,
                    FilterBy::BelongsTo(_) | FilterBy::ManyToMany(_) => ("nothing", "format"),
                };
                let target = target.clone().query(&format!("{name}={bad}")).argument();
                let statement =
                    format!("refused.invalid_query({}, \"{code}\");", rust_string(name));
                Some(Step {
                    lines: vec![format!("let refused = caller.get({target}).await;")],
                    statement,
                })
            })
            .collect();
        if steps.is_empty() {
            return;
        }
        let scene = self.opened(&listed.actor);
        let sentence = "What a filter asks for has to be a value of what it filters by.";
        self.test(
            "filters_have_to_be_values",
            sentence,
            scene.lines,
            Steps { steps },
        );
    }
}

impl World<'_> {
    /// A text that is no value of an attribute, and what a query with it is refused for.
    fn no_value(
        &self,
        id: EntityId,
        attribute: AttributeId,
    ) -> Option<(&'static str, &'static str)> {
        let column = self.entity(id).attribute(attribute);
        Some(match &column.value.shape {
            Shape::Boolean | Shape::Int32 | Shape::Int64 | Shape::Float64 => {
                ("nothing", "wrong_type")
            }
            Shape::String | Shape::Text | Shape::Array(_) | Shape::Map(_) => return None,
            Shape::Named(ty) => match &self.service.ty(*ty).kind {
                TypeKind::Enum(_) => ("NOTHING", "enum"),
                _ => return None,
            },
            _ => ("nothing", "format"),
        })
    }

    /// The table that joins two entities and its columns, as an argument.
    pub(super) fn join(&self, id: EntityId, relation: ManyToManyId) -> String {
        let entity = self.design.entity(id);
        let (table, own, other) = join_table(self.design, entity, &entity.many_to_many[relation.0]);
        let table = crate::names::sql_ident(&table);
        format!(
            "({}, {}, {})",
            rust_string(&table),
            rust_string(&own),
            rust_string(&other)
        )
    }
}

/// Those of ascending rows that compare so with one of them.
fn compared<'a>(rows: &'a [&'a str], operator: FilterOperator, with: usize) -> &'a [&'a str] {
    match operator {
        FilterOperator::Equal => &rows[with..=with],
        FilterOperator::Greater => &rows[with + 1..],
        FilterOperator::GreaterOrEqual => &rows[with..],
        FilterOperator::Less => &rows[..with],
        FilterOperator::LessOrEqual => &rows[..=with],
    }
}

/// A value in a query (RFC 3986 §2.3).
pub(super) fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte))
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
        encoded
    })
}
