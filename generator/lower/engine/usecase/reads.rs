//! Lowers the actions that read: one thing, and a page of a list, in one method per view.

use super::{Lowering, method_name};
use crate::ir;
use crate::lower::engine::domain::{count_method, list_method, view_names};
use crate::lower::{ancestry, docs, naming};
use crate::names::rust_ident;
use crate::plan::engine::usecase::{Body, FilteredParent, List, Method, Show};

impl Lowering<'_> {
    pub(super) fn show(&mut self, action: &ir::Action, view: ir::ViewId) -> Method {
        let of = (self.resource.media_type, view);
        let (function, projection) = view_names(self.service, of);
        self.domain(&projection);
        let name = method_name(self.service, self.resource, action, view);
        let docs = docs::or(
            action.description.as_deref(),
            &format!(
                "One of the {} as the view `{}` shows it.",
                naming::spoken_plural(self.entity),
                self.service.view(of.0, of.1).name,
            ),
        );
        let middle = vec![self.id_parameter()];
        let signature = self.signature(action, &name, middle, &projection);
        let body = Body::Show(Show {
            repository: self.holder(self.entity),
            read: function,
            stray: self.stray("row"),
            lost: self.lost(action),
            refuse: self.refuse_with_owner(action, "row"),
        });
        Method {
            docs,
            signature,
            body,
        }
    }

    pub(super) fn list(&mut self, action: &ir::Action, view: ir::ViewId) -> Method {
        let of = (self.resource.media_type, view);
        let (_, projection) = view_names(self.service, of);
        self.domain(&projection);
        let name = method_name(self.service, self.resource, action, view);
        let view_name = &self.service.view(of.0, of.1).name;
        let docs = docs::or(
            action.description.as_deref(),
            &format!(
                "A page of {} as the view `{view_name}` shows them.",
                naming::spoken_plural(self.entity)
            ),
        );
        let total = self.resource.list.as_ref().is_some_and(|list| list.total);
        let middle = self.list_parameters();
        let signature = self.signature(action, &name, middle, &format!("Page<{projection}>"));
        let body = Body::List(List {
            refuse: self.refuse(action),
            parent: self.filtered_parent(action),
            lost: self.lost(action),
            repository: self.holder(self.entity),
            read: list_method(self.service, self.resource, view),
            count: total.then(|| count_method(self.resource)),
            position: format!("position_of_{view_name}"),
            order: self.is_sorted().then(|| "order".to_owned()),
        });
        Method {
            docs,
            signature,
            body,
        }
    }

    /// Whether a request chooses the order of a list.
    fn is_sorted(&self) -> bool {
        let policy = self.resource.list.as_ref();
        policy.is_some_and(|list| !list.sorts.is_empty())
    }

    fn list_parameters(&mut self) -> Vec<String> {
        let filter = naming::filter_type(self.resource);
        self.domain(&filter);
        self.imports.add("contract::Window");
        self.imports.add("contract::Page");
        let mut parameters = vec![format!("filter: {filter}")];
        if self.is_sorted() {
            let sort = naming::sort_type(self.resource);
            self.imports.add(format!("contract::{sort}"));
            parameters.push(format!("order: {sort}"));
        }
        parameters.push("window: &Window".to_owned());
        parameters
    }

    /// The key of the parent of which the filter asks, if it is looked at.
    fn filtered_parent(&self, action: &ir::Action) -> Option<FilteredParent> {
        ancestry::parent(self.service, self.resource, action.kind)?;
        let parent = self.resource.parent?;
        let relation = &self.entity.belongs_to[parent.relation.0];
        Some(FilteredParent {
            ident: naming::parent_parameter(self.service.entity(parent.entity)),
            field: rust_ident(&naming::relation_id(&relation.name)),
        })
    }
}
