//! Which part of a list is asked for: in go `--limit`, `--cursor`, `--all` and `--total`, out comes
//! the call for that part.

use clap::Args;
use contract::page::PageBody;
use driver::Call;

/// Which part of a list is asked for.
#[derive(Debug, Default, Args)]
pub struct Window {
    /// Asks for at most this many items at once
    #[arg(long, value_name = "COUNT")]
    pub limit: Option<u32>,
    /// Continues behind an earlier part, which ended with this
    #[arg(long, allow_hyphen_values = true)]
    pub cursor: Option<String>,
    /// Asks for all items, part after part
    #[arg(long)]
    pub all: bool,
    #[arg(skip)]
    counted: bool,
}

/// Which part of a list is asked for that can be counted.
#[derive(Debug, Default, Args)]
pub struct CountedWindow {
    #[command(flatten)]
    window: Window,
    /// Counts the whole list
    #[arg(long)]
    pub total: bool,
}

impl From<CountedWindow> for Window {
    fn from(counted: CountedWindow) -> Self {
        Self {
            counted: counted.total,
            ..counted.window
        }
    }
}

impl Window {
    /// The call for this part.
    pub fn apply<T>(&self, mut call: Call<PageBody<T>>) -> Call<PageBody<T>> {
        if let Some(limit) = self.limit {
            call = call.limit(limit);
        }
        if let Some(cursor) = &self.cursor {
            call = call.cursor(cursor);
        }
        if self.counted {
            call = call.total();
        }
        call
    }
}
