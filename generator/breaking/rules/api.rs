//! Rules about the service itself, its engines and first rows.

use crate::breaking::rule::rules;

rules! {
    /// The service has another name. Crates, packages and the command line are called after it.
    SVC01 [x x x | E E E E E | E] mirror SVC01, buf;
    /// The base path is another one: no address of before leads anywhere. Drivers are generated with the new one.
    SVC02 [E x x | i i i i i | i] mirror SVC02, oasdiff;
    /// A server is no longer listed. Clients that took its address from the documents may find nobody there.
    SVC03 [W x x | W W W W W | W] mirror SVC04, oasdiff;
    /// Another server is listed.
    SVC04 [i x x | x x x x x | x] mirror SVC03, oasdiff;
    /// Captions come in a language less. Who reads that one is shown the first language instead.
    SVC05 [x W x | x x x x x | x] mirror SVC06, own;
    /// Captions come in one more language.
    SVC06 [x i x | x x x x x | x] mirror SVC05, own;
    /// Another language is the first: texts without a language are in that one.
    SVC07 [x W x | x x x x x | x] mirror SVC07, own;
    /// An engine is gone, or is called otherwise. Nobody outside sees engines; crates of the service are called after them.
    ENG01 [x x i | x x x x x | x] mirror ENG02, own;
    /// There is another engine.
    ENG02 [x x i | x x x x x | x] mirror ENG01, own;
    /// An entity belongs to another engine. Between engines there are no foreign keys: those that cross are dropped or made.
    ENG03 [x x W | x x x x x | x] mirror ENG03, own;
    /// An engine no longer publishes a view.
    ENG04 [x x x | x x x x x | x] mirror ENG05, own;
    /// An engine publishes one more view.
    ENG05 [x x x | x x x x x | x] mirror ENG04, own;
    /// A first row is gone, or holds something else. Services that run already keep what they have.
    SEED01 [x x i | x x x x x | x] mirror SEED02, own;
    /// There is one more first row, for new services only.
    SEED02 [x x i | x x x x x | x] mirror SEED01, own;
    /// A first row holds something else, for new services only.
    SEED03 [x x i | x x x x x | x] mirror SEED03, own;
}
