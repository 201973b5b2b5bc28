//! Breaks that a team has approved of, as written in `approvals.yaml`.

use super::{Name, Text};
use crate::source::Span;

/// One approved break.
#[derive(Debug, Clone, Default)]
pub struct Approval {
    /// Where it is.
    pub span: Span,
    /// The rule: `RSP10`.
    pub rule: Name,
    /// What has changed: `view Book.tiny.title`.
    pub element: Name,
    /// Why it may break.
    pub reason: Text,
    /// The last day on which the approval holds: `2027-03-31`.
    pub until: Name,
}
