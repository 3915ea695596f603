//! `NoUsers`: the backend of a configuration without users.

use serde::Deserialize;

use super::backend::UserBackend;
use crate::claim::{ClaimSet, NoUser};
use crate::error::BackendError;

/// The backend of a configuration without `users = ..`: it has no users, so that no login succeeds.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoUsers;

impl<T: ClaimSet> UserBackend<T> for NoUsers {
    type Credentials = NoCredentials;
    type User = NoUser;

    async fn authenticate(&self, never: NoCredentials) -> Result<Option<NoUser>, BackendError> {
        match never {}
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<NoUser>, BackendError> {
        Ok(None)
    }

    fn subject(&self, never: &NoUser) -> String {
        match *never {}
    }

    async fn claims(&self, never: &NoUser) -> Result<T, BackendError> {
        match *never {}
    }
}

/// The credentials of [`NoUsers`], which cannot be constructed.
#[derive(Debug, Clone, Copy, Deserialize)]
pub enum NoCredentials {}
