//! What a value holds, all in all: each part may be small and the whole be endless all the same, if each holds two of the
//! next.

use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, MediaTypeId, Shape, TypeId, TypeKind, Value, ViewField, ViewId};
use std::collections::BTreeMap;

/// More parts than anybody reads, and few enough that examples of them take no time.
const MOST: u64 = 2_000;

const HELP: &str =
    "send less at once: name what is inside by its id, or put it into a resource of its own";

/// Values of types stay readable.
pub(super) fn no_giant_type(service: &ir::Service, found: &mut Diagnostics) {
    let mut sizes = Sizes::of(service);
    for (index, ty) in service.types.iter().enumerate() {
        let size = sizes.ty(TypeId(index));
        if size > MOST {
            let message = format!("a value of type {} has {size} parts", quoted(&ty.name));
            found.push(giant(message, ty.span));
        }
    }
}

/// So do views with everything that they nest.
pub(super) fn no_giant_view(service: &ir::Service, found: &mut Diagnostics) {
    let mut sizes = Sizes::of(service);
    for (index, media_type) in service.media_types.iter().enumerate() {
        for (position, view) in media_type.views.iter().enumerate() {
            let size = sizes.view(MediaTypeId(index), ViewId(position));
            if size > MOST {
                let message = format!(
                    "the view {} of {} has {size} parts",
                    quoted(&view.name),
                    quoted(&media_type.name)
                );
                found.push(giant(message, view.span));
            }
        }
    }
}

fn giant(message: String, span: crate::source::Span) -> Diagnostic {
    Diagnostic::new(codes::GIANT, span, message)
        .label(format!("at most {MOST}, with all that is inside"))
        .help(HELP)
}

/// How many parts things have that were counted already. What is being counted, because it holds itself, counts as one.
struct Sizes<'a> {
    service: &'a ir::Service,
    types: BTreeMap<TypeId, u64>,
    views: BTreeMap<(MediaTypeId, ViewId), u64>,
}

impl<'a> Sizes<'a> {
    fn of(service: &'a ir::Service) -> Self {
        Sizes {
            service,
            types: BTreeMap::new(),
            views: BTreeMap::new(),
        }
    }

    fn ty(&mut self, id: TypeId) -> u64 {
        if let Some(size) = self.types.get(&id) {
            return *size;
        }
        self.types.insert(id, 1);
        let size = match &self.service.ty(id).kind {
            TypeKind::Enum(_) => 1,
            TypeKind::Object(fields) => {
                let fields = fields.iter();
                fields.fold(1, |sum: u64, field| {
                    sum.saturating_add(self.value(&field.value))
                })
            }
            TypeKind::Union { members, .. } => {
                let members = members.iter();
                members
                    .map(|(_, member)| self.ty(*member))
                    .max()
                    .unwrap_or(1)
            }
        };
        self.types.insert(id, size);
        size
    }

    fn value(&mut self, value: &Value) -> u64 {
        match &value.shape {
            Shape::Array(element) | Shape::Map(element) => self.value(element).saturating_add(1),
            Shape::Named(id) => self.ty(*id),
            _ => 1,
        }
    }

    fn view(&mut self, media_type: MediaTypeId, view: ViewId) -> u64 {
        let of = (media_type, view);
        if let Some(size) = self.views.get(&of) {
            return *size;
        }
        self.views.insert(of, 1);
        let service = self.service;
        let source = service.media_type(media_type).source;
        let mut size: u64 = 1;
        for field in &service.view(media_type, view).fields {
            let part = match field {
                ViewField::Nested {
                    media_type, view, ..
                } => self.view(*media_type, *view),
                ViewField::Attribute(id) => match source {
                    ir::Source::Entity(entity) => {
                        self.value(&service.entity(entity).attributes[id.0].value)
                    }
                    // Its size is told of the type.
                    ir::Source::Type(_) => 1,
                },
                ViewField::BelongsToId(_) | ViewField::Count(_) | ViewField::Links => 1,
            };
            size = size.saturating_add(part);
        }
        self.views.insert(of, size);
        size
    }
}
