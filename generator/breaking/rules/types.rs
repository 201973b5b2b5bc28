//! Rules about names that drivers have for types.

use crate::breaking::rule::rules;

rules! {
    /// A named type is gone, or is called otherwise.
    TYP01 [x x x | E E x x E | x] mirror TYP02, buf;
    /// There is one more named type.
    TYP02 [x x x | i i x x i | x] mirror TYP01, buf;
    /// A named type is of another kind: a list of values, an object or a union takes the place of another.
    TYP03 [x x x | E E E E E | W] mirror TYP03, buf;
    /// The values of a list stand in another order. Nothing sent or stored changes; in some languages values compare by it.
    TYP04 [x x x | W x x x x | x] mirror TYP04, buf;
    /// An entity is gone. Drivers have a type for its key.
    TYP05 [x x x | E E x x E | x] mirror TYP06, own;
    /// There is one more entity.
    TYP06 [x x x | i i x x i | x] mirror TYP05, own;
    /// An entity has another name: so has the type of its key, and mostly its table.
    TYP08 [x x x | E E x x E | x] without "the way back is another rename, of the new name", own;
    /// A name stands for something else than before: what had it is called otherwise now. Clients and old servers read and
    /// write another thing by it, and nothing tells them.
    DRV02 [W W W | W W W W W | W] mirror DRV02, own;
    /// Something has another name in programs. Clients go on with the old one, and may use both.
    DRV01 [i i x | E E E E E | E] without "the way back is another rename, of the new name", buf;
}
