//! Passwords as Argon2id hashes.

mod threads;

#[cfg(test)]
mod tests;

use std::fmt;
use std::io;
use std::sync::Arc;
use std::thread::available_parallelism;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error as HashError, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

use threads::Threads;

/// How many callers may wait for each thread, unless said otherwise: about half a second's worth.
const WAITING_PER_THREAD: usize = 32;

/// Room for each of them is made when the threads are started.
const MOST_WAITING: usize = 1 << 16;

/// Hashes passwords with Argon2id ([RFC 9106]), and compares them with what was hashed.
///
/// A hash is made to be slow, so that it has threads of its own, one for each processor unless said otherwise. They
/// have the lowest priority that the system has to give, so that a flood of logins does not keep other requests
/// waiting; each needs the memory of a hash, 19 MiB unless said otherwise, and no more are ever in use than there are
/// threads. Who comes while too many
/// wait already is told so at once ([`PasswordError::Busy`]), which a [`UserBackend`](super::UserBackend) that passes it on
/// with `?` answers as 503, and writes to the log as a warning.
///
/// Clones share the threads, which end with the last of them.
///
/// ```
/// use jwt_guard::prelude::*;
/// use jwt_guard::user::Passwords;
///
/// # #[derive(Clone)]
/// # struct User { id: u32, password_hash: String }
/// # struct Db;
/// # impl Db {
/// #     async fn user_named(&self, _: &str) -> Result<Option<User>, BackendError> { Ok(None) }
/// # }
/// struct Users {
///     db: Db,
///     passwords: Passwords,
/// }
///
/// impl UserBackend for Users {
/// #   type Credentials = Credentials;
/// #   type User = User;
/// #   async fn retrieve_user(&self, _: &str) -> Result<Option<User>, BackendError> { Ok(None) }
/// #   fn subject(&self, user: &User) -> String { user.id.to_string() }
///     // ..
///     async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
///         let user = self.db.user_named(&login.username).await?;
///         // Also if there is no such user: the answer takes the same time.
///         let hash = user.as_ref().map(|user| user.password_hash.as_str());
///         let is_right = self.passwords.verify(login.password, hash).await?;
///         Ok(user.filter(|_| is_right))
///     }
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
/// let passwords = Passwords::new()?;
/// let hash = passwords.hash("correct horse".to_owned()).await?;
/// assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
/// assert!(passwords.verify("correct horse".to_owned(), Some(&hash)).await?);
/// assert!(!passwords.verify("battery staple".to_owned(), Some(&hash)).await?);
/// # Ok(()) })
/// # }
/// ```
///
/// [RFC 9106]: https://www.rfc-editor.org/rfc/rfc9106
#[derive(Clone)]
pub struct Passwords {
    threads: Arc<Threads>,
    argon2: Argon2<'static>,
}

impl Passwords {
    /// With the usual cost (19 MiB and two passes for each hash) and a thread for each processor.
    ///
    /// # Errors
    ///
    /// If the system gives no threads.
    pub fn new() -> io::Result<Self> {
        Self::builder().start()
    }

    /// With another cost, or other limits.
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
        }
    }

    /// The hash of a password, with a random salt, as text for a database (PHC string format).
    ///
    /// # Errors
    ///
    /// If too many wait already, or the system has not the memory or the random bytes for it.
    pub async fn hash(
        &self,
        password: impl Into<Zeroizing<String>>,
    ) -> Result<String, PasswordError> {
        let (argon2, password) = (self.argon2.clone(), password.into());
        let hash = self.run(move || argon2.hash_password(password.as_bytes()));
        let hash: PasswordHash = hash.await?.map_err(|_| PasswordError::Failed)?;
        Ok(hash.to_string())
    }

    /// Whether the hash is of this password. Without a hash, because there is no such user, it is not; that takes as long
    /// to say, so that nobody finds out who is a user.
    ///
    /// It takes the cost that the hash names, which may be another than that of [new ones](Self::is_outdated), and than that
    /// of no hash: when the cost is raised, users who have not logged in since can be told from nobody by the time.
    ///
    /// # Errors
    ///
    /// If too many wait already, or if the text is not the hash of a password with Argon2.
    pub async fn verify(
        &self,
        password: impl Into<Zeroizing<String>>,
        hash: Option<&str>,
    ) -> Result<bool, PasswordError> {
        let hash = hash.map(read);
        let (argon2, password) = (self.argon2.clone(), password.into());
        self.run(move || {
            let verified = match &hash {
                Some(Ok(hash)) => argon2.verify_password(password.as_bytes(), hash),
                // An answer that came sooner would tell something of the user too.
                None | Some(Err(_)) => argon2
                    .hash_password_with_salt(password.as_bytes(), b"of nobody at all")
                    .and(Err(HashError::PasswordInvalid)),
            };
            match (verified, hash) {
                (_, Some(Err(unreadable))) => Err(unreadable),
                (Ok(()), _) => Ok(true),
                (Err(HashError::PasswordInvalid), _) => Ok(false),
                (Err(_), _) => Err(PasswordError::Failed),
            }
        })
        .await?
    }

    /// Whether a hash was made with another cost than new ones are: hash the password anew when its user next logs in.
    ///
    /// ```
    /// # use jwt_guard::user::{Passwords, PasswordError};
    /// # async fn save(_: String) {}
    /// # async fn after_login(passwords: Passwords, password: String, hash: String) -> Result<(), PasswordError> {
    /// if passwords.is_outdated(&hash) {
    ///     save(passwords.hash(password).await?).await;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn is_outdated(&self, hash: &str) -> bool {
        let is_current = |hash: &PasswordHash| {
            let params = Params::try_from(hash);
            hash.algorithm == Algorithm::default().ident()
                && hash.version == Some(Version::default().into())
                && params.is_ok_and(|params| cost(&params) == cost(self.argon2.params()))
        };
        !read(hash).is_ok_and(|hash| is_current(&hash))
    }

    /// Runs other work on the same threads, within the same limits: comparing with a hash of another kind, say.
    ///
    /// ```
    /// # use jwt_guard::user::{Passwords, PasswordError};
    /// # mod bcrypt { pub(crate) fn verify(_: &str, _: &str) -> bool { true } }
    /// # async fn example(passwords: Passwords, password: String, hash: String) -> Result<(), PasswordError> {
    /// let is_right = passwords.run(move || bcrypt::verify(&password, &hash)).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If too many wait already, or if the work panics.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        self.threads.run(work).await
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passwords")
            .field("params", self.argon2.params())
            .finish_non_exhaustive()
    }
}

