//! Every token that can be minted verifies, with the same claims.

use std::collections::BTreeMap;

use jwt_guard::token::MintError;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use crate::service::{ALL, Address, NOW, Profile, build, cases_of, config};

/// Any text, control characters and quotes included, or a short plain one.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        vec(any::<char>(), 0..8).prop_map(String::from_iter),
        "[a-z]{1,5}(:[a-z]{1,5})?",
    ]
}

fn address() -> impl Strategy<Value = Address> {
    prop_oneof![
        Just(Address::None),
        (text(), any::<u16>()).prop_map(|(name, number)| Address::Street { name, number }),
        any::<u32>().prop_map(Address::Box),
    ]
}

fn profile() -> impl Strategy<Value = Profile> {
    let labels = btree_map(text(), any::<u64>(), 0..6);
    let (team, flags) = (option::of(text()), vec(any::<bool>(), 0..8));
    let (balance, ratio) = (any::<i64>(), any::<f64>());
    let rest = (option::of(address()), labels, any::<char>());
    (text(), team, balance, ratio, flags, rest).prop_map(
        |(name, team, balance, ratio, flags, (address, labels, grade))| Profile {
            name,
            team,
            balance,
            ratio,
            flags,
            address,
            labels,
            grade,
        },
    )
}

/// Whether each of them is one scope (RFC 6749 §3.3).
fn are_scopes(scopes: &[String]) -> bool {
    let is_scope = |scope: &String| !scope.is_empty() && !scope.contains(char::is_whitespace);
    scopes.iter().all(is_scope)
}

proptest! {
    #![proptest_config(cases_of(24))]

    #[test]
    fn what_is_minted_verifies_and_says_the_same(
        subject in text(),
        scopes in vec(text(), 0..5),
        profile in profile(),
    ) {
        for (algorithm, auth) in &*ALL {
            let mint = auth.mint(&subject).scopes(scopes.clone()).claims(profile.clone());
            let token = match mint.token() {
                Ok(token) => token,
                Err(error) => {
                    let is_right = match &error {
                        MintError::EmptySubject => subject.is_empty(),
                        MintError::Scope(_) => !are_scopes(&scopes),
                        // A number that JSON does not have.
                        MintError::Unverifiable => !profile.ratio.is_finite(),
                        MintError::TooLong(_) => true,
                        _ => false,
                    };
                    prop_assert!(is_right, "{algorithm}: {error}");
                    continue;
                }
            };
            let verified = auth.verify(&token);
            prop_assert!(verified.is_ok(), "{algorithm}: {verified:?}");
            let verified = verified.unwrap();
            prop_assert_eq!(verified.subject(), &subject);
            prop_assert!(verified.scopes().iter().eq(scopes.iter().map(|scope| &**scope)));
            prop_assert_eq!(verified.claims(), &profile);
            prop_assert_eq!(verified.issued_at(), Some(NOW));
            prop_assert_eq!(verified.expires_at(), NOW + 900);
            prop_assert!(verified.id().is_some_and(|id| id.len() == 22));
            prop_assert_eq!(verified.issuer(), None);
        }
    }

    #[test]
    fn issuer_and_audience_are_minted_as_they_are_asked_for(
        issuer in text(),
        audience in vec(text(), 1..4),
        other in text(),
    ) {
        prop_assume!(!issuer.trim().is_empty() && audience.iter().all(|name| !name.trim().is_empty()));
        let distinct: BTreeMap<_, _> = audience.iter().map(|name| (name, ())).collect();
        prop_assume!(distinct.len() == audience.len());
        let algorithm = jwt_guard::Algorithm::HS256;
        let service = |issuer: &str, audience: Option<Vec<String>>| {
            let mut config = config(algorithm);
            config.issuer = Some(issuer.to_owned());
            config.audience = audience;
            build(config, NOW)
        };
        let auth = service(&issuer, Some(audience.clone()));
        let token = auth.mint("1").claims(Profile::plain()).token().unwrap();
        let verified = auth.verify(&token).unwrap();
        prop_assert_eq!(verified.issuer(), Some(&*issuer));
        for name in &audience {
            // One name in common is enough.
            let neighbour = service(&issuer, Some(vec![name.clone()]));
            prop_assert!(neighbour.verify(&token).is_ok());
        }
        prop_assert!(service(&issuer, None).verify(&token).is_err());
        if !other.trim().is_empty() {
            let is_named = audience.contains(&other);
            let neighbour = service(&issuer, Some(vec![other.clone()]));
            prop_assert_eq!(neighbour.verify(&token).is_ok(), is_named);
            let neighbour = service(&other, Some(audience));
            prop_assert_eq!(neighbour.verify(&token).is_ok(), other == issuer);
        }
    }
}
