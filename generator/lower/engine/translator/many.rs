//! Lowers what a view nests: it is read for all rows together, and handed out to each.

use super::{Lowering, is_much, may_fail, nests, translate_all};
use crate::ir;
use crate::lower::engine::domain::nested_method;
use crate::lower::naming;
use crate::lower::reads::{ManyRelation, Nested, ViewOf};
use crate::lower::views::{may_be_missing, relation_name};
use crate::names::{self, local, module, rust_ident, snake};
use crate::plan::engine::translator::{Load, Many, NestedParts, One};
use crate::print::{Imports, list};

impl Lowering<'_> {
    /// What a view nests, and in which view.
    fn nested<'v>(
        &self,
        view: &'v ir::View,
    ) -> impl Iterator<Item = (ir::Relation, ViewOf)> + use<'v> {
        view.fields.iter().filter_map(|field| match field {
            ir::ViewField::Nested {
                relation,
                media_type,
                view,
                ..
            } => Some((*relation, (*media_type, *view))),
            _ => None,
        })
    }

    /// Whether what a relation points to may be out of sight.
    fn missing(&self, id: ir::BelongsToId) -> bool {
        may_be_missing(self.service, self.entity, &self.entity.belongs_to[id.0])
    }

    pub(super) fn nested_parameters(&self, view: &ir::View, imports: &mut Imports) -> Vec<String> {
        self.nested(view)
            .map(|(relation, of)| {
                let ty = self.view_type(of);
                imports.add(format!("contract::{ty}"));
                let local = local(relation_name(self.entity, relation));
                let ty = match relation {
                    ir::Relation::BelongsTo(id) if self.missing(id) => format!("Option<{ty}>"),
                    ir::Relation::BelongsTo(_) => ty,
                    _ => format!("Vec<{ty}>"),
                };
                format!("{local}: {ty}")
            })
            .collect()
    }

    /// The struct of what a view nests, where there is too much of it for parameters.
    pub(super) fn nested_parts(
        &self,
        media_type: &ir::MediaType,
        view: &ir::View,
        imports: &mut Imports,
    ) -> Option<NestedParts> {
        is_much(view).then(|| NestedParts {
            name: names::nested(&media_type.name, &view.name),
            docs: vec![format!("What the view `{}` nests.", view.name)],
            fields: self.nested_parameters(view, imports),
        })
    }

    pub(super) fn one(&self, of: ViewOf, imports: &mut Imports) -> Option<One> {
        let reads = self.reads.of(self.projection.entity);
        let is_read = reads.one.contains(&of) || reads.changed.contains(&of);
        if !is_read || !nests(self.service, of) {
            return None;
        }
        asking_imports(imports);
        let parameters = [
            "ports: &Ports".to_owned(),
            "caller: &Caller".to_owned(),
            format!("row: {}", self.projection.name),
        ];
        Some(One {
            all: format!("{}_all", self.projection.function),
            signature: list(
                0,
                &format!("pub(crate) async fn {}_one(", self.projection.function),
                &parameters,
                &format!(") -> Result<{}, Error> {{", self.projection.view),
            ),
        })
    }

    pub(super) fn many(
        &self,
        media_type: &ir::MediaType,
        view: &ir::View,
        imports: &mut Imports,
    ) -> Many {
        asking_imports(imports);
        let mut loads = Vec::new();
        let mut bindings = Vec::new();
        let mut locals = Vec::new();
        for (relation, of) in self.nested(view) {
            let (load, found) = self.load(relation, of, imports);
            loads.push(load);
            let local = local(relation_name(self.entity, relation));
            bindings.push(format!("let {local} = {found};"));
            locals.push(local);
        }
        let mut arguments = vec!["row".to_owned()];
        if is_much(view) {
            let name = names::nested(&media_type.name, &view.name);
            let parts: String = locals
                .iter()
                .map(|local| format!("            {local},\n"))
                .collect();
            bindings.push(format!("let nested = {name} {{\n{parts}        }};"));
            arguments.push("nested".to_owned());
        } else {
            arguments.extend(locals);
        }
        let fails = may_fail(self.service, self.projection.of);
        Many {
            docs: vec![many_docs(view, loads.len())],
            signature: self.many_signature(),
            loads,
            bindings,
            call: list(
                8,
                &format!("views.push({}(", self.projection.function),
                &arguments,
                if fails { ")?);" } else { "));" },
            ),
        }
    }

    fn many_signature(&self) -> String {
        let parameters = [
            "ports: &Ports".to_owned(),
            "caller: &Caller".to_owned(),
            format!("rows: Vec<{}>", self.projection.name),
        ];
        list(
            0,
            &format!("pub(crate) async fn {}_all(", self.projection.function),
            &parameters,
            &format!(") -> Result<Vec<{}>, Error> {{", self.projection.view),
        )
    }

    /// Statements that read what a relation points to for all rows, and the expression of it for one row.
    fn load(&self, relation: ir::Relation, of: ViewOf, imports: &mut Imports) -> (Load, String) {
        match relation {
            ir::Relation::BelongsTo(id) => self.load_one(id, of, imports),
            ir::Relation::HasMany(id) => self.load_many(ManyRelation::HasMany(id), of, imports),
            ir::Relation::ManyToMany(id) => {
                self.load_many(ManyRelation::ManyToMany(id), of, imports)
            }
        }
    }

    fn load_one(&self, id: ir::BelongsToId, of: ViewOf, imports: &mut Imports) -> (Load, String) {
        let relation = &self.entity.belongs_to[id.0];
        let column = rust_ident(&naming::relation_id(&relation.name));
        imports.add("super::distinct");
        let keys = if relation.optional {
            format!("let ids = distinct(rows.iter().filter_map(|row| row.{column}));")
        } else {
            format!("let ids = distinct(rows.iter().map(|row| row.{column}));")
        };
        let mut statements = vec![keys];
        let found = self.found(&relation.name);
        let target = self.target(of);
        let function = self.function(of);
        if target.engine == self.entity.engine {
            let read = format!(
                "let rows = ports.repositories.{}.{function}_by_ids(caller, &ids).await?;",
                naming::repository_field(target)
            );
            let translate = self.translate(of, imports);
            imports.add("super::by_id");
            let keys = "let keys = rows.iter().map(|row| row.id).collect();";
            statements.push(format!(
                "let {found} = {{\n        {read}\n        {keys}\n        by_id(keys, {translate})\n    }};"
            ));
        } else {
            let port = rust_ident(&self.service.engine(target.engine).name);
            statements.push(format!(
                "let {found} = ports.{port}.{function}(caller, &ids).await?;"
            ));
        }
        let argument = match (relation.optional, self.missing(id)) {
            (true, _) => format!("row.{column}.and_then(|id| {found}.get(&id).cloned())"),
            (false, true) => format!("{found}.get(&row.{column}).cloned()"),
            (false, false) => {
                imports.add("super::present");
                format!("present(&{found}, row.{column})?")
            }
        };
        (Load { statements }, argument)
    }

    /// The variable of all that a relation leads to, beside those of what each row nests.
    fn found(&self, relation: &str) -> String {
        let found = format!("{relation}_found");
        match self.entity.member(&found) {
            // No name of a design ends like this.
            Some(_) => found + "_",
            None => found,
        }
    }

    fn load_many(
        &self,
        relation: ManyRelation,
        of: ViewOf,
        imports: &mut Imports,
    ) -> (Load, String) {
        let nested = Nested {
            parent: self.projection.entity,
            relation,
            view: of,
        };
        let name = match relation {
            ManyRelation::HasMany(id) => &self.entity.has_many[id.0].name,
            ManyRelation::ManyToMany(id) => &self.entity.many_to_many[id.0].name,
        };
        let found = self.found(name);
        let repository = naming::repository_field(self.target(of));
        let method = nested_method(self.service, &nested);
        imports.add("super::grouped");
        let read = list(
            8,
            &format!("let pairs = ports.repositories.{repository}.{method}("),
            &["caller".to_owned(), "&ids".to_owned()],
            ").await?;",
        );
        let translate = self.translate(of, imports);
        let statement = format!(
            "let ids: Vec<_> = rows.iter().map(|row| row.id).collect();\n    let mut {found} = {{\n        {read}\n        let (parents, rows): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();\n        grouped(parents, {translate})\n    }};"
        );
        let argument = format!("{found}.remove(&row.id).unwrap_or_default()");
        (
            Load {
                statements: vec![statement],
            },
            argument,
        )
    }

    fn target(&self, of: ViewOf) -> &ir::Entity {
        let ir::Source::Entity(target) = self.service.media_type(of.0).source else {
            unreachable!("check: what is nested is of an entity");
        };
        self.service.entity(target)
    }

    fn function(&self, of: ViewOf) -> String {
        naming::view_function(self.service.media_type(of.0), self.service.view(of.0, of.1))
    }

    /// Expression of the views of `rows`.
    fn translate(&self, of: ViewOf, imports: &mut Imports) -> String {
        let media_type = self.service.media_type(of.0);
        let prefix = if of.0 == self.projection.of.0 {
            String::new()
        } else {
            let module = module(&snake(&media_type.name));
            imports.add(format!("super::{module}"));
            format!("{module}::")
        };
        let ty = self.view_type(of);
        let expression = translate_all(self.service, of, &prefix, "ports");
        if expression.ends_with("collect()") {
            expression.replace("collect()", &format!("collect::<Vec<{ty}>>()"))
        } else {
            expression.replace(
                "collect::<Result<_, _>>()",
                &format!("collect::<Result<Vec<{ty}>, _>>()"),
            )
        }
    }
}

/// What a function uses that asks for more than it is given.
fn asking_imports(imports: &mut Imports) {
    for path in [
        "contract::Caller",
        "crate::generated::usecase::Error",
        "crate::generated::usecase::Ports",
    ] {
        imports.add(path);
    }
}

fn many_docs(view: &ir::View, queries: usize) -> String {
    let queries = match queries {
        1 => "one query".to_owned(),
        count => format!("{count} queries"),
    };
    format!(
        "The view `{}` of each row: {queries} for what they nest, however many they are.",
        view.name
    )
}
