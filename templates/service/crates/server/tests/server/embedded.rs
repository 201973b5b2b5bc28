//! The service in a test, as the tests of its actions use it.

use server::testing::{Holder, Service};
use store::Sql;

use crate::program::is_believed;

#[tokio::test]
async fn a_signed_client_is_believed() {
    let service = Service::start().await;
    let admin = service.signed(Holder::Role("admin".to_owned())).await;
    assert!(is_believed(&admin).await);
}

#[tokio::test]
async fn each_service_has_its_own_database() {
    let (first, second) = (Service::start().await, Service::start().await);
    assert_ne!(first.endpoint(), second.endpoint());
    first.signed(Holder::Role("admin".to_owned())).await;
    for (service, expected) in [(&first, 1), (&second, 0)] {
        let count = Sql::new("SELECT COUNT(*) FROM access_keys");
        let connection = service.store().connection();
        let found = connection.fetch_optional(count, |row| row.get::<i64>(0));
        assert_eq!(found.await.unwrap(), Some(expected));
    }
}

#[tokio::test]
async fn statements_are_counted_but_not_those_for_the_key() {
    let service = Service::start().await;
    let admin = service.signed(Holder::Role("admin".to_owned())).await;
    let before = service.statements();
    admin.get("/").await.unwrap();
    assert_eq!(service.statements(), before);
    let connection = service.store().connection();
    connection
        .fetch_optional(Sql::new("SELECT 1"), |_| Ok(()))
        .await
        .unwrap();
    assert_eq!(service.statements(), before + 1);
}
