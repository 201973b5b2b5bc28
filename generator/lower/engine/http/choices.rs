//! Lowers the choice between views: an enum for each set of views that actions offer, and the constants that name them.

use super::Lowering;
use crate::ir;
use crate::lower::docs;
use crate::names::{pascal, screaming, snake, variant};
use crate::plan::engine::http::{ViewChoice, ViewsConstant};
use crate::print::{list, rust_string};

/// The views of a media type that some actions offer.
pub(super) struct Choice {
    pub(super) media_type: ir::MediaTypeId,
    pub(super) views: Vec<ir::ViewId>,
    /// `ViewOfArticle`, or `ViewOfArticleInList` where another action offers other views.
    pub(super) name: String,
    /// The same in snake case behind `read_back_`.
    pub(super) function: String,
}

impl Lowering<'_> {
    /// Declares the views that an action offers and names the constant.
    pub(super) fn views_constant(&mut self, action: &ir::Action) -> Option<(String, usize)> {
        let ir::ResponseBody::MediaType {
            media_type,
            views,
            default,
            ..
        } = &action.response.body
        else {
            return None;
        };
        let choice = self.choice(action, *media_type, views);
        self.imports.add("contract::Views");
        let default = self.variant(choice, *default);
        let same = |constant: &&ViewsConstant| {
            constant.choice == self.choices[choice].name && constant.default == default
        };
        if let Some(constant) = self
            .constants
            .iter_mut()
            .find(|constant| same(&&**constant))
        {
            constant.actions.push(action.name.clone());
            constant.docs = offer(&constant.actions);
            return Some((constant.name.clone(), choice));
        }
        let name = format!("{}_VIEWS", screaming(&action.name));
        let (offered, also) = self.names(choice, (*media_type, views));
        self.constants.push(ViewsConstant {
            name: name.clone(),
            docs: offer(std::slice::from_ref(&action.name)),
            actions: vec![action.name.clone()],
            choice: self.choices[choice].name.clone(),
            default,
            offered,
            also: list(4, "also: &[", &also, "],"),
        });
        Some((name, choice))
    }

    /// The names by which views are asked for: those that are sent, and those that clients may use beside them.
    fn names(
        &self,
        choice: usize,
        (media_type, views): (ir::MediaTypeId, &[ir::ViewId]),
    ) -> (Vec<String>, Vec<String>) {
        let named = |name: &str, id: ir::ViewId| {
            format!("({}, {})", rust_string(name), self.variant(choice, id))
        };
        let view = |id: &ir::ViewId| self.service.view(media_type, *id);
        let sent = views.iter().map(|id| named(view(id).sent(), *id));
        let renamed = views.iter().filter(|id| view(id).sent() != view(id).name);
        let also = renamed.map(|id| named(&view(id).name, *id));
        (sent.collect(), also.collect())
    }

    /// The enum that tells the views of an action apart.
    fn choice(
        &mut self,
        action: &ir::Action,
        media_type: ir::MediaTypeId,
        views: &[ir::ViewId],
    ) -> usize {
        let mut views = views.to_vec();
        views.sort_unstable();
        let known = |choice: &Choice| choice.media_type == media_type && choice.views == views;
        if let Some(index) = self.choices.iter().position(known) {
            return index;
        }
        let stem = &self.service.media_type(media_type).name;
        let first = !self
            .choices
            .iter()
            .any(|choice| choice.media_type == media_type);
        let (name, function) = if first {
            (format!("ViewOf{stem}"), snake(stem))
        } else {
            (
                format!("ViewOf{stem}In{}", pascal(&action.name)),
                format!("{}_in_{}", snake(stem), action.name),
            )
        };
        self.choices.push(Choice {
            media_type,
            views,
            name,
            function,
        });
        self.choices.len() - 1
    }

    pub(super) fn variant(&self, choice: usize, view: ir::ViewId) -> String {
        let Choice {
            media_type, name, ..
        } = &self.choices[choice];
        format!(
            "{name}::{}",
            variant(&self.service.view(*media_type, view).name)
        )
    }

    pub(super) fn view_choices(&self) -> Vec<ViewChoice> {
        self.choices
            .iter()
            .map(|choice| {
                let view =
                    |view: &ir::ViewId| variant(&self.service.view(choice.media_type, *view).name);
                ViewChoice {
                    name: choice.name.clone(),
                    spoken: docs::words(&snake(&self.service.media_type(choice.media_type).name)),
                    variants: choice.views.iter().map(view).collect(),
                }
            })
            .collect()
    }
}

/// Which actions offer the same views.
fn offer(actions: &[String]) -> String {
    let names: Vec<String> = actions.iter().map(|name| format!("`{name}`")).collect();
    let offer = if names.len() == 1 { "offers" } else { "offer" };
    format!("The views that {} {offer}.", names.join(", "))
}
