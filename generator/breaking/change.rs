//! What can become of a value, and the rule about it by direction: a table.

use super::comparison::Direction;
use super::rule::Rule;
use super::rules::{database as db, query as par, request as req, response as rsp};

/// What has become of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// Another type, neither wider nor narrower.
    Retyped,
    Narrowed,
    Widened,
    /// One of a list, where it was free text.
    Listed,
    /// Free text, where it was one of a list.
    Freed,
    Length(Edge),
    Size(Edge),
    Count(Edge),
    Pattern(Edge),
    ValueGone,
    ValueNew,
    ValueRenamed,
    /// It had two names, and has lost the newer one.
    ValueUnsaid,
    MemberGone,
    MemberNew,
    Tag,
    TagType,
    FewerDigits,
    MoreDigits,
}

/// What has become of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Set,
    /// Of a pattern: another one.
    Tighter,
    Wider,
    Unset,
}

/// The rule about a change in a direction.
pub(super) fn rule(direction: Direction, change: Change) -> &'static Rule {
    match direction {
        Direction::Query => in_query(change),
        Direction::Body => in_body(change),
        Direction::Answer => in_answer(change),
        Direction::Stored => in_rows(change),
    }
}

/// Parameters are scalars: they have no items, members or tags.
fn in_query(change: Change) -> &'static Rule {
    match change {
        Change::Retyped | Change::Count(_) | Change::Tag | Change::TagType => &par::PAR10A,
        Change::Narrowed => &par::PAR10B,
        Change::Widened => &par::PAR11,
        Change::Listed => &par::PAR14A,
        Change::Freed => &par::PAR14B,
        Change::Length(Edge::Tighter) => &par::PAR17A,
        Change::Length(Edge::Set) => &par::PAR18A,
        Change::Length(Edge::Wider) => &par::PAR19A,
        Change::Length(Edge::Unset) => &par::PAR19C,
        Change::Size(Edge::Tighter) => &par::PAR17B,
        Change::Size(Edge::Set) => &par::PAR18B,
        Change::Size(Edge::Wider) => &par::PAR19B,
        Change::Size(Edge::Unset) => &par::PAR19D,
        Change::Pattern(Edge::Set) => &par::PAR20A,
        Change::Pattern(Edge::Tighter | Edge::Wider) => &par::PAR20B,
        Change::Pattern(Edge::Unset) => &par::PAR20C,
        Change::ValueGone | Change::MemberGone => &par::PAR15A,
        Change::ValueNew | Change::MemberNew => &par::PAR15B,
        Change::ValueRenamed => &par::PAR15C,
        Change::ValueUnsaid => &par::PAR15D,
        Change::FewerDigits => &par::PAR24A,
        Change::MoreDigits => &par::PAR24B,
    }
}

fn in_body(change: Change) -> &'static Rule {
    match change {
        Change::Retyped => &req::REQ12A,
        Change::Narrowed => &req::REQ12B,
        Change::Widened => &req::REQ13,
        Change::Listed => &req::REQ16A,
        Change::Freed => &req::REQ16B,
        Change::Length(Edge::Tighter) => &req::REQ18A,
        Change::Length(Edge::Set) => &req::REQ19A,
        Change::Length(Edge::Wider) => &req::REQ20A,
        Change::Length(Edge::Unset) => &req::REQ20D,
        Change::Size(Edge::Tighter) => &req::REQ18B,
        Change::Size(Edge::Set) => &req::REQ19B,
        Change::Size(Edge::Wider) => &req::REQ20B,
        Change::Size(Edge::Unset) => &req::REQ20E,
        Change::Count(Edge::Tighter) => &req::REQ18C,
        Change::Count(Edge::Set) => &req::REQ19C,
        Change::Count(Edge::Wider) => &req::REQ20C,
        Change::Count(Edge::Unset) => &req::REQ20F,
        Change::Pattern(Edge::Set) => &req::REQ21A,
        Change::Pattern(Edge::Tighter | Edge::Wider) => &req::REQ21B,
        Change::Pattern(Edge::Unset) => &req::REQ21C,
        Change::ValueGone => &req::REQ16C,
        Change::ValueNew => &req::REQ17,
        Change::ValueRenamed => &req::REQ16D,
        Change::ValueUnsaid => &req::REQ16E,
        Change::MemberGone => &req::REQ24A,
        Change::MemberNew => &req::REQ24B,
        Change::Tag => &req::REQ25,
        Change::TagType => &req::REQ26,
        Change::FewerDigits => &req::REQ38A,
        Change::MoreDigits => &req::REQ38B,
    }
}

