//! `ClaimVerification`: the `verify` function of a claim.

use std::ops::Deref;

/// The return value of a verification: `bool`, or a `Result` whose error is ignored.
#[doc(hidden)]
pub trait ClaimVerdict {
    /// Whether the value is accepted.
    fn into_bool(self) -> bool;
}

#[diagnostic::do_not_recommend]
impl ClaimVerdict for bool {
    fn into_bool(self) -> bool {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<E> ClaimVerdict for Result<(), E> {
    fn into_bool(self) -> bool {
        self.is_ok()
    }
}

/// A function that checks the value of a claim of type `T`: `verify = path`.
///
/// `Sees` distinguishes what it takes: `&T`, or its target, such as `&str` for a `String`.
#[diagnostic::on_unimplemented(
    message = "this is no `verify` of a claim of type `{T}`",
    label = "expected a function of the claim's value",
    note = "write `fn(&{T}) -> bool`, or with `Result<(), E>`; a `String` may be taken as `&str`"
)]
pub trait ClaimVerification<T, Sees> {
    /// Whether the value is accepted.
    fn accepts(self, value: &T) -> bool;
}

#[doc(hidden)]
#[derive(Debug)]
pub struct ByReference<V>(V);
#[doc(hidden)]
#[derive(Debug)]
pub struct ByDeref<V>(V);

#[diagnostic::do_not_recommend]
impl<F: FnOnce(&T) -> V, T, V: ClaimVerdict> ClaimVerification<T, ByReference<V>> for F {
    fn accepts(self, value: &T) -> bool {
        self(value).into_bool()
    }
}

#[diagnostic::do_not_recommend]
impl<F: FnOnce(&T::Target) -> V, T: Deref, V: ClaimVerdict> ClaimVerification<T, ByDeref<V>> for F {
    fn accepts(self, value: &T) -> bool {
        self(value).into_bool()
    }
}

/// Checks the value of the claim `name`.
#[doc(hidden)]
pub fn verify<T, Sees>(
    name: &'static str,
    value: &T,
    verification: impl ClaimVerification<T, Sees>,
) -> Result<(), &'static str> {
    if verification.accepts(value) {
        Ok(())
    } else {
        Err(name)
    }
}
