//! What went wrong once, step by step.

use std::error::Error;
use std::time::Duration;

use jwt_guard::testing::purge;
use jwt_guard::token::{TokenError, TokenType};
use serde_json::json;

use super::{APART, Trio, exchanged, log_in, log_out, log_out_everywhere, refuses};
use crate::nodes::Shared;
use crate::office::{Office, Process};

/// How many sessions are tried in one way.
const SESSIONS: u32 = 20;

/// How many sessions have ended before a purge, and how many have not.
const ENDED: u32 = 10;

/// Two tabs, or a response that was lost: the token is presented twice at once, to different processes.
pub(crate) async fn an_exchanged_token_has_one_successor_on_all_nodes(place: impl Shared) {
    for apart in APART {
        let trio = Trio::start(&place, apart).await;
        let mut sessions = 0;
        for first in &trio.0 {
            for second in &trio.0 {
                for _ in 0..SESSIONS {
                    let tokens = log_in(trio.right(), "ada").await;
                    let next = exchanged(first, &tokens).await;
                    let again = exchanged(second, &tokens).await;
                    assert_eq!(next["refresh_token"], again["refresh_token"]);
                    exchanged(second, &next).await;
                    sessions += 1;
                }
            }
        }
        println!(
            "shown: clocks {apart} s apart: of {sessions} sessions whose token was presented at two processes, {SESSIONS} for \
             each pair, none ended"
        );
    }
}

pub(crate) async fn a_refresh_token_that_is_a_jwt_is_good_at_every_process(place: impl Shared) {
    for apart in APART {
        let settings = || Office {
            refresh_format: Some("jwt".to_owned()),
            ..Office::default()
        };
        let trio = Trio::with_settings(&place, apart, settings).await;
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
        for number in 0..SESSIONS {
            let user = format!("user {number}");
            let before = log_in(trio.fast(), &user).await;
            log_out_everywhere(trio.fast(), &user).await;
            let after = log_in(trio.slow(), &user).await;
            trio.refuse_all(&before).await;
            let mut after = exchanged(trio.slow(), &after).await;
            for process in &trio.0 {
                after = exchanged(process, &after).await;
            }
        }
        println!(
            "shown: clocks {apart} s apart: {SESSIONS} of {SESSIONS} logins at the slow process right after the end of all \
             sessions at the fast one"
        );
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
        println!("shown: clocks {apart} s apart: a token without a session ended with the others");
    }
}

/// A token is good at the process that issued it. It is presented there, and after a purge by a clock that is ahead.
pub(crate) async fn a_token_that_works_once_does_so_whatever_the_clocks_show(place: impl Shared) {
    let link = TokenType::new("link+jwt").expect("a type");
    let ttl = Duration::from_secs(15 * 60);
    for apart in APART {
        let trio = Trio::start(&place, apart).await;
        for process in &trio.0 {
            let token = process.auth.mint("ada").token_type(&link).ttl(ttl).token();
            let token = token.expect("a token");
            let first = process.auth.redeem(&link, &token).await;
            assert_eq!(first.expect("it is new").subject(), "ada");
            purge(&trio.fast().auth).await.expect("a purge");
            let again = process.auth.redeem(&link, &token).await;
            let error = again.expect_err("it works twice");
            let reason = error.source().expect("a reason").to_string();
            assert_eq!(reason, TokenError::Used.to_string(), "{apart} s apart");
        }
    }
}

pub(crate) async fn a_purge_by_a_fast_process_removes_nothing_that_is_needed(place: impl Shared) {
    for apart in APART {
        let trio = Trio::start(&place, apart).await;
        let right = trio.right();
        let mut alive = Vec::new();
        let mut dead = Vec::new();
        for number in 0..2 * ENDED {
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
        let new = Process::new(place.node().await);
        for tokens in &dead {
            assert_eq!(new.status(tokens).await, 401, "good again: {apart} s apart");
        }
        for tokens in &alive {
            exchanged(&new, tokens).await;
        }
        println!(
            "shown: a purge by a clock {apart} s ahead: 0 of {} live sessions gone, 0 of {} logged-out tokens good again",
            alive.len(),
            dead.len()
        );
    }
}
