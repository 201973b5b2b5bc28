//! The old name of something that was renamed, written down beside the new one: data, code and
//! clients follow it.

use super::change::Change;
use super::content::Content;
use super::design::{Design, Place};
use super::element::Element;
use super::references::{Owner, Scope};
use super::refusal::Refusal;
use super::remove;
use super::request::{Kind, Wire};
use super::usage;
use super::value::Value;
use super::{Edit, apply};
use crate::schema::{Definition, Shape};
use crate::source::Source;
use std::collections::BTreeSet;

const FROM: &str = "renamed_from";
const ALIAS: &str = "wire_alias";

/// What was renamed, and what clients call it.
pub(super) struct Mark<'r> {
    pub(super) element: &'r Element,
    pub(super) to: &'r str,
    pub(super) wire: Wire,
    /// Whether everything has followed the name that it has before.
    pub(super) is_known: bool,
}

/// Writes the old name down wherever the new one is defined. What was renamed before keeps the first
/// name, unless it has that again, or everything has followed since.
pub(super) fn mark(
    design: &Design<'_>,
    source: Source,
    mark: &Mark<'_>,
) -> Result<Source, Refusal> {
    let kind = mark.element.kind;
    if matches!(kind, Kind::Type | Kind::MediaType | Kind::Engine) {
        if mark.wire == Wire::Alias {
            let message = format!("a name of {} is never sent", mark.element.shown());
            return Err(Refusal::usage(message).help("leave `--wire-alias` out"));
        }
        return Ok(source);
    }
    let renamed = Element {
        name: mark.to.to_owned(),
        owner: mark.element.owner.clone(),
        list: mark.element.list.clone(),
        kind,
    };
    let after = Design::read(&source)?;
    let mut places = remove::places(&after, &renamed)?;
    places.extend(overrides(design, &after, mark));
    for place in &places {
        if mark.is_known {
            keeps_one_name(&after, place, (mark.element, mark.to))?;
        }
    }
    let edits = places.iter().flat_map(|place| names(&after, place, mark));
    apply(&source, &edits.collect::<Vec<_>>())
}

/// Whether everything has followed the name that something has: where it is, or where something of another type has it
/// from there.
pub(super) fn is_known(
    design: &Design<'_>,
    element: &Element,
    known: &BTreeSet<(Kind, String)>,
) -> bool {
    if known.contains(&(element.kind, element.full())) {
        return true;
    }
    let (Kind::Field, Some(owner)) = (element.kind, &element.owner) else {
        return false;
    };
    let scope = Scope::new(&design.written);
    let own = usage::owner(&scope, owner);
    known.iter().any(|(kind, name)| {
        let member = name.split_once('.').filter(|_| *kind == Kind::Field);
        member.is_some_and(|(owner, name)| {
            let owner = usage::owner(&scope, owner);
            name == element.name && scope.root(&owner, name).as_ref() == Some(&own)
        })
    })
}

/// Clients keep one name only, and data follow from the last one: what was renamed twice cannot say both.
fn keeps_one_name(
    design: &Design<'_>,
    place: &Place,
    (element, other): (&Element, &str),
) -> Result<(), Refusal> {
    let first = design.text_at(&place.below([FROM]));
    match first.filter(|first| *first != other) {
        Some(first) if design.is_there(&place.below([ALIAS])) => {
            let message = format!("clients keep `{first}` of {}", element.shown());
            Err(Refusal::usage(message)
                .help("it can have one name before only: data would follow from another one than clients say")
                .help("when no client says it any more: remove `renamed_from` and `wire_alias` there, and rename then"))
        }
        _ => Ok(()),
    }
}

/// Writes down what something was called before that has its new name already. Another name before that was written there
/// is one that everything has followed.
pub(super) fn called(
    design: &Design<'_>,
    element: &Element,
    from: &str,
) -> Result<Vec<Edit>, Refusal> {
    let places = remove::places(design, element)?;
    for place in &places {
        keeps_one_name(design, place, (element, from))?;
    }
    let key = [(FROM, Value::Text(from.to_owned()))];
    let edits = places
        .iter()
        .flat_map(|place| match design.is_there(&place.below([FROM])) {
            true => vec![replaced(place, from)],
            false => with(design, place, element.kind, &key),
        });
    Ok(edits.collect())
}

/// Other definitions of an attribute that take no more than the name from the one that was renamed.
fn overrides(before: &Design<'_>, after: &Design<'_>, mark: &Mark<'_>) -> Vec<Place> {
    let Some(owner) = mark
        .element
        .owner
        .as_ref()
        .filter(|_| mark.element.kind == Kind::Field)
    else {
        return Vec::new();
    };
    let scope = Scope::new(&before.written);
    let root = usage::owner(&scope, owner);
    let entities = before.written.entities.iter();
    let entities = entities.map(|(name, it)| (Owner::Entity(name.value.clone()), &it.attributes));
    let types = before.written.types.iter();
    let types = types.filter_map(|(name, ty)| match &ty.definition {
        Definition::Object(object) => Some((Owner::Type(name.value.clone()), &object.attributes)),
        _ => None,
    });
    let same = entities.chain(types).filter(|(owner, attributes)| {
        *owner != root
            && attributes.iter().any(|(name, attribute)| {
                name.value == mark.element.name && !matches!(attribute.value.shape, Shape::Inherit)
            })
            && scope.root(owner, &mark.element.name).as_ref() == Some(&root)
    });
    let place = |(owner, _)| match owner {
        Owner::Entity(name) => after.find_in("entities", &name),
        Owner::Type(name) => after.find_in("types", &name),
    };
    let places = same.filter_map(place);
    places
        .map(|place| place.below(["attributes", mark.to]))
        .collect()
}

