//! Every option of minting: the token verifies, or is not minted, for the reason that the error names.

use std::collections::BTreeMap;
use std::time::Duration;

use jwt_guard::Algorithm;
use jwt_guard::claim::ExtraClaims;
use jwt_guard::clock::FrozenClock;
use jwt_guard::key::{Key, KeyRing, Secret};
use jwt_guard::prelude::Auth;
use jwt_guard::token::{MintError, Minter, TokenError, TokenType, Verifier};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::service::{Api, NOW, Profile, cases_of, config};

const TTL: u64 = 900;
const DAY: u64 = 86_400;
const SERVICES: [&str; 2] = ["a", "b"];
const CLIENTS: [&str; 2] = ["web", "app"];

/// The options of one token.
#[derive(Debug, Clone)]
struct Choice {
    ttl: Option<u64>,
    not_before: Option<i64>,
    audience: Option<Vec<String>>,
    client: Option<String>,
    headers: BTreeMap<String, Value>,
    more: BTreeMap<String, Value>,
    is_invitation: bool,
}

/// A short text, or one of those that mean something.
fn name(known: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::sample::select(known).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(12, 48, 8, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..8).prop_map(Value::from),
            btree_map(any::<String>(), inner, 0..8)
                .prop_map(|members| Value::from(Map::from_iter(members))),
        ]
    })
}

fn choice() -> impl Strategy<Value = Choice> {
    let ttl = prop_oneof![0..10_u64, DAY - 2..DAY + 2, any::<u64>()];
    let not_before = prop_oneof![NOW - 1000..NOW + 1000, any::<i64>()];
    let services = vec(name(&["a", "b", "a", "b", "c", ""]), 0..3);
    let client = name(&["web", "app", "other", ""]);
    let headers = btree_map(name(&["x", "nonce", "kid", "crit", "jku"]), json(), 0..3);
    let more = btree_map(name(&["x", "y", "exp", "name", "sid", "acr"]), json(), 0..3);
    (
        (option::of(ttl), option::of(not_before)),
        (option::of(services), option::of(client)),
        (headers, more),
        any::<bool>(),
    )
        .prop_map(
            |((ttl, not_before), (audience, client), (headers, more), is_invitation)| Choice {
                ttl,
                not_before,
                audience,
                client,
                headers,
                more,
                is_invitation,
            },
        )
}

impl Choice {
    fn ttl(&self) -> u64 {
        self.ttl.unwrap_or(TTL)
    }

    fn expires_at(&self) -> i64 {
        NOW.saturating_add(i64::try_from(self.ttl()).unwrap_or(i64::MAX))
    }

    /// When it is valid, if ever.
    fn begins_at(&self) -> i64 {
        self.not_before.unwrap_or(NOW).max(NOW)
    }

    fn has_a_lifetime(&self) -> bool {
        self.begins_at() < self.expires_at() && (self.is_invitation || self.ttl() <= DAY)
    }

    fn names_us(&self) -> bool {
        self.audience.as_ref().is_none_or(|names| {
            !names.is_empty() && names.iter().all(|name| SERVICES.contains(&&**name))
        })
    }

    fn is_for_a_client(&self) -> bool {
        let client = self.client.as_deref();
        client.is_none_or(|client| CLIENTS.contains(&client))
    }

    fn has_only_free_headers(&self) -> bool {
        let taken = ["kid", "crit", "jku"];
        !self.headers.keys().any(|name| taken.contains(&&**name))
    }

    fn has_only_free_members(&self) -> bool {
        let taken = ["exp", "name", "sid", "acr"];
        !self.more.keys().any(|name| taken.contains(&&**name))
    }

    /// Whether nothing that was said is a reason to refuse, as far as is known without counting and measuring.
    fn is_right(&self) -> bool {
        self.has_a_lifetime()
            && self.names_us()
            && self.is_for_a_client()
            && self.has_only_free_headers()
            && self.has_only_free_members()
    }

    fn explains(&self, error: &MintError) -> bool {
        match error {
            MintError::Lifetime(_) => !self.has_a_lifetime(),
            MintError::Audience(_) | MintError::Audiences => !self.names_us(),
            MintError::Client(_) => !self.is_for_a_client(),
            MintError::Header(_) => !self.has_only_free_headers(),
            MintError::ClaimNameTaken(_) => !self.has_only_free_members(),
            // Too deep, or too many members.
            MintError::UnverifiableHeader => !self.headers.is_empty(),
            MintError::Unverifiable => !self.more.is_empty(),
            MintError::TooLong(bytes) => *bytes > 8192,
            _ => false,
        }
    }
}

