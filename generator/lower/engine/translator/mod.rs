//! Lowers translators: from what was read to what is sent, with one read per relation whatever the number of rows.

mod fields;
mod many;
mod plain;

use super::projections::{Projection, projection};
use crate::ir;
use crate::lower::reads::{Reads, ViewOf};
use crate::lower::{docs, naming};
use crate::names::{module, snake};
use crate::plan::engine::translator::{Field, Links, NestedParts, Translator, View, ViewRead};
use crate::print::{Imports, initializer, list};

/// The views of a media type that the engine makes: those of its entities that somebody reads, and those of values that
/// its actions answer with.
pub(super) fn translator(
    service: &ir::Service,
    reads: &Reads,
    engine: ir::EngineId,
    media_type: ir::MediaTypeId,
) -> Option<Translator> {
    let entity = match service.media_type(media_type).source {
        ir::Source::Entity(entity) => entity,
        ir::Source::Type(ty) => return plain::translator(service, engine, media_type, ty),
    };
    if service.entity(entity).engine != engine {
        return None;
    }
    let read = reads.of(entity).views.iter().copied();
    let of: Vec<ViewOf> = read.filter(|of| of.0 == media_type).collect();
    if of.is_empty() {
        return None;
    }
    let mut imports = Imports::default();
    let views = of
        .into_iter()
        .map(|of| view(service, reads, of, &mut imports))
        .collect();
    let name = &service.media_type(media_type).name;
    Some(Translator {
        module: module(&snake(name)),
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

/// Whether a view nests more than a function should have parameters: seven, says clippy, and the row is one of them.
fn is_much(view: &ir::View) -> bool {
    let nested = view.fields.iter();
    let nested = nested.filter(|field| matches!(field, ir::ViewField::Nested { .. }));
    nested.count() > 6
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

/// How a view is read by keys for other engines.
pub(super) fn view_read(service: &ir::Service, of: ViewOf) -> ViewRead {
    let ir::Source::Entity(entity) = service.media_type(of.0).source else {
        unreachable!("check: only views of entities are published");
    };
    let media_type = service.media_type(of.0);
    let module = format!("translator::{}::", module(&snake(&media_type.name)));
    let ty = naming::view_type(media_type, service.view(of.0, of.1));
    let translate = translate_all(service, of, &module, "&layers.ports");
    ViewRead {
        repository: naming::repository_field(service.entity(entity)),
        method: format!(
            "{}_by_ids",
            naming::view_function(media_type, service.view(of.0, of.1))
        ),
        translate: translate
            .replace("collect()", &format!("collect::<Vec<{ty}>>()"))
            .replace("Result<_, _>", &format!("Result<Vec<{ty}>, _>")),
    }
}

struct Lowering<'a> {
    service: &'a ir::Service,
    reads: &'a Reads,
    entity: &'a ir::Entity,
    projection: &'a Projection,
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
    let fields = view.fields.iter();
    let fields: Vec<Field> = fields.map(|field| lowering.field(view, field)).collect();
    let computed = view.fields.iter();
    let computed = computed.filter_map(|field| lowering.computed(field, imports));
    let computed: Vec<Field> = computed.collect();
    let mut shown = view.fields.iter();
    let links = shown
        .any(|field| matches!(field, ir::ViewField::Links))
        .then(|| lowering.links(media_type, imports));
    let nested = lowering.nested_parts(media_type, view, imports);
    let row = row_parameter(&fields, &computed, links.as_ref());
    View {
        docs: vec![format!("The view `{}` of what was read.", view.name)],
        function: projection.function.clone(),
        view: projection.view.clone(),
        signature: lowering.signature(view, &row, nested.as_ref(), imports),
        nested,
        computed,
        fields: fields
            .iter()
            .map(|field| initializer(&field.ident, &field.value))
            .collect(),
        links,
        fails: may_fail(service, of),
        many: nests(service, of).then(|| lowering.many(media_type, view, imports)),
        one: lowering.one(of, imports),
    }
}

/// What a view is made of, called as if it were unused where nothing of it is shown but what it is related to.
fn row_parameter(fields: &[Field], computed: &[Field], links: Option<&Links>) -> String {
    let links = links.iter().flat_map(|links| &links.fields);
    let values = fields.iter().chain(links).map(|field| &field.value);
    let mut values = values.chain(computed.iter().map(|field| &field.value));
    let asks = values.any(|value| value.contains("row."));
    if asks { "row" } else { "_row" }.to_owned()
}

impl Lowering<'_> {
    /// The function that makes a view of one row and of what it nests.
    fn signature(
        &self,
        view: &ir::View,
        row: &str,
        nested: Option<&NestedParts>,
        imports: &mut Imports,
    ) -> String {
        let output = if may_fail(self.service, self.projection.of) {
            imports.add("crate::generated::usecase::Error");
            format!("Result<{}, Error>", self.projection.view)
        } else {
            self.projection.view.clone()
        };
        let mut parameters = vec![format!("{row}: {}", self.projection.name)];
        match nested {
            Some(nested) => parameters.push(format!("nested: {}", nested.name)),
            None => parameters.extend(self.nested_parameters(view, imports)),
        }
        list(
            0,
            &format!("pub(crate) fn {}(", self.projection.function),
            &parameters,
            &format!(") -> {output} {{"),
        )
    }

    fn view_type(&self, of: ViewOf) -> String {
        naming::view_type(self.service.media_type(of.0), self.service.view(of.0, of.1))
    }
}
