//! Lowers computed attributes: each is a function of the team's that is given the columns it needs.

use crate::ir;
use crate::lower::engine::columns::attribute_column;
use crate::lower::reads::Reads;
use crate::lower::{before, docs, naming, rust_type};
use crate::names::{rust_ident, suffixed_ident};
use crate::plan::engine::domain::Computed;
use crate::print::{Imports, list};
use std::collections::BTreeSet;

/// Scaffolded functions of computed attributes that some view shows.
pub(in crate::lower) fn computed(
    service: &ir::Service,
    reads: &Reads,
    id: ir::EntityId,
) -> Vec<Computed> {
    let entity = service.entity(id);
    let views = reads.of(id).views.iter();
    let shown: BTreeSet<ir::AttributeId> = views
        .flat_map(|of| &service.view(of.0, of.1).fields)
        .filter_map(|field| match field {
            ir::ViewField::Attribute(id) => Some(*id),
            _ => None,
        })
        .collect();
    shown
        .into_iter()
        .map(|id| entity.attribute(id))
        .filter_map(|attribute| {
            let computed = attribute.computed.as_ref()?;
            Some(computed_function(service, entity, attribute, computed))
        })
        .collect()
}

fn computed_function(
    service: &ir::Service,
    entity: &ir::Entity,
    attribute: &ir::Attribute,
    computed: &ir::Computed,
) -> Computed {
    let mut imports = Imports::default();
    let parameters: Vec<(String, String)> = computed
        .needs
        .iter()
        .map(|id| {
            let column = attribute_column(service, entity, *id);
            imports.extend(&column.ty.imports);
            let ty = format!("&{}", borrowed(&column.ty.text));
            (suffixed_ident(&column.name), ty)
        })
        .collect();
    let declared = parameters.iter().map(|(name, ty)| format!("{name}: {ty}"));
    let declared: Vec<String> = declared.collect();
    let ty = rust_type::with_presence(
        rust_type::of_value(service, &attribute.value),
        attribute.presence,
    );
    imports.extend(&ty.imports);
    imports.add("crate::generated::domain::NotImplemented");
    let function = rust_ident(&attribute.name);
    let otherwise = format!(
        "The {} of the {}.",
        docs::words(&attribute.name),
        naming::spoken(entity)
    );
    Computed {
        file: naming::computed_file(entity, attribute),
        before: before::computed(entity, attribute),
        unused: parameters.into_iter().map(|(name, _)| name).collect(),
        module: naming::computed_module(entity, attribute),
        docs: docs::or(attribute.description.as_deref(), &otherwise),
        imports: imports.render("engine"),
        signature: list(
            0,
            &format!("pub(crate) fn {function}("),
            &declared,
            &format!(") -> Result<{}, NotImplemented> {{", ty.text),
        ),
        function,
    }
}

fn borrowed(ty: &str) -> String {
    match ty {
        "String" => "str".to_owned(),
        _ => ty.to_owned(),
    }
}
