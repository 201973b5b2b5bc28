//! Lowers the query of an action: a flag for each parameter, and how they become what the driver
//! takes.

use super::Lowering;
use super::flags::{self, Word};
use crate::ir;
use crate::lower::called::Called;
use crate::lower::driver;
use crate::lower::naming;
use crate::lower::payloads::filter_parameters;
use crate::names::{self, pascal, rust_ident};
use crate::plan::cli::{Arguments, Member, Query};
use crate::print::list;

/// Columns in front of a statement.
const BODY: usize = 8;

/// How many parameters a function may have (`clippy::too_many_arguments`).
const MOST_PARAMETERS: usize = 7;

/// A field of the driver's query and the flag that sets it.
struct Setting {
    field: String,
    flag: String,
    is_required: bool,
}

impl Lowering<'_> {
    pub(super) fn query(&mut self, action: &ir::Action) -> Option<Query> {
        let query = driver::query_type(self.resource, action)?;
        let mut members = Vec::new();
        let mut settings = Vec::new();
        if action.kind == ir::ActionKind::List {
            for (name, member) in self.list_flags() {
                settings.push(Setting {
                    field: rust_ident(&name),
                    flag: member.ident.clone(),
                    is_required: false,
                });
                members.push(member);
            }
        }
        for parameter in &action.query {
            let word = Word::of_value(self.service, &parameter.value);
            let called = Called::both(&parameter.name, parameter.sent(), str::to_owned);
            let mut flag = self.flag(&called, parameter.description.as_deref(), word);
            flag.is_required =
                parameter.presence == ir::Presence::Required && parameter.default.is_none();
            settings.push(Setting {
                field: rust_ident(&parameter.name),
                flag: flags::ident(&parameter.name),
                is_required: flag.is_required,
            });
            members.push(flag.member());
        }
        let name = format!("{}Query", pascal(&action.name));
        Some(Query {
            arguments: Arguments { name, members },
            statements: conversion(&query, &settings),
            query,
        })
    }

    /// Flags of a list's filters and of its order, with the names of their parameters.
    fn list_flags(&mut self) -> Vec<(String, Member)> {
        let (Some(policy), Some(entity)) = (&self.resource.list, self.resource.entity) else {
            return Vec::new();
        };
        let entity = self.service.entity(entity);
        let mut named = Vec::new();
        for filter in filter_parameters(self.service, entity, policy) {
            let word = match (filter.by, &filter.value) {
                (ir::FilterBy::Attribute(id), Some(value))
                    if entity.attribute(id).role != ir::AttributeRole::Key =>
                {
                    Word::of_value(self.service, value)
                }
                _ => Word::id(&filter.ty),
            };
            let sentence = filter.docs.join(" ");
            let member = self.flag(&filter.called, Some(&sentence), word).member();
            named.push((filter.called.name, member));
        }
        if !policy.sorts.is_empty() {
            self.imports.add("crate::choices::choices");
            let member = flags::sort(&naming::sort_type(self.resource));
            named.push(("sort".to_owned(), member));
        }
        named
    }
}

/// Body of the conversion from `flags`.
fn conversion(query: &str, settings: &[Setting]) -> Vec<String> {
    let (required, optional): (Vec<&Setting>, Vec<&Setting>) =
        settings.iter().partition(|setting| setting.is_required);
    let is_whole = optional.is_empty();
    let (head, tail) = if is_whole {
        ("", "")
    } else {
        ("let mut query = ", ";")
    };
    let values = required
        .iter()
        .map(|setting| format!("flags.{}", setting.flag));
    let fields = required
        .iter()
        .map(|setting| format!("{}: flags.{}", setting.field, setting.flag));
    let new = match required.len() {
        0 => format!("{head}Self::default(){tail}"),
        1..=MOST_PARAMETERS => {
            let values: Vec<String> = values.collect();
            list(
                BODY,
                &format!("{head}Self::new("),
                &values,
                &format!("){tail}"),
            )
        }
        _ => {
            let head = format!("{head}Self::new({} {{", names::required(query));
            let lines: String = fields
                .map(|field| format!("\n            {field},"))
                .collect();
            format!("{head}{lines}\n        }}){tail}")
        }
    };
    let mut statements = vec![new];
    let assignments = optional.iter();
    statements.extend(
        assignments.map(|setting| format!("query.{} = flags.{};", setting.field, setting.flag)),
    );
    statements.extend((!is_whole).then(|| "query".to_owned()));
    statements
}
