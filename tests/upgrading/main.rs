//! Services that live on: other versions of moguera, branches that are merged, and lock files that somebody else wrote.

#![expect(
    clippy::disallowed_methods,
    reason = "tests run programs and look at what they leave behind"
)]

mod bases;
mod merging;
mod pinning;
mod service;
mod settling;
mod tampering;
mod upgrading;
