//! Rules about resources, actions and their routes.

use crate::breaking::rule::rules;

rules! {
    /// A resource is gone with all of its actions.
    RES01 [E x x | E E E E E | E] mirror RES02, oasdiff;
    /// There is one more resource.
    RES02 [i x x | i i i i i | i] mirror RES01, oasdiff;
    /// The collection has another path, and so has each action of the resource. Drivers ask at the new one.
    RES04 [E x x | i i i i i | i] mirror RES04, oasdiff;
    /// The resource is below another one, or no longer below one: paths have other keys, and methods other arguments.
    RES06 [E x x | E E E E E | E] mirror RES06, smithy;
    /// Another relation leads to the row in the path: the same address lists other rows.
    RES11 [x W x | x x x x x | x] mirror RES11, own;
    /// The actions of the resource send another media type.
    RES12 [x W x | E E E E E | W] mirror RES12, smithy;
    /// An action is gone that nobody was told to leave.
    ACT01 [E x x | E E E E E | E] mirror ACT03, oasdiff;
    /// An action is gone that was deprecated. Whoever has not left it yet is broken all the same.
    ACT02 [E x x | E E E E E | E] without "what is new is not deprecated: the change back is ACT03 and LIF03", oasdiff;
    /// There is one more action. Types that stand in for the client in tests lack its method.
    ACT03 [i x x | i W i i W | i] mirror ACT01, oasdiff;
    /// The action is asked for by another method.
    ACT04 [E x x | i i i i i | i] mirror ACT04, oasdiff;
    /// The action is at another path, below the same keys.
    ACT05 [E x x | i i i i i | i] mirror ACT05, oasdiff;
    /// The path of the action has one key more.
    ACT06A [E x x | E E E E E | E] mirror ACT06B, oasdiff;
    /// The path of the action has one key less.
    ACT06B [E x x | E E E E E | E] mirror ACT06A, oasdiff;
    /// A key in the path is called otherwise, at the same place: the wire is as it was.
    ACT07 [x x x | x i E E x | E] mirror ACT07, oasdiff;
    /// The action has another name at the same route: the wire is as it was, methods and commands are called after it.
    ACT08 [x x x | E E E E E | E] mirror ACT08, oasdiff;
    /// The action belongs to another resource at the same route: methods and commands are elsewhere.
    ACT09 [x x x | E E E E E | E] mirror ACT09, oasdiff;
    /// What was done when the answer came is now only accepted (202).
    ACT15A [x E x | W W W W W | W] mirror ACT15B, AIP;
    /// What was only accepted is now done when the answer comes.
    ACT15B [x E x | W W W W W | W] mirror ACT15A, AIP;
    /// The payload is another type by name.
    ACT16A [x x x | E E x x E | x] mirror ACT16A, smithy;
    /// The answer is another type by name.
    ACT16B [x x x | E E x x E | x] mirror ACT16B, smithy;
    /// One that worked on a row works on the collection, or the other way round.
    ACT21 [E x x | E E E E E | E] mirror ACT21, own;
    /// A resource is called otherwise. Where its path follows from its name, that is told as well.
    RES08 [x x x | E E E E E | E] without "the way back is another rename, of the new name", oasdiff;
    /// A resource answered at two paths, and no longer does at the newer one.
    RES08B [E x x | x x x x x | E] mirror DRV01, own;
}