/// What [`Passwords`] costs, and how much of it there is at once.
#[derive(Debug, Clone)]
#[must_use]
pub struct PasswordsBuilder {
    threads: usize,
    waiting: Option<usize>,
    params: Params,
}

impl PasswordsBuilder {
    /// How many passwords are hashed at the same time, at least one.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// How many may wait for that, from 1 to 65 536; 32 for each thread unless said otherwise.
    pub fn waiting(mut self, waiting: usize) -> Self {
        self.waiting = Some(waiting);
        self
    }

    /// What each new hash costs: memory in KiB, and passes over it.
    ///
    /// # Errors
    ///
    /// If it is less than Argon2 can do with, 8 KiB and one pass, or more than fits into 32 bits.
    pub fn cost(mut self, memory: u32, passes: u32) -> Result<Self, PasswordError> {
        let params = Params::new(memory, passes, Params::DEFAULT_P_COST, None);
        self.params = params.map_err(|_| PasswordError::Cost { memory, passes })?;
        Ok(self)
    }

    /// Starts the threads.
    ///
    /// # Errors
    ///
    /// If the system gives no threads.
    pub fn start(self) -> io::Result<Passwords> {
        let threads = self.threads.max(1);
        let waiting = self
            .waiting
            .unwrap_or_else(|| threads.saturating_mul(WAITING_PER_THREAD))
            .clamp(1, MOST_WAITING);
        Ok(Passwords {
            threads: Arc::new(Threads::start(threads, waiting)?),
            argon2: Argon2::from(self.params),
        })
    }
}

/// Why there is no answer about a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PasswordError {
    /// Too many wait already; the client should try again later.
    #[error(
        "{waiting} passwords wait to be hashed already, and no more may: limit the rate of logins, add processors, or raise `waiting`"
    )]
    Busy {
        /// How many may wait.
        waiting: usize,
    },
    /// The text that was to be compared with is no hash of Argon2.
    #[error(
        "the stored text is not the hash of a password with Argon2 (`$argon2id$v=19$m=..,t=..,p=..$salt$hash`)"
    )]
    Unreadable,
    /// Less than Argon2 can do with, or more than fits.
    #[error(
        "a hash cannot take {memory} KiB and {passes} passes: it takes 8 KiB and 1 pass at least, 19456 KiB and 2 passes usually"
    )]
    Cost {
        /// In KiB.
        memory: u32,
        /// Over the memory.
        passes: u32,
    },
    /// The work panicked, or the system has not the memory or the random bytes for it.
    #[error("a password could not be hashed")]
    Failed,
}

fn read(hash: &str) -> Result<PasswordHash, PasswordError> {
    let is_whole = |hash: &PasswordHash| {
        Algorithm::try_from(hash.algorithm.as_str()).is_ok()
            && Params::try_from(hash).is_ok()
            && hash.salt.is_some()
            && hash.hash.is_some()
    };
    let hash = PasswordHash::new(hash).ok();
    hash.filter(is_whole).ok_or(PasswordError::Unreadable)
}

fn cost(params: &Params) -> (u32, u32, u32) {
    (params.m_cost(), params.t_cost(), params.p_cost())
}
