//! Writes the methods of a `TokenStore` that only call those of another store.

/// Forwards these methods of a [`TokenStore`](crate::session::TokenStore) to the field `0`, for stores of tests that change the
/// others.
#[doc(hidden)]
#[macro_export]
macro_rules! __forward_to_store {
    ($($method:ident)*) => {
        $($crate::__forward_to_store! { @$method })*
    };
    (@position) => {
        $crate::__forward_to_store! { @fn position() -> $crate::session::Position }
    };
    (@begin) => {
        $crate::__forward_to_store! {
            @fn begin(
                session: &$crate::session::Session,
                token: &$crate::session::TokenDigest,
                began: $crate::session::Position,
                limit: Option<$crate::session::SessionLimit>
            ) -> $crate::session::BeginOutcome
        }
    };
    (@has_ended_all) => {
        $crate::__forward_to_store! {
            @fn has_ended_all(subject: &$crate::session::RevocationKey, after: $crate::session::Position) -> bool
        }
    };
    (@find) => {
        $crate::__forward_to_store! {
            @fn find(token: &$crate::session::TokenDigest, now: i64) -> $crate::session::RefreshTokenState
        }
    };
    (@rotate) => {
        $crate::__forward_to_store! {
            @fn rotate(rotation: &$crate::session::Rotation) -> $crate::session::RotationOutcome
        }
    };
    (@revoke) => {
        $crate::__forward_to_store! { @fn revoke(revocation: &$crate::session::Revocation) -> bool }
    };
    (@has_ended_with_all) => {
        $crate::__forward_to_store! {
            @fn has_ended_with_all(
                session: &$crate::session::RevocationKey,
                subject: &$crate::session::RevocationKey
            ) -> bool
        }
    };
    (@sessions) => {
        $crate::__forward_to_store! {
            @fn sessions(subject: &$crate::session::RevocationKey, now: i64) -> Vec<$crate::session::Session>
        }
    };
    (@session) => {
        $crate::__forward_to_store! {
            @fn session(key: &$crate::session::RevocationKey, now: i64) -> Option<$crate::session::Session>
        }
    };
    (@revoked) => {
        $crate::__forward_to_store! {
            @fn revoked(keys: &[$crate::session::RevocationKey]) -> Vec<$crate::session::RevocationRecord>
        }
    };
    (@revocations) => {
        $crate::__forward_to_store! {
            @fn revocations(after: $crate::session::Position) -> $crate::session::RevocationPage
        }
    };
    (@changed) => {
        async fn changed(&self) {
            self.0.changed().await;
        }
    };
    (@count) => {
        $crate::__forward_to_store! {
            @fn count(attempt: &$crate::session::Attempt) -> $crate::session::AttemptOutcome
        }
    };
    (@give_back) => {
        $crate::__forward_to_store! {
            @fn give_back(
                counted: &$crate::session::CountedAttempt,
                now: i64,
                success: Option<&$crate::session::KnownDevice>
            ) -> ()
        }
    };
    (@use_once) => {
        $crate::__forward_to_store! {
            @fn use_once(key: &$crate::session::SingleUseKey, until: i64, now: i64) -> bool
        }
    };
    (@purge) => {
        $crate::__forward_to_store! { @fn purge(now: i64, grace: i64) -> bool }
    };
    (@persistence) => {
        $crate::__forward_to_store! { @fn persistence() -> $crate::session::Persistence }
    };
    (@fn $method:ident($($argument:ident: $type:ty),*) -> $result:ty) => {
        async fn $method(&self, $($argument: $type),*) -> Result<$result, $crate::session::StoreError> {
            self.0.$method($($argument),*).await
        }
    };
}
