//! `PasswordError`: why a password was not hashed or compared.

/// Why a password was not hashed or compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PasswordError {
    /// Too many callers wait already; the client should try again later.
    #[error(
        "{waiting} passwords wait to be hashed already, and no more may: limit the rate of logins, add processors, or raise `waiting`"
    )]
    Busy {
        /// How many callers may wait.
        waiting: usize,
    },
    /// The stored text is not a hash of Argon2.
    #[error(
        "the stored text is not the hash of a password with Argon2 (`$argon2id$v=19$m=..,t=..,p=..$salt$hash`)"
    )]
    Unreadable,
    /// The stored hash names a cost above the limit of
    /// [`PasswordsBuilder::accept_cost`](super::PasswordsBuilder::accept_cost); nothing was compared.
    #[error(
        "the stored hash costs {memory} KiB and {passes} passes, which is more than is accepted: raise the limit with `accept_cost` if it is meant"
    )]
    TooCostly {
        /// In KiB.
        memory: u32,
        /// Over the memory.
        passes: u32,
    },
    /// The cost is below the minimum of Argon2, or does not fit into 32 bits.
    #[error(
        "a hash cannot take {memory} KiB and {passes} passes: it takes 8 KiB and 1 pass at least, 19456 KiB and 2 passes usually"
    )]
    Cost {
        /// In KiB.
        memory: u32,
        /// Over the memory.
        passes: u32,
    },
    /// The work panicked, or the system has too little memory or no random bytes.
    #[error("a password could not be hashed")]
    Failed,
}
