//! Every part of a short form keeps its own place, also between quotes.

use moguera::diagnostic::{Colour, Diagnostics};
use moguera::schema::{Access, Design, Payload, Response, Shape, TypeForm, ViewField, Visible};
use moguera::source::{Source, SourceFile};

const DESIGN: &str = r#"
moguera: "0.1"
api: {name: library, version: 1.0.0}
entities:
  Book:
    visible: [owner, "role:editor", {state: sold}]
    attributes:
      names: {type: "map<string[]>?", writable: ["role:admin"]}
      pages: int32
    belongs_to: {author: 'User?'}
    has_many: {reviews: {entity: Review, order: "-created_at"}}
media_types:
  Book:
    views:
      default: ["*", pages, {author: "User.tiny"}]
resources:
  books:
    authorize: [role:reader, public]
    find: {get: /find, response: "Book.tiny[]", payload: Query}
"#;

fn design() -> (Source, Design) {
    let source = Source::new(vec![SourceFile::new("design.yaml", DESIGN)]);
    let mut diagnostics = Diagnostics::new();
    let design = moguera::parse::parse(&source, &mut diagnostics);
    assert!(
        diagnostics.is_empty(),
        "{}",
        diagnostics.render(&source, Colour::Never)
    );
    (source, design)
}

#[test]
fn types_in_short_form() {
    let (source, design) = design();
    let (name, attribute) = &design.entities[0].1.attributes[0];
    assert_eq!(source.text(name.span), "names");
    let Shape::Type(map) = &attribute.value.shape else {
        panic!("it is a type")
    };
    assert_eq!(source.text(map.span), "map<string[]>");
    let TypeForm::Map(array) = &map.form else {
        panic!("it is a map")
    };
    assert_eq!(source.text(array.span), "string[]");
    let TypeForm::Array(element) = &array.form else {
        panic!("it is an array")
    };
    let TypeForm::Named(named) = &element.form else {
        panic!("it has a name")
    };
    assert_eq!(
        (named.value.as_str(), source.text(named.span)),
        ("string", "string")
    );
    let optional = attribute
        .optional
        .as_ref()
        .expect("there is a question mark");
    assert_eq!((optional.value, source.text(optional.span)), (true, "?"));
    let roles = attribute.writable.as_ref().expect("there is a role");
    assert_eq!(source.text(roles.value[0].span), "admin");
}

#[test]
fn relations_and_conditions() {
    let (source, design) = design();
    let (_, book) = &design.entities[0];
    let (_, author) = &book.belongs_to[0];
    assert_eq!(
        (
            author.entity.value.as_str(),
            source.text(author.entity.span)
        ),
        ("User", "User")
    );
    let mark = author.optional.as_ref().expect("there is a question mark");
    assert_eq!(source.text(mark.span), "?");
    let (_, reviews) = &book.has_many[0];
    let order = reviews.order.as_ref().expect("there is an order");
    assert!(order.descending);
    assert_eq!(source.text(order.attribute.span), "created_at");
    let visible = book.visible.as_ref().expect("there are conditions");
    let [
        Visible::Access(owner),
        Visible::Access(role),
        Visible::All(all),
    ] = visible.value.as_slice()
    else {
        panic!("two words and a map")
    };
    assert!(matches!(owner.value, Access::Owner));
    let Access::Role(role) = &role.value else {
        panic!("it is a role")
    };
    assert_eq!(
        (role.value.as_str(), source.text(role.span)),
        ("editor", "editor")
    );
    assert_eq!(source.text(all.value[0].1.span()), "sold");
}

#[test]
fn references() {
    let (source, design) = design();
    let (_, view) = &design.media_types[0].1.views[0];
    let [
        ViewField::All(star),
        ViewField::Name(pages),
        ViewField::Nested { relation, view },
    ] = view.fields.as_slice()
    else {
        panic!("three fields")
    };
    assert_eq!(source.text(*star), "\"*\"");
    assert_eq!(source.text(pages.span), "pages");
    assert_eq!(source.text(relation.span), "author");
    let media_type = view.media_type.as_ref().expect("there is a media type");
    assert_eq!(
        (source.text(media_type.span), source.text(view.view.span)),
        ("User", "tiny")
    );

    let (_, books) = &design.resources[0];
    let authorize = books.authorize.as_ref().expect("there are words");
    let Access::Role(reader) = &authorize.value[0].value else {
        panic!("it is a role")
    };
    assert_eq!(source.text(reader.span), "reader");
    let (_, find) = &books.custom[0];
    assert_eq!(source.text(find.path.span), "/find");
    assert!(matches!(&find.payload, Some(Payload::Named(name)) if name.value == "Query"));
    let Some(Response::Body {
        name,
        view: Some(view),
        list: true,
        ..
    }) = &find.response
    else {
        panic!("a list in a view")
    };
    assert_eq!(
        (source.text(name.span), source.text(view.span)),
        ("Book", "tiny")
    );
}
