//! Text of a request that is overwritten in memory once it is no longer needed.

mod buffer;

pub(crate) use buffer::SecretBuffer;

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use zeroize::Zeroize;

/// A password or a token of a request, borrowed where possible. Text with escapes had to be copied; that copy is overwritten
/// when it is dropped.
pub(crate) struct SecretText<'r>(Cow<'r, str>);

impl<'r, T: Into<Cow<'r, str>>> From<T> for SecretText<'r> {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl SecretText<'_> {
    /// The same text, with a lifetime independent of the request.
    pub(crate) fn into_owned(mut self) -> SecretText<'static> {
        SecretText(Cow::Owned(match &mut self.0 {
            Cow::Borrowed(text) => (*text).to_owned(),
            Cow::Owned(text) => std::mem::take(text),
        }))
    }
}

impl Deref for SecretText<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Drop for SecretText<'_> {
    fn drop(&mut self) {
        if let Cow::Owned(text) = &mut self.0 {
            text.zeroize();
        }
    }
}

/// Shows no content.
impl fmt::Debug for SecretText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
