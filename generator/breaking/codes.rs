//! What may be wrong with approvals.

crate::diagnostic::codes! {
    /// An approval names a rule that there is not. `moguera design diff` shows the rule of each change, and `moguera
    /// explain` says more about one.
    NO_SUCH_RULE = "E0701";
    /// An approval says nothing about why the break is meant, or not until when. Whoever reads it later has to know both.
    UNFOUNDED = "E0702";
    /// An approval has expired: the day that it holds until has passed. If the break has been released, remove it; else
    /// decide anew.
    EXPIRED = "E0703";
    /// Nothing that breaks is approved by an approval: there is no such change against the design that is compared with,
    /// or it breaks nobody, or another approval is for the same. An approval that nobody needs would let the same change
    /// pass unseen later; remove it.
    UNUSED = "E0704";
}
