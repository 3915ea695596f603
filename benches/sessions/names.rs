//! The records of attempts for a million names, in memory and rows: names cannot make more of them than there are keys.

use std::sync::Arc;
use std::time::Instant;

use jwt_guard::session::{AttemptOutcome, MemoryStore, TokenStore};
use jwt_guard::stores::{RedisStore, SqliteStore};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, PgConnection, query_scalar};
use tokio::runtime::Builder;
use tokio::task::JoinSet;

use crate::arguments::Arguments;
use crate::attempts::{NOW, attempt};
use crate::bounds::Bounds;
use crate::installed;
use crate::nodes::Shared;
use crate::redis_server::Disk;
use crate::revoked::resident;
use crate::service::processors;

/// As many counters as there are keys of three kinds.
const MOST: f64 = 3.0 * 1_048_576.0;

const AT_ONCE: usize = 32;

pub(crate) fn print(arguments: &Arguments, bounds: &Bounds) {
    let names = if arguments.quick { 2_000 } else { 1_000_000 };
    let runtime = Builder::new_multi_thread()
        .worker_threads(processors())
        .enable_all()
        .build()
        .unwrap();
    println!(
        "| attempts for {names} names | counters | MiB | B each | attempts a second | counters after a purge |"
    );
    println!("|---|--:|--:|--:|--:|--:|");
    runtime.block_on(async {
        memory(names, bounds).await;
        sqlite(names, bounds).await;
        postgres(names, bounds).await;
        redis(names, bounds).await;
    });
    println!();
}

/// Counts an attempt for each name, and prints the rate.
async fn fill<S: TokenStore>(store: Arc<S>, names: usize) -> f64 {
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for task in 0..AT_ONCE {
        let store = Arc::clone(&store);
        tasks.spawn(async move {
            for name in (task..names).step_by(AT_ONCE) {
                // A few fill a counter by themselves: many names have one key.
                let outcome = store.count(&attempt(name)).await.expect("an outcome");
                assert!(matches!(outcome, AttemptOutcome::Counted(_)), "{outcome:?}");
            }
        });
    }
    tasks.join_all().await;
    names as f64 / start.elapsed().as_secs_f64()
}

async fn purge(store: &impl TokenStore) {
    while store.purge(NOW + 2 * 60 * 60, 0).await.expect("a purge") {}
}

fn row(name: &str, bounds: &Bounds, counters: i64, bytes: i64, each_second: f64, left: &str) {
    let of_each = bytes as f64 / counters as f64;
    let megabytes = bytes as f64 / f64::from(1 << 20);
    println!("| {name} | {counters} | {megabytes:.0} | {of_each:.0} | {each_second:.0} | {left} |");
    bounds.at_most("counters", MOST, "counters", counters as f64);
    bounds.at_most("each counter", 600.0, "B", of_each);
}

async fn memory(names: usize, bounds: &Bounds) {
    let store = Arc::new(MemoryStore::new());
    let before = resident().unwrap_or_default();
    let each_second = fill(Arc::clone(&store), names).await;
    let bytes = resident().unwrap_or_default().saturating_sub(before);
    let count = || -> i64 {
        let shown = format!("{store:?}");
        let (_, counters) = shown.split_once("counters: ").expect("it is shown");
        let digits = counters.split(|c: char| !c.is_ascii_digit()).next();
        digits.expect("digits").parse().expect("a number")
    };
    let counters = count();
    purge(&*store).await;
    let left = count();
    let bytes = i64::try_from(bytes).unwrap();
    row(
        "MemoryStore",
        bounds,
        counters,
        bytes,
        each_second,
        &left.to_string(),
    );
}

async fn sqlite(names: usize, bounds: &Bounds) {
    let folder = tempfile::tempdir().expect("a folder");
    let options = SqliteConnectOptions::new()
        .filename(folder.path().join("sessions.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Off);
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(std::time::Duration::from_secs(60))
        .connect_with(options);
    let pool = pool.await.expect("a database");
    let store = Arc::new(SqliteStore::with_pool(pool.clone()).await.expect("tables"));
    let each_second = fill(Arc::clone(&store), names).await;
    let count = async || -> i64 {
        let rows = query_scalar("SELECT count(*) FROM jwt_guard_attempts");
        rows.fetch_one(&pool).await.expect("a number")
    };
    let counters = count().await;
    let bytes =
        query_scalar("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
    let bytes: i64 = bytes.fetch_one(&pool).await.expect("a number");
    purge(&*store).await;
    let left = count().await.to_string();
    row(
        "SqliteStore, no fsync",
        bounds,
        counters,
        bytes,
        each_second,
        &left,
    );
}

async fn postgres(names: usize, bounds: &Bounds) {
    let Some(server) = installed::postgres() else {
        return;
    };
    let database = server.database().await;
    let store = Arc::new(database.node().await);
    let each_second = fill(Arc::clone(&store), names).await;
    let mut connection = PgConnection::connect(&database.url())
        .await
        .expect("a server");
    let mut ask = async |statement: &'static str| -> i64 {
        let number = query_scalar(statement).fetch_one(&mut connection).await;
        number.expect("a number")
    };
    let rows = "SELECT count(*) FROM jwt_guard_attempts";
    let counters = ask(rows).await;
    let bytes = ask("SELECT pg_total_relation_size('jwt_guard_attempts')").await;
    purge(&*store).await;
    let left = ask(rows).await.to_string();
    row(
        "PostgresStore, `fsync=off`",
        bounds,
        counters,
        bytes,
        each_second,
        &left,
    );
}

async fn redis(names: usize, bounds: &Bounds) {
    let Some(server) = installed::redis(Disk::Nothing) else {
        return;
    };
    let store = Arc::new(RedisStore::connect(&server.url()).await.expect("a server"));
    let mut connection = server.inspect();
    let mut used = || -> i64 {
        let info: String = redis::cmd("INFO")
            .arg("memory")
            .query(&mut connection)
            .expect("text");
        let line = info
            .lines()
            .find_map(|line| line.strip_prefix("used_memory:"));
        line.expect("a line").trim().parse().expect("a number")
    };
    let before = used();
    let each_second = fill(store, names).await;
    let bytes = used() - before;
    let counters = redis::cmd("DBSIZE")
        .query(&mut server.inspect())
        .expect("a number");
    row(
        "RedisStore",
        bounds,
        counters,
        bytes,
        each_second,
        "expire by themselves",
    );
}
