//! Lowers translators: from what was read to what is sent, with one read per relation whatever the number of rows.

use super::super::reads::{ManyRelation, Nested, Reads, ViewOf};
use super::super::views::{may_be_missing, relation_name};
use super::super::{docs, naming};
use super::columns::attribute_column;
use super::domain::{computed_module, nested_method};
use super::projections::{Projection, projection};
use crate::ir;
use crate::names::{rust_ident, snake, suffixed_ident};
use crate::plan::engine::translator::{Field, Links, Load, Many, One, Translator, View, ViewRead};
use crate::print::{Imports, list};

/// The views of a media type that somebody reads.
pub(super) fn translator(
    service: &ir::Service,
    reads: &Reads,
    media_type: ir::MediaTypeId,
) -> Option<Translator> {
    let of: Vec<ViewOf> = reads
        .views
        .iter()
        .copied()
        .filter(|of| of.0 == media_type)
        .collect();
    if of.is_empty() || !matches!(service.media_type(media_type).source, ir::Source::Entity(_)) {
        return None;
    }
    let mut imports = Imports::default();
    let views = of
        .into_iter()
        .map(|of| view(service, reads, of, &mut imports))
        .collect();
    let name = &service.media_type(media_type).name;
    Some(Translator {
        module: crate::names::module(&snake(name)),
        title: docs::sentence(&naming::spoken_many(name)),
        imports: imports.render("engine"),
        views,
    })
}

/// Whether a view is made with the help of further reads.
pub(in crate::lower) fn nests(service: &ir::Service, of: ViewOf) -> bool {
    service
        .view(of.0, of.1)
        .fields
        .iter()
        .any(|field| matches!(field, ir::ViewField::Nested { .. }))
}

/// Whether making a view may fail: a hand-written attribute is not written yet.
pub(in crate::lower) fn may_fail(service: &ir::Service, of: ViewOf) -> bool {
    let ir::Source::Entity(entity) = service.media_type(of.0).source else {
        return false;
    };
    let entity = service.entity(entity);
    service
        .view(of.0, of.1)
        .fields
        .iter()
        .any(|field| match field {
            ir::ViewField::Attribute(id) => entity.attributes[id.0].computed.is_some(),
            _ => false,
        })
}

/// Expression of the views of `rows`, a `Vec` of projections.
pub(in crate::lower) fn translate_all(
    service: &ir::Service,
    of: ViewOf,
    module: &str,
    ports: &str,
) -> String {
    let function = naming::view_function(service.media_type(of.0), service.view(of.0, of.1));
    if nests(service, of) {
        format!("{module}{function}_all({ports}, caller, rows).await?")
    } else if may_fail(service, of) {
        format!("rows.into_iter().map({module}{function}).collect::<Result<_, _>>()?")
    } else {
        format!("rows.into_iter().map({module}{function}).collect()")
    }
}

fn view(service: &ir::Service, reads: &Reads, of: ViewOf, imports: &mut Imports) -> View {
    let projection = projection(service, reads, of);
    let media_type = service.media_type(of.0);
    let view = service.view(of.0, of.1);
    imports.add(format!("crate::generated::domain::{}", projection.name));
    imports.add(format!("contract::{}", projection.view));
    imports.add(format!("contract::{}Fields", projection.view));
    let lowering = Lowering {
        service,
        reads,
        entity: service.entity(projection.entity),
        projection: &projection,
    };
    let fields = view
        .fields
        .iter()
        .map(|field| lowering.field(field, imports))
        .collect();
    let has_links = view
        .fields
        .iter()
        .any(|field| matches!(field, ir::ViewField::Links));
    let links = has_links.then(|| lowering.links(media_type, imports));
    let fails = may_fail(service, of);
    let output = if fails {
        imports.add("crate::generated::usecase::Error");
        format!("Result<{}, Error>", projection.view)
    } else {
        projection.view.clone()
    };
    let mut parameters = vec![format!("row: {}", projection.name)];
    parameters.extend(lowering.nested_parameters(view, imports));
    let signature = list(
        0,
        &format!("pub(crate) fn {}(", projection.function),
        &parameters,
        &format!(") -> {output} {{"),
    );
    View {
        docs: vec![format!("The view `{}` of what was read.", view.name)],
        function: projection.function.clone(),
        projection: projection.name.clone(),
        view: projection.view.clone(),
        signature,
        fields,
        links,
        fails,
        many: nests(service, of).then(|| lowering.many(view, imports)),
        one: lowering.one(of, imports),
    }
}

