//! Lowers what server and clients share: ids, the caller, named types.

use super::called::Called;
use super::decode::{Decoder, Reading};
use super::rust_type::{self, of_value};
use super::{docs, naming};
use crate::ir;
use crate::names::{self, rust_ident, snake, suffixed_ident, variant};
use crate::plan::contract::{
    Caller, Enum, EnumValue, Field, Id, Object, TypeFile, Union, UnionMember,
};
use crate::print::{Imports, WIDTH, doc_lines, list, rust_string};

pub(super) fn ids(service: &ir::Service) -> Vec<Id> {
    service
        .entities
        .iter()
        .map(|entity| Id {
            name: naming::id_type(entity),
            entity: naming::spoken(entity),
        })
        .collect()
}

/// The enum of roles: that of the account's attribute, or one of its own.
pub(super) fn role_type(service: &ir::Service) -> String {
    match service.api.security.role_source {
        ir::RoleSource::Account { entity, role } => {
            of_value(service, &service.entity(entity).attributes[role.0].value).text
        }
        ir::RoleSource::AccessKey => "Role".to_owned(),
    }
}

pub(super) fn caller(service: &ir::Service) -> Caller {
    let mut imports = Imports::default();
    let account = match service.api.security.role_source {
        ir::RoleSource::Account { entity, .. } => {
            let id = rust_type::of_id(service.entity(entity));
            imports.extend(&id.imports);
            imports.add(format!("contract::{}", role_type(service)));
            Some(id.text)
        }
        ir::RoleSource::AccessKey => None,
    };
    let roles = account.is_none().then(|| {
        let docs = vec!["What a caller may do; access keys carry it.".to_owned()];
        let roles = service.api.security.roles.iter();
        enumeration("Role", docs, roles.map(|role| Called::plainly(role)))
    });
    Caller {
        imports: imports.render("contract"),
        account,
        role: role_type(service),
        roles,
    }
}

fn enumeration(name: &str, docs: Vec<String>, values: impl Iterator<Item = Called>) -> Enum {
    let values = values.map(|called| enum_value(variant(&called.name), called));
    let values: Vec<EnumValue> = values.collect();
    Enum {
        name: name.to_owned(),
        docs,
        also: also(&values),
        values,
    }
}

/// The constant with the names that are understood beside those that are sent.
pub(super) fn also(values: &[EnumValue]) -> Option<String> {
    let names = values.iter().filter_map(|value| {
        let name = rust_string(value.also.as_ref()?);
        Some(format!("({name}, Self::{})", value.ident))
    });
    let names: Vec<String> = names.collect();
    let head = "const ALSO: &'static [(&'static str, Self)] = &[";
    (!names.is_empty()).then(|| list(4, head, &names, "];"))
}

/// A value by the names that it has.
pub(super) fn enum_value(ident: String, called: Called) -> EnumValue {
    EnumValue {
        ident,
        also: called.also().map(str::to_owned),
        stored: called.name,
        wire: called.sent,
    }
}

pub(super) fn types(service: &ir::Service) -> Vec<TypeFile> {
    service
        .types
        .iter()
        .enumerate()
        .map(|(index, ty)| type_file(service, ir::TypeId(index), ty))
        .collect()
}

fn type_file(service: &ir::Service, id: ir::TypeId, ty: &ir::Type) -> TypeFile {
    let spoken = docs::words(&snake(&ty.name));
    let docs = docs::or(
        ty.description.as_deref(),
        &format!("The type `{}` of the design: {spoken}.", ty.name),
    );
    let mut file = TypeFile {
        module: crate::names::module(&snake(&ty.name)),
        ..TypeFile::default()
    };
    let mut imports = Imports::default();
    match &ty.kind {
        ir::TypeKind::Enum(values) => {
            let called = |it: &String| Called::both(it, ty.sent_value(it), str::to_owned);
            file.enumeration = Some(enumeration(&ty.name, docs, values.iter().map(called)));
        }
        ir::TypeKind::Object(fields) => {
            let (mut object, uses) = object(service, &ty.name, docs, fields);
            imports.extend(&uses);
            object.sent = true;
            file.object = Some(object);
        }
        ir::TypeKind::Union {
            discriminator,
            members,
        } => {
            let members = union_members(service, members);
            for member in &members {
                imports.add(format!("contract::{}", member.ty));
            }
            file.union = Some(Union {
                eq: rust_type::type_is_eq(service, id),
                keeps: service.keeps_inside(&whole(id)),
                ..union(&ty.name, docs, discriminator, members)
            });
        }
    }
    imports.remove(&format!("contract::{}", ty.name));
    file.imports = imports.render("contract");
    file
}

/// A value of a type, without rules.
fn whole(id: ir::TypeId) -> ir::Value {
    ir::Value {
        shape: ir::Shape::Named(id),
        rules: ir::Rules::default(),
    }
}

fn union_members(service: &ir::Service, members: &[(String, ir::TypeId)]) -> Vec<UnionMember> {
    let members = members.iter().map(|(tag, member)| UnionMember {
        ident: variant(tag),
        wire: tag.clone(),
        ty: service.ty(*member).name.clone(),
    });
    members.collect()
}

/// A union that is sent; whether its values can be compared is for the caller to say.
fn union(name: &str, docs: Vec<String>, discriminator: &str, members: Vec<UnionMember>) -> Union {
    let tags = members.iter().map(|member| rust_string(&member.wire));
    Union {
        name: name.to_owned(),
        docs,
        discriminator: discriminator.to_owned(),
        tags: tags.collect(),
        members,
        eq: false,
        keeps: false,
        sent: true,
    }
}

