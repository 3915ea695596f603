//! `Threads`: low-priority threads for hashes, so that they do not delay requests.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use argon2::Params;
use thread_priority::{ThreadPriority, set_current_thread_priority};
use tokio::sync::oneshot;

use super::error::PasswordError;
use super::memory::Memory;
use super::queue::{Client, FairQueue};

/// A piece of work, called with the memory of its thread, or with `None` if it was displaced from the queue.
type Work = Box<dyn FnOnce(Option<&mut Memory>) + Send>;

/// The threads, which end when this is dropped and the waiting work is done.
pub(super) struct Threads {
    shared: Arc<Shared>,
    /// How much work may wait.
    waiting: usize,
}

struct Shared {
    state: Mutex<State>,
    has_changed: Condvar,
}

struct State {
    queue: FairQueue<Work>,
    is_closed: bool,
}

impl Threads {
    /// Starts threads, each with memory for hashes of this cost.
    pub(super) fn start(count: usize, waiting: usize, params: &Params) -> io::Result<Self> {
        let state = State {
            queue: FairQueue::new(waiting),
            is_closed: false,
        };
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            has_changed: Condvar::new(),
        });
        // Dropped, which ends the others, if a thread cannot be started.
        let threads = Self { shared, waiting };
        for _ in 0..count {
            let shared = Arc::clone(&threads.shared);
            let mut memory = Memory::of(params);
            thread::Builder::new()
                .name("password".into())
                .spawn(move || shared.run(&mut memory))?;
        }
        Ok(threads)
    }

    /// Runs work when it is the turn of its client, and returns its result. It is not started if the caller was cancelled.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        client: Client,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let (result, done) = oneshot::channel();
        let waiting = self.waiting;
        let work: Work = Box::new(move |memory| {
            if !result.is_closed() {
                let done = memory.map(work).ok_or(PasswordError::Busy { waiting });
                // The caller may have been cancelled in the meantime.
                let _ = result.send(done);
            }
        });
        let displaced = self.shared.state().queue.push(client, work);
        self.shared.has_changed.notify_one();
        if let Some(displaced) = displaced {
            displaced(None);
        }
        done.await.unwrap_or(Err(PasswordError::Failed))
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        self.shared.state().is_closed = true;
        self.shared.has_changed.notify_all();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does the work of the queue until it is closed and empty.
    fn run(&self, memory: &mut Memory) {
        // So that a thread that serves a request takes the processor at once. Hashing works without it too.
        if let Err(error) = set_current_thread_priority(ThreadPriority::Min) {
            tracing::debug!(?error, "passwords are hashed with the priority of requests");
        }
        while let Some(work) = self.next() {
            // The caller receives an error, and this thread continues.
            let _ = catch_unwind(AssertUnwindSafe(|| work(Some(&mut *memory))));
        }
    }

    /// Waits for work; `None` if there will be no more.
    fn next(&self) -> Option<Work> {
        let mut state = self.state();
        loop {
            if let Some(work) = state.queue.pop() {
                return Some(work);
            }
            if state.is_closed {
                return None;
            }
            let changed = self.has_changed.wait(state);
            state = changed.unwrap_or_else(PoisonError::into_inner);
        }
    }
}
