//! How much of a body the library reads, and for how long it waits.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio::time::timeout;

use crate::error::{AuthError, Reason};

/// The limits for reading a body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BodyLimits {
    pub(crate) bytes: usize,
    /// For the whole body, so that a client that sends single bytes slowly does not occupy the request for ever.
    pub(crate) time: Duration,
}

impl BodyLimits {
    /// Awaits `read` within the time limit. On time-out, everything that was read is dropped.
    pub(super) async fn in_time<T>(
        self,
        read: impl Future<Output = Result<T, AuthError>>,
    ) -> Result<T, AuthError> {
        let mut read = pin!(read);
        // Most bodies have arrived with the head of the request, and need no timer.
        let arrived = poll_fn(|context| Poll::Ready(read.as_mut().poll(context)));
        if let Poll::Ready(read) = arrived.await {
            return read;
        }
        let read = timeout(self.time, read).await;
        read.unwrap_or(Err(Reason::BodyTimeout(self.time).into()))
    }
}
