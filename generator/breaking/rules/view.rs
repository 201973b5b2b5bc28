//! Rules about media types and their views.

use crate::breaking::rule::rules;

rules! {
    /// Unless asked, an action answers in another view.
    RSP08 [x E x | E E E E E | W] mirror RSP08, own, unshown "the views may have the same members; where one is missing, that is told of the views";
    /// A view is gone: clients that ask for it are refused.
    RSP09A [E x x | E E E E E | E] mirror RSP09B, own;
    /// A media type has one more view.
    RSP09B [i x x | i i i i i | i] mirror RSP09A, own;
    /// An action no longer offers a view that there still is.
    RSP09C [E x x | E E E E E | E] mirror RSP09D, own;
    /// An action offers a view that there was already.
    RSP09D [i x x | i i i i i | i] mirror RSP09C, own;
    /// A view has lost an attribute that was always there.
    RSP10 [x E x | E E E E E | W] mirror RSP12, oasdiff;
    /// A view has lost an attribute that could be left out.
    RSP11 [x W x | E E E E E | W] mirror RSP13, oasdiff;
    /// A view has one more attribute, always.
    RSP12 [x i x | i i i i W | i] mirror RSP10, oasdiff;
    /// A view may have one more attribute.
    RSP13 [x i x | i i i i W | i] mirror RSP11, oasdiff;
    /// A secret no longer is one. What was hidden may be shown, logged and given as an example.
    RSP36 [x W x | i i i i i | W] mirror RSP43, smithy;
    /// An attribute has become a secret: it leaves every view.
    RSP43 [x i x | i i i i i | i] mirror RSP36, smithy;
    /// The addresses beside a view lack one that was always there.
    RSP44A [x E x | E E E E E | W] mirror RSP45A, own;
    /// The addresses beside a view lack one that could be left out.
    RSP44B [x W x | E E E E E | W] mirror RSP45B, own;
    /// There is one more address beside a view, always.
    RSP45A [x i x | i i i i W | i] mirror RSP44A, own;
    /// There may be one more address beside a view.
    RSP45B [x i x | i i i i W | i] mirror RSP44B, own;
    /// A view no longer nests what it always did.
    RSP46A [x E x | E E E E E | W] mirror RSP47A, own;
    /// A view no longer nests what could be missing.
    RSP46B [x W x | E E E E E | W] mirror RSP47B, own;
    /// A view nests something more.
    RSP47A [x i x | i i i i W | i] mirror RSP46A, own;
    /// A view may nest something more.
    RSP47B [x i x | i i i i W | i] mirror RSP46B, own;
    /// A view nests another view, which lacks what clients count on.
    RSP48A [x E x | E E W W E | W] mirror RSP48B, own;
    /// A view nests another view, in which everything is that clients count on.
    RSP48B [x i x | E i i i E | i] mirror RSP48A, own;
    /// A view no longer counts a relation.
    RSP49 [x E x | E E E E E | W] mirror RSP50, own;
    /// A view counts a relation.
    RSP50 [x i x | i i i i W | i] mirror RSP49, own;
    /// A view has lost the key that a relation always points to.
    RSP51A [x E x | E E E E E | W] mirror RSP52A, own;
    /// A view has lost the key that a relation may point to.
    RSP51B [x W x | E E E E E | W] mirror RSP52B, own;
    /// A view has the key that a relation points to.
    RSP52A [x i x | i i i i W | i] mirror RSP51A, own;
    /// A view has the key that a relation may point to.
    RSP52B [x i x | i i i i W | i] mirror RSP51B, own;
    /// A view has lost the addresses beside it.
    RSP53 [x E x | E E E E E | W] mirror RSP54, own;
    /// A view has addresses beside it.
    RSP54 [x i x | i i i i W | i] mirror RSP53, own;
    /// A media type is gone. Drivers have a type for each of its views.
    MED01 [x x x | E E E E E | W] mirror MED02, buf;
    /// There is one more media type.
    MED02 [x x x | i i i i i | i] mirror MED01, buf;
    /// A media type shows another entity or type. What that changes in its views is told there.
    MED03 [x W x | x x x x x | x] mirror MED03, own;
    /// A view is called otherwise: clients that ask for it by its old name are refused.
    RSP09E [E x x | E E E E E | E] without "the way back is another rename, of the new name", own;
}
