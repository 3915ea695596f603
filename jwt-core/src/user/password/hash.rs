//! Argon2 hashes: new ones, and those of a database.

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::password_hash::try_generate_salt;
use argon2::{Algorithm, Argon2, Params, Version};

use super::cost::CostLimit;
use super::error::PasswordError;
use super::memory::Memory;

/// The hash of a password, with a random salt.
pub(super) fn new_hash(
    params: Params,
    password: &[u8],
    memory: &mut Memory,
) -> Result<PasswordHash, PasswordError> {
    let argon2 = Argon2::from(params);
    let params = ParamsString::try_from(argon2.params()).map_err(|_| PasswordError::Failed)?;
    let salt = try_generate_salt().map_err(|_| PasswordError::Failed)?;
    let salt = Salt::new(&salt).map_err(|_| PasswordError::Failed)?;
    Ok(PasswordHash {
        algorithm: Algorithm::default().ident(),
        version: Some(Version::default().into()),
        params,
        salt: Some(salt),
        hash: Some(output(&argon2, password, &salt, memory)?),
    })
}

/// Hashes a password against nothing, so that a login of an unknown user takes as long as that of a known one.
pub(super) fn compare_with_none(
    params: Params,
    password: &[u8],
    memory: &mut Memory,
) -> Result<(), PasswordError> {
    output(&Argon2::from(params), password, b"of nobody at all", memory).map(drop)
}

/// A parsed hash of Argon2.
#[derive(Clone)]
pub(super) struct StoredHash {
    algorithm: Algorithm,
    version: Version,
    params: Params,
    salt: Salt,
    output: Output,
}

impl StoredHash {
    /// Reads a hash in the PHC string format.
    pub(super) fn read(text: &str) -> Result<Self, PasswordError> {
        Self::of(text).ok_or(PasswordError::Unreadable)
    }

    fn of(text: &str) -> Option<Self> {
        let hash = PasswordHash::new(text).ok()?;
        let version = hash.version.map(Version::try_from).transpose();
        Some(Self {
            algorithm: Algorithm::try_from(hash.algorithm.as_str()).ok()?,
            version: version.ok()?.unwrap_or_default(),
            params: Params::try_from(&hash).ok()?,
            salt: hash.salt?,
            output: hash.hash?,
        })
    }

    /// The hash, if its cost is accepted: a hash of a database must not decide how much memory and time it takes.
    pub(super) fn within(self, limit: &CostLimit) -> Result<Self, PasswordError> {
        match limit.accepts(&self.params) {
            true => Ok(self),
            false => Err(PasswordError::TooCostly {
                memory: self.params.m_cost(),
                passes: self.params.t_cost(),
            }),
        }
    }

    /// Whether it has the algorithm, version and cost of new hashes.
    pub(super) fn is_like_new(&self, params: &Params) -> bool {
        let cost = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
        self.algorithm == Algorithm::default()
            && self.version == Version::default()
            && cost(&self.params) == cost(params)
    }

    /// Whether it is the hash of this password.
    pub(super) fn is_of(
        &self,
        password: &[u8],
        memory: &mut Memory,
    ) -> Result<bool, PasswordError> {
        let argon2 = Argon2::new(self.algorithm, self.version, self.params.clone());
        // The comparison of outputs takes the same time wherever they differ.
        Ok(output(&argon2, password, &self.salt, memory)? == self.output)
    }
}

fn output(
    argon2: &Argon2<'_>,
    password: &[u8],
    salt: &[u8],
    memory: &mut Memory,
) -> Result<Output, PasswordError> {
    let params = argon2.params();
    let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    let mut buffer = [0; Output::MAX_LENGTH];
    let out = buffer.get_mut(..length).ok_or(PasswordError::Failed)?;
    let hashed = memory.with(params.block_count(), |blocks| {
        argon2.hash_password_into_with_memory(password, salt, &mut *out, blocks)
    });
    match hashed {
        Ok(Ok(())) => Output::new(out).map_err(|_| PasswordError::Failed),
        _ => Err(PasswordError::Failed),
    }
}
