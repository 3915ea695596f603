//! Text of a request that nobody may find in memory afterwards.

mod buffer;

pub(crate) use buffer::SecretBuffer;

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use zeroize::Zeroize;

/// A password or a token, as it stands in a request. Written with escapes, it had to be copied: the copy is overwritten when
/// it is dropped.
pub(crate) struct SecretText<'r>(Cow<'r, str>);

impl<'r, T: Into<Cow<'r, str>>> From<T> for SecretText<'r> {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl SecretText<'_> {
    /// The same text, for longer than the request lives.
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

/// Shows nothing of what it holds.
impl fmt::Debug for SecretText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
