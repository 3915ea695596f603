//! Keys without an algorithm, algorithms without a key, and settings that exclude keys of users.
//!
//! A key that an algorithm cannot use, such as a secret that is too short for it, is reported where the key is read.

use crate::algorithm::{Algorithm, Family};
use crate::setting::findings::Findings;
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

/// Algorithms for which there is no key, or can be none, and a service that would refuse its own tokens.
fn check_accepted(algorithm: Algorithm, found: &mut Findings<'_, impl SettingsView>) {
    let KnownValue::Given(accepted) = found.view.value(key::verify_algorithms) else {
        return;
    };
    let setting = key::verify_algorithms.name();
    for (at, listed) in accepted.iter().enumerate() {
        if !may_have_key(*listed, algorithm, found.view) {
            let wrong = WrongValue::new(
                format!("`{listed}`, for which there is no key"),
                format!(
                    "{}, or one of `retired_keys`",
                    with_keys(algorithm, found.view)
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

/// Whether a listed algorithm has a key or, while the keys are not known, can have one.
fn may_have_key(listed: Algorithm, algorithm: Algorithm, view: &impl SettingsView) -> bool {
    // The key of the service is read for this algorithm too, unless it is a set, in which each key has its own.
    if view.holds(Fact::KeySet) != Some(true) && algorithm.shares_keys_with(listed) {
        return true;
    }
    let is_alone = [key::retired_keys, key::public_key]
        .iter()
        .all(|other| view.is_given(other.name()) == Some(false));
    match view.key_algorithms() {
        Some(algorithms) => algorithms.contains(&listed),
        None => !is_alone && algorithm.is_symmetric() == listed.is_symmetric(),
    }
}

/// The algorithms that can be listed, in words.
fn with_keys(algorithm: Algorithm, view: &impl SettingsView) -> String {
    let (said, algorithms) = match (view.holds(Fact::KeySet), view.key_algorithms()) {
        (Some(true), Some(algorithms)) => ("algorithms of the keys".to_owned(), algorithms),
        _ => {
            let shared = Algorithm::ALL.into_iter();
            let shared = shared.filter(|other| algorithm.shares_keys_with(*other));
            let said = format!("algorithms that a key for `{algorithm}` fits");
            (said, shared.collect())
        }
    };
    let names: Vec<_> = algorithms.iter().map(|name| format!("`{name}`")).collect();
    format!("{said}, which are {}", names.join(", "))
}

/// Settings that have no effect, or are impossible, where each user has a key.
fn check_key_per_user(found: &mut Findings<'_, impl SettingsView>) {
    if found.view.get(key::key_per_user) != Some(true) {
        return;
    }
    let setting = key::key_per_user.name();
    if found.view.is_given(key::short_secret.name()) == Some(true) {
        found.refuse(
            key::short_secret.name(),
            "`dangerously-on`, while `key_per_user` is `on`",
            "one of them alone: the keys of users are derived from `secret`",
        );
    }
    let is_pair = |algorithm: &Algorithm| !algorithm.is_symmetric();
    let of_setting = found.view.get(key::algorithm).filter(is_pair);
    let mut of_keys = found.view.key_algorithms().into_iter().flatten();
    let said = match (of_setting, of_keys.find(is_pair)) {
        (Some(algorithm), _) => Some(format!("`on`, while `algorithm` is `{algorithm}`")),
        (None, Some(other)) => Some(format!("`on`, while there is a key for `{other}`")),
        (None, None) => None,
    };
    if let Some(said) = said {
        found.refuse(
            setting,
            said,
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
