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
    let (open, rendered) = rendered(service, entity, alternatives, imports);
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
        docs: documented(entity, alternatives),
        all,
        open,
        alternatives: rendered,
    })
}

/// The expression of the text that opens the condition, which holds the first alternative if that is nothing but text;
/// and the other alternatives, without those of roles alone.
fn rendered(
    service: &ir::Service,
    entity: &ir::Entity,
    alternatives: &[Vec<ir::Condition>],
    imports: &mut Imports,
) -> (String, Vec<Alternative>) {
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
    (open, rendered)
}

fn documented(entity: &ir::Entity, alternatives: &[Vec<ir::Condition>]) -> Vec<String> {
    let many = naming::spoken_plural(entity);
    let said: Vec<String> = alternatives.iter().map(|all| said(entity, all)).collect();
    vec![
        format!("Limits a statement to the {many} that the caller sees:"),
        format!("{}.", said.join(", or ")),
    ]
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
        let mut clause = Clause::open(&self.texts);
        let owner = self
            .owner
            .map(|column| (column, "account.uuid()".to_owned()));
        for (column, expression) in self.bound.into_iter().chain(owner) {
            clause.bind(&column, &expression);
        }
        for relation in self.through {
            clause.through(relation, service.entity(relation.entity));
        }
        let guard = (!guards.is_empty()).then(|| format!("if {} {{", guards.join(" && ")));
        Alternative {
            guard,
            statements: clause.close(),
        }
    }
}

/// An alternative as it grows: the statements that write it, and the text that the next of them begins with.
struct Clause {
    statements: Vec<String>,
    text: String,
    is_empty: bool,
}

impl Clause {
    fn open(texts: &[String]) -> Self {
        Clause {
            statements: vec![],
            text: format!(" OR ({}", texts.join(" AND ")),
            is_empty: texts.is_empty(),
        }
    }

    fn and(&mut self, text: &str) {
        if !self.is_empty {
            self.text.push_str(" AND ");
        }
        self.is_empty = false;
        self.text.push_str(text);
    }

    /// Writes the text so far, a format string.
    fn written(&mut self) -> String {
        let text = std::mem::take(&mut self.text);
        format!("sql.push(&format!({}))", rust_string(&text))
    }

    fn bind(&mut self, column: &str, expression: &str) {
        self.and(&format!("{{table}}.{column} = "));
        let written = self.written();
        self.statements
            .push(format!("{written}.bind({expression});"));
    }

    /// A row of the relation's that the caller sees.
    fn through(&mut self, relation: &ir::BelongsTo, target: &ir::Entity) {
        let table = sql_ident(&target.plural);
        let column = sql_ident(&naming::relation_id(&relation.name));
        self.and(&format!(
            "EXISTS (SELECT 1 FROM {table} WHERE {table}.id = {{table}}.{column}"
        ));
        let written = self.written();
        self.statements.push(format!("{written};"));
        if matches!(target.visible, ir::Visible::Any(_)) {
            let module = naming::entity_module(target);
            let table = rust_string(&table);
            self.statements
                .push(format!("super::{module}::visible(sql, caller, {table});"));
        }
        self.text.push(')');
    }

    fn close(mut self) -> Vec<String> {
        self.text.push(')');
        let closing = match self.text.contains("{table}") {
            true => format!("{};", self.written()),
            false => format!("sql.push({});", rust_string(&self.text)),
        };
        self.statements.push(closing);
        self.statements
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
