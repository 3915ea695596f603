//! `PasswordsBuilder`: what hashes cost, and how many are made at the same time.

use std::io;
use std::sync::Arc;
use std::thread::available_parallelism;

use argon2::Params;

use super::cost::CostLimit;
use super::error::PasswordError;
use super::passwords::Passwords;
use super::threads::Threads;

/// How many callers may wait for each thread by default: about half a second of work.
const WAITING_PER_THREAD: usize = 32;

/// The largest value of `waiting`.
const MOST_WAITING: usize = 1 << 16;

impl Passwords {
    /// The default cost (19 MiB and 2 passes for each hash), and a thread for each processor.
    ///
    /// # Errors
    ///
    /// If the system cannot start the threads.
    pub fn new() -> io::Result<Self> {
        Self::builder().start()
    }

    /// Starts to build `Passwords` with another cost, or with other limits.
    ///
    /// ```
    /// # fn main() -> std::io::Result<()> {
    /// let passwords = jwt_guard::user::Passwords::builder().threads(1).waiting(8).start()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder() -> PasswordsBuilder {
        let threads = available_parallelism().map_or(1, Into::into);
        PasswordsBuilder {
            threads,
            waiting: None,
            params: Params::DEFAULT,
            limit: CostLimit::default(),
        }
    }
}

/// Builds [`Passwords`] with another cost, or with other limits.
#[derive(Debug, Clone)]
#[must_use]
pub struct PasswordsBuilder {
    threads: usize,
    waiting: Option<usize>,
    params: Params,
    limit: CostLimit,
}

impl PasswordsBuilder {
    /// How many passwords are hashed at the same time, at least one.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// How many callers may wait, from 1 to 65 536; 32 for each thread by default.
    pub fn waiting(mut self, waiting: usize) -> Self {
        self.waiting = Some(waiting);
        self
    }

    /// The cost of new hashes: memory in KiB, and passes over it.
    ///
    /// # Errors
    ///
    /// If the cost is below the minimum of Argon2 (8 KiB and 1 pass), or does not fit into 32 bits.
    pub fn cost(mut self, memory: u32, passes: u32) -> Result<Self, PasswordError> {
        let params = Params::new(memory, passes, Params::DEFAULT_P_COST, None);
        self.params = params.map_err(|_| PasswordError::Cost { memory, passes })?;
        Ok(self)
    }

    /// The highest accepted cost of a stored hash: memory in KiB, and passes over it. A hash with less memory may have more
    /// passes, up to the same total work.
    ///
    /// A hash names its own cost. Without a limit, a hash that an attacker wrote into a database, or a damaged one, could
    /// take all memory, or a thread for hours. By default, hashes of up to 128 MiB and 4 passes are accepted, which is more
    /// than argon2-cffi, Django, PHP and Spring Security use by default; hashes of the [cost](Self::cost) of new ones always
    /// are. For others, [`Passwords::verify`] returns [`PasswordError::TooCostly`].
    ///
    /// ```
    /// # fn main() -> std::io::Result<()> {
    /// use jwt_guard::user::Passwords;
    ///
    /// // Some hashes in the database have the memory that RFC 9106 §4 recommends first: 2 GiB.
    /// let passwords = Passwords::builder().threads(1).accept_cost(2 << 20, 1).start()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn accept_cost(mut self, memory: u32, passes: u32) -> Self {
        self.limit = CostLimit::of(memory, passes);
        self
    }

    /// Starts the threads.
    ///
    /// # Errors
    ///
    /// If the system cannot start the threads.
    pub fn start(self) -> io::Result<Passwords> {
        let threads = self.threads.max(1);
        let waiting = self
            .waiting
            .unwrap_or_else(|| threads.saturating_mul(WAITING_PER_THREAD))
            .clamp(1, MOST_WAITING);
        Ok(Passwords {
            threads: Arc::new(Threads::start(threads, waiting, &self.params)?),
            limit: self.limit.including(&self.params),
            params: self.params,
        })
    }
}
