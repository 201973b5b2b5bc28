//! Rules about who may call, who sees what, and how requests are signed.

use crate::breaking::rule::rules;

rules! {
    /// An action that everybody could call wants a signature.
    SEC01 [E x x | E E E E E | E] mirror SEC02, own;
    /// An action that wanted a signature can be called by everybody. Nothing breaks; make sure that it is meant.
    SEC02 [i x x | i i i i i | i] mirror SEC01, own;
    /// An action that everybody with an access key could call is for some of them.
    SEC03A [E x x | x x x x x | W] mirror SEC04A, own;
    /// The owner of a row can no longer call an action.
    SEC03B [E x x | x x x x x | W] mirror SEC04B, own;
    /// Callers with a role can no longer call an action.
    SEC03C [E x x | x x x x x | W] mirror SEC04C, own;
    /// An action is for everybody with an access key. Nothing breaks; make sure that it is meant.
    SEC04A [i x x | x x x x x | i] mirror SEC03A, own;
    /// The owner of a row can call an action.
    SEC04B [i x x | x x x x x | i] mirror SEC03B, own;
    /// Callers with a role can call an action.
    SEC04C [i x x | x x x x x | i] mirror SEC03C, own;
    /// Signatures are for another service name: those of drivers that exist are refused.
    SEC05A [E x x | i i i i i | i] mirror SEC05A, own;
    /// Signatures are for another region: those of drivers that exist are refused.
    SEC05B [E x x | i i i i i | i] mirror SEC05B, own;
    /// Pages of an origin may no longer call.
    SEC09A [E x x | x x x x x | x] mirror SEC09B, smithy;
    /// Pages of one more origin may call.
    SEC09B [i x x | x x x x x | x] mirror SEC09A, smithy;
    /// No pages of other origins may call any more.
    SEC09C [E x x | x x x x x | x] mirror SEC09D, smithy;
    /// Pages of other origins may call.
    SEC09D [i x x | x x x x x | x] mirror SEC09C, smithy;
    /// Scripts of pages can no longer read a header.
    SEC09E [x E x | x x x x x | x] mirror SEC09F, smithy, unshown "the browser takes the header away, not the server";
    /// Scripts of pages can read one more header.
    SEC09F [x i x | x x x x x | x] mirror SEC09E, smithy;
    /// Pages of other origins can no longer send cookies along.
    SEC09G [E x x | x x x x x | x] mirror SEC09H, smithy, unshown "the browser refuses the answer, not the server the request";
    /// Pages of other origins can send cookies along.
    SEC09H [i x x | x x x x x | x] mirror SEC09G, smithy;
    /// Browsers remember the answer to a preflight request for longer or shorter.
    SEC09I [i x x | x x x x x | x] mirror SEC09I, own;
    /// A role is gone: access keys that carry it may do less.
    SEC10 [W x W | x x x x x | W] mirror SEC11, own;
    /// There is one more role.
    SEC11 [i x i | x x x x x | i] mirror SEC10, own;
    /// Callers and their roles are kept in another place: access keys of before are of no use there.
    SEC12 [E x E | x x x x x | E] mirror SEC12, own, unshown "which access keys there are, no design tells";
    /// Who sees a row is limited, where everybody saw it.
    SEC20 [E x x | x x x x x | W] mirror SEC21, own, unshown "which rows there are, no design tells";
    /// Everybody sees a row. Nothing breaks; make sure that it is meant.
    SEC21 [i i x | x x x x x | i] mirror SEC20, own;
    /// A condition is gone by which rows were seen.
    SEC22 [E x x | x x x x x | W] mirror SEC23, own, unshown "which rows there are, no design tells";
    /// Rows are seen by one more condition.
    SEC23 [i i x | x x x x x | i] mirror SEC22, own;
    /// Another relation says whose a row is.
    SEC24 [E x E | x x x x x | W] mirror SEC24, own, unshown "whose a row is, no design tells";
    /// Rows have owners.
    SEC25 [W x W | x x x x x | W] mirror SEC26, own;
    /// Rows have no owners any more.
    SEC26 [W x W | x x x x x | W] mirror SEC25, own;
    /// Fewer callers may make something below a row.
    SEC27 [W x x | x x x x x | W] mirror SEC28, own;
    /// More callers may make something below a row.
    SEC28 [i x x | x x x x x | i] mirror SEC27, own;
}
