//! Keys without an algorithm, algorithms without a key, and settings that exclude keys of users.

use super::Findings;
use crate::algorithm::{Algorithm, Family};
use crate::setting::{Fact, KnownValue, SettingsView, WrongValue, key};

pub(super) fn check(found: &mut Findings<'_, impl SettingsView>) {
    if found.view.holds(Fact::KeySet) == Some(true) {
        check_beside_set(found);
    } else if let Some(algorithm) = found.view.get(key::algorithm) {
        check_keys(algorithm, found);
    }
    if let Some(algorithm) = found.view.get(key::algorithm) {
        check_accepted(algorithm, found);
    }
    check_key_per_user(found);
}

/// A service that only verifies may have all public keys of the issuer, in a set.
fn check_beside_set(found: &mut Findings<'_, impl SettingsView>) {
    let unused = [
        key::secret.name(),
        key::private_key.name(),
        key::key_id.name(),
    ];
    found.refuse_given(
        &unused,
        "a value, while `public_key` is a set of keys",
        "a set of public keys alone",
    );
}

/// Keys that the algorithm never uses.
fn check_keys(algorithm: Algorithm, found: &mut Findings<'_, impl SettingsView>) {
    let (uses, unused) = match algorithm.family() {
        Family::Hmac => (key::secret, &[key::private_key, key::public_key][..]),
        _ => (key::private_key, &[key::secret][..]),
    };
    let expected = format!("a field `{}: Secret`, or another `algorithm`", uses.name());
    for unused in unused {
        let said = format!("a key that `{algorithm}` never uses");
        found.refuse_given(&[unused.name()], &said, &expected);
    }
}

/// Algorithms that no key can be for, and a service that would refuse its own tokens.
fn check_accepted(algorithm: Algorithm, found: &mut Findings<'_, impl SettingsView>) {
    let KnownValue::Given(accepted) = found.view.value(key::verify_algorithms) else {
        return;
    };
    let setting = key::verify_algorithms.name();
    let is_alone = [key::retired_keys, key::public_key]
        .iter()
        .all(|other| found.view.is_given(other.name()) == Some(false));
    for (at, other) in accepted.iter().enumerate() {
        let can_have_a_key = match is_alone {
            true => algorithm.shares_keys_with(*other),
            false => algorithm.is_symmetric() == other.is_symmetric(),
        };
        if !can_have_a_key {
            let wrong = WrongValue::new(
                format!("`{other}`, for which there is no key"),
                format!(
                    "algorithms that a key for `{algorithm}` fits, which are {}, or one of `retired_keys`",
                    verified_by(algorithm)
                ),
            );
            found.report(setting, wrong.at(at));
        }
    }
    if !accepted.contains(&algorithm) {
        found.refuse(
            setting,
            format!("no `{algorithm}`, which is the `algorithm`"),
            format!("a list with `{algorithm}`: own tokens would be refused"),
        );
    }
}

/// What keys for `algorithm` can verify, in words.
fn verified_by(algorithm: Algorithm) -> String {
    let shared = Algorithm::ALL
        .into_iter()
        .filter(|other| algorithm.shares_keys_with(*other));
    let names: Vec<_> = shared.map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// Settings that have no effect, or are impossible, where each user has a key.
fn check_key_per_user(found: &mut Findings<'_, impl SettingsView>) {
    if found.view.get(key::key_per_user) != Some(true) {
        return;
    }
    let setting = key::key_per_user.name();
    if let Some(algorithm) = found.view.get(key::algorithm)
        && algorithm.family() != Family::Hmac
    {
        found.refuse(
            setting,
            format!("`on`, while `algorithm` is `{algorithm}`"),
            "`HS256`, `HS384` or `HS512` with a `secret`, of which keys are derived",
        );
    }
    if found.view.holds(Fact::Users) == Some(false) {
        found.refuse(
            setting,
            "`on`, while there is no user backend",
            "one in `users = ..`, whose `user_secret` returns the secret of a user",
        );
    }
    if found.view.holds(Fact::OtherIssuers) == Some(true) {
        found.refuse(
            key::trusted_issuers.name(),
            "other issuers, while `key_per_user` is on",
            "only one of the two: other issuers do not have the keys of these users",
        );
    }
    if found.view.value(key::cache) == KnownValue::Given(true) {
        found.refuse(
            key::cache.name(),
            "`on`, while `key_per_user` is on",
            "only one of the two: the key of the user must be looked up for each request",
        );
    }
    found.refuse_given(
        &[key::cache_capacity.name()],
        "a value, while `key_per_user` is on",
        "only one of the two: no token is cached",
    );
}
