//! `AuthenticationSummary`: the authentication that a handler requires, as the manifest shows it.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::error::NeededAuthentication;
use crate::guard::{PolicySpec, needed_authentication};

/// The combined requirements of a handler's attributes: as options for a table, as JSON for a program.
pub(in crate::router) struct AuthenticationSummary(NeededAuthentication);

impl AuthenticationSummary {
    /// `None` without requirements.
    pub(in crate::router) fn of(spec: &'static PolicySpec) -> Option<Self> {
        needed_authentication(spec).map(Self)
    }

    /// The requirements as the options of an attribute.
    pub(in crate::router) fn options(&self) -> Vec<String> {
        let fresh = self.0.is_fresh().then(|| "fresh".to_owned());
        let max_age = self
            .0
            .max_age()
            .map(|seconds| format!("max_age = \"{seconds}s\""));
        let acr = self.acr().map(|values| format!("acr = {values:?}"));
        [fresh, max_age, acr].into_iter().flatten().collect()
    }

    fn acr(&self) -> Option<&[&'static str]> {
        Some(self.0.acr_values()).filter(|values| !values.is_empty())
    }
}

/// `{"fresh": true, "max_age": "300s", "acr": ["urn:example:mfa"]}`, with only the members that are required.
impl Serialize for AuthenticationSummary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if self.0.is_fresh() {
            map.serialize_entry("fresh", &true)?;
        }
        if let Some(seconds) = self.0.max_age() {
            map.serialize_entry("max_age", &format_args!("{seconds}s"))?;
        }
        if let Some(values) = self.acr() {
            map.serialize_entry("acr", &values)?;
        }
        map.end()
    }
}
