//! Lowers an action: the words that it takes, and what it does with them.

use super::flags::{self, Flag, Help, Word, attribute, help, summary};
use super::run::Run;
use super::{Lowering, subcommand};
use crate::ir;
use crate::lower::called::Called;
use crate::lower::driver::{self, Answer};
use crate::lower::engine::usecase::is_conditional;
use crate::lower::naming;
use crate::lower::payloads::entity_field;
use crate::lower::rust_type::of_id;
use crate::names::{kebab, pascal, variant};
use crate::plan::cli::{Action, Arguments, Member, Variant, ViewValue, Views};
use crate::print::rust_string;

impl Lowering<'_> {
    pub(super) fn action(&mut self, action: &ir::Action) -> Action {
        let answers = driver::answers(self.service, action);
        let mut members = self.keys(action);
        let is_conditional = is_conditional(action) && action.method != ir::Method::Get;
        if is_conditional {
            members.push(self.group("precondition", "crate::precondition::Precondition"));
        }
        let fields = self.fields(action);
        let nulls = self.nulls(action);
        if let Some(fields) = &fields {
            members.push(self.group("body", "crate::body::Body"));
            members.push(flattened("fields", &fields.name));
        }
        let has_nulls = !nulls.is_empty();
        members.extend(has_nulls.then(|| null_flag(&nulls)));
        let query = self.query(action);
        let asked = query.as_ref();
        members.extend(asked.map(|query| flattened("query", &query.arguments.name)));
        members.extend(self.window(action));
        let views = self.views(action, &answers);
        members.extend(views.as_deref().map(|views| view_flag(views, &answers)));
        let name = format!("{}Arguments", pascal(&action.name));
        let is_large = fields.is_some() || query.is_some();
        // Variants of an enum had better be of similar size (`clippy::large_enum_variant`).
        let boxed = is_large.then(|| format!("Box<{name}>"));
        let holds = boxed.unwrap_or_else(|| name.clone());
        let run = Run {
            service: self.service,
            resource: self.resource,
            action,
            answers: &answers,
            views: views.as_deref(),
            has_nulls,
            is_conditional,
        };
        Action {
            command: self.command(action, holds),
            arguments: Arguments { name, members },
            fields,
            query,
            statements: run.statements(),
        }
    }

    /// The subcommand, which holds its arguments.
    fn command(&self, action: &ir::Action, holds: String) -> Variant {
        let names = (action.name.as_str(), action.sent());
        subcommand(names, about(self.resource, action), None, holds)
    }

    /// Which part of a list is wanted.
    fn window(&mut self, action: &ir::Action) -> Option<Member> {
        let counts = self.resource.list.as_ref().is_some_and(|list| list.total);
        let window = if counts { "CountedWindow" } else { "Window" };
        let is_list = action.kind == ir::ActionKind::List;
        is_list.then(|| self.group("window", &format!("crate::list::{window}")))
    }

    /// A group of words that the crate has already.
    fn group(&mut self, ident: &str, path: &str) -> Member {
        self.imports.add(path.to_owned());
        flattened(ident, path.rsplit("::").next().unwrap_or(path))
    }

    /// Keys in the path, which are words without a flag.
    fn keys(&self, action: &ir::Action) -> Vec<Member> {
        let keys = driver::keys(self.service, self.resource, action).into_iter();
        let member = |key: driver::Key| {
            let spoken = naming::spoken(self.service.entity(key.entity));
            let which = if key.name == "id" {
                "Which"
            } else {
                "Of which"
            };
            Member {
                docs: vec![format!("{which} {spoken}")],
                attributes: Vec::new(),
                ident: key.name,
                ty: key.ty,
            }
        };
        keys.map(member).collect()
    }

    /// A flag, after what it uses is imported.
    pub(super) fn flag<'n>(
        &mut self,
        called: &'n Called,
        description: Option<&'n str>,
        word: Word,
    ) -> Flag<'n> {
        word.import.iter().for_each(|path| self.imports.add(*path));
        Flag {
            called,
            description,
            word,
            is_required: false,
        }
    }

    /// Flags of the payload.
    fn fields(&mut self, action: &ir::Action) -> Option<Arguments> {
        let service = self.service;
        let members = match action.payload.as_ref()? {
            ir::Payload::Entity(fields) => {
                let entity = service.entity(self.resource.entity?);
                let fields = fields.iter().map(|payload_field| {
                    let field = entity_field(service, entity, action.kind, *payload_field);
                    let word = payload_word(service, entity, *payload_field);
                    self.flag(&field.called, field.description, word).field()
                });
                fields.collect()
            }
            ir::Payload::Type(id) => self.type_fields(*id),
        };
        self.imports.add("serde::Serialize");
        let name = format!("{}Fields", pascal(&action.name));
        Some(Arguments { name, members })
    }

    /// Flags of an object's fields; of a union's tag and of the fields of all its members.
    fn type_fields(&mut self, id: ir::TypeId) -> Vec<Member> {
        let service = self.service;
        let mut members = Vec::new();
        if let ir::TypeKind::Union {
            discriminator,
            members: tags,
        } = &service.ty(id).kind
        {
            let called = Called::plainly(discriminator);
            let flag = self.flag(&called, None, Word::tag(tags));
            members.push(flag.field());
        }
        let fields = service.payload_fields(id).into_iter().map(|field| {
            let word = Word::of_value(service, &field.value);
            let description = field.description.as_deref();
            let called = Called::both(&field.name, field.sent(), str::to_owned);
            self.flag(&called, description, word).field()
        });
        members.extend(fields);
        members
    }

    /// Fields that a change may empty.
    fn nulls(&self, action: &ir::Action) -> Vec<String> {
        let (Some(ir::Payload::Entity(fields)), Some(entity)) =
            (&action.payload, self.resource.entity)
        else {
            return Vec::new();
        };
        let entity = self.service.entity(entity);
        let fields = fields.iter();
        fields
            .map(|field| entity_field(self.service, entity, action.kind, *field))
            .filter(|field| field.reading.is_tri_state())
            .flat_map(|field| {
                let also = field.called.also().map(str::to_owned);
                [field.called.sent].into_iter().chain(also)
            })
            .collect()
    }

    /// Name of the enum of views that an action may be answered in, if there are several.
    fn views(&mut self, action: &ir::Action, answers: &[Answer<'_>]) -> Option<String> {
        let mut views: Vec<&ir::View> = answers.iter().filter_map(|answer| answer.view).collect();
        if views.is_empty() {
            return None;
        }
        views.sort_unstable_by_key(|view| &view.name);
        let values: Vec<ViewValue> = views.into_iter().map(view_value).collect();
        if let Some(known) = self.views.iter().find(|views| views.values == values) {
            return Some(known.name.clone());
        }
        self.imports.add("clap::ValueEnum");
        let name = if self.views.is_empty() {
            "View".to_owned()
        } else {
            format!("{}View", pascal(&action.name))
        };
        self.views.push(Views {
            name: name.clone(),
            values,
        });
        Some(name)
    }
}

