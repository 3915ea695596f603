//! `LoginRequest`: the request that credentials came in.

use std::any::Any;
use std::fmt;
use std::net::IpAddr;

/// The request that credentials came in, for [`UserBackend::authenticate_request`](super::UserBackend::authenticate_request).
#[derive(Clone, Copy)]
pub struct LoginRequest<'a> {
    address: Option<IpAddr>,
    head: &'a (dyn Any + Send + Sync),
}

impl<'a> LoginRequest<'a> {
    #[doc(hidden)]
    #[must_use]
    pub fn new(address: Option<IpAddr>, head: &'a (dyn Any + Send + Sync)) -> Self {
        Self { address, head }
    }

    /// The address of the client, as `client_address` finds it.
    #[must_use]
    pub fn address(&self) -> Option<IpAddr> {
        self.address
    }

    /// The head of the request, if it is of this type. For axum, that is `axum::http::request::Parts`, with its headers and
    /// extensions.
    #[must_use]
    pub fn head<T: 'static>(&self) -> Option<&'a T> {
        self.head.downcast_ref()
    }
}

/// Shows no header, as some are secret.
impl fmt::Debug for LoginRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoginRequest")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
