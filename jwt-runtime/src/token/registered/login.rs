//! The login that a token came from, and what happened in it.

use serde::de::{Deserialize, Deserializer, MapAccess};

use super::NumericDate;
use super::authentication::{Fresh, Methods};
use crate::csrf::Digest;
use crate::json::{Text, once};

/// What a token says of its login, besides the session that it began. Kept apart, as many tokens say nothing of it.
#[derive(Default)]
pub(crate) struct Login {
    csrf: Option<CsrfClaim>,
    time: Option<NumericDate>,
    class: Option<Box<str>>,
    methods: Option<Methods>,
    fresh: Option<Fresh>,
}

/// One of the claims of a [`Login`].
pub(super) enum LoginClaim {
    Csrf,
    Time,
    Class,
    Methods,
    Fresh,
}

impl LoginClaim {
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"csrf" => Self::Csrf,
            b"auth_time" => Self::Time,
            b"acr" => Self::Class,
            b"amr" => Self::Methods,
            b"fresh" => Self::Fresh,
            _ => return None,
        })
    }
}

impl Login {
    pub(super) fn read<'de, A: MapAccess<'de>>(
        &mut self,
        claim: &LoginClaim,
        map: &mut A,
    ) -> Result<(), A::Error> {
        match claim {
            LoginClaim::Csrf => once(&mut self.csrf, map),
            LoginClaim::Time => once(&mut self.time, map),
            LoginClaim::Class => once(&mut self.class, map),
            LoginClaim::Methods => once(&mut self.methods, map),
            LoginClaim::Fresh => once(&mut self.fresh, map),
        }
    }

    /// What the CSRF value of the session must be: the claim `csrf`.
    pub(crate) fn csrf(&self) -> Option<&Digest> {
        self.csrf.as_ref()?.0.as_ref()
    }

    /// When the user authenticated, a fraction rounded down.
    pub(crate) fn time(&self) -> Option<i64> {
        self.time.map(|time| time.floor)
    }

    pub(crate) fn class(&self) -> Option<&str> {
        self.class.as_deref()
    }

    pub(crate) fn methods(&self) -> impl Iterator<Item = &str> {
        let methods = self.methods.iter().flat_map(|methods| &methods.0);
        methods.map(|method| &**method)
    }

    pub(crate) fn is_fresh(&self) -> bool {
        self.fresh.as_ref().is_some_and(|fresh| fresh.0)
    }
}

/// The claim `csrf`: a text that is no digest is one that no value has.
struct CsrfClaim(Option<Digest>);

impl<'de> Deserialize<'de> for CsrfClaim {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Text::deserialize(deserializer)?;
        Ok(Self(Digest::read(&text)))
    }
}
