//! `Passwords`: hashes passwords, and compares them with hashes.

use std::fmt;
use std::sync::Arc;

use argon2::Params;
use zeroize::Zeroizing;

use super::cost::CostLimit;
use super::error::PasswordError;
use super::hash::{StoredHash, compare_with_none, new_hash};
use super::memory::Memory;
use super::threads::Threads;
use crate::user::client::current_client;

/// Hashes passwords with Argon2id ([RFC 9106]), and compares them with what was hashed.
///
/// A hash is made to be slow, so that it has threads of its own, one for each processor unless said otherwise. They
/// have the lowest priority that the system has to give, so that a flood of logins does not keep other requests
/// waiting.
///
/// **Memory.** Each thread allocates the memory of one hash, 19 MiB unless said otherwise, when it first hashes, and uses
/// it for all that follow, whatever the allocator. It is overwritten after each hash. A stored hash of a higher
/// [cost](super::PasswordsBuilder::accept_cost) takes its own memory besides, for as long as it is compared.
///
/// **Queue.** Callers wait in a bounded queue in which clients take turns, so that many logins of one client do not delay
/// those of others; see [`for_client`](crate::user::for_client). When the queue is full, the client with the most logins in it
/// gives way: the newest of them gets [`PasswordError::Busy`]. A [`UserBackend`](crate::user::UserBackend) that passes it on
/// with `?` responds with 503, and a warning is logged.
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
    pub(super) threads: Arc<Threads>,
    /// What new hashes cost.
    pub(super) params: Params,
    pub(super) limit: CostLimit,
}

impl Passwords {
    /// The hash of a password, with a random salt, as text for a database (PHC string format).
    ///
    /// # Errors
    ///
    /// If too many wait already, or the system has not the memory or the random bytes for it.
    pub async fn hash(
        &self,
        password: impl Into<Zeroizing<String>>,
    ) -> Result<String, PasswordError> {
        let (params, password) = (self.params.clone(), password.into());
        let hash = self
            .with_memory(move |memory| new_hash(params, password.as_bytes(), memory))
            .await??;
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
    /// If too many wait already, or if the text is not the hash of a password with Argon2 or names a cost that is not
    /// [accepted](super::PasswordsBuilder::accept_cost).
    pub async fn verify(
        &self,
        password: impl Into<Zeroizing<String>>,
        hash: Option<&str>,
    ) -> Result<bool, PasswordError> {
        let read = |text| StoredHash::read(text).and_then(|hash| hash.within(&self.limit));
        let hash = hash.map(read).transpose();
        let (params, password) = (self.params.clone(), password.into());
        self.with_memory(move |memory| {
            let password = password.as_bytes();
            if let Ok(Some(hash)) = &hash {
                return hash.is_of(password, memory);
            }
            // A response that came sooner would tell something of the user too.
            let compared = compare_with_none(params, password, memory);
            hash?;
            compared.map(|()| false)
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
        !StoredHash::read(hash).is_ok_and(|hash| hash.is_like_new(&self.params))
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
        self.with_memory(|_| work()).await
    }

    /// Runs work when it is the turn of the client on whose behalf the task runs.
    async fn with_memory<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        self.threads.run(current_client(), work).await
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passwords")
            .field("params", &self.params)
            .finish_non_exhaustive()
    }
}
