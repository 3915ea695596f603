//! `ChangeNotifier`: wakes the tasks that wait for a revocation.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch::{self, Receiver, Sender};

/// Wakes all waiting tasks whenever something may have been revoked.
///
/// One background task watches the database, from the first wait until the store is dropped.
#[derive(Default)]
pub(crate) struct ChangeNotifier(Mutex<Option<Receiver<()>>>);

impl ChangeNotifier {
    /// Waits until the watcher has sent a notification that no call has returned for yet.
    ///
    /// A watcher must send a notification when it starts, since something may have been revoked before.
    pub(crate) async fn wait<F>(&self, watcher: impl FnOnce(Sender<()>) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let mut receiver = self.receiver(watcher);
        // Fails if the watcher has ended with its runtime: then revocations may have been missed.
        let _ = receiver.changed().await;
        if let Some(receiver) = &mut *self.lock() {
            receiver.mark_unchanged();
        }
    }

    fn receiver<F>(&self, watcher: impl FnOnce(Sender<()>) -> F) -> Receiver<()>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let mut receiver = self.lock();
        match &*receiver {
            Some(receiver) if receiver.has_changed().is_ok() => receiver.clone(),
            _ => {
                let (sender, new) = watch::channel(());
                tokio::spawn(watcher(sender));
                receiver.insert(new).clone()
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Receiver<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    #[tokio::test]
    async fn all_who_wait_are_woken_and_nothing_is_missed_between_two_calls() {
        let changes = Arc::new(ChangeNotifier::default());
        let (speak, mut spoken) = tokio::sync::mpsc::channel::<()>(8);
        let started = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&started);
        let watcher = async move |sender: Sender<()>| {
            count.fetch_add(1, Ordering::SeqCst);
            while spoken.recv().await.is_some() {
                sender.send_replace(());
            }
        };
        let first = tokio::spawn({
            let changes = Arc::clone(&changes);
            async move { changes.wait(watcher).await }
        });
        tokio::task::yield_now().await;
        let none = |_| async {};
        let second = tokio::spawn({
            let changes = Arc::clone(&changes);
            async move { changes.wait(none).await }
        });
        tokio::task::yield_now().await;
        speak.send(()).await.unwrap();
        first.await.unwrap();
        second.await.unwrap();
        // Both were notified; nothing has happened since.
        let more = timeout(Duration::from_millis(20), changes.wait(none)).await;
        assert!(more.is_err());
        speak.send(()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(20)).await;
        let missed = timeout(Duration::from_millis(20), changes.wait(none)).await;
        assert!(missed.is_ok(), "it was said between two calls");
        assert_eq!(started.load(Ordering::SeqCst), 1);
    }
}
