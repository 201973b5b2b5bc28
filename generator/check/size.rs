//! What a value holds, all in all: each part may be small and the whole be endless all the same, if each holds two of the
//! next, or very deep, if each holds one.

use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, MediaTypeId, Shape, TypeId, TypeKind, Value, ViewField, ViewId};
use crate::source::Span;

/// More parts than anybody reads, and few enough that examples of them take no time.
const MOST: u64 = 2_000;

/// Deeper than anybody nests, and shallow enough for whoever reads JSON by recursion.
const DEEPEST: usize = 32;

/// Of unions each member is walked through, although a value is only one of them; not for ever.
const STEPS: u64 = 10 * MOST;

/// Examples show as many items as there must be, up to this.
const SHOWN: u64 = 10;

const HELP: &str =
    "send less at once: name what is inside by its id, or put it into a resource of its own";

/// Values of types stay readable.
pub(super) fn no_giant_type(service: &ir::Service, found: &mut Diagnostics) {
    let types = service.types.iter().enumerate();
    let told = types.map(|(index, ty)| {
        let mut size = Size::new(service);
        size.ty(TypeId(index), 1);
        (
            size,
            format!("an example of type {}", quoted(&ty.name)),
            ty.span,
        )
    });
    refuse_giants(told, found);
}

/// So do views with everything that they nest.
pub(super) fn no_giant_view(service: &ir::Service, found: &mut Diagnostics) {
    let views = service.media_types.iter().enumerate();
    let views = views.flat_map(|(index, media_type)| {
        let views = media_type.views.iter().enumerate();
        views.map(move |(position, view)| (MediaTypeId(index), ViewId(position), view))
    });
    let told = views.map(|(id, position, view)| {
        let mut size = Size::new(service);
        size.view(id, position, 1);
        let media_type = quoted(&service.media_type(id).name);
        let subject = format!("the view {} of {media_type}", quoted(&view.name));
        (size, subject, view.span)
    });
    refuse_giants(told, found);
}

/// What is too deep is told of once: whatever holds it is so, too.
fn refuse_giants<'a>(
    told: impl Iterator<Item = (Size<'a>, String, Span)>,
    found: &mut Diagnostics,
) {
    let mut is_deep = false;
    for (size, subject, span) in told {
        let (limit, because) = if size.is_deep {
            if std::mem::replace(&mut is_deep, true) {
                continue;
            }
            (format!("{DEEPEST} levels"), "one inside of the other")
        } else if size.parts > MOST {
            (format!("{MOST} parts"), "with all that is inside")
        } else {
            continue;
        };
        let message = format!("{subject} has more than {limit}");
        found.push(
            Diagnostic::new(codes::GIANT, span, message)
                .label(format!("at most {limit}, {because}"))
                .help(HELP),
        );
    }
}

/// The parts of a value or a view as they are counted: no further than to more than [`MOST`], so that no walk is long.
struct Size<'a> {
    service: &'a ir::Service,
    parts: u64,
    steps: u64,
    is_deep: bool,
    /// What is being counted. What holds itself is one part the second time.
    types: Vec<TypeId>,
    views: Vec<(MediaTypeId, ViewId)>,
}

impl<'a> Size<'a> {
    fn new(service: &'a ir::Service) -> Self {
        Size {
            service,
            parts: 0,
            steps: 0,
            is_deep: false,
            types: Vec::new(),
            views: Vec::new(),
        }
    }

    /// Counts parts of which there are so many, and says whether what is inside of them counts, too.
    fn add(&mut self, times: u64) -> bool {
        self.steps += 1;
        self.parts = self.parts.saturating_add(times);
        if self.steps > STEPS {
            self.parts = u64::MAX;
        }
        self.is_deep |= self.types.len() + self.views.len() >= DEEPEST;
        self.parts <= MOST && !self.is_deep
    }

    fn ty(&mut self, id: TypeId, times: u64) {
        if !self.add(times) || self.types.contains(&id) {
            return;
        }
        self.types.push(id);
        match &self.service.ty(id).kind {
            TypeKind::Enum(_) => {}
            TypeKind::Object(fields) => {
                for field in fields {
                    self.value(&field.value, times);
                }
            }
            TypeKind::Union { members, .. } => {
                // A value is one of them.
                let before = self.parts;
                let mut most = before;
                for (_, member) in members {
                    self.parts = before;
                    self.ty(*member, times);
                    most = most.max(self.parts);
                }
                self.parts = most;
            }
        }
        self.types.pop();
    }

    fn value(&mut self, value: &Value, times: u64) {
        match &value.shape {
            Shape::Array(element) | Shape::Map(element) => {
                let least = value.rules.min_items.unwrap_or_default();
                if self.add(times) {
                    self.value(element, times.saturating_mul(least.clamp(1, SHOWN)));
                }
            }
            Shape::Named(id) => self.ty(*id, times),
            _ => {
                self.add(times);
            }
        }
    }

    fn view(&mut self, media_type: MediaTypeId, view: ViewId, times: u64) {
        let of = (media_type, view);
        if !self.add(times) || self.views.contains(&of) {
            return;
        }
        self.views.push(of);
        let source = self.service.media_type(media_type).source;
        for field in &self.service.view(media_type, view).fields {
            match (field, source) {
                (
                    ViewField::Nested {
                        media_type, view, ..
                    },
                    _,
                ) => self.view(*media_type, *view, times),
                (ViewField::Attribute(id), ir::Source::Entity(entity)) => {
                    let attributes = &self.service.entity(entity).attributes;
                    self.value(&attributes[id.0].value, times);
                }
                // Its size is told of the type.
                (ViewField::Attribute(_), ir::Source::Type(_))
                | (ViewField::BelongsToId(_) | ViewField::Count(_) | ViewField::Links, _) => {
                    self.add(times);
                }
            }
        }
        self.views.pop();
    }
}
