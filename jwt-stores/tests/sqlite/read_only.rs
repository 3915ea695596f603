//! A file that takes no writes for a while, at any moment, while a store has it open and clients use it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use jwt_core::session::StoreError;
use jwt_stores::SqliteStore;
use sqlx::AssertSqlSafe;
use sqlx::sqlite::{SqliteConnection, SqliteJournalMode, SqlitePoolOptions};

use crate::clients::{a_client_that_asks_again_keeps_its_session, a_key_that_was_used_stays_used};
use crate::file::File;
use crate::nodes::Shared;

/// Whether it takes no writes, and how many it has refused.
#[derive(Clone, Default)]
struct Fault {
    is_there: Arc<AtomicBool>,
    refused: Arc<AtomicU32>,
}

impl Fault {
    fn refuses(&self) -> bool {
        let refuses = self.is_there.load(Ordering::SeqCst);
        if refuses {
            self.refused.fetch_add(1, Ordering::SeqCst);
        }
        refuses
    }

    /// Is there until it was noticed, and for a while.
    fn strike(&self) {
        let before = self.refused.load(Ordering::SeqCst);
        self.is_there.store(true, Ordering::SeqCst);
        let deadline = Instant::now() + Duration::from_secs(30);
        while self.refused.load(Ordering::SeqCst) < before + 8 {
            assert!(Instant::now() < deadline, "nobody writes");
            std::thread::sleep(Duration::from_millis(1));
        }
        self.is_there.store(false, Ordering::SeqCst);
    }
}

struct Switchable {
    file: File,
    fault: Fault,
}

impl Shared for Switchable {
    type Node = SqliteStore;

    fn url(&self) -> String {
        self.file.url()
    }

    async fn open(url: &str) -> Result<SqliteStore, StoreError> {
        SqliteStore::open(url).await
    }

    async fn node(&self) -> SqliteStore {
        let options = self.file.options().create_if_missing(true);
        let (begun, half) = (self.fault.clone(), self.fault.clone());
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            // A transaction that has begun is refused at its end, any other at its first write.
            .after_connect(move |connection, _| {
                let half = half.clone();
                Box::pin(async move {
                    let mut handle = connection.lock_handle().await?;
                    handle.set_commit_hook(move || !half.refuses());
                    Ok(())
                })
            })
            .before_acquire(move |connection, _| {
                let fault = begun.clone();
                Box::pin(async move {
                    set_query_only(connection, fault.refuses()).await?;
                    Ok(true)
                })
            })
            .connect_with(options.journal_mode(SqliteJournalMode::Wal))
            .await
            .expect("the file");
        SqliteStore::with_pool(pool).await.expect("tables")
    }
}

async fn set_query_only(connection: &mut SqliteConnection, is_on: bool) -> Result<(), sqlx::Error> {
    let pragma = AssertSqlSafe(format!("PRAGMA query_only = {is_on}"));
    sqlx::query(pragma).execute(connection).await?;
    Ok(())
}

/// `JWT_GUARD_KILLS` says how often.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_asks_again_keeps_its_session_when_the_file_takes_no_writes() {
    let fault = Fault::default();
    let place = Switchable {
        file: File::new(),
        fault: fault.clone(),
    };
    a_client_that_asks_again_keeps_its_session(place, || fault.strike()).await;
}

/// `JWT_GUARD_KILLS` says how often.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_was_used_stays_used_when_the_file_takes_no_writes() {
    let fault = Fault::default();
    let place = Switchable {
        file: File::new(),
        fault: fault.clone(),
    };
    a_key_that_was_used_stays_used(place, || fault.strike()).await;
}
