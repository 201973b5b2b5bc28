//! Another name: a definition and every use of it are spelled anew, what went without saying because
//! of the old name is said, and the old name is written down beside the new one.

mod say;

use std::collections::BTreeMap;

use self::say::{say, settle};
use super::change::Change;
use super::codes;
use super::design::{Design, Place};
use super::element::{Element, STANDARD};
use super::mark::Mark;
use super::references::{Form, Named, Owner, Reference, Scope, references};
use super::refusal::Refusal;
use super::request::Kind;
use super::value::Step;
use super::{Edit, apply, mark, remove, usage};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::source::{Source, Span};

/// The view that every media type has.
const DEFAULT: &str = "default";

pub(super) fn rename(design: &Design<'_>, mark: &Mark<'_>) -> Result<Source, Refusal> {
    let Mark { element, to, .. } = *mark;
    let scope = Scope::new(&design.written);
    refuse_fixed(element, to)?;
    let places = remove::places(design, element)?;
    refuse_inherited(&scope, element)?;
    refuse_taken(design, element, to)?;
    let twin = twin(design, &scope, element);
    if let Some(twin) = &twin {
        refuse_taken(design, twin, to)?;
    }
    let named = [Some(element), twin.as_ref()].into_iter().flatten();
    let targets: Vec<Named> = named.filter_map(|it| usage::named(it, &scope)).collect();
    let mut words = BTreeMap::new();
    for place in places.into_iter().chain(twin.map(|twin| twin.place())) {
        let span = design.name_at(&place);
        let span = span.ok_or_else(|| design.by_hand(&place, to))?;
        words.insert(span, to.to_owned());
    }
    spell(&scope, &targets, to, &mut words)?;
    let spelled = apply(design.source, &respell(words))?;
    let said = match element.kind.section() {
        Some(_) => say(design, &scope, &spelled, &Renaming { targets, to })?,
        None => spelled,
    };
    let marked = mark::mark(design, said, mark)?;
    match element.kind {
        Kind::Field => settle(design, marked, element, to),
        _ => Ok(marked),
    }
}

/// What is renamed to what.
struct Renaming<'r> {
    targets: Vec<Named>,
    to: &'r str,
}

impl Renaming<'_> {
    /// What something is called afterwards.
    fn now(&self, named: &Named, name: &str) -> String {
        let is_renamed = self.targets.contains(named);
        if is_renamed { self.to } else { name }.to_owned()
    }
}

/// Names that the language gives.
fn refuse_fixed(element: &Element, to: &str) -> Result<(), Refusal> {
    let is_standard = |name: &str| element.kind == Kind::Action && STANDARD.contains(&name);
    if is_standard(&element.name) || is_standard(to) {
        let name = if is_standard(to) { to } else { &element.name };
        let message = format!("{} is the name of a standard action", quoted(name));
        return Err(Refusal::usage(message).help("only custom actions are renamed"));
    }
    if element.kind == Kind::View && element.name == DEFAULT {
        return Err(Refusal::usage("every media type has a view `default`"));
    }
    if to.contains('.') {
        let message = format!("{} is not one name", quoted(to));
        return Err(Refusal::usage(message).help("the new name stands alone: `Book.title heading`"));
    }
    Ok(())
}

/// An attribute that is called like the one that it comes from is renamed there.
fn refuse_inherited(scope: &Scope<'_>, element: &Element) -> Result<(), Refusal> {
    let Some(owner) = element
        .owner
        .as_ref()
        .filter(|_| element.kind == Kind::Field)
    else {
        return Ok(());
    };
    let owner = usage::owner(scope, owner);
    match scope.root(&owner, &element.name) {
        Some(root) if root != owner => {
            let (Owner::Entity(from) | Owner::Type(from)) = root;
            let message = format!("{} has its name from {}", element.shown(), quoted(&from));
            let command = format!("moguera design rename field {from}.{}", element.name);
            Err(Refusal::usage(message).help(format!("rename it there: {}", quoted(&command))))
        }
        _ => Ok(()),
    }
}