struct Lowering<'a> {
    service: &'a ir::Service,
    reads: &'a Reads,
    entity: &'a ir::Entity,
    projection: &'a Projection,
}

impl Lowering<'_> {
    fn field(&self, field: &ir::ViewField, imports: &mut Imports) -> Field {
        match field {
            ir::ViewField::Attribute(id) => {
                let attribute = &self.entity.attributes[id.0];
                let ident = rust_ident(&attribute.name);
                let value = match &attribute.computed {
                    Some(computed) => self.computed(attribute, computed, imports),
                    None => format!("row.{ident}"),
                };
                Field { ident, value }
            }
            ir::ViewField::BelongsToId(id) => {
                let ident = rust_ident(&naming::relation_id(&self.entity.belongs_to[id.0].name));
                Field {
                    value: format!("row.{ident}"),
                    ident,
                }
            }
            ir::ViewField::Count(relation) => {
                let ident = super::projections::count_name(self.entity, *relation);
                Field {
                    value: format!("row.{ident}"),
                    ident,
                }
            }
            ir::ViewField::Links => Field {
                ident: "links".to_owned(),
                value: "links".to_owned(),
            },
            ir::ViewField::Nested { relation, .. } => {
                let name = relation_name(self.entity, *relation);
                let local = suffixed_ident(name);
                Field {
                    ident: rust_ident(name),
                    value: local,
                }
            }
        }
    }

    fn computed(
        &self,
        attribute: &ir::Attribute,
        computed: &ir::Computed,
        imports: &mut Imports,
    ) -> String {
        let module = computed_module(self.entity, attribute);
        imports.add(format!("crate::generated::domain::{module}"));
        let arguments: Vec<String> = computed
            .needs
            .iter()
            .map(|id| {
                format!(
                    "&row.{}",
                    attribute_column(self.service, self.entity, *id).ident
                )
            })
            .collect();
        format!(
            "{module}::{}({})?",
            rust_ident(&attribute.name),
            arguments.join(", ")
        )
    }

    fn links(&self, media_type: &ir::MediaType, imports: &mut Imports) -> Links {
        imports.add("contract::href");
        let name = naming::links_type(media_type);
        imports.add(format!("contract::{name}"));
        imports.add(format!("contract::{name}Fields"));
        let fields = media_type
            .links
            .iter()
            .map(|link| self.link(link))
            .collect();
        Links { name, fields }
    }

    fn link(&self, link: &ir::Link) -> Field {
        let function = |resource: ir::ResourceId, item: bool| {
            naming::href_function(self.service.resource(resource), item)
        };
        match link {
            ir::Link::Itself { resource } => {
                let parent = self.service.resource(*resource).parent.map(|parent| {
                    let relation = &self.entity.belongs_to[parent.relation.0];
                    format!("row.{}, ", rust_ident(&naming::relation_id(&relation.name)))
                });
                let value = format!(
                    "href::{}({}row.id)",
                    function(*resource, true),
                    parent.unwrap_or_default()
                );
                Field {
                    ident: "itself".to_owned(),
                    value,
                }
            }
            ir::Link::BelongsTo { relation, resource } => {
                let relation = &self.entity.belongs_to[relation.0];
                let column = rust_ident(&naming::relation_id(&relation.name));
                let function = function(*resource, true);
                let value = if relation.optional {
                    format!("row.{column}.map(href::{function})")
                } else {
                    format!("href::{function}(row.{column})")
                };
                Field {
                    ident: rust_ident(&relation.name),
                    value,
                }
            }
            ir::Link::HasMany { relation, resource } => {
                let relation = &self.entity.has_many[relation.0];
                let value = format!("href::{}(row.id)", function(*resource, false));
                Field {
                    ident: rust_ident(&relation.name),
                    value,
                }
            }
        }
    }

    fn nested<'v>(
        &self,
        view: &'v ir::View,
    ) -> impl Iterator<Item = (ir::Relation, ViewOf)> + use<'v> {
        view.fields.iter().filter_map(|field| match field {
            ir::ViewField::Nested {
                relation,
                media_type,
                view,
                ..
            } => Some((*relation, (*media_type, *view))),
            _ => None,
        })
    }

    fn view_type(&self, of: ViewOf) -> String {
        naming::view_type(self.service.media_type(of.0), self.service.view(of.0, of.1))
    }

    fn missing(&self, id: ir::BelongsToId) -> bool {
        may_be_missing(self.service, self.entity, &self.entity.belongs_to[id.0])
    }

    fn nested_parameters(&self, view: &ir::View, imports: &mut Imports) -> Vec<String> {
        self.nested(view)
            .map(|(relation, of)| {
                let ty = self.view_type(of);
                imports.add(format!("contract::{ty}"));
                let local = suffixed_ident(relation_name(self.entity, relation));
                let ty = match relation {
                    ir::Relation::BelongsTo(id) if self.missing(id) => format!("Option<{ty}>"),
                    ir::Relation::BelongsTo(_) => ty,
                    _ => format!("Vec<{ty}>"),
                };
                format!("{local}: {ty}")
            })
            .collect()
    }

    fn one(&self, of: ViewOf, imports: &mut Imports) -> Option<One> {
        if !self.reads.one.contains(&of) || !nests(self.service, of) {
            return None;
        }
        for path in [
            "contract::Caller",
            "crate::generated::usecase::Error",
            "crate::generated::usecase::Ports",
        ] {
            imports.add(path);
        }
        let parameters = [
            "ports: &Ports".to_owned(),
            "caller: &Caller".to_owned(),
            format!("row: {}", self.projection.name),
        ];
        Some(One {
            all: format!("{}_all", self.projection.function),
            signature: list(
                0,
                &format!("pub(crate) async fn {}_one(", self.projection.function),
                &parameters,
                &format!(") -> Result<{}, Error> {{", self.projection.view),
            ),
        })
    }

    fn many(&self, view: &ir::View, imports: &mut Imports) -> Many {
        for path in [
            "contract::Caller",
            "crate::generated::usecase::Error",
            "crate::generated::usecase::Ports",
        ] {
            imports.add(path);
        }
        let mut loads = Vec::new();
        let mut bindings = Vec::new();
        let mut arguments = vec!["row".to_owned()];
        for (relation, of) in self.nested(view) {
            let (load, found) = self.load(relation, of, imports);
            loads.push(load);
            let local = suffixed_ident(relation_name(self.entity, relation));
            bindings.push(format!("let {local} = {found};"));
            arguments.push(local);
        }
        let fails = may_fail(self.service, self.projection.of);
        let parameters = [
            "ports: &Ports".to_owned(),
            "caller: &Caller".to_owned(),
            format!("rows: Vec<{}>", self.projection.name),
        ];
        let count = loads.len();
        let queries = if count == 1 {
            "one query".to_owned()
        } else {
            format!("{count} queries")
        };
        Many {
            docs: vec![format!(
                "The view `{}` of each row: {queries} for what they nest, however many they are.",
                view.name
            )],
            signature: list(
                0,
                &format!("pub(crate) async fn {}_all(", self.projection.function),
                &parameters,
                &format!(") -> Result<Vec<{}>, Error> {{", self.projection.view),
            ),
            loads,
            bindings,
            call: list(
                8,
                &format!("views.push({}(", self.projection.function),
                &arguments,
                if fails { ")?);" } else { "));" },
            ),
        }
    }

    /// Statements that read what a relation points to for all rows, and the expression of it for one row.
    fn load(&self, relation: ir::Relation, of: ViewOf, imports: &mut Imports) -> (Load, String) {
        let name = relation_name(self.entity, relation);
        let local = suffixed_ident(name);
        let function =
            naming::view_function(self.service.media_type(of.0), self.service.view(of.0, of.1));
        let ir::Source::Entity(target_id) = self.service.media_type(of.0).source else {
            unreachable!("check: what is nested is of an entity");
        };
        let target = self.service.entity(target_id);
        match relation {
            ir::Relation::BelongsTo(id) => {
                let relation = &self.entity.belongs_to[id.0];
                let column = rust_ident(&naming::relation_id(&relation.name));
                imports.add("super::distinct");
                let keys = if relation.optional {
                    format!("let ids = distinct(rows.iter().filter_map(|row| row.{column}));")
                } else {
                    format!("let ids = distinct(rows.iter().map(|row| row.{column}));")
                };
                let mut statements = vec![keys];
                let found = format!("{local}_found");
                if target.engine == self.entity.engine {
                    let read = format!(
                        "let rows = ports.repositories.{}.{function}_by_ids(caller, &ids).await?;",
                        naming::repository_field(target)
                    );
                    let translate = self.translate(of, imports);
                    imports.add("super::by_id");
                    statements.push(format!("let {found} = {{\n        {read}\n        by_id({translate}, |view| view.id)\n    }};"));
                } else {
                    let port = rust_ident(&self.service.engine(target.engine).name);
                    statements.push(format!(
                        "let {found} = ports.{port}.{function}(caller, &ids).await?;"
                    ));
                }
                let argument = match (relation.optional, self.missing(id)) {
                    (true, _) => format!("row.{column}.and_then(|id| {found}.get(&id).cloned())"),
                    (false, true) => format!("{found}.get(&row.{column}).cloned()"),
                    (false, false) => {
                        imports.add("super::present");
                        format!("present(&{found}, row.{column})?")
                    }
                };
                (Load { statements }, argument)
            }
            ir::Relation::HasMany(_) | ir::Relation::ManyToMany(_) => {
                let relation = match relation {
                    ir::Relation::HasMany(id) => ManyRelation::HasMany(id),
                    ir::Relation::ManyToMany(id) => ManyRelation::ManyToMany(id),
                    ir::Relation::BelongsTo(_) => unreachable!("matched above"),
                };
                let nested = Nested {
                    parent: self.projection.entity,
                    relation,
                    view: of,
                };
                let method = nested_method(self.service, &nested);
                imports.add("super::grouped");
                let read = list(
                    8,
                    &format!(
                        "let pairs = ports.repositories.{}.{method}(",
                        naming::repository_field(target)
                    ),
                    &["caller".to_owned(), "&ids".to_owned()],
                    ").await?;",
                );
                let translate = self.translate(of, imports);
                let statement = format!(
                    "let ids: Vec<_> = rows.iter().map(|row| row.id).collect();\n    let mut {local}_found = {{\n        {read}\n        let (parents, rows): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();\n        grouped(parents, {translate})\n    }};"
                );
                let argument = format!("{local}_found.remove(&row.id).unwrap_or_default()");
                (
                    Load {
                        statements: vec![statement],
                    },
                    argument,
                )
            }
        }
    }

    fn translate(&self, of: ViewOf, imports: &mut Imports) -> String {
        let media_type = self.service.media_type(of.0);
        let module = if of.0 == self.projection.of.0 {
            String::new()
        } else {
            let module = crate::names::module(&snake(&media_type.name));
            imports.add(format!("super::{module}"));
            format!("{module}::")
        };
        let ty = self.view_type(of);
        let expression = translate_all(self.service, of, &module, "ports");
        if expression.ends_with("collect()") {
            expression.replace("collect()", &format!("collect::<Vec<{ty}>>()"))
        } else {
            expression.replace(
                "collect::<Result<_, _>>()",
                &format!("collect::<Result<Vec<{ty}>, _>>()"),
            )
        }
    }
}

/// How a view is read by keys for other engines.
pub(super) fn view_read(service: &ir::Service, of: ViewOf) -> ViewRead {
    let ir::Source::Entity(entity) = service.media_type(of.0).source else {
        unreachable!("check: only views of entities are published");
    };
    let media_type = service.media_type(of.0);
    let module = format!(
        "translator::{}::",
        crate::names::module(&snake(&media_type.name))
    );
    let ty = naming::view_type(media_type, service.view(of.0, of.1));
    let translate = translate_all(service, of, &module, "&self.ports");
    ViewRead {
        repository: naming::repository_field(service.entity(entity)),
        method: format!(
            "{}_by_ids",
            naming::view_function(media_type, service.view(of.0, of.1))
        ),
        translate: translate.replace("collect()", &format!("collect::<Vec<{ty}>>()")),
    }
}
