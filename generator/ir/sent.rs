//! What clients call things: the names of a design go in; the names that are sent come out, which are those of before
//! where `wire_alias` keeps them.

use super::{
    Action, Attribute, BelongsTo, Condition, Default, Entity, Field, HasMany, Literal, ManyToMany,
    PathSegment, Renamed, Resource, Service, Shape, Type, TypeId, TypeKind, Value, View, Visible,
};
use std::borrow::Cow;

impl Renamed {
    /// The name that clients go on with, if they do.
    pub fn kept(&self) -> Option<&str> {
        self.wire_alias.then_some(self.from.as_str())
    }
}

macro_rules! sent {
    ($($element:ty),* $(,)?) => {$(
        impl $element {
            /// Its name as it is sent.
            pub fn sent(&self) -> &str {
                let kept = self.renamed.as_ref().and_then(Renamed::kept);
                kept.unwrap_or(&self.name)
            }
        }
    )*};
}

sent!(
    Action, Attribute, BelongsTo, Field, HasMany, ManyToMany, Resource, View
);

impl ManyToMany {
    /// What one of them is called where it is sent.
    pub fn sent_one(&self) -> &str {
        let kept = self.renamed.as_ref().filter(|renamed| renamed.wire_alias);
        kept.map_or(&self.one, |_| &self.one_before)
    }
}

impl Type {
    /// A value of an enum as it is sent.
    pub fn sent_value<'a>(&'a self, value: &'a str) -> &'a str {
        let mut renamed = self.renamed_values.iter();
        let kept = renamed.find(|(name, _)| name == value);
        kept.and_then(|(_, renamed)| renamed.kept())
            .unwrap_or(value)
    }
}

impl Resource {
    /// Path of the collection as it is sent.
    pub fn sent_path(&self) -> &[PathSegment] {
        self.kept_path.as_deref().unwrap_or(&self.path)
    }

    /// The path of an action as it is sent.
    pub fn sent_path_of(&self, action: &Action) -> Vec<PathSegment> {
        let below = action.path.iter().skip(self.path.len());
        self.sent_path().iter().chain(below).cloned().collect()
    }

    /// Every path at which an action answers, the one that is sent first: where names are kept, each is understood
    /// beside the one that took its place, whatever the others in the path are called.
    pub fn routes_of(&self, action: &Action) -> Vec<Vec<PathSegment>> {
        let mut routes = vec![Vec::new()];
        for (sent, now) in self.sent_path_of(action).into_iter().zip(&action.path) {
            let mut names = vec![sent];
            if names[0] != *now {
                names.push(now.clone());
            }
            let longer = |route: &Vec<PathSegment>, name: &PathSegment| {
                route.iter().chain([name]).cloned().collect()
            };
            routes = names
                .iter()
                .flat_map(|name| routes.iter().map(move |route| longer(route, name)))
                .collect();
        }
        routes
    }
}

