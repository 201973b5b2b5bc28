//! The program: arguments and environment go in, an exit code comes out.

use std::env;
use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Requests are many small things that come and go.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    server::run(env::args_os(), |variable| env::var_os(variable)).into()
}
