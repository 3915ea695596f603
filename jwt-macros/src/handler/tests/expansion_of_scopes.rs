//! Snapshots of policies with groups, variants, vocabularies and computed scopes.

use super::{expand, messages};
use crate::snapshot::assert_expansion;

/// Compares the expansion of a source without a mistake with `tests/output/<name>.rs`.
#[track_caller]
fn assert_output(name: &str, source: &str) {
    let expansion = expand(source);
    assert_eq!(messages(expansion.clone()), [""; 0]);
    assert_expansion(name, expansion);
}

#[test]
fn groups_parameters_and_variants() {
    assert_output(
        "scopes/groups",
        r#"#[scoped("team:{team}:read", any(Permission::Admin, all("user:read", "user:write")))]
        pub async fn team() {}"#,
    );
}

#[test]
fn a_vocabulary_of_one_handler() {
    assert_output(
        "scopes/vocabulary",
        r#"#[scoped("user:read", Permission::Admin, in = Permission, require_all_actions = false)]
        async fn list() {}"#,
    );
}

#[test]
fn a_function_that_computes_them() {
    assert_output(
        "scopes/computed",
        r#"#[scoped(with = rules::of_client, state = App, auth = AdminApi)]
        async fn client() {}"#,
    );
}

#[test]
fn paths_from_outside_of_a_module() {
    assert_output(
        "scopes/module",
        r#"#[scoped(Permission::Admin, crate::Permission::Root)]
        mod admin { async fn wipe() {} }"#,
    );
}
