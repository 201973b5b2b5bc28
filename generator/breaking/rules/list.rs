//! Rules about lists, and how many of a relation are shown.

use crate::breaking::rule::rules;

rules! {
    /// Unless asked, pages are shorter.
    COL05A [x W x | W W W W W | W] mirror COL05B, AIP;
    /// Unless asked, pages are longer.
    COL05B [x W x | W W W W W | W] mirror COL05A, AIP;
    /// Pages may be asked for that are at most this long: who asks for more is refused.
    COL05C [E x x | W W W W W | W] mirror COL05D, AIP;
    /// Longer pages may be asked for.
    COL05D [i x x | i i i i i | i] mirror COL05C, AIP;
    /// Unless asked, rows come in another order, and cursors of before are refused.
    COL06A [W W x | W W W W W | W] mirror COL06A, own;
    /// Unless asked, rows come the other way round, and cursors of before are refused.
    COL06B [W W x | W W W W W | W] mirror COL06B, own;
    /// A list can no longer be filtered by this.
    COL07A [E x x | E E E E E | E] mirror COL07B, own;
    /// A list can be filtered by one thing more.
    COL07B [i x x | i i i i i | i] mirror COL07A, own;
    /// A filter no longer has a comparison.
    COL07C [E x x | E E E E E | E] mirror COL07D, own;
    /// A filter has one comparison more.
    COL07D [i x x | i i i i i | i] mirror COL07C, own;
    /// A list can no longer be ordered by this.
    COL07E [E x x | E E E E E | E] mirror COL07F, own;
    /// A list can be ordered by one thing more.
    COL07F [i x x | i i i i i | i] mirror COL07E, own;
    /// A filter by a relation is called otherwise, since what it leads to has another name.
    COL08 [E x x | E E E E E | E] mirror COL08, own;
    /// A filter had two names, and is no longer taken by the newer one.
    COL08B [E x x | x x x x x | E] mirror DRV01, own;
    /// A list no longer tells how many rows there are in all: who asks is refused.
    COL12A [E x x | E E E E E | E] mirror COL12B, own;
    /// A list tells how many rows there are in all, if asked.
    COL12B [i x x | i i i i i | i] mirror COL12A, own;
    /// A view nests fewer rows of a relation.
    COL13A [x W x | x x x x x | x] mirror COL13B, own;
    /// A view nests more rows of a relation than clients were told there may be.
    COL13B [x E x | x x x x x | x] mirror COL13A, own;
    /// Nested rows come in another order; where there are more than are shown, others are.
    COL14 [x W x | x x x x x | x] mirror COL14, own;
    /// Another relation leads to the nested rows: others are shown.
    COL15 [x W x | x x x x x | x] mirror COL15, own;
}
