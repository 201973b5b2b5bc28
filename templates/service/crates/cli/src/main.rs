//! The program: arguments, environment and terminal go in, an exit code comes out.

use std::env;
use std::process::ExitCode;

use cli::{Console, Environment};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut console = Console::standard();
    let exit = cli::run(env::args_os(), Environment::of_process(), &mut console).await;
    exit.into()
}
