//! `ChangeSubscription`: listens for the revocations of other processes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use redis::{PushKind, RedisResult};
use tokio::sync::{Notify, watch};
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};

use super::connection::{Connection, LIMIT};

/// How often an idle connection is checked.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// The first and the longest pause before another attempt to connect.
const PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Shared by the clones of a store.
pub(super) struct ChangeSubscription {
    count: watch::Sender<u64>,
    listener: OnceLock<Listener>,
}

/// The changes that this clone of the store has seen.
#[derive(Default)]
pub(super) struct SeenChanges(AtomicU64);

/// The task that listens, which ends when this is dropped.
struct Listener(AbortHandle);

impl ChangeSubscription {
    pub(super) fn new() -> Self {
        Self {
            count: watch::Sender::new(0),
            listener: OnceLock::new(),
        }
    }

    /// Waits for a change that was not seen yet; the first call starts the listener.
    pub(super) async fn wait(
        &self,
        connection: &Arc<Connection>,
        channel: String,
        told: &SeenChanges,
    ) {
        self.listener.get_or_init(|| {
            let listening = listen(Arc::clone(connection), channel, self.count.clone());
            Listener(tokio::spawn(listening).abort_handle())
        });
        let seen = told.0.load(Ordering::Acquire);
        let mut count = self.count.subscribe();
        // Cannot fail: this value holds the sender.
        if let Ok(count) = count.wait_for(|count| *count != seen).await {
            told.0.store(*count, Ordering::Release);
        }
    }
}

impl Clone for SeenChanges {
    fn clone(&self) -> Self {
        Self(AtomicU64::new(self.0.load(Ordering::Acquire)))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Listens for ever, and reconnects when a connection is lost.
async fn listen(connection: Arc<Connection>, channel: String, count: watch::Sender<u64>) {
    let mut pause = PAUSE;
    loop {
        if subscribed(&connection, &channel, &count).await.is_ok() {
            pause = PAUSE;
        }
        sleep(pause).await;
        pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
    }
}

/// Listens until the connection is lost; fails if it was never established.
async fn subscribed(
    connection: &Connection,
    channel: &str,
    count: &watch::Sender<u64>,
) -> RedisResult<()> {
    let lost = Arc::new(Notify::new());
    let mut open = {
        let (count, lost) = (count.clone(), Arc::clone(&lost));
        let opened = connection.another(move |push| match push.kind {
            PushKind::Message => tell(&count),
            PushKind::Disconnection => lost.notify_one(),
            _ => {}
        });
        let mut open = opened.await?;
        let subscribed = timeout(LIMIT, open.subscribe(channel)).await;
        subscribed.map_err(|_| std::io::Error::from(std::io::ErrorKind::TimedOut))??;
        open
    };
    // Something may have been revoked while the connection was lost.
    tell(count);
    loop {
        if timeout(HEARTBEAT, lost.notified()).await.is_ok() {
            break;
        }
        let ping = redis::cmd("PING");
        if !matches!(timeout(LIMIT, ping.exec_async(&mut open)).await, Ok(Ok(()))) {
            break;
        }
    }
    tell(count);
    Ok(())
}

fn tell(count: &watch::Sender<u64>) {
    count.send_modify(|count| *count = count.wrapping_add(1));
}
