//! A server that is away, slow or read-only, and connections that end.

use std::time::{Duration, Instant};

use jwt_core::session::{
    BeginOutcome, Position, RefreshTokenState, Revocation, RevocationTarget, RotationOutcome,
    Session, SessionLimit, StoreError, TokenStore,
};
use jwt_stores::PostgresStore;
use sqlx::PgConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use test_tools::needs;
use tokio::time::timeout;

use crate::crash::answer;
use crate::database;
use crate::nodes::Shared;
use crate::nodes::family::{
    DAY, GRACE, NOW, begun, revocation, revoked_key, rotation, session, session_of, some_key, token,
};
use crate::nodes::single_use::single_use_key;
use crate::server::{Node, PASSWORD, Server};
use crate::sql::Database;
use crate::sql::changes::{settled, what_comes_after_a_restored_backup_is_read, woken_by};

fn is_unreachable<T: std::fmt::Debug>(result: Result<T, StoreError>) {
    let error = result.expect_err("it was done");
    assert_eq!(error.to_string(), "the store cannot be reached");
    assert!(!format!("{error:?}").contains(PASSWORD));
}

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_listens_again_when_its_connection_was_ended() {
    let database = database().await;
    let (node, other) = (database.node().await, database.node().await);
    woken_by(&other, &node).await;
    for _ in 0..3 {
        settled(&node).await;
        database
            .run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE datname = current_database() AND query LIKE 'LISTEN%'",
            )
            .await;
        // Something may have been missed.
        timeout(Duration::from_secs(1), node.changed())
            .await
            .expect("it sleeps");
        woken_by(&other, &node).await;
    }
}

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_away_is_out_of_reach_and_found_again() {
    let server = Server::start();
    let database = server.database().await;
    let (node, other) = (database.node().await, database.node().await);
    settled(&node).await;
    let (session, first) = begun(&node).await;
    tokio::task::block_in_place(|| server.kill());
    let (to_second, _) = rotation(first, NOW);
    for _ in 0..3 {
        let start = Instant::now();
        is_unreachable(node.rotate(&to_second).await);
        is_unreachable(node.find(&first, NOW).await);
        is_unreachable(node.revoke(&revocation(some_key())).await);
        assert!(start.elapsed() < Duration::from_secs(7));
    }
    is_unreachable(PostgresStore::connect(&database.url()).await);
    tokio::task::block_in_place(|| server.start_again());
    let found = answer(async || node.find(&first, NOW).await).await;
    assert_eq!(found, RefreshTokenState::Current(session));
    let rotated = answer(async || node.rotate(&to_second).await).await;
    assert_eq!(rotated, RotationOutcome::Done);
    answer(async || other.find(&first, NOW).await).await;
    // Its listener too has a connection again.
    timeout(Duration::from_secs(5), node.changed())
        .await
        .expect("it sleeps");
    woken_by(&other, &node).await;
}

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_cannot_be_written_loses_nothing() {
    let database = database().await;
    let (kept, first) = begun(&database.node().await).await;
    let options: PgConnectOptions = database.url().parse().expect("a URL");
    let pool = PgPoolOptions::new()
        .connect_with(options.options([("default_transaction_read_only", "on")]))
        .await
        .expect("a connection");
    let store = PostgresStore::with_pool(pool).await.expect("tables");
    let (to_second, _) = rotation(first, NOW);
    is_unreachable(store.rotate(&to_second).await);
    let mut end = revocation(some_key());
    end.target = RevocationTarget::Session(kept.key);
    is_unreachable(store.revoke(&end).await);
    let key = single_use_key();
    is_unreachable(store.use_once(&key, NOW + DAY, NOW).await);
    let used = database.node().await.use_once(&key, NOW + DAY, NOW).await;
    assert!(used.expect("a result"), "it was used");
    let found = store.find(&first, NOW).await.expect("a result");
    assert_eq!(found, RefreshTokenState::Current(kept));
    let rotated = database.node().await.rotate(&to_second).await;
    assert_eq!(rotated.expect("a result"), RotationOutcome::Done);
}

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pool_of_one_connection_is_enough() {
    let database = database().await;
    let pool = PgPoolOptions::new().max_connections(1);
    let pool = pool.connect(&database.url()).await.expect("a connection");
    let store = PostgresStore::with_pool(pool).await.expect("tables");
    settled(&store).await;
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let (_, first) = begun(&store).await;
                let (to_second, second) = rotation(first, NOW);
                let rotated = store.rotate(&to_second).await.expect("a result");
                assert_eq!(rotated, RotationOutcome::Done);
                let again = store.rotate(&to_second).await.expect("a result");
                assert_eq!(again, RotationOutcome::Again(second.as_bytes().to_vec()));
                revoked_key(&store).await;
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("a result");
    }
    timeout(Duration::from_secs(1), store.changed())
        .await
        .expect("it sleeps");
}

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revocation_that_is_committed_later_has_a_later_position() {
    let database = database().await;
    let node = database.node().await;
    revoked_key(&node).await;
    // Somebody revokes, and takes his time with the commit.
    let mut slow = crate::server::connection(&database.url()).await;
    sqlx::raw_sql("BEGIN; UPDATE jwt_guard_counter SET number = number + 1")
        .execute(&mut slow)
        .await
        .expect("a statement");
    let waits = tokio::spawn({
        let node = node.clone();
        async move { revoked_key(&node).await }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!waits.is_finished(), "a later number is visible first");
    sqlx::raw_sql("COMMIT")
        .execute(&mut slow)
        .await
        .expect("a commit");
    waits.await.expect("a revocation");
}

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_while_all_sessions_are_being_ended_waits_for_nothing_and_ends_with_them() {
    let database = database().await;
    let node = database.node().await;
    let (session, token) = (session(), token());
    // Somebody else revokes, and takes long to commit.
    let mut slow = crate::server::connection(&database.url()).await;
    sqlx::raw_sql("BEGIN; UPDATE jwt_guard_counter SET number = number + 1")
        .execute(&mut slow)
        .await
        .expect("a statement");
    let began = node.position().await.expect("a position");
    let end = all_of(&session);
    let ends = tokio::spawn({
        let node = node.clone();
        async move { node.revoke(&end).await }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    let limit = SessionLimit::new(3, NOW + DAY);
    let begin = node.begin(&session, &token, began, Some(limit));
    let outcome = timeout(Duration::from_secs(1), begin).await;
    let begun = BeginOutcome::Begun { ended: Vec::new() };
    assert_eq!(outcome.expect("it waits").expect("a result"), begun);
    sqlx::raw_sql("COMMIT")
        .execute(&mut slow)
        .await
        .expect("a commit");
    ends.await.expect("a task").expect("a revocation");
    let found = node.find(&token, NOW).await.expect("a result");
    assert_eq!(found, RefreshTokenState::Ended, "it saw nothing of the end");
    let has_ended = node.has_ended_with_all(&session.key, &session.subject_key);
    assert!(has_ended.await.expect("a result"));
}

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_session_outlives_the_end_of_all_whatever_its_transaction_sees() {
    let database = database().await;
    let options: PgConnectOptions = database.url().parse().expect("a URL");
    for level in ["repeatable read", "serializable"] {
        // It is changed once the store has found nothing wrong with it.
        let pool = PgPoolOptions::new().max_connections(1);
        let pool = pool
            .connect_with(options.clone())
            .await
            .expect("a connection");
        let store = PostgresStore::with_pool(pool.clone())
            .await
            .expect("a store");
        begun(&store).await;
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
            "SET default_transaction_isolation = '{level}'"
        )))
        .execute(&pool)
        .await
        .expect("a setting");
        assert!(PostgresStore::with_pool(pool).await.is_err(), "{level}");
        let (session, token) = (session(), token());
        let began = store.position().await.expect("a position");
        // It waits, and the end of all sessions comes meanwhile.
        let mut slow = being_kept(&database, &session).await;
        let logs_in = tokio::spawn({
            let (store, session) = (store.clone(), session.clone());
            async move { store.begin(&session, &token, began, None).await }
        });
        tokio::time::sleep(Duration::from_millis(200)).await;
        let other = database.node().await;
        let ends = other.revoke(&all_of(&session)).await;
        ends.expect("a revocation");
        sqlx::raw_sql("ROLLBACK")
            .execute(&mut slow)
            .await
            .expect("an end");
        // In some of them it fails.
        let _ = logs_in.await.expect("a task");
        let found = other.find(&token, NOW).await.expect("a result");
        assert!(
            matches!(found, RefreshTokenState::Ended | RefreshTokenState::Unknown),
            "{level}"
        );
    }
}

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_is_being_kept_while_all_are_ended_ends_with_them() {
    let database = database().await;
    let node = database.node().await;
    let (session, token) = (session(), token());
    let mut slow = being_kept(&database, &session).await;
    let end = all_of(&session);
    let logs_in = tokio::spawn({
        let (node, session) = (node.clone(), session.clone());
        let began = Position::default();
        async move { node.begin(&session, &token, began, None).await }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    // Nor does this wait for it.
    let ends = timeout(Duration::from_secs(1), node.revoke(&end)).await;
    ends.expect("it waits").expect("a revocation");
    // What the mark has ended is gone, as far as anybody sees; it may not be forgotten for all that.
    while node.purge(NOW, GRACE).await.expect("a purge") {}
    sqlx::raw_sql("ROLLBACK")
        .execute(&mut slow)
        .await
        .expect("an end");
    logs_in.await.expect("a task").expect("a session");
    for now in [NOW, NOW + 2 * DAY] {
        while node.purge(now, GRACE).await.expect("a purge") {}
        let found = node.find(&token, NOW).await.expect("a result");
        assert!(
            matches!(found, RefreshTokenState::Ended | RefreshTokenState::Unknown),
            "{found:?}"
        );
    }
}

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_end_all_others_at_the_same_time_neither_session_comes_back() {
    let database = database().await;
    let node = database.node().await;
    let [one, other] = [(); 2].map(|()| (session_of("ada"), token()));
    for (session, token) in [&one, &other] {
        let begun = node.begin(session, token, Position::default(), None).await;
        begun.expect("a session");
    }
    // Both begin before either has a number.
    let mut slow = crate::server::connection(&database.url()).await;
    sqlx::raw_sql("BEGIN; UPDATE jwt_guard_counter SET number = number + 1")
        .execute(&mut slow)
        .await
        .expect("a statement");
    let mut ends = Vec::new();
    for (session, _) in [&one, &other] {
        let mut end = all_of(session);
        end.target = RevocationTarget::Subject {
            subject: session.subject_key,
            except: Some(session.key),
        };
        let node = node.clone();
        ends.push(tokio::spawn(async move { node.revoke(&end).await }));
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    sqlx::raw_sql("COMMIT")
        .execute(&mut slow)
        .await
        .expect("a commit");
    for end in ends {
        end.await.expect("a task").expect("a revocation");
    }
    // The first has ended the session of the second, which is not spared for that; and the second that of the first.
    for (_, token) in [&one, &other] {
        let found = node.find(token, NOW).await.expect("a result");
        assert_eq!(found, RefreshTokenState::Ended);
    }
}

/// A transaction that must end before a session of this name can be kept.
async fn being_kept(database: &Node, session: &Session) -> PgConnection {
    let mut slow = crate::server::connection(&database.url()).await;
    sqlx::raw_sql("BEGIN").execute(&mut slow).await.expect("it");
    sqlx::query(
        "INSERT INTO jwt_guard_sessions
         (key, subject_key, id, subject, token, created_at, last_used_at, expires_at, remembered_for,
          ends_at, details, began)
         VALUES ($1, '', '', '', '', 0, 0, 0, 0, 0, '', 0)",
    )
    .bind(&session.key.as_bytes()[..])
    .execute(&mut slow)
    .await
    .expect("a row");
    slow
}

fn all_of(session: &Session) -> Revocation {
    let target = RevocationTarget::Subject {
        subject: session.subject_key,
        except: None,
    };
    Revocation::new(target, NOW..NOW + DAY)
}

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_after_tables_were_filled_from_a_dump_is_read() {
    let restore = async |database: &Node| {
        database
            .run(
                "TRUNCATE jwt_guard_revocations;
                 INSERT INTO jwt_guard_revocations SELECT * FROM backup;
                 UPDATE jwt_guard_counter SET number = 1",
            )
            .await;
    };
    what_comes_after_a_restored_backup_is_read(database().await, restore).await;
}

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_after_a_server_has_lost_its_last_commits_is_read() {
    let server = Server::start();
    let restore = async |database: &Node| {
        // As if they had never reached this server: the tables are the same files.
        database
            .run(
                "DELETE FROM jwt_guard_revocations WHERE number > 1;
                 UPDATE jwt_guard_counter SET number = 1",
            )
            .await;
        tokio::task::block_in_place(|| {
            server.kill();
            server.start_again();
        });
    };
    let database = server.database().await;
    what_comes_after_a_restored_backup_is_read(database, restore).await;
}

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waited_while_others_made_the_tables_finds_them() {
    let database = database().await;
    let mut other = crate::server::connection(&database.url()).await;
    sqlx::raw_sql("BEGIN; SELECT pg_advisory_xact_lock(7671728477948703332)")
        .execute(&mut other)
        .await
        .expect("a lock");
    let opens = tokio::spawn({
        let url = database.url();
        async move { PostgresStore::connect(&url).await }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!opens.is_finished(), "it does not wait");
    for statements in [
        include_str!("../../src/postgres/schema_1.sql"),
        include_str!("../../src/postgres/schema_2.sql"),
        "UPDATE jwt_guard_schema SET version = 2; COMMIT",
    ] {
        let done = sqlx::raw_sql(statements).execute(&mut other).await;
        done.expect("statements");
    }
    opens.await.expect("a task").expect("a store");
}

#[needs(postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_password_is_out_of_reach_and_not_shown() {
    let database = database().await;
    let url = database.url().replace(PASSWORD, "s3cret");
    let error = PostgresStore::connect(&url).await.expect_err("a store");
    assert!(!format!("{error:?}").contains("s3cret"));
    is_unreachable::<()>(Err(error));
}