fn service(clock: &FrozenClock) -> Auth<Api> {
    let texts = |names: [&str; 2]| Some(names.map(str::to_owned).to_vec());
    let config = Api {
        audience: texts(SERVICES),
        client_id: texts(CLIENTS),
        ..config(Algorithm::HS256)
    };
    Auth::builder(config).clock(clock.clone()).build().unwrap()
}

fn extra(claims: &BTreeMap<String, Value>) -> ExtraClaims {
    claims.clone().into_iter().collect()
}

proptest! {
    #![proptest_config(cases_of(256))]

    #[test]
    fn whatever_is_said_of_a_token_is_minted_and_verifies_or_is_refused_for_it(choice in choice()) {
        let clock = FrozenClock::at(NOW);
        let auth = service(&clock);
        let invitation = TokenType::from_static("invitation+jwt");
        let mut mint = auth.mint("1").claims(Profile::plain()).extend(extra(&choice.more));
        if let Some(ttl) = choice.ttl {
            mint = mint.ttl(Duration::from_secs(ttl));
        }
        if let Some(at) = choice.not_before {
            mint = mint.not_before(at);
        }
        if let Some(names) = &choice.audience {
            mint = mint.audience(names.iter().map(String::as_str));
        }
        if let Some(client) = &choice.client {
            mint = mint.client_id(client);
        }
        for (name, value) in &choice.headers {
            mint = mint.header(name.clone(), value.clone());
        }
        if choice.is_invitation {
            mint = mint.token_type(&invitation);
        }
        let token = match mint.token() {
            Ok(token) => token,
            Err(error) => {
                prop_assert!(choice.explains(&error), "{error}");
                return Ok(());
            }
        };
        prop_assert!(choice.is_right());
        clock.set(choice.begins_at());
        let (as_access, as_invitation) = (auth.verify(&token), auth.verify_as(&invitation, &token));
        let (own, other) = match choice.is_invitation {
            true => (as_invitation, as_access),
            false => (as_access, as_invitation),
        };
        prop_assert_eq!(other.err(), Some(TokenError::Type));
        prop_assert!(own.is_ok(), "{own:?}");
        let verified = own.unwrap();
        prop_assert_eq!(verified.expires_at(), choice.expires_at());
        let client = choice.client.as_deref().unwrap_or(CLIENTS[0]);
        prop_assert_eq!(verified.client_id(), Some(client));
        prop_assert_eq!(verified.claims(), &Profile::plain());
        // With the usual leeway.
        clock.set(choice.expires_at().saturating_add(10));
        let late = auth.verify_as(&invitation, &token).or_else(|_| auth.verify(&token));
        prop_assert!(late.is_err());
    }

    #[test]
    fn claims_without_a_type_verify_as_they_were_minted(
        claims in btree_map(name(&["x", "y", "z", "exp", "sid"]), json(), 0..5),
        more in btree_map(name(&["x", "u", "v"]), json(), 0..3),
    ) {
        let keys = KeyRing::new(Key::secret(Algorithm::HS256, &Secret::random().unwrap()).unwrap());
        let minter = Minter::builder::<ExtraClaims>(keys.clone());
        let minter = minter.clock(FrozenClock::at(NOW)).build().unwrap();
        let verifier = Verifier::builder::<ExtraClaims>(keys);
        let verifier = verifier.clock(FrozenClock::at(NOW)).build().unwrap();
        let is_ours = ["exp", "sid"].iter().any(|name| claims.contains_key(*name));
        let is_twice = more.keys().any(|name| claims.contains_key(name));
        let minted = minter.mint("1").claims(extra(&claims)).extend(extra(&more)).token();
        match minted {
            Ok(token) => {
                prop_assert!(!is_ours && !is_twice);
                let verified = verifier.verify(&token).unwrap();
                let mut all = claims;
                all.extend(more);
                prop_assert_eq!(verified.custom(), &extra(&all));
            }
            Err(MintError::Claims(_)) => prop_assert!(is_ours),
            Err(MintError::Unverifiable) => prop_assert!(is_twice || !claims.is_empty() || !more.is_empty()),
            Err(MintError::TooLong(bytes)) => prop_assert!(bytes > 8192),
            Err(error) => prop_assert!(false, "{error}"),
        }
    }
}
