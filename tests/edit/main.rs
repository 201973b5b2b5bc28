//! Edits of designs in place: the cases, and what holds for every name of every design.

mod cases;
mod designs;
mod folder;
mod names;
mod properties;
