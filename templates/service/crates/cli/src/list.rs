//! Which part of a list is asked for: in go `--limit`, `--cursor` and `--all`.

use clap::Args;

/// Which part of a list is asked for.
#[derive(Debug, Args)]
pub struct Window {
    /// Asks for at most this many items at once
    #[arg(long, value_name = "COUNT")]
    pub limit: Option<u32>,
    /// Continues behind an earlier part, which ended with this
    #[arg(long)]
    pub cursor: Option<String>,
    /// Asks for all items, part after part
    #[arg(long)]
    pub all: bool,
}
