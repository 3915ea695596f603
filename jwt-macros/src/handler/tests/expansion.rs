//! Snapshots of the handlers that the attributes write.

use super::{expand, messages};
use crate::snapshot::assert_expansion;

/// Compares the expansion of a source without a mistake with `tests/output/<name>.rs`.
#[track_caller]
pub(super) fn assert_output(name: &str, source: &str) {
    let expansion = expand(source);
    assert_eq!(messages(expansion.clone()), [""; 0]);
    assert_expansion(name, expansion);
}

#[test]
fn public() {
    assert_output(
        "public",
        r#"#[public]
        /// Says that it is alive.
        pub async fn health() -> &'static str { "ok" }"#,
    );
}

#[test]
fn protected() {
    assert_output(
        "protected",
        r#"#[protected]
        pub(crate) async fn ping(State(db): State<Db>, body: String) -> impl IntoResponse { db.ping(body).await? }"#,
    );
}

#[test]
fn scoped() {
    assert_output(
        "scoped",
        r#"#[scoped("user:read", "admin", require_all = false, require_all_actions = false)]
        async fn list_users(State(db): State<Db>) -> Json<Vec<User>> { Json(db.users().await) }"#,
    );
}

#[test]
fn claims_move_into_the_guard() {
    assert_output(
        "claims",
        r#"#[protected]
        async fn whoami(State(db): State<Db>, claims: Claims<Membership>) -> String { claims.plan.clone() }"#,
    );
}

#[test]
fn optional_claims() {
    assert_output(
        "claims_optional",
        r#"#[protected(optional)]
        async fn whoami(claims: Option<Claims<Membership>>) -> String { format!("{claims:?}") }"#,
    );
}

#[test]
fn claims_that_are_ignored() {
    assert_output(
        "claims_ignored",
        r#"#[protected]
        async fn whoami(_: jwt_guard::Claims) {}"#,
    );
}

#[test]
fn the_user_by_name() {
    assert_output(
        "inject_user",
        r#"#[inject_user]
        async fn me(mut user: User) -> Json<User> { Json(user) }"#,
    );
}

