//! The four attributes, on every shape of handler.

mod blocks;
mod merging;
mod positions;
mod scopes;

use axum::Json;
use axum::extract::{FromRef, FromRequestParts, Path, Query, State};
use axum::http::{HeaderMap, Method, Uri, Version};
use axum::response::{Html, IntoResponse};
use jwt_guard::prelude::*;
use serde_json::{Value, json};

use crate::fixtures::app::*;

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<Api>,
    greeting: &'static str,
}

impl FromRef<App> for &'static str {
    fn from_ref(app: &App) -> Self {
        app.greeting
    }
}

#[public]
async fn open() -> &'static str {
    "open"
}

#[protected]
async fn nothing() -> &'static str {
    "nothing"
}

#[protected]
async fn claims(claims: Claims<Membership>) -> String {
    format!("{} {}", claims.subject(), claims.plan)
}

#[protected]
async fn any_claims(claims: Claims) -> String {
    claims.subject().to_owned()
}

type Member = Claims<Membership>;

/// The attribute sees only the alias, so the claims come by the request's extensions.
#[protected]
async fn aliased_claims(claims: Member) -> String {
    claims.plan.clone()
}

struct Team(String);

impl<S> FromRequestParts<S> for Team
where
    S: AuthState<Config = Api>,
{
    type Rejection = Rejection;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        state: &S,
    ) -> Result<Self, Rejection> {
        let claims =
            <Claims<Membership> as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        Ok(Self(claims.team.clone().unwrap_or_else(|| "none".into())))
    }
}

#[protected]
async fn claims_inside_another_extractor(Team(team): Team) -> String {
    team
}

#[protected]
async fn current_user(user: CurrentUser<User>) -> String {
    user.name.clone()
}

type Me = CurrentUser<User>;

#[protected]
async fn aliased_user(user: Me) -> String {
    user.into_inner().name
}

#[inject_user]
async fn injected(user: User) -> String {
    user.name
}

#[inject_user]
async fn injected_by_mark(#[user] User { name, .. }: User, Path(_): Path<u32>) -> String {
    name
}

#[inject_user]
async fn injected_mutable(mut user: User, claims: Claims<Membership>) -> String {
    user.name.push_str(&claims.plan);
    user.name
}

#[protected(optional)]
async fn optional(claims: Option<Claims<Membership>>) -> String {
    claims.map_or("nobody".into(), |claims| claims.subject().to_owned())
}

#[inject_user(optional)]
async fn optional_user(user: Option<User>) -> String {
    user.map_or("nobody".into(), |user| user.name)
}

#[protected(optional)]
async fn aliased_optionals(claims: Option<Member>, user: Option<Me>) -> String {
    format!("{} {}", claims.is_some(), user.is_some())
}

/// Asks for claims that may be absent as if they could not be.
#[protected(optional)]
async fn aliased_and_not_optional(claims: Member) -> String {
    claims.plan.clone()
}

/// A public handler has no claims to give, whatever comes with the request.
#[public]
async fn aliased_and_public(claims: Option<Member>) -> String {
    claims.is_some().to_string()
}

#[protected]
async fn state_and_body(
    State(greeting): State<&'static str>,
    claims: Claims<Membership>,
    Json(body): Json<Value>,
) -> Json<Value> {
    Json(json!([greeting, claims.plan, body]))
}

#[scoped("user:read")]
async fn generic<S>(State(state): State<S>) -> String
where
    S: std::fmt::Debug + Clone + Send + Sync + 'static,
{
    format!("{state:?}")
}

#[scoped("user:read")]
async fn returns_impl_trait() -> impl IntoResponse {
    Html("<p>hello</p>")
}

#[protected]
async fn question_mark(
    Query(query): Query<Vec<(String, String)>>,
) -> Result<String, axum::http::StatusCode> {
    let (name, _) = query
        .into_iter()
        .next()
        .ok_or(axum::http::StatusCode::NOT_FOUND)?;
    Ok(name)
}

