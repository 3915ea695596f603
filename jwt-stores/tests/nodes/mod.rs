//! What several processes must be able to do at once, in whichever store.

pub(crate) mod attempts;
pub(crate) mod crowd;
pub(crate) mod family;
pub(crate) mod given_up;
pub(crate) mod processes;
pub(crate) mod race;
mod shared;
pub(crate) mod single_use;

pub(crate) use shared::Shared;

/// A number from the environment, or a small one: how often something is tried.
pub(crate) fn times(variable: &str, few: u32) -> u32 {
    let times = std::env::var(variable).ok();
    times.map_or(few, |times| times.parse().expect("a number"))
}

/// Writes the tests that are the same for all, in places that an expression makes. Each has the attribute before that, if
/// there is one.
macro_rules! nodes_tests {
    (#[$attribute:meta]; $place:ty, $make:expr) => {
        nodes_tests! { @at_once #[$attribute] $make;
            attempts::of_64_attempts_on_four_nodes_no_more_are_counted_than_are_allowed
            given_up::a_request_that_is_given_up_has_changed_all_or_nothing
            race::of_64_who_exchange_a_token_on_four_nodes_one_succeeds
            race::sessions_rotate_beside_each_other
            race::sessions_are_revoked_while_they_rotate
            race::of_several_who_revoke_a_session_one_ends_it
            single_use::of_64_uses_of_a_key_on_four_nodes_one_succeeds
            crowd::all_sessions_of_a_crowd_end_at_once_and_delay_no_request
        }
        nodes_tests! { @in_processes #[$attribute] $place, $make;
            exchanges::four_processes_exchange_tokens
            race::of_four_processes_that_exchange_a_token_one_succeeds
            single_use::of_four_processes_that_use_a_key_one_succeeds
        }
    };
    (@at_once #[$attribute:meta] $make:expr; $($file:ident::$name:ident)*) => {
        $(
            #[$attribute]
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let place = $make;
                crate::nodes::$file::$name(place).await;
            }
        )*
    };
    (@in_processes #[$attribute:meta] $place:ty, $make:expr; $($file:ident::$name:ident)*) => {
        $(
            #[$attribute]
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                match crate::nodes::processes::part().await {
                    Some(part) => crate::nodes::processes::$file::of_one::<$place>(&part).await,
                    None => {
                        let place = $make;
                        crate::nodes::processes::$file::of_all(stringify!($name), place).await;
                    }
                }
            }
        )*
    };
    ($place:ty, $make:expr) => {
        nodes_tests! { #[cfg(all())]; $place, $make }
    };
}

pub(crate) use nodes_tests;
