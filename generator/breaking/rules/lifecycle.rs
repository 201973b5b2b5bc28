//! Rules about how an API grows old: what is deprecated, its version, its texts.

use crate::breaking::rule::rules;

rules! {
    /// An action is on its way out.
    LIF03A [i x x | i i i i i | i] mirror LIF03B, oasdiff;
    /// An action is no longer on its way out.
    LIF03B [i x x | i i i i i | i] mirror LIF03A, oasdiff;
    /// An attribute, field or parameter is on its way out.
    LIF03C [i i x | i i i i i | i] mirror LIF03D, oasdiff;
    /// An attribute, field or parameter is no longer on its way out.
    LIF03D [i i x | i i i i i | i] mirror LIF03C, oasdiff;
    /// Something else is recommended in place of what is deprecated.
    LIF08 [x x x | x x x x x | x] mirror LIF08, oasdiff;
    /// The version of the API has not risen as much as what has changed asks for: a major step for what breaks (before 1.0.0
    /// a minor one), a minor step for what is new.
    LIF05 [x x x | x x x x x | x] without "a version that is high enough is LIF10", oasdiff;
    /// Only words are different: titles, descriptions, examples, contact, licence.
    LIF09 [x x x | x x x x x | x] mirror LIF09, oasdiff;
    /// The version of the API is higher.
    LIF10 [i x x | i i i i i | i] mirror LIF11, own;
    /// The version of the API is lower than it was: what was released cannot be released again.
    LIF11 [W x x | W W W W W | W] mirror LIF10, own;
}
