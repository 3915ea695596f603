//! `SqliteStore`, on files of the tests' own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has failed"
)]

#[path = "../servers/crash.rs"]
mod clients;
#[path = "../clocks/mod.rs"]
mod clocks;
mod crash;
mod faults;
mod file;
#[allow(dead_code, reason = "nobody takes a file away")]
#[path = "../fleet/mod.rs"]
mod fleet;
#[path = "../nodes/mod.rs"]
mod nodes;
#[path = "../office/mod.rs"]
mod office;
mod read_only;
mod replaced;
#[path = "../../../tests/common/server.rs"]
#[allow(dead_code, reason = "other tests start examples")]
mod server_process;
#[path = "../sql/mod.rs"]
mod sql;

use clocks::clocks_tests;
use file::File;
use fleet::fleet_tests;
use nodes::{Shared, nodes_tests, processes};
use sql::sql_tests;
use sql::versions::{make_at_once, opens_all};

jwt_core::testing::store_tests!(async {
    static SHARED: std::sync::OnceLock<File> = std::sync::OnceLock::new();
    SHARED.get_or_init(File::new).node().await
});

nodes_tests!(File, File::new());

sql_tests!(File::new());

clocks_tests!(File::new());

fleet_tests! {
    File, File::new();
    together::who_logs_out_at_one_process_is_refused_by_two_others_within_the_bound
    together::who_logs_out_everywhere_is_refused_by_all_within_the_bound
    together::a_process_that_was_stopped_during_a_logout_refuses_the_token
}

#[tokio::test]
async fn four_processes_make_the_tables_at_once() {
    match processes::part().await {
        Some(files) => opens_all::<File>(&files).await,
        None => make_at_once(
            "four_processes_make_the_tables_at_once",
            &[(); 8].map(|()| File::new()),
        ),
    }
}
