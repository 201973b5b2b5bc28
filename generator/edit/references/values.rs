//! Attributes and values: types that they name, and words of enums in defaults, conditions and rows.

use super::{Form, Home, Named, Owner, Walk, inner};
use crate::schema::{
    Attribute, Backfill, Default, Definition, Literal, Map, Name, Scalar, Seed, SeedValue, Shape,
    Type, TypeExpression, TypeForm, Value,
};
use crate::source::Spanned;

/// What a value is, and where that is written if it is an attribute of something with a name.
#[derive(Clone, Copy)]
struct Typed<'v> {
    value: &'v Value,
    at: Option<(&'v Owner, &'v str)>,
}

impl Walk<'_, '_> {
    pub(super) fn definition(&mut self, name: &str, ty: &Type) {
        match &ty.definition {
            Definition::Alias(value) => self.value(value),
            Definition::Enum(_) => {}
            Definition::Object(object) => {
                let owner = Owner::Type(name.to_owned());
                if let Some(extend) = &object.extend {
                    self.type_name(extend);
                    let base = Owner::Type(extend.value.clone());
                    let lists = [&object.pick, &object.omit];
                    for name in lists.into_iter().flatten().flat_map(|list| &list.value) {
                        self.member(&base, name);
                    }
                }
                if let Some(reference) = &object.reference {
                    self.source_name(reference);
                }
                self.attributes(Some(&owner), &object.attributes);
            }
            Definition::Union { one_of, .. } => {
                one_of
                    .value
                    .iter()
                    .for_each(|(_, name)| self.type_name(name));
            }
        }
    }

    /// Attributes of something with a name, or of none.
    pub(super) fn attributes(&mut self, owner: Option<&Owner>, attributes: &Map<Attribute>) {
        for (name, attribute) in attributes {
            if let Some(owner) = owner {
                self.inherited(owner, name);
            }
            self.attribute(owner, name, attribute);
        }
    }

    /// An attribute that is called like the one that it inherits from.
    fn inherited(&mut self, owner: &Owner, name: &Name) {
        if self.scope.root(owner, &name.value).as_ref() != Some(owner) {
            self.member(owner, name);
        }
    }

    fn attribute(&mut self, owner: Option<&Owner>, name: &Name, attribute: &Attribute) {
        self.value(&attribute.value);
        self.roles(attribute.writable.as_ref());
        let holds = owner.and_then(|owner| self.scope.holds(owner, &name.value));
        let typed = Typed {
            value: holds.as_ref().map_or(&attribute.value, |(_, value)| value),
            at: holds
                .as_ref()
                .map(|(owner, _)| (owner, name.value.as_str())),
        };
        let default = match &attribute.default {
            Some(Default::Literal(literal)) => Some(literal),
            Some(Default::Slug(source)) => {
                if let Some(owner) = owner {
                    self.member(owner, source);
                }
                None
            }
            None => None,
        };
        let backfill = match &attribute.backfill {
            Some(Backfill::Literal(literal)) => Some(literal),
            _ => None,
        };
        let literals = [default, backfill, attribute.example.as_ref()];
        for literal in literals.into_iter().flatten() {
            self.literal(typed, literal);
        }
        for need in attribute
            .computed
            .iter()
            .flat_map(|computed| &computed.needs)
        {
            if let Some(owner) = owner {
                self.member(owner, need);
            }
        }
    }

    /// Types that a value is made of.
    fn value(&mut self, value: &Value) {
        match &value.shape {
            Shape::Inherit | Shape::Enum(_) => {}
            Shape::Type(expression) => self.expression(expression),
            Shape::Object(attributes) => self.attributes(None, &attributes.value),
            Shape::Array(element) | Shape::Map(element) => self.value(element),
        }
    }

    fn expression(&mut self, expression: &TypeExpression) {
        match &expression.form {
            TypeForm::Named(name) => self.type_name(name),
            TypeForm::Array(inner) | TypeForm::Map(inner) => self.expression(inner),
        }
    }

    /// A value that is compared with a member of an entity.
    pub(super) fn compared(&mut self, owner: &Owner, member: &str, literal: &Literal) {
        if let Some((written, value)) = self.scope.holds(owner, member) {
            let at = Some((&written, member));
            self.literal(Typed { value, at }, literal);
        }
    }

    fn literal(&mut self, typed: Typed<'_>, literal: &Literal) {
        match literal {
            Literal::Scalar(scalar) => self.scalar(self.scope.home(typed.at, typed.value), scalar),
            Literal::List(list) => {
                for literal in &list.value {
                    match &typed.value.shape {
                        Shape::Array(value) => self.literal(Typed { value, ..typed }, literal),
                        Shape::Type(expression) => self.literal_of(expression, literal),
                        _ => {}
                    }
                }
            }
        }
    }