#[protected]
#[expect(clippy::too_many_arguments, reason = "as many as a handler can have")]
async fn fifteen(
    _: Method,
    _: Uri,
    _: Version,
    _: HeaderMap,
    _: Method,
    _: Uri,
    _: Version,
    _: HeaderMap,
    _: Method,
    _: Uri,
    _: Version,
    _: HeaderMap,
    _: Method,
    _: Uri,
    body: String,
) -> String {
    body
}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/open", get(open))
        .route("/nothing", get(nothing))
        .route("/claims", get(claims))
        .route("/any-claims", get(any_claims))
        .route("/aliased-claims", get(aliased_claims))
        .route("/claims-inside", get(claims_inside_another_extractor))
        .route("/current-user", get(current_user))
        .route("/aliased-user", get(aliased_user))
        .route("/injected", get(injected))
        .route("/injected-by-mark/{id}", get(injected_by_mark))
        .route("/injected-mutable", get(injected_mutable))
        .route("/optional", get(optional))
        .route("/optional-user", get(optional_user))
        .route("/aliased-optionals", get(aliased_optionals))
        .route("/aliased-not-optional", get(aliased_and_not_optional))
        .route("/aliased-public", get(aliased_and_public))
        .route("/state-and-body", post(state_and_body))
        .route("/generic", get(generic::<&'static str>))
        .route("/impl-trait", get(returns_impl_trait))
        .route("/question-mark", get(question_mark))
        .route("/fifteen", get(fifteen))
        .with_state(App {
            auth: auth(),
            greeting: "hi",
        })
}

async fn with_token(path: &str) -> (u16, String) {
    get_as(&app(), path, Some(&token(&["user"]))).await
}

#[tokio::test]
async fn public_accepts_every_request_and_reads_no_token() {
    assert_eq!(get_as(&app(), "/open", None).await, (200, "open".into()));
    assert_eq!(
        get_as(&app(), "/open", Some("rubbish")).await,
        (200, "open".into())
    );
}

#[tokio::test]
async fn protected_accepts_any_valid_token() {
    assert_eq!(get_as(&app(), "/nothing", None).await.0, 401);
    assert_eq!(with_token("/nothing").await, (200, "nothing".into()));
}

#[tokio::test]
async fn claims_reach_the_handler_however_it_asks_for_them() {
    assert_eq!(with_token("/claims").await, (200, "1 pro".into()));
    assert_eq!(with_token("/any-claims").await, (200, "1".into()));
    assert_eq!(with_token("/aliased-claims").await, (200, "pro".into()));
    assert_eq!(with_token("/claims-inside").await, (200, "none".into()));
}

#[tokio::test]
async fn the_user_reaches_the_handler_however_it_asks_for_it() {
    for path in [
        "/current-user",
        "/aliased-user",
        "/injected",
        "/injected-by-mark/7",
    ] {
        assert_eq!(with_token(path).await, (200, "ada".into()), "{path}");
    }
    assert_eq!(
        with_token("/injected-mutable").await,
        (200, "adapro".into())
    );
}

#[tokio::test]
async fn inject_user_alone_protects() {
    for path in ["/injected", "/injected-by-mark/7", "/injected-mutable"] {
        assert_eq!(get_as(&app(), path, None).await.0, 401, "{path}");
    }
}

#[tokio::test]
async fn a_user_who_is_gone_or_inactive_is_refused() {
    for subject in ["2", "4"] {
        for path in [
            "/current-user",
            "/aliased-user",
            "/injected",
            "/optional-user",
        ] {
            let token = token_about(subject, &[]);
            assert_eq!(get_as(&app(), path, Some(&token)).await.0, 401, "{path}");
        }
    }
}

#[tokio::test]
async fn a_user_who_cannot_be_looked_up_is_503() {
    let answer = send(&app(), get_with("/injected", &token_about("3", &[]))).await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.header("retry-after"), Some("1"));
    assert_eq!(answer.challenge(), None);
    assert!(!answer.body.contains("postgres"), "{}", answer.body);
}

#[tokio::test]
async fn optional_forgives_an_absent_token_and_nothing_else() {
    for path in ["/optional", "/optional-user"] {
        assert_eq!(
            get_as(&app(), path, None).await,
            (200, "nobody".into()),
            "{path}"
        );
        assert_eq!(get_as(&app(), path, Some("rubbish")).await.0, 401, "{path}");
    }
    assert_eq!(
        get_as(&app(), "/aliased-optionals", None).await,
        (200, "false false".into())
    );
    assert_eq!(
        with_token("/aliased-optionals").await,
        (200, "true true".into())
    );
    assert_eq!(with_token("/optional").await, (200, "1".into()));
    assert_eq!(with_token("/optional-user").await, (200, "ada".into()));
}

#[tokio::test]
async fn claims_behind_an_alias_are_never_made_up() {
    assert_eq!(get_as(&app(), "/aliased-not-optional", None).await.0, 401);
    assert_eq!(
        with_token("/aliased-not-optional").await,
        (200, "pro".into())
    );
    // No guard verifies a token for a public handler: its extractor has the request admitted by itself.
    let aliased = async |token: &str| get_as(&app(), "/aliased-public", Some(token)).await;
    assert_eq!(
        get_as(&app(), "/aliased-public", None).await,
        (200, "false".into())
    );
    assert_eq!(aliased("rubbish").await, (200, "false".into()));
    assert_eq!(with_token("/aliased-public").await, (200, "true".into()));
}

#[tokio::test]
async fn generics_impl_trait_state_and_bodies_are_untouched() {
    assert_eq!(with_token("/generic").await, (200, "\"hi\"".into()));
    assert_eq!(
        with_token("/impl-trait").await,
        (200, "<p>hello</p>".into())
    );
    assert_eq!(with_token("/question-mark?a=b").await, (200, "a".into()));
    assert_eq!(with_token("/question-mark").await.0, 404);
    let mut request = get_with("/state-and-body", &token(&[]));
    *request.method_mut() = Method::POST;
    *request.body_mut() = "[1]".into();
    request
        .headers_mut()
        .insert("content-type", "application/json".parse().unwrap());
    assert_eq!(
        send(&app(), request).await.json(),
        json!(["hi", "pro", [1]])
    );
}

#[tokio::test]
async fn a_handler_may_have_fifteen_parameters_beside_the_guard() {
    assert_eq!(with_token("/fifteen").await.0, 200);
    assert_eq!(get_as(&app(), "/fifteen", None).await.0, 401);
}
