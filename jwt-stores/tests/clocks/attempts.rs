//! Attempts to log in at processes whose clocks are apart: they count by the clock of the store.

use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use jwt_guard::config::LoginLimit;

use super::{APART, Trio};
use crate::nodes::Shared;
use crate::office::Office;

/// How many guesses of one account a window has.
const ALLOWED: u16 = 10;

/// Shorter than what any two clocks are apart: by the clocks of the processes, a guess at one of them would be out of the window
/// of another at once.
const WINDOW: Duration = Duration::from_secs(30);

/// The longest that an attempt counts: two slots more than the window, of two seconds each.
const LONGEST_WAIT: i64 = 34;

const GUESSES: u8 = 60;

fn limited() -> Office {
    Office {
        rate_limit_account: Some(LoginLimit::AtMost {
            attempts: ALLOWED,
            per: WINDOW,
        }),
        ..Office::default()
    }
}

/// Each guess comes from an address of its own, so that the account alone limits it.
fn address(number: u8) -> IpAddr {
    Ipv4Addr::new(192, 0, 2, number).into()
}

pub(crate) async fn guesses_at_all_processes_count_together(place: impl Shared) {
    for apart in APART {
        let trio = Trio::with_settings(&place, apart, limited).await;
        let user = format!("guessed {apart} s apart");
        let start = Instant::now();
        let mut checked = 0;
        for (number, process) in (0..GUESSES).zip(trio.0.iter().cycle()) {
            match process.attempt(&user, "wrong", address(number)).await {
                (StatusCode::UNAUTHORIZED, None) => checked += 1,
                (StatusCode::TOO_MANY_REQUESTS, Some(wait)) => {
                    assert!(
                        (1..=LONGEST_WAIT).contains(&wait),
                        "{wait} s: {apart} s apart"
                    );
                }
                other => panic!("{other:?}"),
            }
        }
        // On a busy machine, they may take longer than a window.
        let windows = 1 + start.elapsed().as_secs() / WINDOW.as_secs();
        let allowed = u64::from(ALLOWED);
        assert!(
            (allowed..=allowed * windows).contains(&checked),
            "{checked} in {windows} windows: {apart} s apart"
        );
        println!("shown: clocks {apart} s apart: {checked} of {GUESSES} guesses were checked");
    }
}

/// For thirty days, which is less than what some clocks are apart.
pub(crate) async fn a_device_that_one_process_remembers_is_known_to_all(place: impl Shared) {
    let (home, elsewhere) = (address(200), address(201));
    for apart in APART {
        let trio = Trio::with_settings(&place, apart, limited).await;
        for (first, process) in trio.0.iter().enumerate() {
            let user = format!("at home at {first}, {apart} s apart");
            let (status, _) = process.attempt(&user, "secret", home).await;
            assert_eq!(status, StatusCode::OK);
            for number in 0..20 {
                process.attempt(&user, "wrong", address(number)).await;
            }
            for (number, other) in trio.0.iter().enumerate() {
                let (status, _) = other.attempt(&user, "secret", elsewhere).await;
                assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
                let (status, _) = other.attempt(&user, "secret", home).await;
                assert_eq!(status, StatusCode::OK, "at {number}: {apart} s apart");
            }
        }
    }
}