fn refuse_taken(design: &Design<'_>, element: &Element, to: &str) -> Result<(), Refusal> {
    if element.name == to {
        return Err(Refusal::usage(format!(
            "{} is called so already",
            element.shown()
        )));
    }
    let is_elsewhere = element
        .kind
        .section()
        .is_some_and(|section| design.find_in(section, to).is_some());
    if is_elsewhere || design.keys(&element.list).contains(&to) {
        let list = Element {
            name: to.to_owned(),
            list: element.list.clone(),
            owner: element.owner.clone(),
            kind: element.kind,
        };
        return Err(Refusal::usage(format!("{} is there already", list.shown())));
    }
    Ok(())
}

/// The media type of an entity or type that has its name: they are one thing for everybody.
fn twin(design: &Design<'_>, scope: &Scope<'_>, element: &Element) -> Option<Element> {
    let owner = match element.kind {
        Kind::Entity => Owner::Entity(element.name.clone()),
        Kind::Type => Owner::Type(element.name.clone()),
        _ => return None,
    };
    let mut list = design.find_in("media_types", &element.name)?;
    list.path.pop();
    (scope.shown(&element.name)? == owner).then(|| Element {
        kind: Kind::MediaType,
        owner: None,
        name: element.name.clone(),
        list,
    })
}

/// The new word for each use.
fn spell(
    scope: &Scope<'_>,
    targets: &[Named],
    to: &str,
    words: &mut BTreeMap<Span, String>,
) -> Result<(), Refusal> {
    let uses = references(scope);
    let mut places: BTreeMap<Span, Vec<&Reference>> = BTreeMap::new();
    for reference in &uses {
        places.entry(reference.span).or_default().push(reference);
    }
    let mut shared = Diagnostics::new();
    for (span, meant) in &places {
        let Some(reference) = meant.iter().find(|it| targets.contains(&it.named)) else {
            continue;
        };
        if meant.iter().any(|other| is_other(reference, other)) {
            let message = "this means several things, by way of an alias";
            shared.push(
                Diagnostic::new(codes::SHARED, *span, message)
                    .label("would be renamed for all of them")
                    .help("write out what the alias stands for"),
            );
        }
        if let Some(word) = word(reference, to) {
            words.insert(*span, word);
        }
    }
    shared.gate().map_err(Refusal::Found)
}

/// Whether the same place means something else, too.
fn is_other(reference: &Reference, other: &Reference) -> bool {
    reference.span == other.span
        && reference.named != other.named
        && reference.form == Form::Whole
        && other.form == Form::Whole
}

/// What is written at the place of a use.
fn word(reference: &Reference, to: &str) -> Option<String> {
    match (&reference.form, &reference.named) {
        (Form::Whole, _) => Some(to.to_owned()),
        (Form::Derived(relation), Named::Entity(_)) => Some(relation.clone()),
        (Form::Derived(_), _) => Some(to.to_owned()),
        // What goes without saying is said only where the names do not say it any more.
        (Form::Unsaid, _) => None,
    }
}

/// One change per file.
fn respell(words: BTreeMap<Span, String>) -> Vec<Edit> {
    let mut files: BTreeMap<u32, BTreeMap<Span, String>> = BTreeMap::new();
    for (span, word) in words {
        files.entry(span.file).or_default().insert(span, word);
    }
    let edits = files.into_iter().map(|(file, words)| Edit {
        file: file as usize,
        change: Change::Respell { words },
    });
    edits.collect()
}

impl Element {
    /// Where its definition is.
    pub(super) fn place(&self) -> Place {
        self.list.below([self.name.as_str()])
    }
}

impl Design<'_> {
    /// What to do where a name is not written so that it can be changed.
    fn by_hand(&self, place: &Place, to: &str) -> Refusal {
        let name = match place.path.last() {
            Some(Step::Key(key)) => key.as_str(),
            _ => "the value",
        };
        Refusal::ByHand {
            place: self
                .extent(place)
                .map_or_else(String::new, |span| self.line(span)),
            task: format!("write {} in place of {}", quoted(to), quoted(name)),
            lines: Vec::new(),
        }
    }
}
