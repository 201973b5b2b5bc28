//! `moguera upgrade`: a service that an older version of moguera generated goes in; what this version generates and
//! scaffolds is there afterwards, merged into what the team made of it.

use crate::cli::{Generate, Upgrade};

/// A run as that of `generate`, but that scaffolded files move on too.
pub(super) fn options(options: &Upgrade) -> Generate {
    Generate {
        start: None,
        path: options.path.clone(),
        check: false,
        dry_run: options.dry_run,
        force: options.force,
        allow_data_loss: options.allow_data_loss,
        no_renames: options.no_renames,
        diff: options.diff,
    }
}
