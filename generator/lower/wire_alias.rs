//! Names that clients would keep: generated code does not follow `wire_alias` so far, and says so rather than breaking
//! them.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::ir::{self, Renamed, TypeKind};

codes! {
    /// `wire_alias: true` asks for the old name on the wire. `moguera design diff` understands it; generated services do
    /// not keep old names so far, so nothing is generated that would break clients against what the design says.
    NOT_KEPT = "E0501";
}

/// A finding for each name that would have to be kept.
pub fn refused(service: &ir::Service) -> Diagnostics {
    let mut found = Diagnostics::new();
    for renamed in all(service).into_iter().filter(|it| it.wire_alias) {
        let message = "generated services do not keep old names on the wire so far";
        found.push(
            Diagnostic::new(NOT_KEPT, renamed.span, message)
                .label("the old name")
                .help("leave `wire_alias` away, and tell clients; or keep the name"),
        );
    }
    found
}

/// Everything that was called otherwise before.
fn all(service: &ir::Service) -> Vec<&Renamed> {
    let mut all: Vec<&Renamed> = Vec::new();
    for entity in &service.entities {
        all.extend(&entity.renamed);
        all.extend(
            entity
                .attributes
                .iter()
                .filter_map(|it| it.renamed.as_ref()),
        );
        all.extend(
            entity
                .belongs_to
                .iter()
                .filter_map(|it| it.renamed.as_ref()),
        );
        all.extend(entity.has_many.iter().filter_map(|it| it.renamed.as_ref()));
        all.extend(
            entity
                .many_to_many
                .iter()
                .filter_map(|it| it.renamed.as_ref()),
        );
    }
    for ty in &service.types {
        all.extend(ty.renamed_values.iter().map(|(_, renamed)| renamed));
        if let TypeKind::Object(fields) = &ty.kind {
            all.extend(fields.iter().filter_map(|it| it.renamed.as_ref()));
        }
    }
    let views = service.media_types.iter().flat_map(|it| &it.views);
    all.extend(views.filter_map(|it| it.renamed.as_ref()));
    for resource in &service.resources {
        all.extend(&resource.renamed);
        for action in &resource.actions {
            all.extend(&action.renamed);
            all.extend(action.query.iter().filter_map(|it| it.renamed.as_ref()));
        }
    }
    all
}
