//! Every name that a design gives, as the command line calls it.

use moguera::diagnostic::Diagnostics;
use moguera::edit::Kind;
use moguera::schema::{Attribute, Definition, Design, EnumValue, Map, Shape};
use moguera::source::Source;

/// Kinds and names, in the order written.
pub(crate) fn names(source: &Source) -> Vec<(Kind, String)> {
    let design = moguera::parse::parse(source, &mut Diagnostics::new());
    let mut names = Vec::new();
    entities(&design, &mut names);
    for (name, ty) in &design.types {
        names.push((Kind::Type, name.value.clone()));
        match &ty.definition {
            Definition::Enum(values) => enum_values(&name.value, &values.value, &mut names),
            Definition::Object(object) => attributes(&name.value, &object.attributes, &mut names),
            Definition::Alias(_) | Definition::Union { .. } => {}
        }
    }
    for (name, media_type) in &design.media_types {
        names.push((Kind::MediaType, name.value.clone()));
        all(Kind::View, &name.value, &media_type.views, &mut names);
    }
    for (name, resource) in &design.resources {
        names.push((Kind::Resource, name.value.clone()));
        all(Kind::Action, &name.value, &resource.custom, &mut names);
        for action in &resource.actions {
            names.push((Kind::Action, format!("{}.{}", name.value, action.value)));
        }
    }
    for (name, _) in design.engines.iter().flatten() {
        names.push((Kind::Engine, name.value.clone()));
    }
    names
}

fn entities(design: &Design, names: &mut Vec<(Kind, String)>) {
    for (name, entity) in &design.entities {
        names.push((Kind::Entity, name.value.clone()));
        attributes(&name.value, &entity.attributes, names);
        all(Kind::BelongsTo, &name.value, &entity.belongs_to, names);
        all(Kind::HasMany, &name.value, &entity.has_many, names);
        all(Kind::ManyToMany, &name.value, &entity.many_to_many, names);
    }
}

fn attributes(owner: &str, attributes: &Map<Attribute>, names: &mut Vec<(Kind, String)>) {
    all(Kind::Field, owner, attributes, names);
    for (name, attribute) in attributes {
        if let Shape::Enum(values) = &attribute.value.shape {
            enum_values(&format!("{owner}.{}", name.value), &values.value, names);
        }
    }
}

fn enum_values(owner: &str, values: &[EnumValue], names: &mut Vec<(Kind, String)>) {
    for value in values {
        names.push((Kind::EnumValue, format!("{owner}.{}", value.value.value)));
    }
}

fn all<T>(kind: Kind, owner: &str, map: &Map<T>, names: &mut Vec<(Kind, String)>) {
    for (name, _) in map {
        names.push((kind, format!("{owner}.{}", name.value)));
    }
}
