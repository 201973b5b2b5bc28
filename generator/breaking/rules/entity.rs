//! Rules about what hand-written code and callers may do with attributes and relations.

use crate::breaking::rule::rules;

rules! {
    /// Rows no longer say when they were made and changed: two columns are gone, with all that is in them.
    ENT01 [x x E | x x x x x | x] mirror ENT02, own;
    /// Rows say when they were made and changed; rows of before cannot.
    ENT02 [x x E | x x x x x | x] mirror ENT01, own;
    /// Whose code gives a value is another's: what that changes in payloads is told there.
    ENT03 [x x i | x x x x x | x] mirror ENT03, own;
    /// What is computed is computed from other attributes.
    ENT04 [x W x | x x x x x | x] mirror ENT04, own;
    /// The other side of a relation is gone. What that changes in views is told there.
    ENT05 [x x i | x x x x x | x] mirror ENT06, own;
    /// A relation has another side.
    ENT06 [x x i | x x x x x | x] mirror ENT05, own;
    /// A relation both ways holds fewer rows than some may have.
    ENT07A [x x W | x x x x x | x] mirror ENT07B, own;
    /// A relation both ways holds more rows.
    ENT07B [x x i | x x x x x | x] mirror ENT07A, own;
}