#[test]
fn the_user_by_mark() {
    assert_output(
        "inject_user_marked",
        r#"#[inject_user]
        async fn me(Path(user): Path<String>, #[user] User { id, .. }: User) {}"#,
    );
}

#[test]
fn the_user_who_may_be_absent() {
    assert_output(
        "inject_user_optional",
        r#"#[inject_user(optional)]
        async fn me(user: Option<User>) {}"#,
    );
}

#[test]
fn the_user_as_an_extractor() {
    assert_output(
        "current_user",
        r#"#[scoped("user:read")]
        async fn me(user: CurrentUser<User>) {}"#,
    );
}

#[test]
fn claims_and_user() {
    assert_output(
        "claims_and_user",
        r#"#[inject_user]
        async fn me(claims: Claims<Membership>, State(db): State<Db>, user: User) {}"#,
    );
}

#[test]
fn another_instance() {
    assert_output(
        "auth",
        r#"#[scoped("admin", auth = crate::AdminApi)]
        async fn wipe(claims: Claims<Staff, AdminApi>, current: CurrentUser<Admin>) {}"#,
    );
}

#[test]
fn stacked_attributes_become_one_policy() {
    assert_output(
        "stacked",
        r#"#[protected]
        #[tracing::instrument]
        #[jwt_guard::scoped("user:read")]
        #[inject_user]
        async fn me(user: User) {}"#,
    );
}

#[test]
fn settings_of_the_handlers_own() {
    assert_output(
        "own_settings",
        r#"#[scoped("admin", leeway = "1m 30s", audience = "admin", token_from(header, cookie(strict)), header_prefixes = [])]
        async fn wipe() {}"#,
    );
}

#[test]
fn settings_of_stacked_attributes_are_gathered() {
    assert_output(
        "own_settings_stacked",
        r#"#[protected(leeway = "0s")]
        #[inject_user(realm = "staff", required_claims = ["jti", "iat"])]
        async fn me(user: User) {}"#,
    );
}

#[test]
fn settings_of_a_block_hold_unless_a_handler_has_its_own() {
    assert_output(
        "own_settings_of_a_block",
        r#"#[protected(leeway = "0s", audience = "admin")]
        mod admin {
            async fn list() {}
            #[protected(audience = ["admin", "audit"])]
            async fn audit() {}
            #[public(replace)]
            async fn health() {}
            #[inject_user(issuer = "https://staff.example.com")]
            mod deep {
                async fn me(user: User) {}
            }
        }"#,
    );
}

#[test]
fn an_attribute_that_was_hidden_adds_to_the_guard() {
    let first = expand(
        r#"#[protected]
        #[renamed("user:read")]
        async fn me(claims: Claims<Membership>, user: User) {}"#,
    );
    let file: syn::File = syn::parse2(first).unwrap();
    let syn::Item::Fn(mut handler) = file.items.into_iter().next().unwrap() else {
        panic!("the handler comes first");
    };
    handler.attrs.clear();
    let source = format!(
        "#[scoped(\"user:read\")]\n#[inject_user]\n{}",
        quote::quote!(#handler)
    );
    assert_output("composed", &source);
}

#[test]
fn a_hidden_attribute_adds_to_a_guard_that_hands_nothing_over() {
    assert_output(
        "composed_empty",
        r#"#[inject_user]
        async fn me(_: ::renamed::__private::Guard<__PolicyOfMeAndScoped>, user: User) {}"#,
    );
}

#[test]
fn a_hidden_attribute_keeps_the_instance() {
    assert_output(
        "composed_auth",
        r#"#[protected]
        async fn wipe(_: ::jwt_guard::__private::Guard<__PolicyOfWipeAndScoped<AdminApi>, Claims<Staff>>) {}"#,
    );
}

#[test]
fn conditions_hold_for_the_policy() {
    assert_output(
        "cfg",
        r#"#[protected]
        #[cfg(feature = "admin")]
        #[allow(clippy::unused_async)]
        async fn wipe(#[cfg(test)] claims: Claims<M>) {}"#,
    );
}

#[test]
fn generics_stay_with_the_handler() {
    assert_output(
        "generics",
        r#"#[protected(crate = ::renamed)]
        async fn list<'a, S: Store, T>(State(store): State<S>, claims: Claims<Team<T>>, next: Session<'a>) -> Result<Page<T>, S::Error>
        where
            T: DeserializeOwned,
        {
            store.list().await?
        }"#,
    );
}

#[test]
fn what_may_extract_claims_is_handed_them() {
    assert_output(
        "inserting_claims",
        r#"#[protected]
        async fn list(aliased: MyClaims, request: Request) {}"#,
    );
}

#[test]
fn a_documented_handler_moves_one_parameter() {
    assert_output(
        "documented",
        r#"#[inject_user]
        #[utoipa::path(get, path = "/me")]
        async fn me(claims: Claims<Membership>, user: User) {}"#,
    );
}

#[test]
fn four_parameters_nest() {
    assert_output(
        "four",
        r#"#[inject_user]
        async fn me(a: Claims<A>, user: User, c: Claims<C>, d: Claims<D>) {}"#,
    );
}

#[test]
fn a_raw_name() {
    assert_output(
        "raw_name",
        r#"#[r#public]
        async fn r#type() {}"#
            .replace("#[r#", "#[")
            .as_str(),
    );
}

#[test]
fn an_impl_block() {
    assert_output(
        "impl_block",
        r#"#[scoped("view:read")]
        #[cfg(feature = "views")]
        /// The views.
        impl View {
            const LIMIT: usize = 10;
            type Rows = [u8; { 3 }];

            #[not_a_handler]
            async fn load(db: &Db) -> Rows { db.load().await }

            fn new() -> Self { Self }

            async fn render(&self) -> String { String::new() }

            #[cfg(feature = "list")]
            pub async fn list(claims: Claims<Membership>) -> Html { Self::load().await }

            #[public(replace)]
            pub async fn health() {}

            #[inject_user]
            pub async fn mine(user: User) {}

            #[protected(optional, replace)]
            pub async fn peek(claims: Option<Claims<Self>>) {}
        }"#,
    );
}

#[test]
fn blocks_and_handlers_are_a_chain_of_conditions() {
    assert_output(
        "nested_blocks",
        r#"#[scoped("staff", Permission::Editor, require_all = false)]
        mod staff {
            #[protected(max_age = "5m")]
            async fn recent() {}
            #[scoped(with = of_note, state = App)]
            mod notes {
                #[scoped("note:{id}:write")]
                async fn write() {}
                #[scoped("note:read", replace)]
                async fn read() {}
            }
        }"#,
    );
}

#[test]
fn a_generic_impl_block() {
    assert_output(
        "impl_generic",
        r#"#[protected(auth = AdminApi)]
        #[inject_user]
        impl<const N: usize, T> Pages<{ N }, T> where T: Fn() -> u8 {
            async fn of(user: User, claims: Claims<T>) {}
            #[scoped("admin")]
            async fn all() {}
        }"#,
    );
}

#[test]
fn an_inline_module() {
    assert_output(
        "module",
        r#"#[protected(auth = AdminApi)]
        pub mod admin {
            //! Handlers of the administration.
            use super::*;
            pub struct Row { id: u64 }
            pub async fn list(claims: Claims<Staff, AdminApi>) {}
            pub mod deep {
                pub async fn wipe() {}
            }
            impl Row { pub async fn get() {} #[not_a_handler] pub async fn load() {} }
            impl Handler for Row { async fn call() {} }
            #[cfg(test)]
            mod tests { #[tokio::test] async fn lists() {} }
        }"#,
    );
}
