//! Tests of the crate from outside: sign, verify, tamper. One binary, one module per subject.

mod canonical_forms;
mod example;
mod header_refusals;
mod odd_requests;
mod refusals;
mod round_trip;
mod tampering;
mod vectors;
