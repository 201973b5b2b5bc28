//! What is looked up again, and when: counted in statements.

use std::time::Duration;

use access_keys::{AccessKeys, SecretKey};
use authentication::KeyId;

use crate::databases::{access_keys, admin, each};

const LONG: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn a_key_is_read_once_while_it_is_remembered() {
    each(async |store| {
        let access_keys = access_keys(&store).with_cache(LONG);
        let id = access_keys.create(&admin(), "").await.unwrap().id;
        access_keys.find(&id).await.unwrap().unwrap();
        let before = store.statements();
        for access_keys in [&access_keys, &access_keys.clone()] {
            access_keys.find(&id).await.unwrap().unwrap();
        }
        assert_eq!(store.statements(), before);
    })
    .await;
}

#[tokio::test]
async fn without_a_cache_it_is_read_each_time() {
    each(async |store| {
        let access_keys = access_keys(&store);
        let id = access_keys.create(&admin(), "").await.unwrap().id;
        let before = store.statements();
        for _ in 0..3 {
            access_keys.find(&id).await.unwrap().unwrap();
        }
        assert_eq!(store.statements(), before + 3);
    })
    .await;
}

#[tokio::test]
async fn a_remembered_key_that_is_disabled_here_is_refused_at_once() {
    each(async |store| {
        let access_keys = access_keys(&store).with_cache(LONG);
        let id = access_keys.create(&admin(), "").await.unwrap().id;
        access_keys.find(&id).await.unwrap().unwrap();
        access_keys.clone().disable(&id).await.unwrap();
        assert!(access_keys.find(&id).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_key_that_is_disabled_elsewhere_is_refused_once_it_is_forgotten() {
    each(async |store| {
        let secret_key = SecretKey::generate().unwrap();
        let elsewhere = AccessKeys::new(store.connection(), &secret_key);
        let id = elsewhere.create(&admin(), "").await.unwrap().id;
        let keys = || AccessKeys::new(store.connection(), &secret_key);
        let long = keys().with_cache(LONG);
        let short = keys().with_cache(Duration::from_nanos(1));
        for access_keys in [&long, &short] {
            access_keys.find(&id).await.unwrap().unwrap();
        }
        elsewhere.disable(&id).await.unwrap();
        assert!(long.find(&id).await.unwrap().is_some());
        assert!(short.find(&id).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn an_unknown_key_is_not_remembered() {
    each(async |store| {
        let access_keys = access_keys(&store).with_cache(LONG);
        let id = KeyId::parse("AKEYAAAAAAAAAAAAAAAA").unwrap();
        let before = store.statements();
        for _ in 0..2 {
            assert!(access_keys.find(&id).await.unwrap().is_none());
        }
        assert_eq!(store.statements(), before + 2);
    })
    .await;
}