/// How a field of an object may be absent: one with a default may be left out.
pub(super) fn field_reading(field: &ir::Field) -> Reading {
    match (field.presence, &field.default) {
        (ir::Presence::Required, None) => Reading::Required,
        (ir::Presence::Nullable, _) => Reading::Nullable,
        _ => Reading::Optional,
    }
}

/// An object type with its constructor and the reading of its fields.
pub(super) fn object(
    service: &ir::Service,
    name: &str,
    docs: Vec<String>,
    fields: &[ir::Field],
) -> (Object, Imports) {
    let mut decoder = Decoder::new(service, name);
    let mut members = Vec::new();
    for field in fields {
        let reading = field_reading(field);
        let ty = of_value(service, &field.value);
        let called = Called::both(&field.name, field.sent(), str::to_owned);
        decoder.field(&called, reading, &ty, Some(&field.value));
        decoder.holding(&called, &ty, &field.value);
        members.push((
            reading,
            self::field(&called, field.description.as_deref(), &ty, reading),
        ));
    }
    let (object, imports) = finish_object(name, docs, members, decoder);
    let mut values = fields.iter().map(|field| &field.value);
    let eq = values.all(|value| rust_type::is_eq(service, value));
    (Object { eq, ..object }, imports)
}

pub(super) fn field(
    called: &Called,
    description: Option<&str>,
    ty: &rust_type::RustType,
    reading: Reading,
) -> Field {
    let name = called.name.as_str();
    let mut docs = docs::or(description, &format!("The {}.", docs::words(name)));
    let skip = match reading {
        Reading::Required => vec![],
        Reading::Nullable => vec!["default"],
        Reading::Optional | Reading::Change | Reading::Merge => {
            vec!["default", "skip_serializing_if = \"Option::is_none\""]
        }
        Reading::Patch | Reading::MergePatch => {
            docs.extend(doc_lines(""));
            vec!["default", "skip_serializing_if = \"Patch::is_absent\""]
        }
    };
    Field {
        ident: rust_ident(name),
        local: suffixed_ident(name),
        wire: called.sent.clone(),
        docs,
        ty: reading.field_type(ty.clone()).text,
        serde: attribute(
            names_of(called)
                .into_iter()
                .flatten()
                .chain(skip.into_iter().map(str::to_owned))
                .collect(),
        ),
    }
}

/// What serde is told of a field, broken into lines where one is too short for it.
fn attribute(options: Vec<String>) -> Option<String> {
    const AROUND: usize = 4 + "#[serde()]".len();
    let flat = options.join(", ");
    if AROUND + flat.chars().count() <= WIDTH {
        return (!options.is_empty()).then_some(flat);
    }
    let lines = options.iter().map(|option| format!("        {option}"));
    let lines: Vec<String> = lines.collect();
    Some(format!("\n{}\n    ", lines.join(",\n")))
}

/// What serde is told of a name that clients keep: that one is written, and both are read.
fn names_of(called: &Called) -> Option<[String; 2]> {
    let (sent, also) = (rust_string(&called.sent), rust_string(called.also()?));
    Some([format!("rename = {sent}"), format!("alias = {also}")])
}

/// Puts an object together of fields and the reading of each; whether its values can be compared is for the caller to
/// say, and whether it is sent.
pub(super) fn finish_object(
    name: &str,
    docs: Vec<String>,
    members: Vec<(Reading, Field)>,
    decoder: Decoder<'_>,
) -> (Object, Imports) {
    let (decode, mut imports) = decoder.finish();
    imports.add("serde::Serialize");
    imports.add("serde::Deserialize");
    if members.iter().any(|(reading, _)| reading.is_tri_state()) {
        imports.add("contract::Patch");
    }
    if members.iter().any(|(reading, _)| reading.merges()) {
        imports.add("contract::Merge");
    }
    let is_required = |reading: &Reading| *reading == Reading::Required;
    let required: Vec<Field> = members
        .iter()
        .filter(|(reading, _)| is_required(reading))
        .map(|(_, field)| field.clone())
        .collect();
    // clippy's limit of parameters, `self` not counted.
    let required_struct = (required.len() > 7).then(|| names::required(name));
    let parameters: Vec<String> = match &required_struct {
        Some(required) => vec![format!("required: {required}")],
        None => required
            .iter()
            .map(|field| format!("{}: {}", field.local, field.ty))
            .collect(),
    };
    let initial = members
        .iter()
        .map(|(reading, field)| initial(*reading, field, required_struct.as_deref()));
    let object = Object {
        name: name.to_owned(),
        docs,
        new: (!required.is_empty()).then(|| list(4, "pub fn new(", &parameters, ") -> Self {")),
        initial: initial.collect(),
        required,
        required_struct,
        fields: members.into_iter().map(|(_, field)| field).collect(),
        decode,
        eq: false,
        sent: false,
    };
    (object, imports)
}

/// A field in the literal that `new` returns, which takes a struct of what is required where that is much.
fn initial(reading: Reading, field: &Field, required_struct: Option<&str>) -> String {
    match reading {
        Reading::Required if required_struct.is_some() => format!("{0}: required.{0}", field.ident),
        Reading::Required if field.ident == field.local => field.ident.clone(),
        Reading::Required => format!("{}: {}", field.ident, field.local),
        Reading::Patch | Reading::MergePatch => format!("{}: Patch::Absent", field.ident),
        Reading::Optional | Reading::Nullable | Reading::Change | Reading::Merge => {
            format!("{}: None", field.ident)
        }
    }
}
