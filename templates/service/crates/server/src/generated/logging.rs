//! The log: events go in, lines on standard error come out.

use std::io::stderr;

use tracing_subscriber::fmt;

use super::config::{LogConfig, LogFormat};

/// Logs from now on what the configuration asks for.
pub(crate) fn start(config: LogConfig) {
    let log = fmt().with_max_level(config.level).with_writer(stderr);
    match config.format {
        LogFormat::Text => log.with_target(false).init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}
