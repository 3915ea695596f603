//! Turns the trusted issuers of a configuration into issuers with keys and rules.

use std::collections::BTreeSet;

use jwt_syntax::choice::ScopeMatching;
use jwt_syntax::claim::is_reserved;
use jwt_syntax::claim::token_type::{REFRESH, is_same};
use jwt_syntax::setting::WrongValue;

use super::accepted::{ForeignRules, Issuer, MintedClaims};
use super::trusted::{Keys, TrustedIssuer};
use crate::key::{KeyError, PublicSet, SkippedKey};
use crate::token::profile::{ClaimNames, Profile, ScopesClaim};

/// The most claims that may grant scopes: each is searched for among all members of a token.
const MOST_SCOPES_CLAIMS: usize = 16;

/// Trusted issuers with their keys, and what is wrong with those that cannot be used.
#[derive(Debug, Default)]
pub struct ResolvedIssuers {
    /// The issuers that can be used.
    pub issuers: Vec<Issuer>,
    /// The keys of their sets that are not used, each with a description of its set.
    pub skipped_keys: Vec<(String, SkippedKey)>,
    /// What is wrong with the other issuers.
    pub wrong: Vec<WrongValue>,
}

/// Reads the keys of trusted issuers. `own` is the profile of this service, whose required claims and longest lifetime apply
/// to them too; `custom` are the names of the custom claims.
#[must_use]
pub fn resolve_issuers(
    trusted: &[TrustedIssuer],
    own_name: Option<&str>,
    own: &Profile,
    custom: &[&str],
) -> ResolvedIssuers {
    let mut seen: BTreeSet<&str> = own_name.into_iter().collect();
    let mut resolved = ResolvedIssuers::default();
    for issuer in trusted {
        let name = issuer.name();
        if !seen.insert(name) {
            resolved.wrong.push(WrongValue::new(
                format!("the issuer `{name}` twice"),
                "each issuer once, and not the configuration's own",
            ));
        }
        match issuer.resolve(own, custom) {
            Ok((issuer, skipped_keys)) => {
                let of = |key| (format!("the set of the issuer `{name}`"), key);
                resolved
                    .skipped_keys
                    .extend(skipped_keys.into_iter().map(of));
                resolved.issuers.push(issuer);
            }
            Err(error) => resolved
                .wrong
                .push(WrongValue::new(error.found, error.expected)),
        }
    }
    resolved
}

impl TrustedIssuer {
    /// The issuer, and the keys of its set that are not used.
    fn resolve(
        &self,
        own: &Profile,
        custom: &[&str],
    ) -> Result<(Issuer, Vec<SkippedKey>), KeyError> {
        let problem = |found: &str, expected: &str| {
            Err(KeyError::new(
                format!("the issuer `{}` with {found}", self.name),
                expected,
            ))
        };
        let has_empty = |names: &[String]| names.iter().any(String::is_empty);
        if self.name.is_empty() {
            return Err(KeyError::new(
                "an issuer without a name",
                "the value of `iss`",
            ));
        }
        if self.audience.is_empty() && self.clients.is_empty() {
            return problem(
                "neither `.audience(..)` nor `.client_id(..)`",
                "one of the two: otherwise all access tokens of that issuer would be accepted",
            );
        }
        let names = [
            &self.audience,
            &self.clients,
            &self.token_types,
            &self.scopes_claims,
            &self.required_claims,
        ];
        if names.into_iter().any(|names| has_empty(names)) {
            return problem(
                "an empty name",
                "the name of a service, a client, a type or a claim",
            );
        }
        let scopes = match scopes_claims(&self.scopes_claims, custom) {
            Ok(scopes) => scopes,
            Err(error) => return problem(&error.found, &error.expected),
        };
        if self.token_types.is_empty() && !self.untyped {
            return problem("no token type", "at least one, or `.untyped()`");
        }
        if self.token_types.iter().any(|text| is_same(text, REFRESH)) {
            return problem(
                "the type of refresh tokens, `rt+jwt`",
                "the type of its access tokens",
            );
        }
        let (keys, skipped_keys) = match &self.keys {
            Keys::Ring(ring) => (ring.clone(), Vec::new()),
            Keys::PublicSet(text) => match PublicSet::read(text, self.rsa, |_| true) {
                Ok(set) => (set.ring, set.skipped_keys),
                Err(error) => return problem(&error.found, &error.expected),
            },
        };
        if let Err(error) = keys.check_ids() {
            return problem(&error.found, &error.expected);
        }
        let own_required = without_duplicates(&self.required_claims, &own.required);
        let boxed = |names: &[String]| names.iter().map(|name| name.as_str().into()).collect();
        let issuer = Issuer {
            keys,
            name: Some(self.name.as_str().into()),
            audience: boxed(&self.audience),
            clients: boxed(&self.clients),
            // Settings of the token profile change the tokens of this service alone; those of other issuers follow RFC 7519.
            profile: Profile {
                names: ClaimNames::new(ClaimNames::SUBJECT, scopes),
                subject_format: self.subject_format,
                scope_matching: ScopeMatching::Exact,
                required: own.required.iter().cloned().chain(own_required).collect(),
                max_lifetime: own.max_lifetime,
                ..Profile::default()
            },
            foreign: Some(ForeignRules {
                token_types: boxed(&self.token_types),
                untyped: self.untyped,
            }),
            minted_claims: MintedClaims::default(),
        };
        Ok((issuer, skipped_keys))
    }
}

/// The names that are not in `others`, without repetitions.
fn without_duplicates(names: &[String], others: &[Box<str>]) -> BTreeSet<Box<str>> {
    let names = names.iter().map(|name| Box::from(name.as_str()));
    names.filter(|name| !others.contains(name)).collect()
}

/// The claims that grant scopes. Each member of a token is read once, so no two claims may share one.
fn scopes_claims(texts: &[String], custom: &[&str]) -> Result<Box<[ScopesClaim]>, KeyError> {
    if texts.is_empty() || texts.len() > MOST_SCOPES_CLAIMS {
        return Err(KeyError::new(
            format!("{} claims of scopes", texts.len()),
            format!("one, and {MOST_SCOPES_CLAIMS} at most"),
        ));
    }
    let mut claims: Vec<ScopesClaim> = Vec::new();
    for text in texts {
        let claim = ScopesClaim::read(text)
            .map_err(|error| KeyError::new(format!("scopes in `{text}`: {error}"), "a path"))?;
        let is_taken =
            |name: &str| is_reserved(name) && text != ClaimNames::SCOPES || custom.contains(&name);
        if claim.members().any(is_taken) {
            return Err(KeyError::new(
                format!("scopes in `{text}`, which has another meaning or is a custom claim too"),
                "a claim of its own: a claim is read once",
            ));
        }
        if claims.iter().any(|other| claim.collides(other)) {
            return Err(KeyError::new(
                format!(
                    "scopes in `{text}`, which is another claim of scopes, in one or around one"
                ),
                "each claim once",
            ));
        }
        claims.push(claim);
    }
    Ok(claims.into())
}
