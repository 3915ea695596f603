//! `AnyStore`: a `TokenStore` as a trait object, so that the type of an `Auth` does not depend on its store.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use super::error::StoreError;
use super::persistence::Persistence;
use super::token_store::TokenStore;
use crate::session::attempt::{Attempt, AttemptOutcome, CountedAttempt, KnownDevice};
use crate::session::record::{
    BeginOutcome, Position, RefreshTokenState, Revocation, RevocationPage, RevocationRecord,
    Rotation, RotationOutcome, Session, SessionLimit, SingleUseKey, TokenDigest,
};
use crate::session::revocation::RevokedSet;
use crate::token::RevocationKey;

type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

macro_rules! any_store {
    ($(fn $name:ident($($argument:ident: $type:ty),*) -> $answer:ty;)*) => {
        /// An object-safe [`TokenStore`].
        pub trait AnyStore: Send + Sync {
            $(
                #[doc = concat!("As [`TokenStore::", stringify!($name), "`].")]
                fn $name<'a>(&'a self, $($argument: $type),*) -> Boxed<'a, $answer>;
            )*

            /// As [`TokenStore::changed`].
            fn changed(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;

            /// As [`TokenStore::in_memory`].
            fn in_memory(&self) -> Option<RevokedSet>;
        }

        impl<S: TokenStore> AnyStore for S {
            $(fn $name<'a>(&'a self, $($argument: $type),*) -> Boxed<'a, $answer> {
                Box::pin(TokenStore::$name(self, $($argument),*))
            })*

            fn changed(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
                Box::pin(TokenStore::changed(self))
            }

            fn in_memory(&self) -> Option<RevokedSet> {
                TokenStore::in_memory(self)
            }
        }
    };
}

any_store! {
    fn position() -> Position;
    fn begin(session: &'a Session, token: &'a TokenDigest, began: Position, limit: Option<SessionLimit>) -> BeginOutcome;
    fn has_ended_all(subject: &'a RevocationKey, after: Position) -> bool;
    fn find(token: &'a TokenDigest, now: i64) -> RefreshTokenState;
    fn rotate(rotation: &'a Rotation) -> RotationOutcome;
    fn revoke(revocation: &'a Revocation) -> bool;
    fn has_ended_with_all(session: &'a RevocationKey, subject: &'a RevocationKey) -> bool;
    fn sessions(subject: &'a RevocationKey, now: i64) -> Vec<Session>;
    fn session(key: &'a RevocationKey, now: i64) -> Option<Session>;
    fn revoked(keys: &'a [RevocationKey]) -> Vec<RevocationRecord>;
    fn revocations(after: Position) -> RevocationPage;
    fn count(attempt: &'a Attempt) -> AttemptOutcome;
    fn give_back(counted: &'a CountedAttempt, now: i64, success: Option<&'a KnownDevice>) -> ();
    fn use_once(key: &'a SingleUseKey, until: i64, now: i64) -> bool;
    fn purge(now: i64, grace: i64) -> bool;
    fn time() -> Option<Duration>;
    fn persistence() -> Persistence;
}