fn in_answer(change: Change) -> &'static Rule {
    match change {
        Change::Retyped => &rsp::RSP17A,
        Change::Widened => &rsp::RSP17B,
        Change::Narrowed => &rsp::RSP18,
        Change::Freed => &rsp::RSP19A,
        Change::Listed => &rsp::RSP19B,
        Change::Length(Edge::Wider) => &rsp::RSP25A,
        Change::Length(Edge::Unset) => &rsp::RSP25D,
        Change::Length(Edge::Tighter) => &rsp::RSP26A,
        Change::Length(Edge::Set) => &rsp::RSP26D,
        Change::Size(Edge::Wider) => &rsp::RSP25B,
        Change::Size(Edge::Unset) => &rsp::RSP25E,
        Change::Size(Edge::Tighter) => &rsp::RSP26B,
        Change::Size(Edge::Set) => &rsp::RSP26E,
        Change::Count(Edge::Wider) => &rsp::RSP25C,
        Change::Count(Edge::Unset) => &rsp::RSP25F,
        Change::Count(Edge::Tighter) => &rsp::RSP26C,
        Change::Count(Edge::Set) => &rsp::RSP26F,
        Change::Pattern(Edge::Unset) => &rsp::RSP25G,
        Change::Pattern(Edge::Tighter | Edge::Wider) => &rsp::RSP25H,
        Change::Pattern(Edge::Set) => &rsp::RSP26G,
        Change::ValueNew => &rsp::RSP20,
        // Neither sent nor stored by the newer name: nothing has become of it there.
        Change::ValueRenamed | Change::ValueUnsaid => &rsp::RSP23,
        Change::ValueGone => &rsp::RSP22,
        Change::MemberNew => &rsp::RSP27,
        Change::MemberGone => &rsp::RSP28A,
        Change::Tag => &rsp::RSP28B,
        Change::TagType => &rsp::RSP28C,
        Change::MoreDigits => &rsp::RSP31A,
        Change::FewerDigits => &rsp::RSP31B,
    }
}

fn in_rows(change: Change) -> &'static Rule {
    match change {
        Change::Retyped => &db::DB04,
        Change::Narrowed | Change::Listed => &db::DB04B,
        Change::Widened | Change::Freed => &db::DB05,
        Change::Length(Edge::Tighter | Edge::Set) => &db::DB08C,
        Change::Length(Edge::Wider | Edge::Unset) => &db::DB08D,
        Change::Size(Edge::Tighter | Edge::Set)
        | Change::Count(Edge::Tighter | Edge::Set)
        | Change::Pattern(Edge::Tighter | Edge::Set) => &db::DB08E,
        Change::Size(Edge::Wider | Edge::Unset)
        | Change::Count(Edge::Wider | Edge::Unset)
        | Change::Pattern(Edge::Wider | Edge::Unset) => &db::DB08F,
        Change::ValueGone => &db::DB10A,
        Change::ValueNew => &db::DB10B,
        Change::ValueRenamed | Change::ValueUnsaid => &db::DB10C,
        Change::MemberGone => &db::DB16F,
        Change::MemberNew => &db::DB16G,
        Change::Tag => &db::DB16H,
        Change::TagType => &db::DB16I,
        Change::FewerDigits => &db::DB08A,
        Change::MoreDigits => &db::DB08B,
    }
}
