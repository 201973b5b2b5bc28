//! Rules about payloads. A field that a payload does not know is refused.

use crate::breaking::rule::rules;

rules! {
    /// An action takes a payload, where it took none.
    REQ01 [E x x | E E E E E | E] mirror REQ03, oasdiff;
    /// An action takes no payload any more: what is sent is not looked at.
    REQ03 [W x x | E E E E E | E] mirror REQ01, oasdiff;
    /// A payload has a new field that has to be there.
    REQ05 [E x x | E E E E E | E] mirror REQ08, oasdiff;
    /// A payload has a new field that has a default.
    REQ06 [i x x | i i i i W | i] mirror REQ08, oasdiff;
    /// A payload has a new field that may be left out.
    REQ07 [i x x | i i i i W | i] mirror REQ08, oasdiff;
    /// A field of a payload is gone: whoever still sends it is refused.
    REQ08 [E x x | E E E E E | E] mirror REQ07, oasdiff;
    /// A field of a payload is called otherwise, since what it sets has another name.
    REQ09 [E x x | E E E E E | E] mirror REQ09, buf;
    /// A field of a payload had two names, and is no longer taken by the newer one.
    REQ09B [E x x | x x x x x | E] mirror DRV01, own;
    /// A field that could be left out has to be there.
    REQ10 [E x x | E E W W E | E] mirror REQ11, oasdiff;
    /// A field that had to be there may be left out.
    REQ11 [i x x | E E i i E | i] mirror REQ10, oasdiff;
    /// A field has another type: values of before are refused.
    REQ12A [E x x | E E E E E | E] mirror REQ12A, oasdiff;
    /// A field has a narrower type: not all values of before are taken.
    REQ12B [E x x | E E W W E | W] mirror REQ13, oasdiff;
    /// A field has a wider type: all values of before are taken.
    REQ13 [i x x | E E i i E | i] mirror REQ12B, oasdiff;
    /// A field no longer may be null.
    REQ15A [E x x | E E W W E | W] mirror REQ15B, oasdiff;
    /// A field may be null, too.
    REQ15B [i x x | E W i i W | i] mirror REQ15A, oasdiff;
    /// A field that was free text is one of a list.
    REQ16A [E x x | E E i i E | W] mirror REQ16B, oasdiff;
    /// A field that was one of a list is free text.
    REQ16B [i x x | E E i i E | i] mirror REQ16A, oasdiff;
    /// A list of values that is taken has one less.
    REQ16C [E x x | E E E E E | E] mirror REQ17, oasdiff;
    /// A list of values that is taken has one more.
    REQ17 [i x x | E E i W i | i] mirror REQ16C, oasdiff;
    /// A limit of length is tighter.
    REQ18A [E x x | x x x x x | W] mirror REQ20A, oasdiff;
    /// A limit of size is tighter.
    REQ18B [E x x | x x x x x | W] mirror REQ20B, oasdiff;
    /// A limit of how many is tighter.
    REQ18C [E x x | x x x x x | W] mirror REQ20C, oasdiff;
    /// Length has a limit, where it had none.
    REQ19A [E x x | x x x x x | W] mirror REQ20D, oasdiff;
    /// Size has a limit, where it had none.
    REQ19B [E x x | x x x x x | W] mirror REQ20E, oasdiff;
    /// There is a limit of how many, where there was none.
    REQ19C [E x x | x x x x x | W] mirror REQ20F, oasdiff;
    /// A limit of length is wider.
    REQ20A [i x x | x x x x x | i] mirror REQ18A, oasdiff;
    /// A limit of size is wider.
    REQ20B [i x x | x x x x x | i] mirror REQ18B, oasdiff;
    /// A limit of how many is wider.
    REQ20C [i x x | x x x x x | i] mirror REQ18C, oasdiff;
    /// Length has a limit less.
    REQ20D [i x x | x x x x x | i] mirror REQ19A, oasdiff;
    /// Size has a limit less.
    REQ20E [i x x | x x x x x | i] mirror REQ19B, oasdiff;
    /// There is no limit of how many any more.
    REQ20F [i x x | x x x x x | i] mirror REQ19C, oasdiff;
    /// Text has to match a pattern.
    REQ21A [E x x | x x x x x | W] mirror REQ21C, oasdiff;
    /// Text has to match another pattern. Whether that takes less, no rule can tell.
    REQ21B [W x x | x x x x x | W] mirror REQ21B, oasdiff;
    /// Text no longer has to match a pattern.
    REQ21C [i x x | x x x x x | i] mirror REQ21A, oasdiff;
    /// One of the objects that a union is made of is no longer taken.
    REQ24A [E x x | E E E E E | E] mirror REQ24B, oasdiff;
    /// A union takes one more kind of object.
    REQ24B [i x x | E E i W i | i] mirror REQ24A, oasdiff;
    /// The tag of a union stands in another attribute.
    REQ25 [E x x | E E E E E | E] mirror REQ25, oasdiff;
    /// A tag of a union stands for another object type.
    REQ26 [W x x | E E W W E | W] mirror REQ26, oasdiff;
    /// What is stored is as it was, but a payload no longer sets it: whoever sends it is refused.
    REQ29 [E x x | E E E E E | E] mirror REQ33, oasdiff;
    /// A payload sets what it did not.
    REQ33 [i x x | i i i i W | i] mirror REQ29, oasdiff;
    /// A field is only for callers with certain roles, or for fewer roles than before.
    REQ34 [E x x | x x x x x | W] mirror REQ35, own;
    /// A field is for more callers.
    REQ35 [i x x | x x x x x | i] mirror REQ34, own;
    /// What is left out is taken for something else.
    REQ36 [W W x | x x x x x | W] mirror REQ36, oasdiff;
    /// What is left out is taken for a value, where it was taken for none.
    REQ37A [W W x | x x x x x | W] mirror REQ37B, oasdiff;
    /// What is left out is taken for none, where it was taken for a value.
    REQ37B [W W x | x x x x x | W] mirror REQ37A, oasdiff;
    /// A decimal may have fewer digits after the point.
    REQ38A [E x x | E W i i W | W] mirror REQ38B, own;
    /// A decimal may have more digits after the point.
    REQ38B [i x x | E i i i i | i] mirror REQ38A, own;
    /// A value of a list that is taken is called otherwise.
    REQ16D [E x x | E E E E E | E] without "the way back is another rename, of the new name", buf;
    /// A value of a list had two names, and is no longer taken by the newer one.
    REQ16E [E x x | x x x x x | E] mirror DRV01, own;
}