    /// An element of an array whose type is written in short form.
    fn literal_of(&mut self, expression: &TypeExpression, literal: &Literal) {
        let (Literal::Scalar(scalar), Some(home)) = (literal, self.element(expression)) else {
            return;
        };
        self.scalar(Some(home), scalar);
    }

    /// The enum that the elements of an array or the values of a map are of.
    fn element(&self, expression: &TypeExpression) -> Option<Home> {
        let (TypeForm::Array(inner) | TypeForm::Map(inner)) = &expression.form else {
            return None;
        };
        match &inner.form {
            TypeForm::Named(name) => self.scope.enum_named(&name.value, 64),
            _ => None,
        }
    }

    fn scalar(&mut self, home: Option<Home>, scalar: &Scalar) {
        if let Some(home) = home {
            let name = Spanned::new(scalar.text.clone(), scalar.span);
            self.push(
                Named::Value(home, scalar.text.clone()),
                inner(&name),
                Form::Whole,
            );
        }
    }

    /// The first rows of an entity.
    pub(super) fn seeds(&mut self, entity: &Name, rows: &Map<Seed>) {
        self.entity_name(entity);
        let owner = Owner::Entity(entity.value.clone());
        for (_, row) in rows {
            self.fields(&owner, &row.values);
        }
    }

    /// What a row or an object of a type with a name has.
    fn fields(&mut self, owner: &Owner, values: &Map<SeedValue>) {
        for (name, value) in values {
            self.member(owner, name);
            if let Some((written, holds)) = self.scope.holds(owner, &name.value) {
                let at = Some((&written, name.value.as_str()));
                self.seed(Typed { value: holds, at }, value);
            }
        }
    }

    fn seed(&mut self, typed: Typed<'_>, value: &SeedValue) {
        match value {
            SeedValue::Scalar(scalar) => {
                self.scalar(self.scope.home(typed.at, typed.value), scalar)
            }
            SeedValue::List(list) => list
                .value
                .iter()
                .for_each(|value| self.inside(typed, value)),
            SeedValue::Map(map) => match &typed.value.shape {
                Shape::Object(attributes) => {
                    for (name, value) in &map.value {
                        let same = |(own, _): &&(Name, Attribute)| own.value == name.value;
                        if let Some((_, attribute)) = attributes.value.iter().find(same) {
                            let inner = Typed {
                                value: &attribute.value,
                                at: None,
                            };
                            self.seed(inner, value);
                        }
                    }
                }
                Shape::Type(TypeExpression {
                    form: TypeForm::Named(name),
                    ..
                }) => self.object(&name.value, &map.value),
                _ => map
                    .value
                    .iter()
                    .for_each(|(_, value)| self.inside(typed, value)),
            },
        }
    }

    /// An element of an array or a value of a map.
    fn inside(&mut self, typed: Typed<'_>, value: &SeedValue) {
        match &typed.value.shape {
            Shape::Array(inner) | Shape::Map(inner) => {
                self.seed(
                    Typed {
                        value: inner,
                        ..typed
                    },
                    value,
                );
            }
            Shape::Type(TypeExpression {
                form: TypeForm::Array(inner) | TypeForm::Map(inner),
                ..
            }) => {
                let value_of = Value {
                    span: inner.span,
                    shape: Shape::Type((**inner).clone()),
                    ..Value::default()
                };
                let typed = Typed {
                    value: &value_of,
                    at: None,
                };
                self.seed(typed, value);
            }
            _ => {}
        }
    }

    /// An object of a type with a name.
    fn object(&mut self, name: &str, values: &Map<SeedValue>) {
        let Some(ty) = self.scope.types.get(name) else {
            return;
        };
        match &ty.definition {
            Definition::Object(_) => self.fields(&Owner::Type(name.to_owned()), values),
            Definition::Alias(value) => {
                let map = SeedValue::Map(Spanned::new(values.clone(), value.span));
                self.seed(Typed { value, at: None }, &map);
            }
            Definition::Union {
                one_of,
                discriminator,
            } => {
                let tag = discriminator.as_ref().map_or("type", |name| &name.value);
                let chosen = values.iter().find_map(|(name, value)| match value {
                    SeedValue::Scalar(scalar) if name.value == tag => Some(&scalar.text),
                    _ => None,
                });
                let same = |(tag, _): &&(Name, Name)| Some(&tag.value) == chosen;
                if let Some((_, ty)) = one_of.value.iter().find(same) {
                    self.fields(&Owner::Type(ty.value.clone()), values);
                }
            }
            Definition::Enum(_) => {}
        }
    }
}
