//! What the database gives away: nothing, and to other secret keys nothing either.

use access_keys::{AccessKeys, Error, NoSecretKey, SecretKey};
use store::Sql;

use crate::databases::{access_keys, admin, each};

const TEXT: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

#[tokio::test]
async fn the_secret_is_not_in_the_row() {
    each(async |store| {
        let created = access_keys(&store).create(&admin(), "").await.unwrap();
        let select = Sql::new("SELECT sealed_secret FROM access_keys");
        let connection = store.connection();
        let sealed = connection.fetch_optional(select, |row| row.get::<Vec<u8>>(0));
        let sealed = sealed.await.unwrap().unwrap();
        let secret = created.secret.expose().as_bytes();
        assert!(
            !sealed
                .windows(8)
                .any(|bytes| secret.windows(8).any(|part| part == bytes))
        );
    })
    .await;
}

#[tokio::test]
async fn another_secret_key_is_an_error_that_says_so() {
    each(async |store| {
        let id = access_keys(&store).create(&admin(), "").await.unwrap().id;
        let other = access_keys(&store);
        for error in [
            other.find(&id).await.map(drop).unwrap_err(),
            other.check_secret_key().await.unwrap_err(),
        ] {
            assert!(
                matches!(&error, Error::Sealed(sealed) if *sealed == id),
                "{error:?}"
            );
            assert!(error.to_string().contains("another secret key"), "{error}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_sealed_secret_cannot_be_moved_to_another_key() {
    each(async |store| {
        let access_keys = access_keys(&store);
        let first = access_keys.create(&admin(), "").await.unwrap().id;
        let second = access_keys.create(&admin(), "").await.unwrap().id;
        let mut moving = Sql::new("UPDATE access_keys SET sealed_secret = (SELECT sealed_secret ");
        moving
            .push("FROM access_keys WHERE id = ")
            .bind(first.as_str());
        moving.push(") WHERE id = ").bind(second.as_str());
        assert_eq!(store.connection().execute(moving).await.unwrap(), 1);
        let found = access_keys.find(&second).await;
        assert!(matches!(found, Err(Error::Sealed(_))), "{found:?}");
        assert!(access_keys.find(&first).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn what_is_too_short_to_be_sealed_is_refused() {
    each(async |store| {
        let access_keys = access_keys(&store);
        let id = access_keys.create(&admin(), "").await.unwrap().id;
        for length in [0, 11, 12, 27] {
            let mut cutting = Sql::new("UPDATE access_keys SET sealed_secret = ");
            cutting.bind(vec![0; length]);
            store.connection().execute(cutting).await.unwrap();
            let found = access_keys.find(&id).await;
            assert!(matches!(found, Err(Error::Sealed(_))), "{found:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_same_secret_key_opens_after_a_restart() {
    each(async |store| {
        let secret_key: SecretKey = TEXT.parse().unwrap();
        let before = AccessKeys::new(store.connection(), &secret_key);
        before.check_secret_key().await.unwrap();
        let created = before.create(&admin(), "").await.unwrap();
        let again: SecretKey = secret_key.to_secret().expose().parse().unwrap();
        let after = AccessKeys::new(store.connection(), &again);
        after.check_secret_key().await.unwrap();
        let found = after.find(&created.id).await.unwrap().unwrap();
        assert_eq!(found.secret.expose(), created.secret.expose());
    })
    .await;
}

#[test]
fn only_32_bytes_in_base64_are_a_secret_key() {
    let padded = format!(" {TEXT}\n");
    assert_eq!(
        padded.parse::<SecretKey>().unwrap().to_secret().expose(),
        TEXT
    );
    for wrong in [
        "",
        "AAEC",
        &TEXT[1..],
        &format!("AAEC{TEXT}"),
        "not base64!",
    ] {
        assert_eq!(
            wrong.parse::<SecretKey>().err(),
            Some(NoSecretKey),
            "{wrong}"
        );
    }
}

#[test]
fn debug_shows_no_secret() {
    let secret_key: SecretKey = TEXT.parse().unwrap();
    assert_eq!(format!("{secret_key:?}"), "SecretKey(…)");
}
