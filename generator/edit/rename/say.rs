//! What went without saying because of an old name, and has to be said beside the new one.

use std::collections::BTreeMap;

use super::{Renaming, respell};
use crate::diagnostic::Diagnostics;
use crate::edit::content::Content;
use crate::edit::design::Design;
use crate::edit::element::Element;
use crate::edit::references::{Form, Named, Owner, Reference, Scope, references};
use crate::edit::refusal::Refusal;
use crate::edit::value::Value;
use crate::edit::{Edit, add, apply, mark};
use crate::ir::SetBy;
use crate::resolve;
use crate::schema;
use crate::source::Source;

/// Says what a resource sends, what a media type shows and which media type is nested where the
/// names do not say it any more.
pub(super) fn say(
    before: &Design<'_>,
    scope: &Scope<'_>,
    spelled: &Source,
    renaming: &Renaming<'_>,
) -> Result<Source, Refusal> {
    let after = Design::read(spelled)?;
    let now = Scope::new(&after.written);
    let both = Both {
        before,
        scope,
        after: &after,
        now: &now,
    };
    let mut edits = shown(&both, renaming);
    edits.extend(sent(&both, renaming));
    let said = apply(spelled, &edits)?;
    nest(scope, &said, renaming)
}

/// The design before and after the words have changed.
struct Both<'b, 'a> {
    before: &'b Design<'a>,
    scope: &'b Scope<'b>,
    after: &'b Design<'a>,
    now: &'b Scope<'b>,
}

/// What media types show.
fn shown(both: &Both<'_, '_>, renaming: &Renaming<'_>) -> Vec<Edit> {
    let (old, new) = (
        &both.before.written.media_types,
        &both.after.written.media_types,
    );
    let said = old.iter().zip(new).filter_map(|((old, _), (new, _))| {
        let meant = match both.scope.shown(&old.value)? {
            Owner::Entity(name) => renaming.now(&Named::Entity(name.clone()), &name),
            Owner::Type(name) => renaming.now(&Named::Type(name.clone()), &name),
        };
        match both.now.shown(&new.value) {
            Some(Owner::Entity(name) | Owner::Type(name)) if name == meant => None,
            _ => said(both.after, "media_types", (new, "reference"), &meant),
        }
    });
    said.collect()
}

/// What resources send.
fn sent(both: &Both<'_, '_>, renaming: &Renaming<'_>) -> Vec<Edit> {
    let (old, new) = (
        &both.before.written.resources,
        &both.after.written.resources,
    );
    let unsaid = old
        .iter()
        .zip(new)
        .filter(|(_, (_, new))| new.media_type.is_none());
    let said = unsaid.filter_map(|((old, _), (new, _))| {
        let meant = both.scope.implied(&old.value)?;
        let meant = renaming.now(&Named::MediaType(meant.to_owned()), meant);
        if both.now.implied(&new.value) == Some(meant.as_str()) {
            return None;
        }
        said(both.after, "resources", (new, "media_type"), &meant)
    });
    said.collect()
}

/// `reference: Book`, `media_type: Book`.
fn said(
    design: &Design<'_>,
    section: &str,
    (name, key): (&schema::Name, &str),
    value: &str,
) -> Option<Edit> {
    let place = design.find_in(section, &name.value)?;
    let content = Content::made(Value::Text(value.to_owned()));
    Some(add::insert(design, &place, key, content))
}

/// Nested views whose media type went without saying.
fn nest(scope: &Scope<'_>, spelled: &Source, renaming: &Renaming<'_>) -> Result<Source, Refusal> {
    let after = Design::read(spelled)?;
    let now = Scope::new(&after.written);
    let unsaid = |scope: &Scope<'_>| -> Vec<Reference> {
        let all = references(scope).into_iter();
        all.filter(|reference| reference.form == Form::Unsaid)
            .collect()
    };
    let mut words = BTreeMap::new();
    // Both are found in the same order: only words have changed.
    for (old, new) in unsaid(scope).iter().zip(unsaid(&now)) {
        let Named::MediaType(name) = &old.named else {
            continue;
        };
        let meant = renaming.now(&old.named, name);
        if new.named != Named::MediaType(meant.clone()) {
            words.insert(new.span, format!("{meant}."));
        }
    }
    apply(spelled, &respell(words))
}

/// Says who sets an attribute where the old name said it: times named `…_at` are set by actions.
pub(super) fn settle(
    before: &Design<'_>,
    source: Source,
    element: &Element,
    to: &str,
) -> Result<Source, Refusal> {
    let after = Design::read(&source)?;
    let setter = |design: &Design<'_>, name: &str| -> Vec<Option<SetBy>> {
        let service = resolve::resolve(&design.written, &mut Diagnostics::new());
        let entities = service.entities.iter();
        let set_by = entities.map(|entity| {
            let mut attributes = entity.attributes.iter();
            let attribute = attributes.find(|attribute| attribute.name == name);
            attribute.map(|attribute| attribute.set_by)
        });
        set_by.collect()
    };
    let (old, new) = (setter(before, &element.name), setter(&after, to));
    let is_changed = |(old, new): &(&Option<SetBy>, &Option<SetBy>)| {
        old.is_some() && new.is_some() && old != new
    };
    let Some((Some(set_by), _)) = old.iter().zip(&new).find(is_changed) else {
        return Ok(source);
    };
    let word = match set_by {
        SetBy::Caller => "caller",
        SetBy::Action => "action",
        SetBy::Server => "server",
    };
    let place = element.list.below([to]);
    let set_by = [("set_by", Value::Text(word.to_owned()))];
    apply(&source, &mark::with(&after, &place, element.kind, &set_by))
}