impl Service {
    /// The same design by the names that are sent: what is written for clients follows from it as the rest follows from
    /// the design itself. Every id stays. Entities, types and roles have no name on the wire and keep theirs.
    pub fn as_sent(&self) -> Cow<'_, Service> {
        if !self.keeps_names() {
            return Cow::Borrowed(self);
        }
        let mut sent = self.clone();
        for entity in &mut sent.entities {
            self.rename_entity(entity);
        }
        for (ty, own) in sent.types.iter_mut().zip(&self.types) {
            self.rename_type(ty, own);
        }
        for view in sent.media_types.iter_mut().flat_map(|it| &mut it.views) {
            view.name = view.sent().to_owned();
            view.renamed = None;
        }
        for (resource, own) in sent.resources.iter_mut().zip(&self.resources) {
            self.rename_resource(resource, own);
        }
        Cow::Owned(sent)
    }

    /// Whether members of objects that a value holds by name are sent by names that they had before.
    pub fn keeps_inside(&self, value: &Value) -> bool {
        let mut entered = Vec::new();
        self.is_kept_in(value, &mut entered)
    }

    fn is_kept_in(&self, value: &Value, entered: &mut Vec<TypeId>) -> bool {
        let id = match &value.shape {
            Shape::Named(id) if !entered.contains(id) => *id,
            Shape::Map(element) => return self.is_kept_in(element, entered),
            _ => return false,
        };
        entered.push(id);
        let mut of = |fields: &[Field]| {
            let mut fields = fields.iter();
            fields.any(|it| it.sent() != it.name || self.is_kept_in(&it.value, entered))
        };
        match &self.ty(id).kind {
            TypeKind::Enum(_) => false,
            TypeKind::Object(fields) => of(fields),
            TypeKind::Union { members, .. } => members.iter().any(|(_, member)| {
                let fields = self.payload_fields(*member);
                fields.into_iter().any(|it| of(std::slice::from_ref(it)))
            }),
        }
    }

    /// Whether anything has a name on the wire that it had before.
    fn keeps_names(&self) -> bool {
        let kept = |renamed: &Option<Renamed>| renamed.as_ref().is_some_and(|it| it.wire_alias);
        let in_entity = |entity: &Entity| {
            entity.attributes.iter().any(|it| kept(&it.renamed))
                || entity.belongs_to.iter().any(|it| kept(&it.renamed))
                || entity.has_many.iter().any(|it| kept(&it.renamed))
                || entity.many_to_many.iter().any(|it| kept(&it.renamed))
        };
        let in_type = |ty: &Type| match &ty.kind {
            TypeKind::Object(fields) => fields.iter().any(|it| kept(&it.renamed)),
            TypeKind::Enum(_) => ty.renamed_values.iter().any(|(_, it)| it.wire_alias),
            TypeKind::Union { .. } => false,
        };
        let in_action = |action: &Action| {
            kept(&action.renamed) || action.query.iter().any(|it| kept(&it.renamed))
        };
        let in_resource = |it: &Resource| kept(&it.renamed) || it.actions.iter().any(in_action);
        let mut views = self.media_types.iter().flat_map(|it| &it.views);
        self.entities.iter().any(in_entity)
            || self.types.iter().any(in_type)
            || views.any(|view| kept(&view.renamed))
            || self.resources.iter().any(in_resource)
    }

    fn rename_entity(&self, entity: &mut Entity) {
        for attribute in &mut entity.attributes {
            attribute.name = attribute.sent().to_owned();
            attribute.renamed = None;
            let value = attribute.value.clone();
            if let Some(Default::Literal(literal)) = &mut attribute.default {
                self.rename_literal(&value, literal);
            }
            if let Some(example) = &mut attribute.example {
                self.rename_literal(&value, example);
            }
        }
        for relation in &mut entity.belongs_to {
            relation.name = relation.sent().to_owned();
            relation.renamed = None;
        }
        for relation in &mut entity.has_many {
            relation.name = relation.sent().to_owned();
            relation.renamed = None;
        }
        for relation in &mut entity.many_to_many {
            relation.one = relation.sent_one().to_owned();
            relation.name = relation.sent().to_owned();
            relation.renamed = None;
        }
        if let Visible::Any(ways) = &mut entity.visible {
            for condition in ways.iter_mut().flatten() {
                if let Condition::Equals(id, literal) = condition {
                    self.rename_literal(&entity.attributes[id.0].value, literal);
                }
            }
        }
    }

    fn rename_type(&self, ty: &mut Type, own: &Type) {
        match &mut ty.kind {
            TypeKind::Enum(values) => {
                for value in values {
                    *value = own.sent_value(value).to_owned();
                }
            }
            TypeKind::Object(fields) => fields.iter_mut().for_each(|it| self.rename_field(it)),
            TypeKind::Union { .. } => {}
        }
        ty.renamed_values.clear();
    }

    fn rename_field(&self, field: &mut Field) {
        field.name = field.sent().to_owned();
        field.renamed = None;
        for literal in field.default.iter_mut().chain(&mut field.example) {
            self.rename_literal(&field.value, literal);
        }
    }

    fn rename_resource(&self, resource: &mut Resource, own: &Resource) {
        resource.name = own.sent().to_owned();
        resource.renamed = None;
        resource.path = own.sent_path().to_vec();
        resource.kept_path = None;
        for action in &mut resource.actions {
            action.path = own.sent_path_of(action);
            action.name = action.sent().to_owned();
            action.renamed = None;
            action.query.iter_mut().for_each(|it| self.rename_field(it));
        }
    }

    /// Values of enums.
    fn rename_literal(&self, value: &Value, literal: &mut Literal) {
        match (&value.shape, literal) {
            (Shape::Array(element), Literal::Array(items)) => {
                items
                    .iter_mut()
                    .for_each(|it| self.rename_literal(element, it));
            }
            (Shape::Named(id), Literal::Text(text)) => {
                *text = self.ty(*id).sent_value(text).to_owned();
            }
            _ => {}
        }
    }
}
