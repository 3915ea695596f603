//! Listens for the revocations of other processes.

use std::time::Duration;

use sqlx::Error;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use tokio::sync::watch::Sender;
use tokio::time::sleep;

use super::statements::CHANNEL;
use crate::sql::ACQUIRE_TIMEOUT;

/// The pause before another attempt to connect.
const PAUSE: Duration = Duration::from_millis(250);

/// Listens on its own connection until the receiver is dropped. Notifies whenever something was revoked, and after each
/// reconnection.
pub(super) async fn listen(options: PgConnectOptions, sender: Sender<()>) {
    let listen = async {
        loop {
            // Revocations during the failure are notified once it listens again.
            let _ = listen_until_it_fails(options.clone(), &sender).await;
            sleep(PAUSE).await;
        }
    };
    tokio::select! {
        () = sender.closed() => {}
        () = listen => {}
    }
}

async fn listen_until_it_fails(
    options: PgConnectOptions,
    sender: &Sender<()>,
) -> Result<(), Error> {
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options)
        .await?;
    let mut listener = PgListener::connect_with(&pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        sender.send_replace(());
        // `None` means that the connection was lost and replaced.
        let _ = listener.try_recv().await?;
    }
}
