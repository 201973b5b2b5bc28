//! What a team has to be able to rely on, of the real program and whatever happens to it: it is killed, the disk is full
//! or read-only, other things are where files have to be, it runs twice. Nothing by hand is ever touched.
#![cfg(unix)]
#![expect(
    clippy::disallowed_macros,
    reason = "tests tell how often a kill found something and what this machine cannot do"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "these tests build folders, end programs and look at what they leave"
)]

mod at_once;
mod cases;
mod full;
mod in_the_way;
mod killed;
mod line_ends;
mod mounted;
mod names;
mod obstacles;
mod read_only;
mod run;
mod tree;
