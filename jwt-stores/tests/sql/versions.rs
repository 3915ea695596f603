//! The version of the tables.

use std::error::Error;

use jwt_core::session::{RefreshTokenState, TokenStore};

use super::{Database, TABLES};
use crate::nodes::Shared;
use crate::nodes::family::{DAY, NOW, begun};
use crate::nodes::processes::run;
use crate::nodes::single_use::single_use_key;

pub(crate) async fn tables_of_a_later_version_are_refused<D: Database>(database: D) {
    let (session, token) = begun(&database.node().await).await;
    database
        .run("UPDATE jwt_guard_schema SET version = 7")
        .await;
    let Err(error) = D::open(&database.url()).await else {
        panic!("they were taken");
    };
    let reason = error.source().expect("a reason").to_string();
    assert!(reason.contains("its tables are of version 7"), "{reason}");
    assert!(reason.contains("knows those up to 2"), "{reason}");
    database
        .run("UPDATE jwt_guard_schema SET version = 2")
        .await;
    let found = database.node().await.find(&token, NOW).await;
    assert_eq!(
        found.expect("a result"),
        RefreshTokenState::Current(session)
    );
}

pub(crate) async fn tables_of_an_earlier_version_are_brought_up_to_date(database: impl Database) {
    let (session, token) = begun(&database.node().await).await;
    // What version 2 has added.
    database.run("DROP TABLE jwt_guard_used_keys").await;
    database
        .run("UPDATE jwt_guard_schema SET version = 1")
        .await;
    let store = database.node().await;
    let found = store.find(&token, NOW).await.expect("a result");
    assert_eq!(found, RefreshTokenState::Current(session));
    let key = single_use_key();
    for is_first in [true, false] {
        let used = store.use_once(&key, NOW + DAY, NOW).await;
        assert_eq!(used.expect("a result"), is_first);
    }
}

pub(crate) async fn tables_that_are_there_are_left_as_they_are(database: impl Database) {
    let (session, token) = begun(&database.node().await).await;
    for _ in 0..3 {
        let found = database.node().await.find(&token, NOW).await;
        assert_eq!(
            found.expect("a result"),
            RefreshTokenState::Current(session.clone())
        );
    }
    for table in TABLES {
        assert!(database.rows(table).await.len() <= 1, "{table}");
    }
}

/// Four processes open each of some databases, which are empty at first.
pub(crate) fn make_at_once<D: Database>(test: &str, databases: &[D]) {
    let urls: Vec<_> = databases.iter().map(Shared::url).collect();
    run(test, &urls);
}

pub(crate) async fn opens_all<D: Database>(urls: &[String]) {
    for url in urls {
        let opened = D::open(url).await;
        let node = opened
            .map_err(|error| format!("{error:?}"))
            .expect("a store");
        begun(&node).await;
    }
}
