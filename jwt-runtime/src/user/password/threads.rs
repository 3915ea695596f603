//! Threads for work that takes a processor for long, and that must not keep it from requests.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use thread_priority::{ThreadPriority, set_current_thread_priority};
use tokio::sync::oneshot;

use super::PasswordError;

type Work = Box<dyn FnOnce() + Send>;

/// They end when this is dropped, and the work that waits is done.
pub(super) struct Threads {
    queue: SyncSender<Work>,
    /// How much work may wait.
    waiting: usize,
}

impl Threads {
    pub(super) fn start(count: usize, waiting: usize) -> io::Result<Self> {
        let (queue, works) = sync_channel(waiting);
        let works = Arc::new(Mutex::new(works));
        for _ in 0..count {
            let works = Arc::clone(&works);
            thread::Builder::new()
                .name("password".into())
                .spawn(move || run(&works))?;
        }
        Ok(Self { queue, waiting })
    }

    /// What the work returns. It is not begun if nobody waits for it any more.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let (answer, answered) = oneshot::channel();
        let work = Box::new(move || {
            if !answer.is_closed() {
                // Whoever asked may have gone in the meantime.
                let _ = answer.send(work());
            }
        });
        self.queue.try_send(work).map_err(|refused| match refused {
            TrySendError::Full(_) => PasswordError::Busy {
                waiting: self.waiting,
            },
            TrySendError::Disconnected(_) => PasswordError::Failed,
        })?;
        answered.await.map_err(|_| PasswordError::Failed)
    }
}

fn run(works: &Mutex<Receiver<Work>>) {
    // A thread that is woken for a request then takes the processor at once, instead of waiting for its turn. Where that
    // cannot be had, the hash is as good.
    if let Err(error) = set_current_thread_priority(ThreadPriority::Min) {
        tracing::debug!(?error, "passwords are hashed with the priority of requests");
    }
    // One thread waits for work, and the others for their turn to wait.
    let next = || works.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(work) = next() {
        // The answer is dropped, which says that it failed; this thread goes on.
        let _ = catch_unwind(AssertUnwindSafe(work));
    }
}
