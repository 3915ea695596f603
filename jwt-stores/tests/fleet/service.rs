//! What each process does.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use jwt_guard::clock::SystemClock;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

use super::Engine;
use crate::nodes::Shared;
use crate::office::{office, routes};

/// Says where the sessions are.
const PART: &str = "JWT_GUARD_FLEET";

/// The same test, as a process that serves.
pub(super) fn command(test: &str, url: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    command
        .args([test, "--exact", "--nocapture", "--include-ignored"])
        .env(PART, url)
        // It ends with this process, whatever becomes of that.
        .stdin(Stdio::piped());
    command
}

/// Serves for as long as somebody wants it, if this process was started for that.
pub(crate) fn serve_if_told<E: Engine>() -> bool {
    let Ok(url) = std::env::var(PART) else {
        return false;
    };
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(serve::<E>(&url));
    true
}

async fn serve<E: Engine>(url: &str) {
    let store = E::Place::open(url).await.expect("a store");
    let app = routes(office(store, SystemClock::default(), None));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    // What the test program has written stands in this line.
    writeln!(std::io::stdout(), "\nlistening on {address}").expect("a pipe");
    axum::serve(listener, app.finish())
        .await
        .expect("it serves");
}
