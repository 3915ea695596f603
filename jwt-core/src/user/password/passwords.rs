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

/// Hashes passwords with Argon2id ([RFC 9106]), and compares passwords with hashes. Feature `password`.
///
/// Hashing is slow by design, so it runs on its own threads, one for each processor by default. They have the lowest
/// priority of the system, so that a flood of logins does not delay other requests.
///
/// **Memory.** Each thread allocates the memory of one hash, 19 MiB by default, with its first hash, and reuses it. It is
/// overwritten after each hash. A stored hash of a higher [cost](super::PasswordsBuilder::accept_cost) takes its own memory
/// while it is compared.
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
///         // Also if there is no such user: the response takes the same time.
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
    /// The cost of new hashes.
    pub(super) params: Params,
    pub(super) limit: CostLimit,
}

impl Passwords {
    /// The hash of a password, with a random salt, as text for a database (PHC string format).
    ///
    /// # Errors
    ///
    /// If too many callers wait already, or the system has too little memory or no random bytes.
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

    /// Whether the hash is that of this password. Without a hash, because there is no such user, the result is false after
    /// the same time, so that the time does not reveal which users exist.
    ///
    /// It costs what the hash names, which may differ from the cost of [new hashes](Self::is_outdated): after the cost was
    /// raised, the time still reveals users that have not logged in since.
    ///
    /// # Errors
    ///
    /// If too many callers wait already, if the text is not a hash of Argon2, or if its cost is not
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
            // An earlier response would reveal something about the user.
            let compared = compare_with_none(params, password, memory);
            hash?;
            compared.map(|()| false)
        })
        .await?
    }

    /// Whether a hash has another cost than new hashes: then hash the password again at the next login of its user.
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

    /// Runs other work on the same threads, within the same limits, such as a comparison with a bcrypt hash.
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
    /// If too many callers wait already, or if the work panics.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        self.with_memory(|_| work()).await
    }

    /// Runs work when it is the turn of the current client.
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
