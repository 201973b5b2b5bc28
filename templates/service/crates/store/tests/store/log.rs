//! What the store logs: warnings of all tests of this program in, their lines out.

use std::io::{self, Write};
use std::sync::{Mutex, Once};

use tracing::Level;

static COLLECTED: Mutex<String> = Mutex::new(String::new());

/// From now on lines are collected.
pub fn collect() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(Level::WARN)
            .with_writer(|| Lines)
            .finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
}

/// All lines so far.
pub fn lines() -> String {
    COLLECTED.lock().unwrap().clone()
}

struct Lines;

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        *COLLECTED.lock().unwrap() += &String::from_utf8_lossy(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
