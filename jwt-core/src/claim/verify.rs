//! What `verify = ..` asks of a claim that was read.

use std::ops::Deref;

/// What a verification says: `bool`, or a `Result` whose error only it knows.
#[doc(hidden)]
pub trait ClaimVerdict {
    /// Whether the token is right.
    fn is_accepted(self) -> bool;
}

#[diagnostic::do_not_recommend]
impl ClaimVerdict for bool {
    fn is_accepted(self) -> bool {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<E> ClaimVerdict for Result<(), E> {
    fn is_accepted(self) -> bool {
        self.is_ok()
    }
}

/// A function that looks at the value of a claim of type `T`: what `verify = path` names.
///
/// `Sees` is what it takes: `&T`, or what that dereferences to, such as `&str` for a `String`.
#[diagnostic::on_unimplemented(
    message = "this is no `verify` of a claim of type `{T}`",
    label = "expected a function of the claim's value",
    note = "write `fn(&{T}) -> bool`, or with `Result<(), E>`; a `String` may be taken as `&str`"
)]
pub trait ClaimVerification<T, Sees> {
    /// Whether the value is right.
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
        self(value).is_accepted()
    }
}

#[diagnostic::do_not_recommend]
impl<F: FnOnce(&T::Target) -> V, T: Deref, V: ClaimVerdict> ClaimVerification<T, ByDeref<V>> for F {
    fn accepts(self, value: &T) -> bool {
        self(value).is_accepted()
    }
}

/// The verdict on the value of the claim `name`.
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
