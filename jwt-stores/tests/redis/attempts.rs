//! What is left of attempts to log in.

use jwt_core::session::{AttemptOutcome, CountedAttempt, Device, KnownDevice, TokenStore};
use test_tools::needs;

use crate::kept::dump;
use crate::node;
use crate::nodes::attempts::{attempt, counter_key};
use crate::nodes::family::{DAY, NOW};
use crate::server::{Disk, Server};

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn counters_expire_a_minute_after_their_window() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    let attempt = attempt(counter_key());
    let counted = match store.count(&attempt).await.expect("an outcome") {
        AttemptOutcome::Counted(counted) => counted,
        limited => panic!("{limited:?}"),
    };
    let mut seconds: Vec<_> = dump(&server)
        .iter()
        .map(|(_, seconds, _)| *seconds)
        .collect();
    seconds.sort_unstable();
    let windows = [16 * 4, 16 * 60, 16 * 240];
    assert_eq!(seconds.len(), windows.len());
    for (window, seconds) in windows.into_iter().zip(seconds) {
        assert!((window..=window + 60).contains(&seconds), "{seconds}");
    }
    let given_back = store.give_back(&counted, NOW, None).await;
    given_back.expect("given back");
    assert_eq!(dump(&server), []);
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_an_account_sixteen_devices_are_kept_for_as_long_as_the_last() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    let account = counter_key();
    for second in 0..20 {
        let address = counter_key();
        let device = Device::new(account, address);
        let known = KnownDevice::new(device, NOW + second + 30 * DAY);
        let counted = CountedAttempt::default();
        let given_back = store.give_back(&counted, NOW, Some(&known)).await;
        given_back.expect("given back");
    }
    let kept = dump(&server);
    // All of them in one key, and each in one of its own.
    assert_eq!(kept.len(), 1 + 16, "{kept:?}");
    for (name, seconds, content) in &kept {
        assert!((30 * DAY..32 * DAY).contains(seconds), "{seconds}");
        let length = match name.starts_with("{jwt-guard}:devices:") {
            true => "{jwt-guard}:devices:".len() + 16 + 16 * 16,
            false => "{jwt-guard}:device:".len() + 16 + 16 + "1800000000".len(),
        };
        assert_eq!(content.len(), length, "{name}");
    }
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_counter_that_is_not_ours_counts_nothing() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    let attempt = attempt(counter_key());
    store.count(&attempt).await.expect("an outcome");
    let mut connection = server.inspect();
    let keys: Vec<Vec<u8>> = redis::cmd("KEYS")
        .arg("*")
        .query(&mut connection)
        .expect("keys");
    for key in keys {
        let mut set = redis::cmd("SET");
        set.arg(key).arg("x").exec(&mut connection).expect("set");
    }
    store.count(&attempt).await.expect_err("no counter");
}
