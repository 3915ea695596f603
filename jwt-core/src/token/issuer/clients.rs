//! The client that a trusted issuer issued a token to: providers use several names for that claim.

use std::marker::PhantomData;

use serde::de::{IgnoredAny, MapAccess};

use crate::json::{Bounds, KnownMembers, Lenient, Text, once, read_object};

/// The claims that name a client: `client_id` of RFC 9068 §2.2, `azp` of `OpenID` Connect (Auth0, Keycloak, Google, Entra),
/// `appid` of Entra's older tokens, and `cid` of Okta.
const NAMES: [&str; 4] = ["client_id", "azp", "appid", "cid"];

/// The clients that a token names. Usually there is one, under one name or several.
pub(crate) struct Clients<'de>([Option<Lenient<Text<'de>>>; NAMES.len()]);

impl<'de> Clients<'de> {
    /// Reads a payload whose signature was verified. Separately from the other claims, since a custom claim may have one of
    /// these names.
    #[cold]
    pub(crate) fn of(payload: &'de str) -> Self {
        let mut clients = Self(Default::default());
        let rest = PhantomData::<IgnoredAny>;
        // A payload that cannot be read is refused when its claims are read.
        let _ = read_object(payload, Bounds::CLAIMS, &mut clients, rest);
        clients
    }

    /// The first client in the order of the names.
    pub(crate) fn first(&self) -> Option<&str> {
        self.all().next()
    }

    /// Whether a client is named, and each named client is one of these: if there are two, the token may be for either.
    pub(crate) fn are_among(&self, known: &[Box<str>]) -> bool {
        self.first().is_some()
            && self
                .all()
                .all(|client| known.iter().any(|known| **known == *client))
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        let named = self.0.iter().flatten();
        named.filter_map(|Lenient(client)| client.as_deref())
    }
}

impl<'de> KnownMembers<'de> for Clients<'de> {
    fn take<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        let slot = NAMES
            .iter()
            .zip(&mut self.0)
            .find(|(known, _)| **known == name);
        match slot {
            Some((_, client)) => once(client, map).map(|()| true),
            None => Ok(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_client_that_is_named_must_be_known() {
        let known = ["web".into(), "app".into()];
        for (payload, first, are_known) in [
            (r#"{"azp":"web"}"#, Some("web"), true),
            (r#"{"appid":"web"}"#, Some("web"), true),
            (r#"{"cid":"app"}"#, Some("app"), true),
            (r#"{"azp":"web","client_id":"app"}"#, Some("app"), true),
            (r#"{"azp":"web","client_id":"else"}"#, Some("else"), false),
            (r#"{"azp":"else","client_id":"web"}"#, Some("web"), false),
            (r#"{"azp":["web"]}"#, None, false),
            (r#"{"azp":null,"cid":"web"}"#, Some("web"), true),
            (r#"{"azp":""}"#, Some(""), false),
            ("{}", None, false),
        ] {
            let clients = Clients::of(payload);
            assert_eq!(clients.first(), first, "{payload}");
            assert_eq!(clients.are_among(&known), are_known, "{payload}");
        }
    }
}
