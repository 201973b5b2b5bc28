//! Something goes: what was asked for goes in, the changes of the files come out, unless something
//! else still uses it.

use super::Edit;
use super::change::Change;
use super::design::{Design, Place, unknown};
use super::element::{Element, element};
use super::refusal::Refusal;
use super::request::Kind;
use super::usage;
use super::value::Step;

pub(super) fn remove(design: &Design<'_>, kind: Kind, name: &str) -> Result<Vec<Edit>, Refusal> {
    let element = element(design, kind, name)?;
    let places = places(design, &element)?;
    let rows = usage::rows(design, &element);
    let all: Vec<Place> = places.iter().chain(&rows).cloned().collect();
    usage::refuse_used(design, &element, &all)?;
    let definition = places
        .into_iter()
        .map(|place| without(design, &element, place));
    let mut edits: Vec<Edit> = definition.chain(rows.into_iter().map(gone)).collect();
    if kind == Kind::Entity {
        edits.extend(leave_engine(design, &element));
    }
    Ok(edits)
}

/// Where the definition is. A standard action may be in the list of them, have a long form, or both.
pub(super) fn places(design: &Design<'_>, element: &Element) -> Result<Vec<Place>, Refusal> {
    let by_key = element.list.below([element.name.as_str()]);
    let list = match element.kind {
        Kind::EnumValue => element.list.clone(),
        Kind::Action => element.list.below(["actions"]),
        _ => by_key.clone(),
    };
    let listed = design.position(&list, &element.name).map(|index| {
        let mut place = list.clone();
        place.path.push(Step::Index(index));
        place
    });
    let defined = (element.kind != Kind::EnumValue && design.is_there(&by_key)).then_some(by_key);
    let places: Vec<Place> = match element.kind {
        Kind::EnumValue | Kind::Action => listed.into_iter().chain(defined).collect(),
        _ => defined.into_iter().collect(),
    };
    if places.is_empty() {
        let mut names = design.keys(&element.list);
        if element.kind == Kind::Action {
            names.retain(|name| design.is_action(&element.list, name));
            names.extend(design.keys(&list));
        }
        return Err(not_there(element, &names));
    }
    Ok(places)
}

fn not_there(element: &Element, names: &[&str]) -> Refusal {
    match unknown(element.kind, &element.name, names) {
        Refusal::Usage { help, .. } => Refusal::Usage {
            message: format!("there is no {}", element.shown()),
            help,
        },
        other => other,
    }
}

/// An entry or element goes, with the section that it is in if that would be empty.
fn without(design: &Design<'_>, element: &Element, place: Place) -> Edit {
    let is_listed = matches!(place.path.last(), Some(Step::Index(_)));
    let kind = element.kind;
    let has_section =
        kind.key().is_some() || kind.section().is_some() || kind == Kind::Action && is_listed;
    let mut around = place.clone();
    around.path.pop();
    gone(if has_section && design.count(&around) == 1 {
        around
    } else {
        place
    })
}

fn gone(place: Place) -> Edit {
    Edit {
        file: place.file,
        change: Change::Remove { path: place.path },
    }
}

/// The engine that has an entity does not list it any more.
fn leave_engine(design: &Design<'_>, entity: &Element) -> Option<Edit> {
    design.names(Kind::Engine).into_iter().find_map(|engine| {
        let mut list = design.find_in("engines", engine)?.below(["entities"]);
        let index = design.position(&list, &entity.name)?;
        list.path.push(Step::Index(index));
        Some(gone(list))
    })
}
