//! Lowers the translators of media types that show a plain type: a value of hand-written code goes in, a view of it comes
//! out.

use crate::ir;
use crate::lower::docs;
use crate::lower::naming;
use crate::lower::reads::ViewOf;
use crate::names::{module, rust_ident, snake};
use crate::plan::engine::translator::{Translator, View};
use crate::print::{Imports, initializer, list};
use std::collections::BTreeSet;

/// The views of a media type that actions of the engine answer with.
pub(super) fn translator(
    service: &ir::Service,
    engine: ir::EngineId,
    media_type: ir::MediaTypeId,
    ty: ir::TypeId,
) -> Option<Translator> {
    let answered = answered(service, engine, media_type);
    if answered.is_empty() {
        return None;
    }
    let name = &service.media_type(media_type).name;
    let mut imports = Imports::default();
    imports.add(format!("contract::{}", service.ty(ty).name));
    let views = answered
        .into_iter()
        .map(|view| self::view(service, (media_type, view), ty, &mut imports));
    let views = views.collect();
    Some(Translator {
        module: module(&snake(name)),
        title: docs::sentence(&naming::spoken_many(name)),
        imports: imports.render("engine"),
        views,
    })
}

fn answered(
    service: &ir::Service,
    engine: ir::EngineId,
    wanted: ir::MediaTypeId,
) -> BTreeSet<ir::ViewId> {
    let resources = service.resources.iter();
    let actions = resources
        .filter(|resource| resource.engine == engine)
        .flat_map(|resource| &resource.actions);
    let views = actions.filter_map(|action| match &action.response.body {
        ir::ResponseBody::MediaType {
            media_type, views, ..
        } if *media_type == wanted => Some(views),
        _ => None,
    });
    views.flatten().copied().collect()
}

fn view(service: &ir::Service, of: ViewOf, ty: ir::TypeId, imports: &mut Imports) -> View {
    let (media_type, view) = (service.media_type(of.0), service.view(of.0, of.1));
    let function = naming::view_function(media_type, view);
    let name = naming::view_type(media_type, view);
    imports.add(format!("contract::{name}"));
    imports.add(format!("contract::{name}Fields"));
    let ir::TypeKind::Object(shown) = &service.ty(ty).kind else {
        unreachable!("check: a media type of a type is of an object");
    };
    let field = |field: &ir::ViewField| {
        let ir::ViewField::Attribute(id) = field else {
            unreachable!("resolve: views of a type list its attributes");
        };
        let ident = rust_ident(&shown[id.0].name);
        initializer(&ident, &format!("value.{ident}"))
    };
    View {
        docs: vec![format!("The view `{}` of a value.", view.name)],
        signature: list(
            0,
            &format!("pub(crate) fn {function}("),
            &[format!("value: {}", service.ty(ty).name)],
            &format!(") -> {name} {{"),
        ),
        function,
        view: name,
        nested: None,
        computed: Vec::new(),
        fields: view.fields.iter().map(field).collect(),
        links: None,
        fails: false,
        many: None,
        one: None,
    }
}
