//! Three processes of one service, each of which answers over HTTP. A test starts itself three times more.
//!
//! What was revoked longer ago than [`BOUND`] is refused by every process whatever happens, without any tolerance: whoever
//! lets a token in has read all that was revoked a second before. [`MARGIN`] is for what a busy machine may delay: that a
//! process can be asked again, and knows the answer.

pub(crate) mod apart;
mod process;
mod service;
pub(crate) mod together;
mod watch;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use process::Process;
pub(crate) use service::serve_if_told;

use crate::nodes::Shared;

/// `revocation_staleness`, unless it is set.
const BOUND: Duration = Duration::from_secs(1);

const MARGIN: Duration = Duration::from_secs(1);

/// Within which all is well again after a fault, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(30);

/// The processes, as the store tells them apart where it can.
pub(crate) const NAMES: [&str; 3] = ["one", "two", "three"];

/// Where three processes keep their sessions.
pub(crate) trait Engine {
    type Place: Shared;

    /// How a process finds it.
    fn url(&self, process: &str) -> String;
}

/// One that can be taken away.
pub(crate) trait Faulty: Engine + Sync {
    /// Ends the connections on which a process hears of revocations, and says how many there were.
    fn cut_feed(&self, process: &str) -> u32;

    /// Ends all connections of a process, which gets no other.
    fn lock_out(&self, process: &str);

    fn let_in(&self, process: &str);

    /// As a loss of power would end it, but for the disk.
    fn kill(&self);

    fn start_again(&self);
}

pub(crate) struct Fleet<E> {
    processes: [Process; 3],
    engine: E,
    /// So that there are no more than three processes at a time.
    _alone: MutexGuard<'static, ()>,
}

impl<E: Engine> Fleet<E> {
    /// Starts a test three times; it must begin with [`serve_if_told`].
    pub(crate) fn start(test: &str, engine: E) -> Self {
        static ALONE: Mutex<()> = Mutex::new(());
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        Self {
            processes: NAMES.map(|name| Process::start(test, &engine.url(name))),
            engine,
            _alone: alone,
        }
    }

    /// The processes, each of them first in its turn.
    fn beginning_with(&self, turn: u32) -> [&Process; 3] {
        let first = turn as usize % 3;
        [first, first + 1, first + 2].map(|index| &self.processes[index % 3])
    }
}

/// Writes tests of a fleet on an engine, which an expression makes. Each has the attribute before that, if there is one.
macro_rules! fleet_tests {
    (#[$attribute:meta]; $engine:ty, $make:expr; $($file:ident::$name:ident)*) => {
        $(
            #[$attribute]
            #[test]
            fn $name() {
                if crate::fleet::serve_if_told::<$engine>() {
                    return;
                }
                let engine = $make;
                let (_, test) = concat!(module_path!(), "::", stringify!($name))
                    .split_once("::")
                    .expect("it is in this program");
                crate::fleet::$file::$name(crate::fleet::Fleet::start(test, engine));
            }
        )*
    };
    ($engine:ty, $($tests:tt)*) => {
        fleet_tests! { #[cfg(all())]; $engine, $($tests)* }
    };
}

pub(crate) use fleet_tests;