fn payload_word(
    service: &ir::Service,
    entity: &ir::Entity,
    payload_field: ir::PayloadField,
) -> Word {
    let key = |entity: ir::EntityId| Word::id(&of_id(service.entity(entity)));
    match payload_field {
        ir::PayloadField::Attribute(id) => {
            let attribute = entity.attribute(id);
            let word = Word::of_value(service, &attribute.value);
            if attribute.secret {
                word.secret()
            } else {
                word
            }
        }
        ir::PayloadField::BelongsTo(id) => key(entity.belongs_to[id.0].entity),
        ir::PayloadField::ManyToMany(id) => key(entity.many_to_many[id.0].entity).many(),
    }
}

fn flattened(ident: &str, ty: &str) -> Member {
    Member {
        docs: Vec::new(),
        attributes: vec!["#[command(flatten)]".to_owned()],
        ident: ident.to_owned(),
        ty: ty.to_owned(),
    }
}

fn null_flag(names: &[String]) -> Member {
    let names: Vec<String> = names.iter().map(|name| rust_string(name)).collect();
    let options = [
        "long".to_owned(),
        "value_name = \"FIELD\"".to_owned(),
        format!("value_parser = [{}]", names.join(", ")),
    ];
    Member {
        docs: vec!["Empties this field; repeat the flag for several".to_owned()],
        attributes: vec![attribute("arg", &options)],
        ident: "null".to_owned(),
        ty: "Vec<String>".to_owned(),
    }
}

fn view_flag(views: &str, answers: &[Answer<'_>]) -> Member {
    let default = answers.iter().find(|answer| answer.is_default);
    let default = default
        .and_then(|answer| answer.view)
        .map(|view| variant(&view.name));
    let mut options = vec!["long".to_owned(), "value_enum".to_owned()];
    options.extend(default.map(|default| format!("default_value_t = {views}::{default}")));
    Member {
        docs: vec!["How much is shown".to_owned()],
        attributes: vec![attribute("arg", &options)],
        ident: "view".to_owned(),
        ty: views.to_owned(),
    }
}

fn view_value(view: &ir::View) -> ViewValue {
    let ident = variant(&view.name);
    let name = (kebab(&ident) != view.name).then(|| format!("name = {}", rust_string(&view.name)));
    let alias = flags::alias(&view.name, view.sent());
    let options: Vec<String> = name.into_iter().chain(alias).collect();
    let attribute = (!options.is_empty()).then(|| attribute("value", &options));
    ViewValue { ident, attribute }
}

fn about(resource: &ir::Resource, action: &ir::Action) -> Help {
    let state = match &action.deprecated {
        Some(_) => " (deprecated)",
        None => "",
    };
    match action.description.as_deref().map(summary) {
        Some(summary) if !summary.is_empty() => help(&format!("{summary}{state}")),
        _ => Help {
            docs: vec![format!("{}{state}", driver::sentence(resource, action))],
            literal: None,
        },
    }
}
