//! Lowers the fields of a view to the expressions of their values.

use super::{Lowering, is_much};
use crate::ir;
use crate::lower::engine::columns::attribute_column;
use crate::lower::engine::projections::count_name;
use crate::lower::naming::{self, PathOf};
use crate::lower::views::relation_name;
use crate::names::{local, rust_ident};
use crate::plan::engine::translator::{Field, Links};
use crate::print::Imports;

impl Lowering<'_> {
    pub(super) fn field(&self, view: &ir::View, field: &ir::ViewField) -> Field {
        match field {
            ir::ViewField::Attribute(id) => {
                let attribute = &self.entity.attributes[id.0];
                let ident = rust_ident(&attribute.name);
                let value = match attribute.computed {
                    Some(_) => local(&attribute.name),
                    None => format!("row.{ident}"),
                };
                Field { ident, value }
            }
            ir::ViewField::BelongsToId(id) => {
                let ident = rust_ident(&naming::relation_id(&self.entity.belongs_to[id.0].name));
                Field {
                    value: format!("row.{ident}"),
                    ident,
                }
            }
            ir::ViewField::Count(relation) => {
                let ident = count_name(self.entity, *relation);
                Field {
                    value: format!("row.{ident}"),
                    ident,
                }
            }
            ir::ViewField::Links => Field {
                ident: "links".to_owned(),
                value: "links".to_owned(),
            },
            ir::ViewField::Nested { relation, .. } => {
                let name = relation_name(self.entity, *relation);
                let local = local(name);
                Field {
                    ident: rust_ident(name),
                    value: match is_much(view) {
                        true => format!("nested.{local}"),
                        false => local,
                    },
                }
            }
        }
    }

    /// The variable that holds a computed attribute of a view, and the call that makes it.
    pub(super) fn computed(&self, field: &ir::ViewField, imports: &mut Imports) -> Option<Field> {
        let ir::ViewField::Attribute(id) = field else {
            return None;
        };
        let attribute = &self.entity.attributes[id.0];
        let computed = attribute.computed.as_ref()?;
        let module = naming::computed_module(self.entity, attribute);
        imports.add(format!("crate::generated::domain::{module}"));
        let arguments: Vec<String> = computed
            .needs
            .iter()
            .map(|id| {
                format!(
                    "&row.{}",
                    attribute_column(self.service, self.entity, *id).ident
                )
            })
            .collect();
        let call = format!(
            "{module}::{}({})?",
            rust_ident(&attribute.name),
            arguments.join(", ")
        );
        Some(Field {
            ident: local(&attribute.name),
            value: call,
        })
    }

    pub(super) fn links(&self, media_type: &ir::MediaType, imports: &mut Imports) -> Links {
        imports.add("contract::href");
        let name = naming::links_type(media_type);
        imports.add(format!("contract::{name}"));
        imports.add(format!("contract::{name}Fields"));
        let fields = media_type
            .links
            .iter()
            .map(|link| self.link(link))
            .collect();
        Links { name, fields }
    }

    /// The function that makes a path.
    fn href(&self, resource: ir::ResourceId, of: PathOf) -> String {
        let function = naming::href_function(self.service.resource(resource), of);
        format!("href::{function}")
    }

    fn link(&self, link: &ir::Link) -> Field {
        match link {
            ir::Link::Itself { resource } => {
                let parent = self.service.resource(*resource).parent.map(|parent| {
                    let relation = &self.entity.belongs_to[parent.relation.0];
                    format!("row.{}, ", rust_ident(&naming::relation_id(&relation.name)))
                });
                let function = self.href(*resource, PathOf::Item);
                let value = format!("{function}({}row.id)", parent.unwrap_or_default());
                Field {
                    ident: "itself".to_owned(),
                    value,
                }
            }
            ir::Link::BelongsTo { relation, resource } => {
                let relation = &self.entity.belongs_to[relation.0];
                let column = rust_ident(&naming::relation_id(&relation.name));
                let function = self.href(*resource, PathOf::Item);
                let value = if relation.optional {
                    format!("row.{column}.map({function})")
                } else {
                    format!("{function}(row.{column})")
                };
                Field {
                    ident: rust_ident(&relation.name),
                    value,
                }
            }
            ir::Link::HasMany { relation, resource } => {
                let relation = &self.entity.has_many[relation.0];
                let function = self.href(*resource, PathOf::Collection);
                Field {
                    ident: rust_ident(&relation.name),
                    value: format!("{function}(row.id)"),
                }
            }
        }
    }
}
