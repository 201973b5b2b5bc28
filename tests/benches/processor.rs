//! The processor time of what a bench has run.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

/// Of all children so far, in user and system mode.
pub(crate) fn processor_seconds() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("every system counts");
    let seconds = |time: TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    seconds(usage.user_time()) + seconds(usage.system_time())
}
