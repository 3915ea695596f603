//! Requirements of sessions: a store, a key that signs, a secret, and an owner.

use super::delivery;
use crate::choice::{CsrfProtection, RefreshFormat, RevocationReach};
use crate::setting::findings::Findings;
use crate::setting::{Fact, KnownValue, SettingsView, key};

const A_STORE: &str = "a store: `Auth::builder(..).store(..)`";

/// Settings without effect if there is no store.
const NEED_STORE: &[&str] = &[
    key::session_owner.name(),
    key::refresh_idle_ttl.name(),
    key::refresh_format.name(),
    key::refresh_token_type.name(),
    key::refresh_rotation.name(),
    key::refresh_grace.name(),
    key::refresh_requires_access.name(),
    key::refreshes_per_minute.name(),
    key::max_sessions.name(),
    key::on_store_error.name(),
    key::store_timeout.name(),
    key::revocation_staleness.name(),
    key::cookie_refresh_name.name(),
    key::csrf_refresh_header.name(),
    key::csrf_refresh_cookie.name(),
    key::csrf_refresh_field.name(),
    key::refresh_token_key.name(),
    key::query_refresh_name.name(),
    key::query_refresh_prefix.name(),
    key::json_refresh_key.name(),
    key::form_refresh_key.name(),
    key::path_refresh.name(),
    key::path_revoke.name(),
    key::path_logout_all.name(),
];

pub(super) fn check(found: &mut Findings<'_, impl SettingsView>) {
    let view = found.view;
    if view.value(key::refresh) == KnownValue::Given(true)
        && view.holds(Fact::SigningKey) == Some(false)
    {
        found.refuse(
            key::refresh.name(),
            "`on`, while there is no key that signs",
            "a key that signs, or `refresh` off",
        );
    }
    check_csrf_secret(found);
    match view.holds(Fact::Store) {
        Some(true) => check_with_store(found),
        Some(false) => check_without_store(found),
        None => {}
    }
    if view.holds(Fact::TokenGenerator) == Some(true) {
        found.refuse_given(
            &[key::refresh_format.name()],
            "a format, while a generator makes the refresh tokens",
            "only one of the two",
        );
    }
}

/// CSRF values are made with a secret, and need one.
fn check_csrf_secret(found: &mut Findings<'_, impl SettingsView>) {
    let view = found.view;
    let makes_values = view.get(key::csrf) == Some(CsrfProtection::On)
        && delivery::reads_cookies(view) == Some(true)
        && view.holds(Fact::SigningKey) == Some(true);
    if makes_values && view.holds(Fact::DerivingSecret) == Some(false) {
        found.refuse(
            key::session_secret.name(),
            "no secret, while CSRF values are made of it",
            "a field `session_secret: Secret`, or `csrf` as `origin`",
        );
    }
}

fn check_with_store(found: &mut Findings<'_, impl SettingsView>) {
    let view = found.view;
    let is_keyed = view.get(key::refresh_format) == Some(RefreshFormat::Jwt)
        || view.holds(Fact::TokenGenerator) == Some(true);
    if is_keyed && view.holds(Fact::DerivingSecret) == Some(false) {
        found.refuse(
            key::session_secret.name(),
            "no secret, while digests of refresh tokens are made with it",
            "a field `session_secret: Secret`, or `refresh_format` as `opaque`",
        );
    }
    let names = [key::issuer.name(), key::session_owner.name()];
    if names.iter().all(|name| view.is_given(name) == Some(false)) {
        found.refuse(
            key::session_owner.name(),
            "none, and no `issuer`, while a store keeps sessions",
            "the name of the service whose sessions they are, such as `session_owner = \"shop\"` in `#[auth(..)]`, or an \
             `issuer`",
        );
    }
}

fn check_without_store(found: &mut Findings<'_, impl SettingsView>) {
    let view = found.view;
    if view.value(key::refresh) == KnownValue::Given(true) {
        found.refuse(
            key::refresh.name(),
            "`on`, while there is no store",
            A_STORE,
        );
    }
    if let KnownValue::Given(RevocationReach::All | RevocationReach::Refresh) =
        view.value(key::revocation)
    {
        found.refuse(
            key::revocation.name(),
            "a reach, while there is no store",
            A_STORE,
        );
    }
    let without = "a value, while there is no store";
    // Without a store, only an implicit refresh needs the end of the session.
    if view.is_given(key::implicit_refresh.name()) == Some(false) {
        found.refuse_given(&[key::refresh_ttl.name()], without, A_STORE);
    }
    found.refuse_given(NEED_STORE, without, A_STORE);
}
