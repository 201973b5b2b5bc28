//! Changes for programs: one object for each, then one about the version.

use serde_json::{Map, Value, json};

use super::words::source;
use super::{Changes, Style, markdown};
use crate::breaking::{Audience, Finding, Place};
use crate::schema::Approval;

/// The objects, one a line.
pub(in crate::commands) fn lines(changes: &Changes) -> Vec<Value> {
    let all = changes.changes.iter();
    let mut lines: Vec<Value> = all
        .map(|(change, approval)| line(changes, change, approval.as_ref()))
        .collect();
    let [old, new] = &changes.versions;
    lines.push(json!({
        "type": "version",
        "against": changes.against,
        "old": old,
        "new": new,
        "bump": changes.bump,
        "wanted": changes.wanted().map(|wanted| wanted.to_string()),
    }));
    if changes.style == Style::Markdown {
        lines.push(json!({ "type": "document", "markdown": markdown::print(changes) }));
    }
    lines
}

fn line(changes: &Changes, change: &Finding, approval: Option<&Approval>) -> Value {
    let verdicts = Audience::ALL
        .iter()
        .map(|audience| (word(*audience), json!(change.verdict(*audience))));
    let (text, span) = source(changes, change);
    let (start, end) = (text.start(span), text.end(span));
    let design = match change.place {
        Place::Old(_) => "old",
        Place::New(_) => "new",
    };
    json!({
        "type": "change",
        "rule": change.rule.id,
        "element": change.element,
        "message": change.message,
        "explanation": change.rule.sentence(),
        "worst": change.rule.worst(),
        "verdicts": verdicts.collect::<Map<String, Value>>(),
        "design": design,
        "file": text.file(span).map_or("", |file| file.path.as_str()),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "witness": change.witness,
        "approved": approval.map(|approval| json!({
            "reason": approval.reason.value,
            "until": approval.until.value,
        })),
    })
}

fn word(audience: Audience) -> String {
    let name = json!(audience);
    name.as_str().unwrap_or_default().to_owned()
}
