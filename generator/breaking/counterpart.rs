//! What has become of an element: a list of each design goes in, pairs come out. Only names decide, those of now and those
//! that steps in between are known to have given; a rename is never guessed.

use super::wire::{Kind, Slot};
use crate::evolve::Fate;
use crate::ir::Renamed;
use crate::source::Span;

/// Elements that have a name.
pub(super) trait Named {
    /// The name, within its list the only one.
    fn name(&self) -> &str;

    /// Where it is written.
    fn span(&self) -> Span;

    /// What it was called before, if the design says so.
    fn renamed(&self) -> Option<&Renamed> {
        None
    }
}

macro_rules! named {
    ($(impl $ty:ident $(with $renamed:ident)?;)*) => {$(
        impl Named for crate::ir::$ty {
            fn name(&self) -> &str {
                &self.name
            }

            fn span(&self) -> Span {
                self.span
            }
            $(
                fn renamed(&self) -> Option<&Renamed> {
                    self.$renamed.as_ref()
                }
            )?
        }
    )*};
}

named! {
    impl Action with renamed;
    impl Attribute with renamed;
    impl BelongsTo with renamed;
    impl Entity with renamed;
    impl Field with renamed;
    impl HasMany with renamed;
    impl ManyToMany with renamed;
    impl Resource with renamed;
    impl View with renamed;
    impl DeclaredError;
    impl Engine;
    impl MediaType;
    impl Type;
}

/// Elements of two lists: those that both have, those that only the old one has, those that only the new one has.
#[derive(Debug)]
pub(super) struct Paired<'a, T> {
    pub(super) both: Vec<(&'a T, &'a T)>,
    pub(super) gone: Vec<&'a T>,
    pub(super) added: Vec<&'a T>,
}

/// The element that a new one was in the old design: that of its name, else that of the name that it had.
pub(super) fn counterpart<'a, T: Named>(old: &'a [T], new: &T) -> Option<&'a T> {
    let same = old.iter().find(|old| old.name() == new.name());
    let former = || {
        let from = &new.renamed()?.from;
        old.iter().find(|old| old.name() == from)
    };
    same.or_else(former)
}

/// Whether clients go on with the name that an element had.
pub(super) fn keeps_name<T: Named>(new: &T) -> bool {
    new.renamed().is_some_and(|renamed| renamed.wire_alias)
}

/// Pairs of all elements.
pub(super) fn paired<'a, T: Named>(old: &'a [T], new: &'a [T]) -> Paired<'a, T> {
    paired_by(old, new, |former| Fate::of(former.name()))
}

/// Whether an element has a name, or had it before.
pub(super) fn goes_by<T: Named>(element: &T, name: &str) -> bool {
    element.name() == name || element.renamed().is_some_and(|it| it.from == name)
}

/// The same where steps in between are known: `fate` is what they have made of an old element. What they dropped is taken
/// for a new one of its name if nothing else has become that, and so is what they have given a name that nothing goes by.
pub(super) fn paired_by<'a, T: Named>(
    old: &'a [T],
    new: &'a [T],
    fate: impl Fn(&T) -> Fate,
) -> Paired<'a, T> {
    let fates: Vec<_> = old.iter().map(|former| (former, fate(former))).collect();
    let called = |name: &str| {
        let called = fates.iter().filter(|(_, fate)| fate.name == name);
        let (former, _) = called.min_by_key(|(_, fate)| fate.is_dropped)?;
        Some(*former)
    };
    let lost = |name: &str| {
        let is_lost = |fate: &Fate| !new.iter().any(|element| goes_by(element, &fate.name));
        let mut own = fates.iter().filter(|(former, _)| former.name() == name);
        let (former, _) = own.find(|(_, fate)| !fate.is_dropped && is_lost(fate))?;
        Some(*former)
    };
    let mut both = Vec::new();
    let mut added = Vec::new();
    for element in new {
        let former = || called(&element.renamed()?.from);
        let own = || lost(element.name());
        match called(element.name()).or_else(former).or_else(own) {
            Some(former) => both.push((former, element)),
            None => added.push(element),
        }
    }
    let kept = |former: &&T| !both.iter().any(|(kept, _)| std::ptr::eq(*kept, *former));
    let gone = old.iter().filter(kept).collect();
    Paired { both, gone, added }
}

/// What a filter does with the thing by whose name it begins: `_gt`.
fn tail<'s>(slot: &'s Slot<'_>) -> Option<&'s str> {
    let mut names = [Some(&slot.name), slot.also.as_ref()].into_iter().flatten();
    names
        .find_map(|name| name.strip_prefix(slot.of))
        .filter(|_| slot.kind == Kind::Filter)
}

/// Pairs of members: by the name on the wire, and by what they are made from where that on the wire follows from
/// something else. `moved` tells what the thing is called now that an old one is made from, where steps in between have
/// called it otherwise; a name that is still there on the wire stays a pair, whatever it stands for.
pub(super) fn paired_slots<'s, 'a>(
    old: &'s [Slot<'a>],
    new: &'s [Slot<'a>],
    moved: impl Fn(&Slot<'a>) -> Option<&'a str>,
) -> Paired<'s, Slot<'a>> {
    let derived = |slot: &Slot<'_>| matches!(slot.kind, Kind::Keys | Kind::Filter);
    let mut both: Vec<(&Slot<'a>, &Slot<'a>)> = Vec::new();
    let mut added = Vec::new();
    for slot in new {
        let same = old.iter().find(|old| old.name == slot.name);
        let renamed = old
            .iter()
            .find(|old| Some(&old.name) == slot.former.as_ref());
        let is_free = |old: &&Slot<'_>| !new.iter().any(|other| other.name == old.name);
        let of_kind = || old.iter().filter(|old| old.kind == slot.kind);
        let former = || {
            let mut alike = of_kind().filter(|old| old.of == slot.of);
            alike.find(is_free).filter(|_| derived(slot))
        };
        let followed = || {
            let mut free = of_kind().filter(is_free);
            free.find(|old| moved(old) == Some(slot.of) && tail(old) == tail(slot))
        };
        match same.or(renamed).or_else(followed).or_else(former) {
            Some(former) => both.push((former, slot)),
            None => added.push(slot),
        }
    }
    let kept = |former: &&Slot<'_>| !both.iter().any(|(kept, _)| std::ptr::eq(*kept, *former));
    let gone = old.iter().filter(kept).collect();
    Paired { both, gone, added }
}
