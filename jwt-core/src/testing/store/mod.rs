//! The suite of tests that every store must pass.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::missing_panics_doc,
    missing_docs,
    reason = "each function is a test, which panics when it fails, and is named after what it shows"
)]

mod attempt_sequences;
mod attempts;
mod begin;
mod cancellation;
mod fixtures;
mod limits;
mod model;
mod records;
mod revocation;
mod rotation;
mod single_use;

pub use attempt_sequences::*;
pub use attempts::*;
pub use begin::*;
pub use cancellation::*;
pub use limits::*;
pub use model::{play, random_sequences_match_a_model};
pub use records::*;
pub use revocation::*;
pub use rotation::*;
pub use single_use::*;

/// Writes a test for each rule of [`TokenStore`](crate::session::TokenStore), for stores that an expression opens.
///
/// The expression is awaited once for each test. All stores may use one database, which need not be empty. The crate that uses
/// the macro needs `tokio` with the features `macros` and `rt-multi-thread`.
///
/// An attribute before the expression is put on each test:
/// `store_tests!(#[ignore = "needs a database"]; async { .. })`.
///
/// ```
/// use jwt_guard::session::MemoryStore;
///
/// jwt_guard::testing::store_tests!(async { MemoryStore::new() });
/// # fn main() {}
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __store_tests {
    (#[$attribute:meta]; $open:expr) => {
        $crate::__store_tests! { @each #[$attribute] $open;
            a_session_is_found_by_its_token
            a_session_is_stored_unchanged
            a_session_is_found_by_its_key_while_it_is_alive
            an_exchange_stores_the_details_of_the_session
            a_token_that_was_not_stored_is_unknown
            a_session_that_exists_is_not_stored_again
            a_login_that_began_before_all_sessions_ended_is_refused
            a_login_is_refused_for_the_end_of_its_own_subject_alone
            all_sessions_are_ended_again_in_the_same_second
            an_unknown_position_is_before_everything
            logins_that_race_an_end_of_all_sessions_are_refused_or_ended
            an_expired_session_is_revoked_with_the_others
            a_session_is_remembered_for_as_long_as_it_says
            a_token_is_exchanged_once
            a_token_is_known_to_be_exchanged
            of_many_exchanges_of_one_token_one_succeeds
            within_the_grace_the_same_successor_is_returned_again
            a_successor_that_was_exchanged_is_not_returned_again
            a_token_that_is_reused_after_the_grace_ends_its_session
            without_grace_the_second_use_ends_the_session
            of_many_replays_of_a_token_each_is_refused
            a_session_without_rotation_keeps_its_token
            the_idle_expiry_moves_with_each_exchange
            a_session_expires
            a_revoked_session_exchanges_nothing
            a_revocation_is_remembered_and_read
            revoking_twice_is_revoking
            all_sessions_of_a_subject_end_but_one
            a_session_that_has_ended_is_not_spared
            of_many_ends_of_all_other_sessions_one_session_survives
            sessions_are_listed_by_their_last_use
            a_hundred_sessions_are_listed_at_most
            a_session_beyond_the_limit_ends_the_least_recently_used
            of_far_too_many_sessions_a_few_end_with_each_login
            logins_at_the_same_time_leave_no_more_sessions_than_the_next_login_ends
            the_oldest_of_too_many_exchanged_tokens_is_forgotten
            a_session_is_refreshed_no_more_often_than_its_rate
            ended_sessions_are_removed_by_the_next_purge
            revocations_are_read_on_from_a_position
            revocations_stored_at_once_are_all_read
            an_attempt_beyond_a_limit_is_not_counted
            an_attempt_without_counters_is_always_counted
            attempts_leave_the_window_one_slot_after_the_other
            each_time_a_window_is_filled_it_is_blocked_for_twice_as_long
            an_empty_window_is_blocked_for_the_first_time_again
            an_attempt_counts_in_all_its_counters_or_in_none
            an_attempt_that_is_given_back_makes_room
            an_attempt_that_has_left_the_window_is_not_given_back
            a_device_that_succeeded_has_a_counter_of_its_own
            a_device_is_remembered_until_its_end
            of_an_account_sixteen_devices_are_remembered
            of_many_attempts_at_once_no_more_are_counted_than_are_allowed
            attempts_that_share_counters_are_counted_at_once
            random_attempts_are_counted_as_in_memory
            a_key_is_used_once
            a_key_is_as_new_from_its_end_on
            a_key_whose_end_has_come_is_not_used
            a_key_can_be_used_until_any_time
            a_use_concerns_no_other_key_and_nothing_else
            a_purge_forgets_no_use_before_its_end
            of_many_uses_of_one_key_one_succeeds
            a_purge_removes_what_has_ended_and_nothing_else
            a_dropped_call_has_done_everything_or_nothing
            random_sequences_match_a_model
        }
    };
    (@each #[$attribute:meta] $open:expr; $($name:ident)*) => {
        $(
            #[$attribute]
            #[::tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let store = $open.await;
                $crate::testing::store::$name(store).await;
            }
        )*
    };
    // The last arm, since an expression that does not parse is an error. The attribute changes nothing.
    ($open:expr) => {
        $crate::__store_tests! { #[cfg(all())]; $open }
    };
}
