//! Rules about answers: statuses, problems and the values in what is sent.

use crate::breaking::rule::rules;

rules! {
    /// Success has another status.
    RSP01 [x E x | W W W W W | x] mirror RSP01, oasdiff;
    /// An action no longer answers with a problem of its own.
    RSP03 [x i x | E E E E E | W] mirror RSP04, oasdiff;
    /// An action answers with a problem that it did not have.
    RSP04 [x W x | W W W W W | W] mirror RSP03, smithy;
    /// A problem has another status.
    RSP05 [x W x | W W W W W | W] mirror RSP05, own;
    /// A media type is called otherwise on the wire: who asks for it by name is refused or sent plain JSON.
    RSP06 [E x x | x x x x x | x] mirror RSP06, oasdiff;
    /// Something that was always there may be left out.
    RSP14 [x E x | E E E E E | W] mirror RSP15, oasdiff;
    /// Something that could be left out is always there.
    RSP15 [x i x | E W i i E | i] mirror RSP14, oasdiff;
    /// Something that was never null may be.
    RSP16A [x E x | E E W W E | W] mirror RSP16B, oasdiff;
    /// Something that could be null never is.
    RSP16B [x i x | E W i i E | i] mirror RSP16A, oasdiff;
    /// What is sent has another type.
    RSP17A [x E x | E E E E E | E] mirror RSP17A, oasdiff;
    /// What is sent has a wider type: there are values that clients do not know.
    RSP17B [x E x | E E W W E | W] mirror RSP18, oasdiff;
    /// What is sent has a narrower type.
    RSP18 [x i x | E E i i E | i] mirror RSP17B, oasdiff;
    /// Free text takes the place of a list of values.
    RSP19A [x E x | E E W W E | W] mirror RSP19B, oasdiff;
    /// A list of values takes the place of free text.
    RSP19B [x i x | E E i i E | i] mirror RSP19A, oasdiff;
    /// A list of values that is sent has one more, which clients do not know.
    RSP20 [x E x | E E i W i | W] mirror RSP22, oasdiff;
    /// A list of values that is sent has one less.
    RSP22 [x i x | E E E E E | i] mirror RSP20, oasdiff;
    /// A limit of length is wider: what is sent may be longer or shorter than clients count on.
    RSP25A [x E x | x x x x x | x] mirror RSP26A, oasdiff;
    /// A limit of size is wider.
    RSP25B [x E x | x x x x x | x] mirror RSP26B, oasdiff;
    /// A limit of how many is wider.
    RSP25C [x E x | x x x x x | x] mirror RSP26C, oasdiff;
    /// Length has a limit less.
    RSP25D [x E x | x x x x x | x] mirror RSP26D, oasdiff;
    /// Size has a limit less.
    RSP25E [x E x | x x x x x | x] mirror RSP26E, oasdiff;
    /// There is no limit of how many any more.
    RSP25F [x E x | x x x x x | x] mirror RSP26F, oasdiff;
    /// What is sent no longer matches the pattern that it did.
    RSP25G [x W x | x x x x x | x] mirror RSP26G, oasdiff;
    /// What is sent matches another pattern.
    RSP25H [x W x | x x x x x | x] mirror RSP25H, oasdiff;
    /// A limit of length is tighter.
    RSP26A [x i x | x x x x x | x] mirror RSP25A, oasdiff;
    /// A limit of size is tighter.
    RSP26B [x i x | x x x x x | x] mirror RSP25B, oasdiff;
    /// A limit of how many is tighter.
    RSP26C [x i x | x x x x x | x] mirror RSP25C, oasdiff;
    /// Length has a limit, where it had none.
    RSP26D [x i x | x x x x x | x] mirror RSP25D, oasdiff;
    /// Size has a limit, where it had none.
    RSP26E [x i x | x x x x x | x] mirror RSP25E, oasdiff;
    /// There is a limit of how many, where there was none.
    RSP26F [x i x | x x x x x | x] mirror RSP25F, oasdiff;
    /// What is sent matches a pattern.
    RSP26G [x i x | x x x x x | x] mirror RSP25G, oasdiff;
    /// A union that is sent has one more kind of object, which clients do not know.
    RSP27 [x E x | E E i W i | W] mirror RSP28A, oasdiff;
    /// A union that is sent has one kind of object less.
    RSP28A [x i x | E E E E E | i] mirror RSP27, oasdiff;
    /// The tag of a union stands in another attribute.
    RSP28B [x E x | E E E E E | E] mirror RSP28B, oasdiff;
    /// A tag of a union stands for another object type.
    RSP28C [x W x | E E W W E | W] mirror RSP28C, oasdiff;
    /// One thing takes the place of a list, or a list that of one.
    RSP30 [x E x | E E E E E | E] mirror RSP30, oasdiff;
    /// A decimal is sent with more digits after the point.
    RSP31A [x E x | E W i i W | W] mirror RSP31B, smithy;
    /// A decimal is sent with fewer digits after the point.
    RSP31B [x i x | E i i i i | i] mirror RSP31A, smithy;
    /// An action answers with something, where it answered with nothing.
    RSP55 [x i x | E i i i E | i] mirror RSP56, own;
    /// An action no longer answers with anything.
    RSP56 [x E x | E E E E E | E] mirror RSP55, own;
    /// An action answers with another media type, or with a type in place of one.
    RSP57 [x W x | E E W W E | W] mirror RSP57, smithy;
    /// An object that is sent has lost a member that was always there.
    RSP58 [x E x | E E E E E | W] mirror RSP60, oasdiff;
    /// An object that is sent has lost a member that could be left out.
    RSP59 [x W x | E E E E E | W] mirror RSP61, oasdiff;
    /// An object that is sent has one more member, always.
    RSP60 [x i x | i i i i W | i] mirror RSP58, oasdiff;
    /// An object that is sent may have one more member.
    RSP61 [x i x | i i i i W | i] mirror RSP59, oasdiff;
    /// A member of what is sent is called otherwise, and was always there.
    RSP29 [x E x | E E E E E | W] without "the way back is another rename, of the new name", buf;
    /// A member of what is sent is called otherwise, and could be left out.
    RSP29B [x W x | E E E E E | W] without "the way back is another rename, of the new name", buf;
    /// A value of a list that is sent is called otherwise.
    RSP23 [x E x | E E E E E | W] without "the way back is another rename, of the new name", buf;
}
