//! `Me`: the user of a request to `GET /me`.

use std::any::Any;
use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::value::RawValue;

/// The user of a request to `GET /me`, for [`Responses::me`](super::Responses::me).
///
/// It serialises as the default response, `{"me": {..}}`.
pub struct Me<'a> {
    user: &'a (dyn Any + Send + Sync),
    json: Box<RawValue>,
}

impl<'a> Me<'a> {
    /// Fails if the user cannot be serialised.
    pub(crate) fn new<U: Serialize + Send + Sync + 'static>(
        user: &'a U,
    ) -> serde_json::Result<Self> {
        let json = serde_json::value::to_raw_value(user)?;
        Ok(Self { user, json })
    }

    /// The user, if `U` is the type of the user backend.
    #[must_use]
    pub fn user<U: 'static>(&self) -> Option<&'a U> {
        self.user.downcast_ref()
    }

    /// The user as JSON, to be serialised.
    #[must_use]
    pub fn json(&self) -> &RawValue {
        &self.json
    }
}

impl Serialize for Me<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut me = serializer.serialize_struct("Me", 1)?;
        me.serialize_field("me", &self.json)?;
        me.end()
    }
}

/// Shows nothing, as a user is personal data.
impl fmt::Debug for Me<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Me")
    }
}
