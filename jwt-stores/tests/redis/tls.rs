//! Over TLS.

use std::process::Command;
use std::time::{Duration, Instant};

use jwt_core::session::TokenStore;
use jwt_stores::RedisStore;
use test_tools::needs;

use crate::nodes::family::revoked_key;
use crate::server::{Disk, Server};

const URL: &str = "JWT_GUARD_REDIS_TLS_URL";

/// The test starts itself once more, so that the system trusts who signed the certificate: that is said by a variable.
#[needs(redis)]
#[tokio::test]
async fn a_server_is_reached_over_tls_if_its_certificate_is_trusted() {
    if let Ok(url) = std::env::var(URL) {
        let store = RedisStore::connect(&url).await.expect("it is trusted");
        revoked_key(&store).await;
        let hears = tokio::time::timeout(Duration::from_secs(2), store.changed());
        hears.await.expect("the one that listens");
        return;
    }
    let server = Server::start(Disk::Nothing);
    let url = server.tls_url("localhost");
    for untrusted in [url.clone(), server.tls_url("127.0.0.1")] {
        let start = Instant::now();
        let refused = RedisStore::connect(&untrusted).await;
        assert!(refused.is_err(), "nobody trusts this certificate");
        assert!(start.elapsed() < Duration::from_millis(2500));
    }
    let trusting = Command::new(std::env::current_exe().expect("this test"))
        .args(["tls::a_server_is_reached_over_tls_if_its_certificate_is_trusted"])
        .args(["--exact", "--nocapture", "--include-ignored"])
        .env("SSL_CERT_FILE", server.authority())
        .env(URL, url)
        .output()
        .expect("another process");
    let told = String::from_utf8_lossy(&trusting.stderr);
    assert!(trusting.status.success(), "{told}");
}
