//! Who listens for revocations.

use std::time::Duration;

use sqlx::Error;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use tokio::sync::watch::Sender;
use tokio::time::sleep;

use super::statements::CHANNEL;
use crate::sql::ACQUIRE_TIMEOUT;

/// How long to wait before a connection that was lost, and not at once had again, is tried anew.
const PAUSE: Duration = Duration::from_millis(250);

/// Listens on a connection of its own, until nobody is interested any more. Speaks whenever something was revoked, and after
/// each time in which it could not listen.
pub(super) async fn listen(options: PgConnectOptions, sender: Sender<()>) {
    let listen = async {
        loop {
            // What was revoked while it failed is told as soon as it does not.
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
        // `None` says that the connection was lost, and that there is another.
        let _ = listener.try_recv().await?;
    }
}
