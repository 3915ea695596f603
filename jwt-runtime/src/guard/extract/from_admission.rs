//! `FromAdmission`: the values that a guard gives to its handler.

use std::future::Future;

use crate::config::AuthConfig;
use crate::error::AuthError;
use crate::guard::Admission;

/// A value that the guard gives to the handler directly: claims, a user, several of them, or nothing.
///
/// This needs no allocation, and cannot fail because a value is missing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be handed over by the guard of the configuration `{C}`",
    label = "the guard has no such value",
    note = "`Claims<T>` with the claims of `{C}`, and `CurrentUser<U>` with the user of its backend, can"
)]
pub trait FromAdmission<C: AuthConfig>: Sized + Send {
    /// Takes the value from the admission.
    fn take(admission: Admission<'_, C>) -> impl Future<Output = Result<Self, AuthError>> + Send;
}

macro_rules! from_admission_tuples {
    ($(($($element:ident),*; $last:ident))*) => {
        $(
            impl<C: AuthConfig, $($element: FromAdmission<C>,)* $last: FromAdmission<C>> FromAdmission<C> for ($($element,)* $last,) {
                async fn take(admission: Admission<'_, C>) -> Result<Self, AuthError> {
                    Ok(($($element::take(admission.clone()).await?,)* $last::take(admission).await?,))
                }
            }
        )*
    };
}

from_admission_tuples! { (; T1) (T1; T2) (T1, T2; T3) }

impl<C: AuthConfig> FromAdmission<C> for () {
    async fn take(_: Admission<'_, C>) -> Result<Self, AuthError> {
        Ok(())
    }
}
