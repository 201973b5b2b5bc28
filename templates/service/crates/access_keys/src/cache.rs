//! Keys that were looked up a moment ago: an id in, what was found out, without the database.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use authentication::KeyId;

use crate::access_key::Identity;

/// The most keys that are kept: some megabytes.
const CAPACITY: usize = 10_000;

/// What was found lately. What was not found is not kept: guessed ids would push out real ones, and
/// a new key is good at once.
pub(crate) struct Cache {
    lifetime: Duration,
    kept: RwLock<Kept>,
}

#[derive(Default)]
struct Kept {
    identities: HashMap<KeyId, (Instant, Arc<Identity>)>,
    /// Counts what was forgotten. What was read from the database before then may be out of date.
    forgotten: u64,
}

/// A look-up in the database that has begun.
pub(crate) struct LookUp {
    forgotten: u64,
    began: Instant,
}

impl Cache {
    /// Keeps each key for this long; not at all if that is zero.
    pub(crate) fn new(lifetime: Duration) -> Self {
        Self {
            lifetime,
            kept: RwLock::default(),
        }
    }

    /// What was found for this id, if that is recent; otherwise the look-up to begin.
    pub(crate) fn get(&self, id: &KeyId) -> Result<Arc<Identity>, LookUp> {
        let began = Instant::now();
        // Each change of the map is one call that does not panic, so poison means nothing here.
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        match kept.identities.get(id) {
            Some((since, identity)) if self.is_recent(*since, began) => Ok(Arc::clone(identity)),
            _ => Err(LookUp {
                forgotten: kept.forgotten,
                began,
            }),
        }
    }

    /// Keeps what a look-up found, unless a key was forgotten since it began.
    pub(crate) fn keep(&self, look_up: &LookUp, identity: &Arc<Identity>) {
        if self.lifetime.is_zero() {
            return;
        }
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.forgotten != look_up.forgotten {
            return;
        }
        if kept.identities.len() >= CAPACITY {
            let is_recent = |since| self.is_recent(since, look_up.began);
            kept.identities.retain(|_, (since, _)| is_recent(*since));
        }
        if kept.identities.len() >= CAPACITY {
            // Starting over now and then costs less than keeping an order of use.
            kept.identities.clear();
        }
        let entry = (look_up.began, Arc::clone(identity));
        kept.identities.insert(identity.key_id.clone(), entry);
    }

    /// Looks this key up anew the next time.
    pub(crate) fn forget(&self, id: &KeyId) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.forgotten += 1;
        kept.identities.remove(id);
    }

    fn is_recent(&self, since: Instant, now: Instant) -> bool {
        now.saturating_duration_since(since) < self.lifetime
    }
}

/// The identities hold secrets.
impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cache")
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use authentication::Secret;

    use super::{CAPACITY, Cache};
    use crate::access_key::Identity;
    use crate::random;

    const LONG: Duration = Duration::from_secs(3600);

    fn identity() -> Arc<Identity> {
        Arc::new(Identity {
            key_id: random::key_id().unwrap(),
            secret: Secret::new("a secret".to_owned()),
            account: None,
            role: "admin".to_owned(),
        })
    }

    fn look_up_and_keep(cache: &Cache, identity: &Arc<Identity>) {
        let look_up = cache.get(&identity.key_id).err().unwrap();
        cache.keep(&look_up, identity);
    }

    #[test]
    fn what_was_kept_is_found_until_it_is_forgotten() {
        let (cache, identity) = (Cache::new(LONG), identity());
        look_up_and_keep(&cache, &identity);
        assert!(cache.get(&identity.key_id).is_ok());
        cache.forget(&identity.key_id);
        assert!(cache.get(&identity.key_id).is_err());
    }

    #[test]
    fn a_look_up_that_a_change_overtook_is_not_kept() {
        let (cache, identity) = (Cache::new(LONG), identity());
        let look_up = cache.get(&identity.key_id).err().unwrap();
        cache.forget(&identity.key_id);
        cache.keep(&look_up, &identity);
        assert!(cache.get(&identity.key_id).is_err());
    }

    #[test]
    fn nothing_is_kept_for_no_time() {
        let (cache, identity) = (Cache::new(Duration::ZERO), identity());
        look_up_and_keep(&cache, &identity);
        assert!(cache.get(&identity.key_id).is_err());
        assert!(cache.kept.read().unwrap().identities.is_empty());
    }

    #[test]
    fn there_is_a_limit_to_what_is_kept() {
        let cache = Cache::new(LONG);
        for _ in 0..=CAPACITY {
            look_up_and_keep(&cache, &identity());
        }
        assert_eq!(cache.kept.read().unwrap().identities.len(), 1);
    }
}
