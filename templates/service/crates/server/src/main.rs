//! The program: arguments and environment go in, an exit code comes out.

use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    server::run(env::args_os(), |variable| env::var_os(variable)).into()
}
