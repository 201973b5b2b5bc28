//! Lowers parameters: keys in the path, what the query may say, conditions in headers.

use super::components::Components;
use super::objects::said_example;
use super::value::Said;
use super::{answers, examples, plain, scalar};
use crate::ir;
use crate::lower::payloads::{FilterParameter, filter_parameters, sort_name};
use crate::lower::{docs, hrefs, naming};
use openapiv3::{
    HeaderStyle, IntegerFormat, IntegerType, Parameter, ParameterData, ParameterSchemaOrContent,
    PathStyle, QueryStyle, ReferenceOr, Schema, SchemaKind, Type, VariantOrUnknownOrEmpty,
};

impl Components<'_> {
    /// Everything that an action takes beside its payload.
    pub(super) fn parameters(
        &mut self,
        resource: &ir::Resource,
        action: &ir::Action,
    ) -> Vec<ReferenceOr<Parameter>> {
        let mut parameters = self.keys(resource, action);
        parameters.extend(self.view_parameter(action));
        if let (ir::ActionKind::List, Some(list)) = (action.kind, &resource.list) {
            parameters.extend(window(list));
            parameters.extend(self.sort_parameter(resource, list));
            parameters.extend(self.filters(resource, list));
        }
        parameters.extend(action.query.iter().map(|field| self.query_parameter(field)));
        let mut parameters: Vec<_> = parameters.into_iter().map(ReferenceOr::Item).collect();
        if answers::has_version(self.service, action) && action.method == ir::Method::Get {
            parameters.push(self.parameter("IfNoneMatch", if_none_match));
        }
        if answers::is_conditional(self.service, action) {
            parameters.push(self.parameter("IfMatch", if_match));
        }
        parameters
    }

    fn keys(&self, resource: &ir::Resource, action: &ir::Action) -> Vec<Parameter> {
        hrefs::parameters_of(resource, &action.path)
            .into_iter()
            .map(|(name, entity)| {
                let spoken = naming::spoken(self.service.entity(entity));
                let schema = ReferenceOr::Item(self.key(entity));
                let parameter_data = ParameterData {
                    required: true,
                    ..data(&name, format!("Key of the {spoken}."), schema)
                };
                Parameter::Path {
                    parameter_data,
                    style: PathStyle::Simple,
                }
            })
            .collect()
    }

    fn view_parameter(&self, action: &ir::Action) -> Option<Parameter> {
        let views = answers::views(self.service, action)?;
        let names: Vec<&str> = views
            .offered
            .iter()
            .map(|view| view.name.as_str())
            .collect();
        let wires: Vec<Option<&str>> = names.iter().copied().map(Some).collect();
        let mut schema = plain::text_in(&wires);
        schema.schema_data.default = Some(views.default.name.as_str().into());
        Some(query(
            "view",
            "Which view is sent.",
            ReferenceOr::Item(schema),
        ))
    }

    fn sort_parameter(&self, resource: &ir::Resource, list: &ir::ListPolicy) -> Option<Parameter> {
        if list.sorts.is_empty() {
            return None;
        }
        let entity = self.service.entity(resource.entity?);
        let names = list.sorts.iter().map(|sort| sort_name(entity, *sort));
        let orders: Vec<String> = names
            .flat_map(|name| [name.to_owned(), format!("-{name}")])
            .collect();
        let wires: Vec<Option<&str>> = orders.iter().map(|order| Some(order.as_str())).collect();
        let mut schema = plain::text_in(&wires);
        let name = sort_name(entity, list.default_sort.by);
        let sign = if list.default_sort.descending {
            "-"
        } else {
            ""
        };
        let default = format!("{sign}{name}");
        let description = if orders.contains(&default) {
            schema.schema_data.default = Some(default.into());
            "The order of the list; `-` is descending.".to_owned()
        } else {
            format!("The order of the list; `-` is descending. Unless given: `{default}`.")
        };
        Some(query("sort", &description, ReferenceOr::Item(schema)))
    }

    fn filters(&mut self, resource: &ir::Resource, list: &ir::ListPolicy) -> Vec<Parameter> {
        let Some(entity_id) = resource.entity else {
            return Vec::new();
        };
        let entity = self.service.entity(entity_id);
        filter_parameters(self.service, entity, list)
            .into_iter()
            .map(|filter| {
                let (schema, name) = match filter.by {
                    ir::FilterBy::BelongsTo(id) => {
                        let relation = entity.relation_to_one(id);
                        (
                            ReferenceOr::Item(self.key(relation.entity)),
                            naming::relation_id(&relation.name),
                        )
                    }
                    ir::FilterBy::ManyToMany(id) => {
                        let relation = &entity.many_to_many[id.0];
                        (
                            ReferenceOr::Item(self.key(relation.entity)),
                            relation.name.clone(),
                        )
                    }
                    ir::FilterBy::Attribute(id) => {
                        let attribute = entity.attribute(id);
                        let schema = if attribute.role == ir::AttributeRole::Key {
                            ReferenceOr::Item(self.key(entity_id))
                        } else {
                            let said = Said {
                                example: said_example(entity, attribute),
                                ..Said::default()
                            };
                            let value = filter.value.as_ref().unwrap_or(&attribute.value);
                            self.property(&attribute.name, value, said)
                        };
                        (schema, attribute.name.clone())
                    }
                };
                query(&filter.called.sent, &condition(&name, &filter), schema)
            })
            .collect()
    }

    fn query_parameter(&mut self, field: &ir::Field) -> Parameter {
        let example = field
            .example
            .as_ref()
            .map(|literal| scalar::json(&field.value, literal));
        let said = Said {
            default: field.default.as_ref(),
            example,
            ..Said::default()
        };
        let schema = self.property(&field.name, &field.value, said);
        let required = field.presence == ir::Presence::Required && field.default.is_none();
        let words = format!("The {}.", docs::words(&field.name));
        let mut parameter = query(
            &field.name,
            field.description.as_deref().unwrap_or(&words),
            schema,
        );
        if let Parameter::Query { parameter_data, .. } = &mut parameter {
            parameter_data.required = required;
            parameter_data.deprecated = field.deprecated.then_some(true);
        }
        parameter
    }
}

