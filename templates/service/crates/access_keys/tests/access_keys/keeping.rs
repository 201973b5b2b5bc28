//! Making, listing, disabling and enabling.

use authentication::KeyId;

use crate::databases::{access_keys, admin, each};

#[tokio::test]
async fn a_key_is_found_with_its_secret_and_role() {
    each(async |store| {
        let access_keys = access_keys(&store);
        let created = access_keys.create(&admin(), "laptop").await.unwrap();
        let found = access_keys.find(&created.id).await.unwrap().unwrap();
        assert_eq!(found.key_id, created.id);
        assert_eq!(found.secret.expose(), created.secret.expose());
        assert_eq!((found.account, found.role.as_str()), (None, "admin"));
    })
    .await;
}

#[tokio::test]
async fn ids_and_secrets_have_their_form_and_do_not_repeat() {
    each(async |store| {
        let access_keys = access_keys(&store);
        let first = access_keys.create(&admin(), "").await.unwrap();
        let second = access_keys.create(&admin(), "").await.unwrap();
        for created in [&first, &second] {
            let (id, secret) = (created.id.as_str(), created.secret.expose());
            assert!(id.len() == 20 && id.starts_with("AKEY"), "{id}");
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
            assert!(secret.len() == 40 && secret.bytes().all(is_plain));
        }
        assert_ne!(first.id, second.id);
        assert_ne!(first.secret.expose(), second.secret.expose());
    })
    .await;
}

#[tokio::test]
async fn keys_are_listed_by_age_with_their_state() {
    each(async |store| {
        let access_keys = access_keys(&store);
        assert!(access_keys.is_empty().await.unwrap());
        let mut ids = Vec::new();
        for label in ["first", "second"] {
            ids.push(access_keys.create(&admin(), label).await.unwrap().id);
        }
        access_keys.disable(&ids[0]).await.unwrap();
        let listed = access_keys.list().await.unwrap();
        let labels: Vec<_> = listed.iter().map(|key| key.label.as_str()).collect();
        assert_eq!(labels, ["first", "second"]);
        let disabled: Vec<_> = listed.iter().map(|key| key.disabled_at.is_some()).collect();
        assert_eq!(disabled, [true, false]);
        assert!(listed.iter().all(|key| key.holder == admin()));
        assert!(!access_keys.is_empty().await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_disabled_key_is_not_found_until_it_is_enabled() {
    each(async |store| {
        let access_keys = access_keys(&store);
        let id = access_keys.create(&admin(), "").await.unwrap().id;
        assert!(access_keys.disable(&id).await.unwrap());
        assert!(access_keys.find(&id).await.unwrap().is_none());
        assert!(access_keys.enable(&id).await.unwrap());
        assert!(access_keys.find(&id).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn disabling_twice_keeps_the_first_time() {
    each(async |store| {
        let access_keys = access_keys(&store);
        let id = access_keys.create(&admin(), "").await.unwrap().id;
        assert!(access_keys.disable(&id).await.unwrap());
        let first = access_keys.list().await.unwrap();
        assert!(access_keys.disable(&id).await.unwrap());
        assert_eq!(access_keys.list().await.unwrap(), first);
    })
    .await;
}

#[tokio::test]
async fn a_key_that_does_not_exist_is_told_so() {
    each(async |store| {
        let access_keys = access_keys(&store);
        let id = KeyId::parse("AKEYAAAAAAAAAAAAAAAA").unwrap();
        assert!(access_keys.find(&id).await.unwrap().is_none());
        assert!(!access_keys.disable(&id).await.unwrap());
        assert!(!access_keys.enable(&id).await.unwrap());
    })
    .await;
}
