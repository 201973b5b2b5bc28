//! Lowers who sees which rows into conditions of statements.

use super::super::{contract, docs, naming};
use super::columns::attribute_column;
use crate::ir;
use crate::lower::{literal::hyphenated, rust_type::grouped};
use crate::names::{sql_ident, variant};
use crate::plan::engine::repository::{Alternative, Visible};
use crate::print::{Imports, rust_string, sql_string};

/// The function `visible` of an entity, unless everyone sees every row.
pub(super) fn visible(
    service: &ir::Service,
    entity: &ir::Entity,
    imports: &mut Imports,
) -> Option<Visible> {
    let ir::Visible::Any(alternatives) = &entity.visible else {
        return None;
    };
    imports.add("contract::Caller");
    imports.add("store::Sql");
    let all: Vec<String> = alternatives
        .iter()
        .filter_map(|conditions| only_roles(conditions))
        .flatten()
        .collect();
    if uses_roles(alternatives) {
        imports.add(format!("contract::{}", contract::role_type(service)));
    }
    let rest = alternatives
        .iter()
        .filter(|conditions| only_roles(conditions).is_none());
    let mut open = "\" AND (FALSE\"".to_owned();
    let mut rendered = Vec::new();
    for (index, conditions) in rest.enumerate() {
        let parts = Parts::of(service, entity, conditions, imports);
        match (index, parts.plain_text()) {
            (0, Some(text)) => {
                open = format!("&format!({})", rust_string(&format!(" AND ({text}")))
            }
            _ => rendered.push(parts.alternative(service)),
        }
    }
    let all = (!all.is_empty()).then(|| has_role(service, &all));
    let parameter = |name: &str, uses: &[&str]| {
        let parts = rendered.iter().flat_map(|alternative: &Alternative| {
            alternative.guard.iter().chain(&alternative.statements)
        });
        let mut texts = parts.chain([&open]).chain(&all);
        let is_used = texts.any(|text| uses.iter().any(|used| text.contains(used)));
        format!("{}{name}", if is_used { "" } else { "_" })
    };
    Some(Visible {
        caller: parameter("caller", &["caller.", "sql, caller,"]),
        table: parameter("table", &["{table}"]),
        docs: vec![
            format!(
                "Limits a statement to the {} that the caller sees:",
                naming::spoken_plural(entity)
            ),
            format!(
                "{}.",
                alternatives
                    .iter()
                    .map(|a| said(entity, a))
                    .collect::<Vec<_>>()
                    .join(", or ")
            ),
        ],
        all,
        open,
        alternatives: rendered,
    })
}

fn uses_roles(alternatives: &[Vec<ir::Condition>]) -> bool {
    alternatives
        .iter()
        .flatten()
        .any(|condition| matches!(condition, ir::Condition::Role(_)))
}

/// `caller.has_role(&[Role::Admin])`
pub(in crate::lower) fn has_role(service: &ir::Service, roles: &[String]) -> String {
    let ty = contract::role_type(service);
    let roles: Vec<String> = roles
        .iter()
        .map(|role| format!("{ty}::{}", variant(role)))
        .collect();
    format!("caller.has_role(&[{}])", roles.join(", "))
}

/// The roles, if an alternative asks for nothing but one of them.
fn only_roles(conditions: &[ir::Condition]) -> Option<Vec<String>> {
    match conditions {
        [ir::Condition::Role(role)] => Some(vec![role.clone()]),
        _ => None,
    }
}

fn said(entity: &ir::Entity, conditions: &[ir::Condition]) -> String {
    let parts: Vec<String> = conditions
        .iter()
        .map(|condition| match condition {
            ir::Condition::Owner => "their owner asks".to_owned(),
            ir::Condition::Role(role) => format!("the caller is `{role}`"),
            ir::Condition::Equals(id, literal) => {
                format!(
                    "{} is {}",
                    docs::words(&entity.attributes[id.0].name),
                    said_literal(literal)
                )
            }
            ir::Condition::Through(id) => {
                format!(
                    "their {} is seen",
                    docs::words(&entity.belongs_to[id.0].name)
                )
            }
        })
        .collect();
    parts.join(" and ")
}

fn said_literal(literal: &ir::Literal) -> String {
    match literal {
        ir::Literal::Boolean(flag) => flag.to_string(),
        ir::Literal::Integer(number) => number.to_string(),
        ir::Literal::Number(text) | ir::Literal::Text(text) => {
            crate::print::markdown(&crate::print::line(text))
        }
        ir::Literal::Array(_) => "a list".to_owned(),
    }
}

/// One alternative taken apart: pure text, columns with the expression of what is bound to be there, the owner's column,
/// roles and parents.
struct Parts<'a> {
    texts: Vec<String>,
    bound: Vec<(String, String)>,
    owner: Option<String>,
    roles: Vec<String>,
    through: Vec<&'a ir::BelongsTo>,
}

impl<'a> Parts<'a> {
    fn of(
        service: &ir::Service,
        entity: &'a ir::Entity,
        conditions: &[ir::Condition],
        imports: &mut Imports,
    ) -> Self {
        let mut parts = Parts {
            texts: vec![],
            bound: vec![],
            owner: None,
            roles: vec![],
            through: vec![],
        };
        for condition in conditions {
            match condition {
                ir::Condition::Role(role) => parts.roles.push(role.clone()),
                ir::Condition::Owner => parts.owner = Some(owner_column(entity)),
                ir::Condition::Through(id) => parts.through.push(&entity.belongs_to[id.0]),
                ir::Condition::Equals(id, literal) => {
                    let column = attribute_column(service, entity, *id).sql;
                    let shape = &entity.attribute(*id).value.shape;
                    match wanted(literal, shape, imports) {
                        Wanted::Text(text) => parts.texts.push(equals(&column, &text)),
                        Wanted::Bound(expression) => parts.bound.push((column, expression)),
                        Wanted::Never => parts.texts.push("FALSE".to_owned()),
                    }
                }
            }
        }
        parts
    }

