//! How much of a body is read, and for how long.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio::time::timeout;

use crate::error::AuthError;

/// The limits of what the library reads of a body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BodyLimits {
    pub(crate) bytes: usize,
    /// For all of it: a client that sends a byte now and then must not go on for ever.
    pub(crate) time: Duration,
}

impl BodyLimits {
    /// What is read within the time limit. What was read until then is dropped with the body.
    pub(super) async fn in_time<T>(
        self,
        read: impl Future<Output = Result<T, AuthError>>,
    ) -> Result<T, AuthError> {
        let mut read = pin!(read);
        // Most bodies have arrived with the head, and need no timer.
        let arrived = poll_fn(|context| Poll::Ready(read.as_mut().poll(context)));
        if let Poll::Ready(read) = arrived.await {
            return read;
        }
        let read = timeout(self.time, read).await;
        read.unwrap_or(Err(AuthError::BodyTimeout(self.time)))
    }
}