/// `renamed_from` and, if it is asked for, `wire_alias: true`.
fn names(design: &Design<'_>, place: &Place, mark: &Mark<'_>) -> Vec<Edit> {
    let kind = mark.element.kind;
    let from = place.below([FROM]);
    let first = design.text_at(&from);
    if first.is_some() && mark.is_known {
        return again(design, place, mark);
    }
    if first == Some(mark.to) {
        return without(design, place, kind);
    }
    let mut keys = Vec::new();
    if first.is_none() {
        keys.push((FROM, Value::Text(mark.element.name.clone())));
    }
    if mark.wire == Wire::Alias && !design.is_there(&place.below([ALIAS])) {
        keys.push((ALIAS, Value::Word(String::from("true"))));
    }
    with(design, place, kind, &keys)
}

/// What was renamed before, and everything has followed: they follow from the name that it has now.
fn again(design: &Design<'_>, place: &Place, mark: &Mark<'_>) -> Vec<Edit> {
    let alias = place.below([ALIAS]);
    let mut edits = vec![replaced(place, &mark.element.name)];
    match (mark.wire, design.is_there(&alias)) {
        // It has the name that clients kept again.
        (Wire::New, true) => edits.push(Edit {
            file: alias.file,
            change: Change::Remove { path: alias.path },
        }),
        (Wire::Alias, false) => {
            let keys = [(ALIAS, Value::Word(String::from("true")))];
            edits.extend(with(design, place, mark.element.kind, &keys));
        }
        _ => {}
    }
    edits
}

/// Another name before in place of the one that is there.
fn replaced(place: &Place, from: &str) -> Edit {
    let key = place.below([FROM]);
    Edit {
        file: key.file,
        change: Change::Replace {
            path: key.path,
            content: Content::made(Value::Text(from.to_owned())),
        },
    }
}

/// A definition with more keys: they join a map, what is written in short form becomes one.
pub(super) fn with(
    design: &Design<'_>,
    place: &Place,
    kind: Kind,
    keys: &[(&str, Value)],
) -> Vec<Edit> {
    let written = design.node(place).map_or(Value::Nothing, Value::of);
    let (at_once, later) = match (&written, keys) {
        (Value::Map(_) | Value::Nothing, _) | (_, []) => (None, keys),
        (_, [first, later @ ..]) => (Some(long(design, place, kind, first)), later),
    };
    let insert = |(key, value): &(&str, Value)| Edit {
        file: place.file,
        change: Change::Insert {
            map: place.path.clone(),
            key: (*key).to_owned(),
            content: Content::made(value.clone()),
        },
    };
    at_once
        .into_iter()
        .chain(later.iter().map(insert))
        .collect()
}

/// What is written in short form in long form, with one key more.
fn long(design: &Design<'_>, place: &Place, kind: Kind, (key, value): &(&str, Value)) -> Edit {
    let written = design.node(place).map_or(Value::Nothing, Value::of);
    let short = short(kind);
    let path = place.path.clone();
    let change = match design.verbatim(place) {
        Some(verbatim) => {
            let text = format!("{{ {short}: {verbatim}, {key}: {} }}", value.inline());
            let long = vec![
                (short.to_owned(), written),
                ((*key).to_owned(), value.clone()),
            ];
            let content = Content::kept(Value::Map(long), &text);
            Change::Replace { path, content }
        }
        None => Change::Wrap {
            path,
            key: short.to_owned(),
            more: ((*key).to_owned(), Content::made(value.clone())),
        },
    };
    Edit {
        file: place.file,
        change,
    }
}

/// The key that says in long form what stands alone in short form.
fn short(kind: Kind) -> &'static str {
    match kind {
        Kind::Field => "type",
        Kind::EnumValue => "name",
        Kind::View => "fields",
        _ => "entity",
    }
}

/// A definition without what it was called: in short form if nothing else is left to say.
fn without(design: &Design<'_>, place: &Place, kind: Kind) -> Vec<Edit> {
    let long = place.below([short(kind)]);
    let mut keys = design.keys(place);
    keys.retain(|key| ![FROM, ALIAS].contains(key));
    if let ([only], Some(verbatim), Some(_)) = (
        keys.as_slice(),
        design.verbatim(&long),
        design.verbatim(place),
    ) && *only == short(kind)
    {
        let value = design.node(&long).map_or(Value::Nothing, Value::of);
        return vec![Edit {
            file: place.file,
            change: Change::Replace {
                path: place.path.clone(),
                content: Content::kept(value, &verbatim),
            },
        }];
    }
    let keys = [FROM, ALIAS].map(|key| place.below([key]));
    let there = keys.into_iter().filter(|key| design.is_there(key));
    let edit = |key: Place| Edit {
        file: key.file,
        change: Change::Remove { path: key.path },
    };
    there.map(edit).collect()
}
