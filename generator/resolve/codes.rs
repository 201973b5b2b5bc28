//! Codes of what can be wrong with the meaning of a design.

use crate::diagnostic::codes;

codes! {
    /// Names are ASCII words of at most 40 characters, in the case that their kind asks for, so
    /// that every language that code is generated for can spell them.
    NAME_SPELLING = "E0201";
    /// The name means something else already: in Rust, in SQL, in the layout of the service or in a
    /// query. A few are escaped by rule, this one cannot be.
    NAME_RESERVED = "E0202";
    /// Nothing of the asked kind has this name.
    UNKNOWN_NAME = "E0203";
    /// The name is known, but it names something of another kind than is needed here.
    WRONG_KIND = "E0204";
    /// More than one thing could be meant; say which.
    AMBIGUOUS = "E0205";
    /// A definition leads back to itself, so that it never ends.
    CYCLE = "E0206";
    /// An attribute says no type and there is nothing that it could inherit one from.
    NO_TYPE = "E0207";
    /// The rule does not apply to values of this type.
    RULE_UNSUITED = "E0208";
    /// No value could keep all rules.
    RULE_CONFLICT = "E0209";
    /// The value is none of the attribute's type.
    LITERAL_KIND = "E0210";
    /// The value is of the right type, but breaks a rule of its own attribute.
    LITERAL_RULE = "E0211";
    /// Patterns are regular expressions in the syntax of `regex-lite`.
    PATTERN = "E0212";
    /// Optional means that NULL is left out, nullable that it is sent as null; it cannot be both.
    PRESENCE = "E0213";
    /// The key has no meaning for this attribute.
    KEY_UNSUITED = "E0214";
    /// The same thing is given or listed twice.
    TWICE = "E0215";
    /// An enum needs values, all different, also when they are spelled as Rust spells variants.
    ENUM_VALUES = "E0216";
    /// A value of `api` does not have the form that the documents and protocols it is used in ask
    /// for.
    API_VALUE = "E0217";
    /// Paths are `/` and words, lower case, joined by `-` or `_`; the only parameter is `{id}`.
    PATH = "E0218";
    /// A secret never leaves the service.
    SECRET_SHOWN = "E0219";
    /// With `engines`, every entity is in exactly one of them.
    ENGINE_MEMBERSHIP = "E0220";
    /// The owner of a row is the account that called: a relation to the account entity or the
    /// account itself.
    OWNER = "E0221";
    /// Roles are a closed list, named in `api.security`, with `admin` in it.
    ROLE = "E0222";
    /// What a list is filtered or ordered by, and what rows are looked up by, is a stored scalar
    /// that may be seen.
    NOT_SEARCHABLE = "E0223";
    /// A number is outside of what is possible.
    NUMBER_RANGE = "E0224";
    /// The key belongs to an action that this resource does not have, or to one that answers no
    /// media type.
    ACTION_KEY = "E0225";
    /// A link needs a resource that can be reached from the row alone.
    LINK = "E0226";
    /// A payload may only hold what callers may set.
    NOT_SETTABLE = "E0227";
    /// Relations across engines are plain ids: nothing is deleted or joined on the other side.
    ACROSS_ENGINES = "E0228";
    /// The version of the design language that this generator reads.
    LANGUAGE_VERSION = "E0229";
    /// A seed says what is stored of a row, but for what the service itself makes: its key, its
    /// times, what is computed, and the other side of relations.
    NOT_SEEDED = "E0230";
    /// A seed is a whole row: it says everything that is required and has no default.
    SEED_INCOMPLETE = "E0231";
    /// `renamed_from` is the name that something had before, and that nothing has any more.
    RENAMED = "E0232";
    /// `backfill` is one value or one expression of SQL over the row as it was; statements, comments and what quotes
    /// otherwise than `'text'` and `"name"` do not belong into it.
    BACKFILL = "E0233";
}
