//! Comparing and writing, on real folders: outputs made by hand go in, the disk is looked at
//! afterwards.

#![expect(
    clippy::disallowed_methods,
    reason = "these tests build folders and look at them"
)]

mod case;
mod faults;
mod folder;
mod links;
mod meddled;
mod meddling;
mod moves;
mod power;
mod power_cut;
mod runs;
mod scaffolds;
mod states;
mod upgrades;
