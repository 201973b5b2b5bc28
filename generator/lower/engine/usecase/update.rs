//! Lowers the actions that change and that remove something known by its key.

use super::{Lowering, taken};
use crate::ir;
use crate::lower::decode::Reading;
use crate::lower::payloads::{EntityField, payload_type};
use crate::lower::{docs, naming};
use crate::plan::engine::usecase::{Body, Delete, Method, Update};
use crate::print::rust_string;

impl Lowering<'_> {
    pub(super) fn update(&mut self, action: &ir::Action) -> Method {
        let mut middle = vec![self.id_parameter()];
        if let Some(payload) = payload_type(self.service, self.resource, action) {
            self.imports.extend(&payload.imports);
            middle.push(format!("payload: {}", payload.text));
        }
        middle.push(self.conditional());
        let name = self.entity.name.clone();
        self.domain(&name);
        let docs = docs::or(
            action.description.as_deref(),
            &format!("Changes the {}.", naming::spoken(self.entity)),
        );
        let signature = self.signature(action, "update", middle, &name);
        Method {
            docs,
            signature,
            body: Body::Update(self.updating(action)),
        }
    }

    fn updating(&mut self, action: &ir::Action) -> Update {
        let local = self.local();
        let relations = self.relations_value(action);
        if let Some(relations) = &relations {
            self.domain(&relations.name);
        }
        let timestamps = self.timestamps();
        if timestamps {
            self.imports.add("contract::now");
        }
        let parts = self.payload_parts(action);
        let merges = parts.iter().any(|(_, part)| part.reading.merges());
        if merges {
            self.imports.add("contract::input::Faults");
        }
        Update {
            merges,
            repository: self.holder(self.entity),
            stray: self.stray(&local),
            lost: self.lost(action),
            refuse: self.refuse_with_owner(action, &local),
            restricted: self.restricted(action),
            references: self.references(action),
            sets: self.changes(action, &local),
            local,
            relations,
            timestamps,
        }
    }

    /// Statements that take over what the payload gives.
    fn changes(&self, action: &ir::Action, local: &str) -> Vec<String> {
        let changed = |(field, part): (ir::PayloadField, EntityField<'_>)| {
            let ident = self.payload_column(field)?.ident;
            Some(match part.reading {
                Reading::Patch => format!("payload.{ident}.apply_to(&mut {local}.{ident});"),
                Reading::MergePatch => format!(
                    "payload.{ident}.merge_into({}, &mut {local}.{ident}, &mut faults);",
                    rust_string(&part.called.sent)
                ),
                Reading::Merge => {
                    let value = taken(&part.called.name, local);
                    format!(
                        "if let Some({value}) = payload.{ident} {{\n            {value}.merge_into({}, &mut {local}.{ident}, &mut faults);\n        }}",
                        rust_string(&part.called.sent)
                    )
                }
                _ => {
                    let value = taken(&part.called.name, local);
                    format!(
                        "if let Some({value}) = payload.{ident} {{\n            {local}.{ident} = {value};\n        }}"
                    )
                }
            })
        };
        self.payload_parts(action)
            .into_iter()
            .filter_map(changed)
            .collect()
    }

    /// Whether a row tells when it was changed.
    fn timestamps(&self) -> bool {
        self.entity
            .attributes
            .iter()
            .any(|attribute| attribute.role == ir::AttributeRole::UpdatedAt)
    }

    pub(super) fn delete(&mut self, action: &ir::Action) -> Method {
        let middle = vec![self.id_parameter(), self.conditional()];
        let docs = docs::or(
            action.description.as_deref(),
            &format!("Removes the {}.", naming::spoken(self.entity)),
        );
        let signature = self.signature(action, "delete", middle, "()");
        let local = self.local();
        let body = Body::Delete(Delete {
            repository: self.holder(self.entity),
            stray: self.stray(&local),
            lost: self.lost(action),
            refuse: self.refuse_with_owner(action, &local),
            local,
        });
        Method {
            docs,
            signature,
            body,
        }
    }
}
