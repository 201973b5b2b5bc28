//! Who is told what happens while a command goes on.

use std::fmt;

use super::text::Printed;
use crate::diagnostic::Colour;

/// Where people read.
pub trait Terminal: fmt::Debug + Sync {
    /// Tells what was printed of a report. Nobody reading is no reason to end.
    fn tell(&self, printed: &Printed);

    /// Hands on what another program has said, as it is.
    fn pass(&self, said: &[u8]);

    /// Whether escape sequences are understood.
    fn colour(&self) -> Colour;
}
