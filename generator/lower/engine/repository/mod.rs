//! Lowers repositories: an entity and what is read of it go in; statements, what is bound to them and how rows are read
//! come out. One text runs on both databases.

mod deletes;
mod imports;
mod lists;
mod reads;
mod statements;
mod writes;

use super::columns::columns;
use super::domain::method_list;
use super::projections::Projection;
use super::visible;
use crate::ir;
use crate::lower::reads::Reads;
use crate::lower::{docs, naming};
use crate::names::{self, sql_ident};
use crate::plan::engine::repository::{Entity, Method, Row, Select};
use crate::print::Imports;

/// Name of a table, and of what qualifies its columns.
pub(in crate::lower) fn table(entity: &ir::Entity) -> String {
    sql_ident(&entity.plural)
}

/// Join table of a many-to-many relation and its two columns: `article_tags`, `article_id`, `tag_id`.
pub(in crate::lower) fn join_table(
    service: &ir::Service,
    entity: &ir::Entity,
    relation: &ir::ManyToMany,
) -> (String, String, String) {
    let [own, other] = names::join_columns(&entity.name, &service.entity(relation.entity).name);
    (names::join_table(&entity.name, &relation.name), own, other)
}

pub(super) fn entity(
    service: &ir::Service,
    reads: &Reads,
    id: ir::EntityId,
    projections: &[Projection],
) -> Entity {
    let entity = service.entity(id);
    let lowering = Lowering {
        service,
        reads,
        entity,
        id,
    };
    let mut imports = lowering.imports(projections);
    let (rows, selects) = lowering.rows(projections);
    let listed = lowering.listed();
    let visible = reads
        .of(id)
        .limited
        .then(|| visible::visible(service, entity, &mut imports))
        .flatten();
    Entity {
        module: naming::entity_module(entity),
        title: docs::sentence(&naming::spoken_plural(entity)),
        repository: naming::repository_trait(entity),
        name: format!("Sql{}", naming::repository_trait(entity)),
        field: naming::repository_field(entity),
        filters: listed
            .iter()
            .filter(|resource| lowering.filter_call(resource).is_some())
            .map(|resource| lowering.filter(resource, &mut imports))
            .collect(),
        orders: listed
            .iter()
            .filter_map(|resource| lowering.order(resource, &mut imports))
            .collect(),
        visible,
        methods: lowering.methods(),
        rows,
        selects,
        imports: imports.render("engine"),
    }
}

struct Lowering<'a> {
    service: &'a ir::Service,
    reads: &'a Reads,
    entity: &'a ir::Entity,
    id: ir::EntityId,
}

impl Lowering<'_> {
    fn table(&self) -> String {
        table(self.entity)
    }

    /// The condition that leaves only what the caller sees, if not everybody sees everything.
    fn visible(&self) -> Option<String> {
        visible::call(self.entity, self.entity, "&mut sql", &self.table())
    }

    fn methods(&self) -> Vec<Method> {
        method_list(self.service, self.reads, self.id, &mut Imports::default())
            .into_iter()
            .map(|(method, kind)| {
                let body = self.body(kind);
                Method {
                    signature: statements::implemented(&method.signature, &body),
                    body,
                }
            })
            .collect()
    }

    /// How whole rows and projections are read.
    fn rows(&self, projections: &[Projection]) -> (Vec<Row>, Vec<Select>) {
        let mut rows = Vec::new();
        let mut selects = Vec::new();
        if self.reads.of(self.id).find {
            rows.push(self.entity_row());
            let columns = columns(self.service, self.entity);
            selects.push(self.select("entity_select", &columns, &[]));
        }
        for projection in projections {
            rows.push(self.projection_row(projection));
            let function = format!("{}_select", projection.function);
            selects.push(self.select(&function, &projection.columns, &projection.counts));
        }
        (rows, selects)
    }

    /// The resources that list the entity.
    fn listed(&self) -> Vec<&ir::Resource> {
        let listed = self.reads.of(self.id).listed().into_iter();
        listed.map(|id| self.service.resource(id)).collect()
    }
}
