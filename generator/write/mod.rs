//! From memory to the disk: what a design asks for is compared with what is there, and the
//! difference is written, all of it or nothing.
//!
//! Nothing outside of this module changes the disk, and only the service's folder is ever changed, or one that was
//! named for manual pages.

mod by_hand;
mod commit;
mod compare;
mod current;
mod diff;
mod disk;
mod durable;
mod journal;
mod layout;
mod manifests;
mod merge;
mod moved;
mod own;
mod pages;
mod plan;
mod run;
mod scaffolded;
mod service;
mod settled;
mod site;
mod tree;
mod unrecorded;

pub use by_hand::{ByHand, by_hand};
pub use compare::{Before, compare, upgrade};
pub use current::{Seen, intact, is_sealed, pristine};
pub use diff::{Length, unified};
pub use disk::{Disk, Kind, LocalDisk};
pub use journal::is_unfinished;
pub use manifests::{Needs, codes, findings};
pub use own::{Replacement, replace};
pub use pages::put;
pub use plan::{Blocked, Edits, Entry, Finding, Left, Plan, State};
pub use run::{Outcome, Run};
pub use service::{around, find, is_bare, is_design_there, is_service, is_vacant, read_lock};
pub use site::{Failure, Site};
pub use unrecorded::unrecorded;
