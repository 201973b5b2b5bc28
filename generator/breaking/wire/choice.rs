//! The values of an enum as they are sent: a type goes in, its values and what they were called before come out.

use crate::ir::{Type, TypeKind};

/// A value of an enum.
#[derive(Debug, Clone, Copy)]
pub(in crate::breaking) struct Choice<'a> {
    /// As it is sent.
    pub(in crate::breaking) sent: &'a str,
    /// Another name that is taken, too.
    pub(in crate::breaking) also: Option<&'a str>,
    /// What it was called before and is no more.
    pub(in crate::breaking) former: Option<&'a str>,
}

impl Choice<'_> {
    /// What the design calls it.
    pub(in crate::breaking) fn own(&self) -> &str {
        self.also.unwrap_or(self.sent)
    }
}

/// The values of an enum; none of another type.
pub(in crate::breaking) fn choices(ty: &Type) -> Vec<Choice<'_>> {
    let TypeKind::Enum(values) = &ty.kind else {
        return Vec::new();
    };
    let choice = |value: &'_ String| {
        let mut renamed = ty.renamed_values.iter();
        match renamed.find(|(name, _)| name == value) {
            Some((_, renamed)) if renamed.wire_alias => (true, Some(&renamed.from)),
            Some((_, renamed)) => (false, Some(&renamed.from)),
            None => (false, None),
        }
    };
    let all = values.iter().map(|value| match choice(value) {
        (true, Some(from)) => Choice {
            sent: from,
            also: Some(value),
            former: None,
        },
        (_, from) => Choice {
            sent: value,
            also: None,
            former: from.map(String::as_str),
        },
    });
    all.collect()
}

/// The values of an enum as they are stored, which follow the design whatever clients keep.
pub(in crate::breaking) fn stored(ty: &Type) -> Vec<Choice<'_>> {
    let TypeKind::Enum(values) = &ty.kind else {
        return Vec::new();
    };
    let former = |value: &str| {
        let mut renamed = ty.renamed_values.iter();
        let before = renamed.find(|(name, _)| name == value);
        before.map(|(_, renamed)| renamed.from.as_str())
    };
    let all = values.iter().map(|value| Choice {
        sent: value,
        also: None,
        former: former(value),
    });
    all.collect()
}