/// What a filter lets through.
fn condition(name: &str, filter: &FilterParameter) -> String {
    let is_time = matches!(
        filter.value,
        Some(ir::Value {
            shape: ir::Shape::DateTime | ir::Shape::Date,
            ..
        })
    );
    let words = match (filter.operator, is_time) {
        (ir::FilterOperator::Equal, _) => "is this",
        (ir::FilterOperator::Greater, true) => "is after this",
        (ir::FilterOperator::Greater, false) => "is more than this",
        (ir::FilterOperator::GreaterOrEqual, true) => "is this or later",
        (ir::FilterOperator::GreaterOrEqual, false) => "is this or more",
        (ir::FilterOperator::Less, true) => "is before this",
        (ir::FilterOperator::Less, false) => "is less than this",
        (ir::FilterOperator::LessOrEqual, true) => "is this or earlier",
        (ir::FilterOperator::LessOrEqual, false) => "is this or less",
    };
    match filter.by {
        ir::FilterBy::ManyToMany(_) => format!("Only those that have this among their `{name}`."),
        _ => format!("Only those whose `{name}` {words}."),
    }
}

/// Which part of a list is wanted.
fn window(list: &ir::ListPolicy) -> Vec<Parameter> {
    let mut limit = plain::of(SchemaKind::Type(Type::Integer(IntegerType {
        format: VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32),
        minimum: Some(1),
        maximum: Some(list.max.into()),
        ..IntegerType::default()
    })));
    limit.schema_data.default = Some(list.page.into());
    let cursor = "Where to go on: `next` of the page before. It belongs to this list with the same filters, \
                  order and view.";
    let mut parameters = vec![
        query(
            "limit",
            "How many are sent at most.",
            ReferenceOr::Item(limit),
        ),
        query("cursor", cursor, ReferenceOr::Item(plain::text())),
    ];
    if list.total {
        let mut total = plain::truth();
        total.schema_data.default = Some(false.into());
        parameters.push(query(
            "total",
            "Whether the whole list is counted.",
            ReferenceOr::Item(total),
        ));
    }
    parameters
}

fn if_none_match() -> Parameter {
    header(
        "If-None-Match",
        "Tags of what the client has: 304 is answered for these (RFC 9110 §13.1.2).",
    )
}

fn if_match() -> Parameter {
    header(
        "If-Match",
        "Tags of the version that is meant: 412 is answered for any other (RFC 9110 §13.1.1).",
    )
}

fn header(name: &str, description: &str) -> Parameter {
    let mut schema = plain::text();
    schema.schema_data.example = Some(examples::ENTITY_TAG.into());
    let parameter_data = data(name, description.to_owned(), ReferenceOr::Item(schema));
    Parameter::Header {
        parameter_data,
        style: HeaderStyle::Simple,
    }
}

fn query(name: &str, description: &str, schema: ReferenceOr<Schema>) -> Parameter {
    Parameter::Query {
        parameter_data: data(name, description.to_owned(), schema),
        allow_reserved: false,
        style: QueryStyle::Form,
        allow_empty_value: None,
    }
}

fn data(name: &str, description: String, schema: ReferenceOr<Schema>) -> ParameterData {
    ParameterData {
        name: name.to_owned(),
        description: Some(description),
        required: false,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schema),
        example: None,
        examples: Default::default(),
        explode: None,
        extensions: Default::default(),
    }
}
