//! Snapshots of handlers that require a recent or a strong authentication.

use super::expansion::assert_output;

#[test]
fn freshness() {
    assert_output(
        "freshness/protected",
        r#"#[protected(fresh, max_age = "5m", acr = ["urn:example:mfa", "urn:example:hardware"], leeway = "0s")]
        async fn change_password() {}"#,
    );
}

/// The stricter of two ages, and what both lists have.
#[test]
fn stacked_attributes_add_up() {
    assert_output(
        "freshness/stacked",
        r#"#[protected(max_age = "1h", acr = ["a", "b", "c"])]
        #[scoped("admin", fresh, max_age = "5m", acr = [r"c", "b"])]
        async fn wipe() {}"#,
    );
}

#[test]
fn a_block_adds_to_its_handlers() {
    assert_output(
        "freshness/impl_block",
        r#"#[protected(max_age = "5m", acr = ["a", "b"])]
        impl View {
            async fn list() {}
            #[protected(optional, max_age = "1h", acr = "b", replace)]
            async fn show(claims: Option<Claims>) {}
            #[inject_user(fresh)]
            async fn me(user: User) {}
            #[public(replace)]
            async fn health() {}
        }"#,
    );
}

#[test]
fn an_attribute_that_expands_later_adds_to_the_policy() {
    assert_output(
        "freshness/inserted_guard",
        r#"#[scoped("admin", acr = "mfa")]
        async fn wipe(_: ::jwt_guard::__private::Guard<__PolicyOfWipe>) {}"#,
    );
}
