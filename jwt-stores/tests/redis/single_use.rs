//! What is left of keys that were used once.

use jwt_core::session::TokenStore;
use test_tools::needs;

use crate::kept::dump;
use crate::node;
use crate::nodes::family::{DAY, GRACE, NOW};
use crate::nodes::single_use::single_use_key;
use crate::server::{Disk, Server};

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_use_expires_by_itself_a_day_after_its_end() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    let key = single_use_key();
    for is_first in [true, false] {
        let used = store.use_once(&key, NOW + 900, NOW).await;
        assert_eq!(used.expect("a result"), is_first);
    }
    let kept = dump(&server);
    assert_eq!(kept.len(), 1, "{kept:?}");
    let (name, seconds, content) = &kept[0];
    assert!(name.starts_with("{jwt-guard}:used:"), "{name}");
    assert!((DAY + 890..=DAY + 900).contains(seconds), "{seconds}");
    assert!(content.ends_with((NOW + 900).to_string().as_bytes()));
    // It is not of those that a purge removes.
    while store.purge(NOW + 900, GRACE).await.expect("a purge") {}
    assert_eq!(dump(&server).len(), 1);
    // A new use is kept for as long as it lasts.
    let used = store.use_once(&key, NOW + 10 * DAY, NOW + 900).await;
    assert!(used.expect("a result"));
    let (_, seconds, _) = dump(&server).remove(0);
    assert!((10 * DAY..=11 * DAY).contains(&seconds), "{seconds}");
    let used = store.use_once(&single_use_key(), NOW, NOW).await;
    assert!(!used.expect("a result"), "its end has come");
    assert_eq!(dump(&server).len(), 1);
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_use_that_is_not_ours_is_an_error() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    let key = single_use_key();
    let used = store.use_once(&key, NOW + DAY, NOW).await;
    assert!(used.expect("a result"));
    let mut connection = server.inspect();
    let keys: Vec<Vec<u8>> = redis::cmd("KEYS")
        .arg("*")
        .query(&mut connection)
        .expect("keys");
    let mut set = redis::cmd("SET");
    set.arg(&keys[0])
        .arg("x")
        .exec(&mut connection)
        .expect("set");
    let again = store.use_once(&key, NOW + DAY, NOW).await;
    again.expect_err("it is unknown whether the key was used");
}
