//! Lists as a client walks through them: a target goes in, the keys of all items come out.

use uuid::Uuid;

use super::Caller;

/// More pages than any test makes; a list that has more goes round in circles.
const MOST: usize = 100;

/// The keys of a whole list, from page to page.
///
/// # Panics
///
/// If a page is not answered or the list does not end.
pub async fn walk(caller: &Caller, target: &str) -> Vec<Uuid> {
    let mut keys = Vec::new();
    let mut next = Some(target.to_owned());
    for _ in 0..MOST {
        let Some(target) = next else { return keys };
        let page = caller.get(&target).await.is(200);
        keys.extend(page.keys());
        next = page.next();
    }
    panic!("{target} does not end");
}

/// The keys of a whole list, as far as they are of these rows.
///
/// # Panics
///
/// As [`walk`].
pub async fn walk_among(caller: &Caller, target: &str, rows: &[Uuid]) -> Vec<Uuid> {
    let mut keys = walk(caller, target).await;
    keys.retain(|key| rows.contains(key));
    keys
}
