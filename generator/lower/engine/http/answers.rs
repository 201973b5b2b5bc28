//! Lowers the functions behind the handlers: one per view that answers with a row, one per choice of views that reads
//! back what a change has left.

use super::choices::Choice;
use super::{ARM, Lowering};
use crate::ir;
use crate::lower::engine::domain::{changed_method, view_names};
use crate::lower::engine::translator::{may_fail, nests};
use crate::lower::hrefs::{self, ParentKeys};
use crate::lower::naming::{self, PathOf};
use crate::lower::reads::ViewOf;
use crate::names::rust_ident;
use crate::plan::engine::http::{Answer, ReadBack, ReadBackArm};
use crate::print::list;
use std::collections::BTreeMap;

/// How the code that calls holds the engine, the request and the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Owned,
    Borrowed,
}

/// Views in which actions answer with one thing, and whether any such thing may just have been made.
pub(super) fn answered(service: &ir::Service, resource: &ir::Resource) -> BTreeMap<ViewOf, bool> {
    let mut answered = BTreeMap::new();
    for action in &resource.actions {
        let ir::ResponseBody::MediaType {
            media_type,
            views,
            list: false,
            ..
        } = &action.response.body
        else {
            continue;
        };
        if action.kind == ir::ActionKind::List
            || !matches!(
                service.media_type(*media_type).source,
                ir::Source::Entity(_)
            )
        {
            continue;
        }
        let creates = action.response.status == ir::Success::Created
            && hrefs::place(service, resource, *media_type).is_some();
        for view in views {
            *answered.entry((*media_type, *view)).or_insert(false) |= creates;
        }
    }
    answered
}

impl Lowering<'_> {
    /// Path of what was made, at the resource that shows it.
    pub(super) fn location(&self, media_type: ir::MediaTypeId, local: &str) -> Option<String> {
        let place = hrefs::place(self.service, self.resource, media_type)?;
        let mut keys = match place.parents {
            ParentKeys::Path if place.resource.parent.is_none() => Vec::new(),
            ParentKeys::Path => self.parent_arguments(),
            ParentKeys::Row(id) => {
                let entity = self.service.entity(place.resource.entity?);
                let key = naming::relation_id(&entity.relation_to_one(id).name);
                vec![format!("{local}.{}", rust_ident(&key))]
            }
        };
        keys.push(format!("{local}.id"));
        let function = naming::href_function(place.resource, PathOf::Item);
        Some(format!("href::{function}({})", keys.join(", ")))
    }

    /// Functions that translate one row and answer with it.
    pub(super) fn answers(&mut self) -> Vec<Answer> {
        let answered: Vec<ViewOf> = self.answered.keys().copied().collect();
        answered.into_iter().map(|of| self.answer(of)).collect()
    }

    /// Whether what is answered in a view may just have been made, so that its place is named.
    pub(super) fn creates(&self, of: ViewOf) -> bool {
        self.answered.get(&of).copied().unwrap_or_default()
    }

    fn answer(&mut self, of: ViewOf) -> Answer {
        let (function, projection) = view_names(self.service, of);
        self.imports
            .add(format!("crate::generated::domain::{projection}"));
        let asks = nests(self.service, of);
        if asks {
            self.imports.add("contract::Caller");
        }
        let creates = self.creates(of);
        let mut parameters = Vec::new();
        if asks {
            parameters.push("engine: &Layers".to_owned());
        }
        parameters.push("incoming: &Incoming".to_owned());
        if asks {
            parameters.push("caller: &Caller".to_owned());
        }
        parameters.push(format!("row: {projection}"));
        if creates {
            parameters.push("location: Option<&str>".to_owned());
        }
        let head = if asks { "async fn" } else { "fn" };
        Answer {
            docs: vec![format!(
                "Answers with one row in the view `{}`.",
                self.service.view(of.0, of.1).name
            )],
            signature: list(
                0,
                &format!("{head} answer_{function}("),
                &parameters,
                ") -> Reply {",
            ),
            translate: self.translated_row(of),
            creates,
        }
    }

    /// Expression of the view of `row`.
    fn translated_row(&mut self, of: ViewOf) -> String {
        let (function, _) = view_names(self.service, of);
        let module = self.translator_module(of);
        if nests(self.service, of) {
            format!("{module}{function}_one(&engine.ports, caller, row).await?")
        } else if may_fail(self.service, of) {
            format!("{module}{function}(row)?")
        } else {
            format!("{module}{function}(row)")
        }
    }

    /// Call of the function that answers with `row`.
    pub(super) fn answer_call(&self, of: ViewOf, held: Held, location: Option<&str>) -> String {
        let (function, _) = view_names(self.service, of);
        let asks = nests(self.service, of);
        let by = match held {
            Held::Owned => "&",
            Held::Borrowed => "",
        };
        let mut arguments = Vec::new();
        if asks {
            arguments.push(format!("{by}engine"));
        }
        arguments.push(format!("{by}incoming"));
        if asks {
            arguments.push(format!("{by}caller"));
        }
        arguments.push("row".to_owned());
        if self.creates(of) {
            arguments.push(location.unwrap_or("None").to_owned());
        }
        let tail = if asks { ").await" } else { ")" };
        list(ARM, &format!("answer_{function}("), &arguments, tail)
    }

    pub(super) fn read_backs(&mut self) -> Vec<ReadBack> {
        let choices: Vec<usize> = self.read_back.keys().copied().collect();
        choices
            .into_iter()
            .filter_map(|choice| self.read_back_in(choice))
            .collect()
    }

    fn read_back_in(&mut self, choice: usize) -> Option<ReadBack> {
        let creates = self.read_back.get(&choice).copied()?;
        let media_type = self.choices[choice].media_type;
        let ir::Source::Entity(entity) = self.service.media_type(media_type).source else {
            return None;
        };
        let entity = self.service.entity(entity);
        let id = naming::id_type(entity);
        for path in [
            format!("contract::{id}"),
            "contract::Caller".to_owned(),
            "crate::generated::usecase::Error".to_owned(),
        ] {
            self.imports.add(path);
        }
        let mut parameters = vec![
            "engine: &Layers".to_owned(),
            "incoming: &Incoming".to_owned(),
            "caller: &Caller".to_owned(),
            format!("id: {id}"),
            format!("view: {}", self.choices[choice].name),
        ];
        if creates {
            parameters.push("location: Option<&str>".to_owned());
        }
        let name = &self.choices[choice].function;
        Some(ReadBack {
            docs: vec![format!(
                "Answers with the {} as the change has left it.",
                naming::spoken(entity)
            )],
            signature: list(
                0,
                &format!("async fn read_back_{name}("),
                &parameters,
                ") -> Reply {",
            ),
            arms: self.read_back_arms(choice, &naming::repository_field(entity)),
        })
    }

    /// What is read back in each of the views.
    fn read_back_arms(&self, choice: usize, repository: &str) -> Vec<ReadBackArm> {
        let Choice {
            media_type, views, ..
        } = &self.choices[choice];
        let creates = self.read_back.get(&choice).copied().unwrap_or_default();
        let arm = |view: &ir::ViewId| {
            let of = (*media_type, *view);
            let location = creates.then_some("location");
            ReadBackArm {
                pattern: self.variant(choice, *view),
                repository: repository.to_owned(),
                method: changed_method(self.service, of),
                answer: self.answer_call(of, Held::Borrowed, location),
            }
        };
        views.iter().map(arm).collect()
    }
}
