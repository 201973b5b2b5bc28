//! Pages of a list: a window on the list goes in, its items and the place of the next window come
//! out. Windows are found by position, not by offset, so rows that come and go shift nothing.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which part of a list is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// The most items to return; at least 1.
    pub limit: u32,
    /// The position of the last item already seen; `None` asks for the first window.
    pub after: Option<Position>,
    /// Whether to count the whole list.
    pub total: bool,
}

/// The place of an item in a sorted list: what it is sorted by, and its id to tell equals apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// The value that the list is sorted by; `None` where it is null or the id alone decides.
    pub key: Option<SortKey>,
    /// The item's id.
    pub id: Uuid,
}

/// A value that a list is sorted by.
#[derive(Clone, Debug, PartialEq)]
pub enum SortKey {
    /// A text, an enum or an address; compared byte by byte.
    Text(String),
    /// An integer, or a decimal in its last digits.
    Integer(i64),
    /// A floating-point number.
    Real(f64),
    /// A point in time.
    Time(Timestamp),
    /// A day.
    Date(Date),
    /// False before true.
    Boolean(bool),
    /// A UUID.
    Uuid(Uuid),
}

/// One window of a list, as the layers of the server hand it on.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The items in order.
    pub items: Vec<T>,
    /// The position of the last item; `None` when nothing comes after it.
    pub next: Option<Position>,
    /// The number of items in the whole list, if it was asked for.
    pub total: Option<u64>,
}

impl<T> Page<T> {
    /// The same page with its items converted.
    pub fn map<U>(self, convert: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(convert).collect(),
            next: self.next,
            total: self.total,
        }
    }
}

/// One window of a list, as it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageBody<T> {
    /// The items in order.
    pub items: Vec<T>,
    /// What to send as `cursor` for the next window; absent at the end of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The number of items in the whole list, if it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
}
