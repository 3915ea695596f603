//! What `SqliteStore` and `PostgresStore` must do alike, beside what every store must.

pub(crate) mod attempts;
pub(crate) mod changes;
mod database;
pub(crate) mod kept;
pub(crate) mod service;
pub(crate) mod single_use;
pub(crate) mod versions;

pub(crate) use database::Database;

/// All tables that the store makes.
pub(crate) const TABLES: [&str; 8] = [
    "jwt_guard_schema",
    "jwt_guard_sessions",
    "jwt_guard_used",
    "jwt_guard_revocations",
    "jwt_guard_attempts",
    "jwt_guard_devices",
    "jwt_guard_used_keys",
    "jwt_guard_counter",
];

/// Writes the tests that are the same for both, on databases that an expression makes. Each has the attribute before that, if
/// there is one.
macro_rules! sql_tests {
    (#[$attribute:meta]; $database:expr) => {
        sql_tests! { @each #[$attribute] $database;
            attempts::counters_and_devices_that_are_over_are_removed_some_at_a_time
            attempts::an_attempt_that_was_given_back_leaves_no_row
            attempts::an_account_has_rows_for_sixteen_devices
            changes::a_node_is_woken_when_another_revokes
            changes::all_who_wait_on_one_node_are_woken
            changes::no_task_watches_for_a_store_that_is_gone
            changes::a_database_that_was_restored_is_read_from_the_start
            kept::a_dump_shows_no_token_and_what_was_sealed_only_within_the_grace
            kept::a_purge_takes_some_at_a_time_and_leaves_nothing
            kept::two_purge_at_once
            kept::a_session_that_is_refreshed_for_ever_does_not_grow
            kept::what_is_in_the_way_of_nothing_goes_with_its_session
            service::two_processes_are_one_service_and_no_token_is_kept
            single_use::used_keys_are_removed_some_at_a_time_when_their_end_has_come
            single_use::a_refused_use_changes_nothing
            versions::tables_of_an_earlier_version_are_brought_up_to_date
            versions::tables_of_a_later_version_are_refused
            versions::tables_that_are_there_are_left_as_they_are
        }
    };
    (@each #[$attribute:meta] $database:expr; $($file:ident::$name:ident)*) => {
        $(
            #[$attribute]
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let database = $database;
                crate::sql::$file::$name(database).await;
            }
        )*
    };
    ($database:expr) => {
        sql_tests! { #[cfg(all())]; $database }
    };
}

pub(crate) use sql_tests;
