//! Things that have names: what the command line calls them goes in, where they are written comes out.

use super::design::{Design, Place, unknown};
use super::refusal::Refusal;
use super::request::Kind;
use crate::diagnostic::quoted;

/// Something that has a name in the design, or may get one.
pub(super) struct Element {
    pub(super) kind: Kind,
    /// What it belongs to: `Book` of `Book.title`.
    pub(super) owner: Option<String>,
    /// Its own name.
    pub(super) name: String,
    /// The map or list that its definition is in.
    pub(super) list: Place,
}

/// Standard actions.
pub(super) const STANDARD: &[&str] = &["list", "show", "create", "update", "delete"];

/// Finds where a name is written or would be.
pub(super) fn element(design: &Design<'_>, kind: Kind, name: &str) -> Result<Element, Refusal> {
    let parts: Vec<&str> = name.split('.').collect();
    let (owner, own, list) = match (kind, parts.as_slice()) {
        (_, parts) if parts.iter().any(|part| part.is_empty()) => {
            return Err(unreadable(kind, name));
        }
        (Kind::EnumValue, [.., own]) if parts.len() == 2 || parts.len() == 3 => {
            let owner = &parts[..parts.len() - 1];
            (Some(owner.join(".")), *own, values(design, owner)?)
        }
        (Kind::EnumValue, _) => return Err(unreadable(kind, name)),
        (kind, [own]) if kind.section().is_some() => {
            let section = kind.section().unwrap_or_default();
            let list = match design.find_in(section, own) {
                Some(mut place) => {
                    place.path.pop();
                    place
                }
                None => design.home(section),
            };
            (None, *own, list)
        }
        (kind, [owner, own]) if kind.section().is_none() => {
            let place = owned_by(design, kind, owner)?;
            (Some((*owner).to_owned()), *own, place.below(kind.key()))
        }
        _ => return Err(unreadable(kind, name)),
    };
    Ok(Element {
        kind,
        owner,
        name: own.to_owned(),
        list,
    })
}

impl Element {
    /// Its name as the command line has it.
    pub(super) fn full(&self) -> String {
        match &self.owner {
            Some(owner) => format!("{owner}.{}", self.name),
            None => self.name.clone(),
        }
    }

    /// `attribute `Book.title``
    pub(super) fn shown(&self) -> String {
        format!("{} {}", self.kind.noun(), quoted(&self.full()))
    }
}

fn unreadable(kind: Kind, name: &str) -> Refusal {
    let message = format!("{} names no {}", quoted(name), kind.noun());
    Refusal::usage(message).help(format!("write it like `{}`", kind.example()))
}

/// The definition that something belongs to.
fn owned_by(design: &Design<'_>, kind: Kind, owner: &str) -> Result<Place, Refusal> {
    match kind {
        Kind::Field => {
            if let Some(place) = design.find_in("entities", owner) {
                return Ok(place);
            }
            if let Some(place) = design.find_in("types", owner) {
                return Ok(place);
            }
            let mut names = design.names(Kind::Entity);
            names.extend(design.names(Kind::Type));
            let refusal = unknown(Kind::Entity, owner, &names);
            Err(match refusal {
                Refusal::Usage { help, .. } => Refusal::Usage {
                    message: format!("there is no entity or type {}", quoted(owner)),
                    help,
                },
                other => other,
            })
        }
        Kind::View => design.definition(Kind::MediaType, owner),
        Kind::Action => design.definition(Kind::Resource, owner),
        _ => design.definition(Kind::Entity, owner),
    }
}

/// The list of an enum: of a type, or of an attribute of an entity or type.
fn values(design: &Design<'_>, owner: &[&str]) -> Result<Place, Refusal> {
    let (place, shown) = match owner {
        [ty] => (
            design.definition(Kind::Type, ty)?,
            format!("type {}", quoted(ty)),
        ),
        [owner, attribute] => {
            let attributes = owned_by(design, Kind::Field, owner)?.below(["attributes"]);
            let place = attributes.below([*attribute]);
            if !design.is_there(&place) {
                return Err(unknown(Kind::Field, attribute, &design.keys(&attributes)));
            }
            (
                place,
                format!("attribute {}", quoted(&format!("{owner}.{attribute}"))),
            )
        }
        _ => return Err(Refusal::usage("an enum is a type or an attribute")),
    };
    let ways: [&[&str]; 3] = [&["enum"], &["items", "enum"], &["values", "enum"]];
    let mut lists = ways.into_iter().map(|way| place.below(way.iter().copied()));
    lists.find(|list| design.is_there(list)).ok_or_else(|| {
        Refusal::usage(format!("{shown} is no enum"))
            .help("an enum has its values where it is written: `{ enum: [draft, published] }`")
    })
}
