//! What is sent: the media type of a body, and the views that a client may choose from.

use serde::Serialize;

/// A type that can be the body of an answer.
pub trait Representation: Serialize {
    /// The media type beside `application/json` that a client may ask for by `Accept`, such as
    /// `application/vnd.blog.article+json`; `None` for a type without one of its own.
    const MEDIA_TYPE: Option<&'static str>;
}

/// Values that are sent as they are have no media type of their own.
macro_rules! plain {
    ($($value:ty),* $(,)?) => {$(
        impl Representation for $value {
            const MEDIA_TYPE: Option<&'static str> = None;
        }
    )*};
}

plain!(
    bool,
    i32,
    f64,
    String,
    crate::Int64,
    crate::Bytes,
    jiff::Timestamp,
    jiff::civil::Date,
    uuid::Uuid
);

impl<const SCALE: u32> Representation for crate::Decimal<SCALE> {
    const MEDIA_TYPE: Option<&'static str> = None;
}

impl<T: Representation> Representation for std::collections::BTreeMap<String, T> {
    const MEDIA_TYPE: Option<&'static str> = T::MEDIA_TYPE;
}

impl<T: Representation> Representation for Vec<T> {
    const MEDIA_TYPE: Option<&'static str> = T::MEDIA_TYPE;
}

/// The views that an action offers.
#[derive(Clone, Copy, Debug)]
pub struct Views<V: 'static> {
    /// What is sent unless the client asks for another one.
    pub default: V,
    /// Every view with the name that `?view=` asks for it by.
    pub offered: &'static [(&'static str, V)],
    /// Names beside these that are understood as well.
    pub also: &'static [(&'static str, V)],
}

impl<V: Copy> Views<V> {
    /// The view of this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<V> {
        let mut known = self.offered.iter().chain(self.also);
        known
            .find(|(known, _)| *known == name)
            .map(|(_, view)| *view)
    }
}