    /// The condition as text, if it is nothing else.
    fn plain_text(&self) -> Option<String> {
        let pure = self.owner.is_none()
            && self.bound.is_empty()
            && self.roles.is_empty()
            && self.through.is_empty();
        pure.then(|| self.texts.join(" AND "))
    }

    fn alternative(self, service: &ir::Service) -> Alternative {
        let mut guards: Vec<String> = self
            .roles
            .iter()
            .map(|role| has_role(service, std::slice::from_ref(role)))
            .collect();
        if self.owner.is_some() {
            guards.push("let Some(account) = caller.account".to_owned());
        }
        let mut opening = format!(" OR ({}", self.texts.join(" AND "));
        let mut joined = !self.texts.is_empty();
        let mut statements = Vec::new();
        let owner = self
            .owner
            .map(|column| (column, "account.uuid()".to_owned()));
        for (column, expression) in self.bound.into_iter().chain(owner) {
            opening.push_str(&format!(
                "{}{{table}}.{column} = ",
                if joined { " AND " } else { "" }
            ));
            joined = true;
            statements.push(format!(
                "sql.push(&format!({})).bind({expression});",
                rust_string(&opening)
            ));
            opening.clear();
        }
        for relation in self.through {
            let target = service.entity(relation.entity);
            let table = sql_ident(&target.plural);
            opening.push_str(&format!(
                "{}EXISTS (SELECT 1 FROM {table} WHERE {table}.id = {{table}}.{}",
                if joined { " AND " } else { "" },
                sql_ident(&naming::relation_id(&relation.name)),
            ));
            joined = true;
            statements.push(format!("sql.push(&format!({}));", rust_string(&opening)));
            opening.clear();
            if matches!(target.visible, ir::Visible::Any(_)) {
                let module = naming::entity_module(target);
                statements.push(format!(
                    "super::{module}::visible(sql, caller, {});",
                    rust_string(&table)
                ));
            }
            opening.push(')');
        }
        opening.push(')');
        let closing = match opening.contains("{table}") {
            true => format!("sql.push(&format!({}));", rust_string(&opening)),
            false => format!("sql.push({});", rust_string(&opening)),
        };
        statements.push(closing);
        let guard = (!guards.is_empty()).then(|| format!("if {} {{", guards.join(" && ")));
        Alternative { guard, statements }
    }
}

/// Column that holds the owner.
pub(in crate::lower) fn owner_column(entity: &ir::Entity) -> String {
    match entity.owner {
        Some(ir::Owner::BelongsTo(id)) => {
            sql_ident(&naming::relation_id(&entity.belongs_to[id.0].name))
        }
        _ => "id".to_owned(),
    }
}

/// What a column has to hold.
enum Wanted {
    /// SQL that both databases read alike.
    Text(String),
    /// An expression of what is bound, since each database keeps it in its own way.
    Bound(String),
    /// What no database holds.
    Never,
}

fn wanted(literal: &ir::Literal, shape: &ir::Shape, imports: &mut Imports) -> Wanted {
    let Some(stored) = ir::Stored::of(literal, shape) else {
        return Wanted::Never;
    };
    Wanted::Text(match stored {
        ir::Stored::Boolean(flag) => if flag { "TRUE" } else { "FALSE" }.to_owned(),
        ir::Stored::Int32(number) => number.to_string(),
        ir::Stored::Int64(number) | ir::Stored::Decimal { units: number, .. } => number.to_string(),
        ir::Stored::Real(digits) => digits,
        ir::Stored::Text(text) | ir::Stored::Date(text) => sql_string(&text),
        ir::Stored::Uuid(uuid) => {
            imports.add("uuid::Uuid");
            let digits = hyphenated(uuid).replace('-', "_");
            return Wanted::Bound(format!("Uuid::from_u128(0x{digits})"));
        }
        ir::Stored::Time(ir::Moment(micros)) => {
            imports.add("jiff::Timestamp");
            let (seconds, rest) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000));
            let (seconds, nanos) = (grouped(seconds), grouped(rest * 1_000));
            return Wanted::Bound(format!("Timestamp::constant({seconds}, {nanos})"));
        }
        ir::Stored::Null | ir::Stored::Bytes(_) | ir::Stored::List(_) | ir::Stored::Map(_) => {
            return Wanted::Never;
        }
    })
}

/// `{table}.status = 'published'`, braces of the value doubled for `format!`.
fn equals(column: &str, value: &str) -> String {
    let value = value.replace('{', "{{").replace('}', "}}");
    format!("{{table}}.{column} = {value}")
}

/// Call of the function `visible` of an entity in another module of the repository.
pub(in crate::lower) fn call(
    entity: &ir::Entity,
    from: &ir::Entity,
    sql: &str,
    table: &str,
) -> Option<String> {
    let ir::Visible::Any(_) = entity.visible else {
        return None;
    };
    let path = if entity.name == from.name {
        "visible".to_owned()
    } else {
        format!("super::{}::visible", naming::entity_module(entity))
    };
    Some(format!("{path}({sql}, caller, {});", rust_string(table)))
}
