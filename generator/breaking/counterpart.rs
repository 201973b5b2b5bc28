//! What has become of an element: a list of each design goes in, pairs come out. Only names decide; a rename is never
//! guessed.

use super::wire::{Kind, Slot};
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
    let mut both = Vec::new();
    let mut added = Vec::new();
    for element in new {
        match counterpart(old, element) {
            Some(former) => both.push((former, element)),
            None => added.push(element),
        }
    }
    let kept = |former: &&T| !both.iter().any(|(kept, _)| std::ptr::eq(*kept, *former));
    let gone = old.iter().filter(kept).collect();
    Paired { both, gone, added }
}

/// Pairs of members: by the name on the wire, and by what they are made from where that on the wire follows from
/// something else.
pub(super) fn paired_slots<'s, 'a>(
    old: &'s [Slot<'a>],
    new: &'s [Slot<'a>],
) -> Paired<'s, Slot<'a>> {
    let derived = |slot: &Slot<'_>| matches!(slot.kind, Kind::Keys | Kind::Filter);
    let mut both: Vec<(&Slot<'a>, &Slot<'a>)> = Vec::new();
    let mut added = Vec::new();
    for slot in new {
        let same = old.iter().find(|old| old.name == slot.name);
        let renamed = old
            .iter()
            .find(|old| Some(&old.name) == slot.former.as_ref());
        let former = || {
            let is_free = |old: &&Slot<'_>| !new.iter().any(|other| other.name == old.name);
            let mut alike = old
                .iter()
                .filter(|old| old.kind == slot.kind && old.of == slot.of);
            alike.find(is_free).filter(|_| derived(slot))
        };
        match same.or(renamed).or_else(former) {
            Some(former) => both.push((former, slot)),
            None => added.push(slot),
        }
    }
    let kept = |former: &&Slot<'_>| !both.iter().any(|(kept, _)| std::ptr::eq(*kept, *former));
    let gone = old.iter().filter(kept).collect();
    Paired { both, gone, added }
}
