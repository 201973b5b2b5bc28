//! Codes of findings about an edit that was asked for.

use crate::diagnostic::codes;

codes! {
    /// Something that is to be removed is still used: the design would not be understood, or mean something else, without
    /// it. What uses it goes first.
    STILL_USED = "E0601";
    /// Something is written in one place and means several things there, by way of an alias: it cannot get another name
    /// for one of them only.
    SHARED = "E0602";
}
