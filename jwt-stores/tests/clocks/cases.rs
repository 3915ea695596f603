//! What went wrong once, step by step.

use jwt_guard::testing::purge;
use serde_json::json;

use super::{
    APART, Trio, exchanged, log_in, log_out, log_out_everywhere, refuses, with_refresh_tokens,
};
use crate::nodes::Shared;
use crate::office::Process;

/// Two tabs, or a response that was lost: the token is presented twice at once, to different processes.
pub(crate) async fn a_token_that_was_exchanged_has_one_successor_whoever_is_asked(
    place: impl Shared,
) {
    for apart in APART {
        let trio = Trio::start(&place, apart).await;
        for first in &trio.0 {
            for second in &trio.0 {
                let tokens = log_in(trio.right(), "ada").await;
                let next = exchanged(first, &tokens).await;
                let again = exchanged(second, &tokens).await;
                assert_eq!(next["refresh_token"], again["refresh_token"]);
                exchanged(second, &next).await;
            }
        }
    }
}

pub(crate) async fn a_refresh_token_that_is_a_jwt_is_good_at_every_process(place: impl Shared) {
    for apart in APART {
        let trio = Trio::with_refresh_tokens(&place, apart, Some("jwt")).await;
        for first in &trio.0 {
            let mut tokens = log_in(first, "ada").await;
            for process in &trio.0 {
                tokens = exchanged(process, &tokens).await;
            }
        }
    }
}

pub(crate) async fn a_login_at_a_slow_process_outlives_a_logout_everywhere_at_a_fast_one(
    place: impl Shared,
) {
    for apart in APART {
        let trio = Trio::start(&place, apart).await;
        let before = log_in(trio.fast(), "ada").await;
        log_out_everywhere(trio.fast(), "ada").await;
        let after = log_in(trio.slow(), "ada").await;
        trio.refuse_all(&before).await;
        let mut after = exchanged(trio.slow(), &after).await;
        for process in &trio.0 {
            after = exchanged(process, &after).await;
        }
    }
}

pub(crate) async fn tokens_of_no_session_that_a_fast_process_issued_end_with_the_others(
    place: impl Shared,
) {
    for apart in APART {
        let trio = Trio::start(&place, apart).await;
        let fast = trio.fast();
        let user = format!("user {apart}");
        let token = fast.auth.mint(&user).token().expect("a token");
        let tokens = json!({"access_token": token});
        assert_eq!(fast.status(&tokens).await, 200);
        log_out_everywhere(trio.slow(), &user).await;
        refuses(fast, &tokens).await;
    }
}

pub(crate) async fn a_purge_by_a_fast_process_removes_nothing_that_is_needed(place: impl Shared) {
    for apart in APART {
        let trio = Trio::start(&place, apart).await;
        let right = trio.right();
        let mut alive = Vec::new();
        let mut dead = Vec::new();
        for number in 0..10 {
            let tokens = log_in(right, &format!("user {number}")).await;
            match number % 2 {
                0 => alive.push(tokens),
                _ => {
                    log_out(right, &tokens).await;
                    dead.push(tokens);
                }
            }
        }
        purge(&trio.fast().auth).await.expect("a purge");
        // One that has heard of nothing but what is stored.
        let clock = jwt_guard::clock::SystemClock::default();
        let new = with_refresh_tokens(place.node().await, clock, None, None);
        let new = Process::of(new);
        for tokens in &dead {
            assert_eq!(new.status(tokens).await, 401, "good again: {apart} s apart");
        }
        for tokens in &alive {
            exchanged(&new, tokens).await;
        }
    }
}
