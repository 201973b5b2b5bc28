//! Codes of what can be wrong with a design whose names are all resolved.

use crate::diagnostic::codes;

codes! {
    /// Two things would have the same name in generated code, in the database, in what is sent or
    /// on the command line.
    SAME_NAME = "E0301";
    /// Two actions answer the same method and path. The same path under other names of its
    /// parameters is no other path either, neither to a router nor in OpenAPI.
    SAME_ROUTE = "E0302";
    /// A path names the same parameter twice.
    SAME_PARAMETER = "E0303";
    /// A value of the type would hold another one of the same type, without end. Arrays and maps
    /// may be empty, so they may lead back.
    ENDLESS_TYPE = "E0304";
    /// A union is of object types, told apart by an attribute that none of them has itself.
    UNION_MEMBER = "E0305";
    /// An object without attributes says nothing.
    EMPTY_OBJECT = "E0306";
    /// Required relations lead in a circle: no row could be the first.
    REQUIRED_CIRCLE = "E0307";
    /// What is seen through a relation leads in a circle, or to another engine, where it cannot be
    /// looked up.
    VISIBILITY = "E0308";
    /// Nobody gives the attribute its value when a row is made.
    NO_VALUE = "E0309";
    /// A slug is made of text that is stored.
    SLUG_SOURCE = "E0310";
    /// What a computed attribute needs is stored.
    COMPUTED_NEED = "E0311";
    /// The table would have more columns than databases and people can work with.
    TOO_WIDE = "E0312";
    /// An engine without entities is no bounded context.
    EMPTY_ENGINE = "E0313";
    /// A view of another engine can be nested only if that engine publishes it.
    NOT_PUBLISHED = "E0314";
    /// An action answers what its own engine stores.
    FOREIGN_RESPONSE = "E0315";
    /// Views nest each other in a circle, so that an answer would never end.
    VIEW_CIRCLE = "E0316";
    /// A view shows something.
    EMPTY_VIEW = "E0317";
    /// Clients tell media types apart by their identifier.
    SAME_IDENTIFIER = "E0318";
    /// The status says that there is a body, or that there is none, and the response says
    /// otherwise.
    STATUS_BODY = "E0319";
    /// Requests of this method have no body (RFC 9110, section 9.3).
    PAYLOAD_METHOD = "E0320";
    /// Within an engine an error is one thing: the same name has the same status everywhere.
    ERROR_STATUS = "E0321";
    /// There is nothing that a caller may set.
    EMPTY_PAYLOAD = "E0322";
    /// A required value is neither in the payload nor set by anybody else, so that no row could be
    /// created.
    INCOMPLETE_PAYLOAD = "E0323";
    /// A row is owned by whoever creates it, so that somebody has to be known.
    NO_OWNER = "E0324";
    /// Two of the first rows have the same value of something that is unique.
    SEED_CLASH = "E0325";
    /// Some paths are the server's own: `/`, `/docs`, `/openapi.json`, `/healthz`, `/readyz` and
    /// `/metrics`.
    OWN_ROUTE = "E0326";
    /// A path of several parents is followed from row to row, which stays inside an engine.
    FOREIGN_PARENT = "E0327";
    /// Engines ask each other for rows that relations lead to; one of them has to be the first that
    /// stands by itself.
    ENGINE_CIRCLE = "E0328";
    /// Each part of a value or view may be small, and the whole more than anybody could read or send, if each holds
    /// two of the next; or deeper than anybody could follow, if each holds one.
    GIANT = "E0329";
    /// What is unique, indexed, filtered or ordered by is in an index of the database, and a row of an index of PostgreSQL
    /// holds some 2,600 bytes, all columns of the index together. A character of a `string` has up to four, one of a `url`
    /// has one; an `email` has at most 254 characters, and a slug 100 unless `max_length` says otherwise.
    INDEX_TOO_LONG = "E0330";
    /// Rows that go with another one (`cascade`) do not keep a third from going that goes with it, too (`restrict`, which
    /// is what a relation does unless it says otherwise): which of them is asked first is not the same on all databases,
    /// so that a row could be deleted on the one and not on the other.
    GOES_AND_STAYS = "E0331";
    /// The path of a nested resource sets a relation as a payload would, so that only callers whom `writable` names make
    /// something there; the action lets in others only.
    NOBODY_MAKES = "E0332";
}
