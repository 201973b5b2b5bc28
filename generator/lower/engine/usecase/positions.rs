//! Lowers the places of rows in a list: the key that the next page begins behind, per view and per order.

use super::Lowering;
use crate::ir;
use crate::lower::engine::columns::{Kind, attribute_column};
use crate::lower::engine::domain::view_names;
use crate::lower::naming;
use crate::lower::payloads::{both_ways, sort_variant, sorts};
use crate::plan::engine::usecase::{Position, PositionArm};
use crate::print::list;

impl Lowering<'_> {
    /// Functions that tell the place of a row, one per view that the list offers.
    pub(super) fn positions(&mut self) -> Vec<Position> {
        let Some(policy) = &self.resource.list else {
            return vec![];
        };
        let mut actions = self.resource.actions.iter();
        let Some(action) = actions.find(|action| action.kind == ir::ActionKind::List) else {
            return vec![];
        };
        let ir::ResponseBody::MediaType { views, .. } = &action.response.body else {
            return vec![];
        };
        self.imports.add("contract::Position");
        let positions: Vec<Position> = views
            .iter()
            .map(|view| self.position(policy, *view))
            .collect();
        let mut keys = positions.iter().flat_map(|position| {
            position
                .arms
                .iter()
                .map(|arm| &arm.key)
                .chain(&position.only)
        });
        if keys.any(|key| key.contains("SortKey")) {
            self.imports.add("contract::SortKey");
        }
        positions
    }

    fn position(&self, policy: &ir::ListPolicy, view: ir::ViewId) -> Position {
        let of = (self.resource.media_type, view);
        let (_, projection) = view_names(self.service, of);
        let name = &self.service.view(of.0, of.1).name;
        let sort = naming::sort_type(self.resource);
        let mut parameters = vec![format!("row: &{projection}")];
        if !policy.sorts.is_empty() {
            parameters.push(format!("order: {sort}"));
        }
        let arms: Vec<PositionArm> = sorts(policy)
            .iter()
            .map(|by| {
                let ways = both_ways(*by).map(|way| sort_variant(self.entity, way));
                PositionArm {
                    pattern: ways.map(|way| format!("{sort}::{way}")).join(" | "),
                    key: self.sort_key(*by),
                }
            })
            .collect();
        Position {
            signature: list(
                0,
                &format!("fn position_of_{name}("),
                &parameters,
                ") -> Position {",
            ),
            only: arms
                .is_empty()
                .then(|| self.sort_key(policy.default_sort.by)),
            arms,
        }
    }

    fn sort_key(&self, by: ir::SortBy) -> String {
        let ir::SortBy::Attribute(id) = by;
        let column = attribute_column(self.service, self.entity, id);
        let attribute = &self.entity.attributes[id.0];
        if attribute.role == ir::AttributeRole::Key {
            return "None".to_owned();
        }
        let field = format!("row.{}", column.ident);
        let kind = match (&column.kind, &attribute.value.shape) {
            (Kind::Text | Kind::Enum(_), _) => "Text",
            (Kind::Int64 | Kind::Decimal(_), _) | (_, ir::Shape::Int32) => "Integer",
            (_, ir::Shape::Float64) => "Real",
            (_, ir::Shape::DateTime) => "Time",
            (_, ir::Shape::Date) => "Date",
            (_, ir::Shape::Boolean) => "Boolean",
            _ => "Uuid",
        };
        let convert = match (&column.kind, &attribute.value.shape) {
            (Kind::Text, _) => Some("clone()".to_owned()),
            (Kind::Enum(_), _) => Some("as_str().to_owned()".to_owned()),
            (Kind::Int64, _) => Some("0".to_owned()),
            (Kind::Decimal(_), _) => Some("units()".to_owned()),
            _ => None,
        };
        match (column.optional, convert, &attribute.value.shape) {
            (false, _, ir::Shape::Int32) => format!("Some(SortKey::{kind}({field}.into()))"),
            (false, Some(convert), _) => format!("Some(SortKey::{kind}({field}.{convert}))"),
            (false, None, _) => format!("Some(SortKey::{kind}({field}))"),
            (true, _, ir::Shape::Int32) => {
                format!("{field}.map(|key| SortKey::{kind}(key.into()))")
            }
            (true, Some(convert), _) if convert == "clone()" => {
                format!("{field}.clone().map(SortKey::{kind})")
            }
            (true, Some(convert), _) => {
                format!("{field}.map(|key| SortKey::{kind}(key.{convert}))")
            }
            (true, None, _) => format!("{field}.map(SortKey::{kind})"),
        }
    }
}
