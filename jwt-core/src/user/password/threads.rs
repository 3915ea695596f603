//! Threads for work that takes a processor for long, and that must not keep it from requests.

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

/// Work, which is done with the memory of its thread; with `None`, it is told that it will not be.
type Work = Box<dyn FnOnce(Option<&mut Memory>) + Send>;

/// They end when this is dropped, and the work that waits is done.
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
        // Dropped if one cannot be started, which ends the others.
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

    /// What the work returns, which is done when it is the turn of its client. It is not begun if nothing waits for it any
    /// more.
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
                // The request may have been given up in the meantime.
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
        // A thread that is woken for a request then takes the processor at once, instead of waiting for its turn. Where
        // that cannot be had, the hash is as good.
        if let Err(error) = set_current_thread_priority(ThreadPriority::Min) {
            tracing::debug!(?error, "passwords are hashed with the priority of requests");
        }
        while let Some(work) = self.next() {
            // What waits for the result hears that it failed; this thread goes on.
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
