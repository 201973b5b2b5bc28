//! What is on the wire by a design: what a service takes and what it sends, judged as services and clients do it. With
//! two designs it can be shown that something worked and no longer does.

mod answer;
mod choice;
mod judge;
mod operation;
mod request;
mod sample;
mod slot;

pub use answer::{Answer, unreadable};
pub use judge::Fault;
pub use request::{Caller, Owns, Refusal, Request, refusal};

pub(super) use answer::unread;
pub(super) use choice::{Choice, choices, stored};
pub(super) use judge::{word, written};
pub(super) use operation::{Operation, body, query};
pub(super) use request::scope;
pub(super) use sample::{least, of_shape, of_slot, text_of, values};
pub(super) use slot::{Content, Declared, Fill, Kind, Slot, fields, links, plain, view};
