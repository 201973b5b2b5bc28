//! Rules about tables: what becomes of rows that exist, and of old servers while they are replaced.

use crate::breaking::rule::rules;

rules! {
    /// A column is gone, with all that is in it. First stop to show and set it; drop it once no old server runs.
    DB01 [x x E | x x x x x | x] mirror DB21, own;
    /// The column of a relation is gone, with what rows point to.
    DB01B [x x E | x x x x x | x] mirror DB22, own;
    /// A table is gone, with all that is in it.
    DB02 [x x E | x x x x x | x] mirror DB20, own;
    /// The table of a relation both ways is gone.
    DB02B [x x E | x x x x x | x] mirror DB20B, own;
    /// A table has another name. Old servers do not find it.
    DB03 [x x E | x x x x x | x] mirror DB03, own;
    /// What is stored has another type, into which rows of before do not fit as they are.
    DB04 [x x E | x x x x x | x] mirror DB04, own;
    /// What is stored has a narrower type, into which not all rows of before fit.
    DB04B [x x E | x x x x x | x] mirror DB05, own;
    /// What is stored has a wider type. A column may have to be written anew, and old servers cannot read everything.
    DB05 [x x W | x x x x x | x] mirror DB04B, own;
    /// A column is new that rows need a value for, and there is none for rows of before.
    DB06A [x x E | x x x x x | x] mirror DB01, own;
    /// A column is new that rows need a value for; rows of before are given the default.
    DB06B [x x W | x x x x x | x] mirror DB01, own;
    /// Rows need a value for a column in which some of before may have none.
    DB06C [x x E | x x x x x | x] mirror DB06D, own;
    /// Rows need no value for a column any more. Old servers cannot read what has none.
    DB06D [x x W | x x x x x | x] mirror DB06C, own;
    /// New rows begin with another value; rows of before keep theirs.
    DB07A [x x i | x x x x x | x] mirror DB07A, own;
    /// New rows begin with a value, where they began with none.
    DB07B [x x i | x x x x x | x] mirror DB07C, own;
    /// New rows begin with none, where they began with a value.
    DB07C [x x i | x x x x x | x] mirror DB07B, own;
    /// Fewer digits after the point are stored.
    DB08A [x x E | x x x x x | x] mirror DB08B, own;
    /// More digits after the point are stored: every row is written anew.
    DB08B [x x E | x x x x x | x] mirror DB08A, own;
    /// Length is limited more: rows of before may be longer, and can then not be changed without being made shorter.
    DB08C [x x W | x x x x x | x] mirror DB08D, own;
    /// Length is limited less.
    DB08D [x x i | x x x x x | x] mirror DB08C, own;
    /// A rule of what is stored is tighter: rows of before may break it.
    DB08E [x x W | x x x x x | x] mirror DB08F, own;
    /// A rule of what is stored is wider.
    DB08F [x x i | x x x x x | x] mirror DB08E, own;
    /// A column becomes unique: rows of before may have the same.
    DB09A [x x E | x x x x x | x] mirror DB09B, own;
    /// A column is unique no more.
    DB09B [x x i | x x x x x | x] mirror DB09A, own;
    /// Several columns become unique together.
    DB09C [x x E | x x x x x | x] mirror DB09D, own;
    /// Several columns are unique together no more.
    DB09D [x x i | x x x x x | x] mirror DB09C, own;
    /// A list of values that is stored has one less: rows of before may hold it.
    DB10A [x x E | x x x x x | x] mirror DB10B, own;
    /// A list of values that is stored has one more, which old servers cannot read.
    DB10B [x x W | x x x x x | x] mirror DB10A, own;
    /// A relation points to another entity: keys of before lead nowhere.
    DB12A [x x E | x x x x x | x] mirror DB12A, own;
    /// A row can no longer be deleted while others point to it.
    DB12B [W x W | x x x x x | x] mirror DB12C, own;
    /// Rows are deleted with the row that they point to, where that was refused.
    DB12C [W x W | x x x x x | x] mirror DB12B, own;
    /// Rows point to nothing when the other is deleted, or no longer do.
    DB12D [W x W | x x x x x | x] mirror DB12D, own;
    /// An index is gone by which rows were found.
    DB13 [x x W | x x x x x | x] mirror DB14, own;
    /// There is one more index; a table is locked while it is made, unless that is done beside.
    DB14 [x x i | x x x x x | x] mirror DB13, own;
    /// An object that is stored lacks a member that rows of before have.
    DB16A [x x E | x x x x x | x] mirror DB16C, own;
    /// An object that is stored needs a member that rows of before lack.
    DB16B [x x E | x x x x x | x] mirror DB16A, own;
    /// An object that is stored may have one more member, which old servers cannot read.
    DB16C [x x W | x x x x x | x] mirror DB16A, own;
    /// A member of what is stored has to be there, where it could be left out.
    DB16D [x x E | x x x x x | x] mirror DB16E, own;
    /// A member of what is stored may be left out, where it was always there.
    DB16E [x x W | x x x x x | x] mirror DB16D, own;
    /// A union that is stored has one kind of object less: rows of before may hold it.
    DB16F [x x E | x x x x x | x] mirror DB16G, own;
    /// A union that is stored has one kind of object more, which old servers cannot read.
    DB16G [x x W | x x x x x | x] mirror DB16F, own;
    /// The tag of a union that is stored stands in another attribute: rows of before cannot be read.
    DB16H [x x E | x x x x x | x] mirror DB16H, own;
    /// A tag of a union that is stored stands for another object type.
    DB16I [x x W | x x x x x | x] mirror DB16I, own;
    /// There is one more table.
    DB20 [x x i | x x x x x | x] mirror DB02, own;
    /// There is one more table of a relation both ways.
    DB20B [x x i | x x x x x | x] mirror DB02B, own;
    /// There is one more column, in which rows of before have nothing.
    DB21 [x x i | x x x x x | x] mirror DB01, own;
    /// There is the column of one more relation, in which rows of before have nothing.
    DB22 [x x i | x x x x x | x] mirror DB01B, own;
    /// There is the column of a relation that every row needs, and rows of before have none.
    DB22B [x x E | x x x x x | x] mirror DB01B, own;
    /// What was stored is made by a function now: the column is gone, with all that is in it.
    DB25 [x x E | x x x x x | x] mirror DB26, own;
    /// What a function made is stored now.
    DB26 [x x W | x x x x x | x] mirror DB25, own;
    /// A column has another name, and keeps what is in it. Old servers do not find it.
    DB27 [x x W | x x x x x | x] without "the way back is another rename, of the new name", own;
    /// The table of a relation both ways has another name, and keeps what is in it.
    DB28 [x x W | x x x x x | x] without "the way back is another rename, of the new name", own;
    /// A migration in between has dropped what rows held, and the same name is there again: rows of before begin without it.
    /// Look into the design of before: what was there is not what is there now.
    DB29 [x x E | x x x x x | x] without "what is dropped does not come back by another step", own;
    /// A value of a list that is stored is called otherwise: rows are written anew, and old servers cannot read them.
    DB10C [x x W | x x x x x | x] without "the way back is another rename, of the new name", own;
    /// A member of an object that is stored is called otherwise.
    DB16J [x x W | x x x x x | x] without "the way back is another rename, of the new name", own;
}
