//! Compares what nobody outside sees: engines, first rows and the names of types.

use super::comparison::{Comparison, Subject};
use super::counterpart::paired;
use super::rules::{api as svc, types as typ};
use crate::ir::{Engine, Seed, Service, Type, TypeKind};

impl<'a> Comparison<'a> {
    pub(super) fn engines(&mut self) {
        let pairs = paired(&self.old.engines, &self.new.engines);
        for engine in pairs.gone {
            let element = format!("engine {}", engine.name);
            self.report(&svc::ENG01, Subject::gone(element, engine.span));
        }
        for engine in pairs.added {
            let element = format!("engine {}", engine.name);
            self.report(&svc::ENG02, Subject::added(element, engine.span));
        }
        for (former, engine) in pairs.both {
            let element = format!("engine {}", engine.name);
            self.words(
                (&former.description, &engine.description),
                &element,
                engine.span,
            );
            let [before, after] = [published(self.old, former), published(self.new, engine)];
            for view in before.iter().filter(|view| !after.contains(view)) {
                let element = format!("{element}.publishes {view}");
                self.report(&svc::ENG04, Subject::gone(element, former.span));
            }
            for view in after.iter().filter(|view| !before.contains(view)) {
                let element = format!("{element}.publishes {view}");
                self.report(&svc::ENG05, Subject::added(element, engine.span));
            }
        }
    }

    pub(super) fn seeds(&mut self) {
        let old = self.old.seeds.iter();
        let old: Vec<_> = old
            .map(|seed| (address(self.entity_now(seed.entity), seed), seed))
            .collect();
        let new = self.new.seeds.iter();
        let new: Vec<_> = new
            .map(|seed| (address(&self.new.entity(seed.entity).name, seed), seed))
            .collect();
        for (element, seed) in &old {
            if !new.iter().any(|(other, _)| other == element) {
                self.report(&svc::SEED01, Subject::gone(element.clone(), seed.span));
            }
        }
        for (element, seed) in &new {
            let before = old.iter().find(|(other, _)| other == element);
            match before {
                None => self.report(&svc::SEED02, Subject::added(element.clone(), seed.span)),
                Some((_, former)) if said(self.old, former) != said(self.new, seed) => {
                    let message = "holds something else";
                    self.report(
                        &svc::SEED03,
                        Subject::now(element.clone(), seed.span, message),
                    );
                }
                Some(_) => {}
            }
        }
    }

    /// Which types there are. What is in them is told where it is used.
    pub(super) fn types(&mut self) {
        let pairs = paired(&self.old.types, &self.new.types);
        for ty in pairs.gone {
            self.report(
                &typ::TYP01,
                Subject::gone(format!("type {}", ty.name), ty.span),
            );
        }
        for ty in pairs.added {
            self.report(
                &typ::TYP02,
                Subject::added(format!("type {}", ty.name), ty.span),
            );
        }
        for (former, ty) in pairs.both {
            let element = format!("type {}", ty.name);
            self.words((&former.description, &ty.description), &element, ty.span);
            self.kinds((former, ty), element);
        }
    }

    fn kinds(&mut self, (former, ty): (&'a Type, &'a Type), element: String) {
        match (&former.kind, &ty.kind) {
            (TypeKind::Enum(before), TypeKind::Enum(after)) => {
                let kept = |own: &'a [String], other: &'a [String]| -> Vec<&'a String> {
                    own.iter().filter(|value| other.contains(value)).collect()
                };
                if kept(before, after) != kept(after, before) {
                    let message = "values stand in another order";
                    self.report(&typ::TYP04, Subject::now(element, ty.span, message));
                }
            }
            (TypeKind::Object(before), TypeKind::Object(after)) => {
                for field in after {
                    let former = before.iter().find(|former| former.name == field.name);
                    let Some(former) = former else { continue };
                    let words = (&former.description, &former.example);
                    let element = format!("{element}.{}", field.name);
                    self.words(
                        (&words, &(&field.description, &field.example)),
                        &element,
                        field.span,
                    );
                }
            }
            (TypeKind::Union { .. }, TypeKind::Union { .. }) => {}
            _ => {
                let message = "is of another kind";
                self.report(&typ::TYP03, Subject::now(element, ty.span, message));
            }
        }
    }
}

fn published(service: &Service, engine: &Engine) -> Vec<String> {
    let published = engine.publishes.iter();
    let name = published.map(|it| {
        let media_type = &service.media_type(it.media_type).name;
        format!("{media_type}.{}", service.view(it.media_type, it.view).name)
    });
    name.collect()
}

fn address(entity: &str, seed: &Seed) -> String {
    format!("seed {entity}.{}", seed.label)
}

/// All that a first row holds, by names.
fn said(service: &Service, seed: &Seed) -> Vec<String> {
    let entity = service.entity(seed.entity);
    let label = |id: &crate::ir::SeedId| service.seed(*id).label.as_str();
    let values = seed.values.iter().map(|value| {
        format!(
            "{} {:?}",
            entity.attribute(value.attribute).name,
            value.value
        )
    });
    let to_one = seed
        .belongs_to
        .iter()
        .map(|(id, to)| format!("{} {}", entity.relation_to_one(*id).name, label(to)));
    let both = seed.many_to_many.iter().map(|(id, to)| {
        let labels: Vec<&str> = to.iter().map(label).collect();
        format!("{} {labels:?}", entity.many_to_many[id.0].name)
    });
    let mut said: Vec<String> = values.chain(to_one).chain(both).collect();
    said.sort();
    said
}
