//! Changing default behaviors: the loaders that make responses.

use axum::response::{IntoResponse, Response};
use jwt_guard::error::{ErrorKind, Reason};
use jwt_guard::response::{FlaskJwtExtended, Refusal, Responses};
use jwt_guard::token::TokenError;

use super::*;

/// `@jwt.expired_token_loader`; all other responses stay those of the preset.
#[derive(Default)]
struct Expired;

impl Responses for Expired {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        match refusal.reason() {
            Reason::InvalidToken(TokenError::Expired) => {
                let body = json!({"code": "dave", "err": "I can't let you do that"});
                (StatusCode::UNAUTHORIZED, Json(body)).into_response()
            }
            _ => FlaskJwtExtended.refusal(refusal),
        }
    }
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", responses = Expired)]
struct App {
    secret: Secret,
}

#[protected]
async fn protected_route() -> Json<Value> {
    Json(json!({"hello": "world"}))
}

/// Changing Default Behaviors: `loaders.py`
#[tokio::test]
async fn changing_default_behaviors() {
    let secret = SECRET.into();
    let auth = Auth::builder(App { secret }).clock(FrozenClock::at(NOW));
    let app = GuardedRouter::new().route("/protected", get(protected_route));
    let client = Client::of(app.with_state(auth.build().unwrap()));
    let expired = signed(&changed(&original(), &json!({"exp": NOW})));
    let reply = client.get("/protected", &bearer(&expired)).await;
    let expected = json!({"code": "dave", "err": "I can't let you do that"});
    assert_eq!(reply.seen(), (401, expected));
    let reply = client.get("/protected", "").await;
    assert_eq!(reply.seen(), (401, msg("Missing Authorization Header")));
    let reply = client
        .get("/protected", &bearer(&signed(&original())))
        .await;
    assert_eq!(reply.seen(), (200, json!({"hello": "world"})));
}

/// Which loader of the original would respond.
#[derive(Default)]
struct Loaders;

impl Responses for Loaders {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        let loader = match refusal.reason() {
            Reason::InvalidToken(TokenError::Expired) => "expired_token_loader",
            Reason::InvalidToken(TokenError::Revoked) => "revoked_token_loader",
            Reason::InvalidToken(TokenError::Verification(_)) => "token_verification_failed_loader",
            Reason::InvalidToken(TokenError::UnknownSubject | TokenError::InactiveSubject) => {
                "user_lookup_error_loader"
            }
            Reason::NotFresh(_) => "needs_fresh_token_loader",
            Reason::MissingToken(_) | Reason::OtherScheme => "unauthorized_loader",
            Reason::CsrfValueAbsent { .. } | Reason::CsrfValueWrong { .. } => "unauthorized_loader",
            _ if refusal.kind() == ErrorKind::InvalidToken => "invalid_token_loader",
            _ => return FlaskJwtExtended.refusal(refusal),
        };
        loader.into_response()
    }
}

#[derive(AuthConfig)]
#[auth(
    preset = "flask-jwt-extended",
    responses = Loaders,
    users = Users,
    user_lookup = "always",
    session_owner = "shop",
    token_from(header, cookie),
    extra_verifications(is_friend)
)]
struct All {
    secret: Secret,
}

fn is_friend(claims: &Claims) -> bool {
    claims.subject() != "foe"
}

#[protected(fresh)]
async fn fresh() -> &'static str {
    "fresh"
}

/// `JWTManager`: each loader of a response
#[tokio::test]
async fn each_loader() {
    let secret = SECRET.into();
    let auth = Auth::builder(All { secret }).users(Users);
    let auth = auth.store(MemoryStore::new()).clock(FrozenClock::at(NOW));
    let auth = auth.build().unwrap();
    let revoked = signed(&original());
    let verified = auth.verify(&revoked).unwrap();
    let expires_at = verified.expires_at();
    auth.sessions()
        .revoke_token(&Claims::<NoClaims>::from(verified))
        .await
        .unwrap();
    assert_eq!(expires_at, NOW + 15 * MINUTE);
    let app = GuardedRouter::new()
        .route("/", get(protected_route).post(protected_route))
        .route("/fresh", get(fresh))
        .with_state(auth);
    let client = Client::of(app);
    let with = |change: Value| bearer(&signed(&changed(&original(), &change)));
    for (loader, path, authorization) in [
        ("unauthorized_loader", "/", String::new()),
        ("unauthorized_loader", "/", "Basic x".to_owned()),
        ("invalid_token_loader", "/", "Bearer x".to_owned()),
        (
            "invalid_token_loader",
            "/",
            with(json!({"type": "refresh"})),
        ),
        ("expired_token_loader", "/", with(json!({"exp": NOW}))),
        ("revoked_token_loader", "/", bearer(&revoked)),
        (
            "needs_fresh_token_loader",
            "/fresh",
            with(json!({"jti": "2"})),
        ),
        (
            "user_lookup_error_loader",
            "/",
            with(json!({"jti": "3", "sub": "gone"})),
        ),
        (
            "token_verification_failed_loader",
            "/",
            with(json!({"jti": "4", "sub": "foe"})),
        ),
    ] {
        assert_eq!(client.get(path, &authorization).await.text, loader);
    }
    let cookie = format!(
        "access_token_cookie={}",
        signed(&changed(&original(), &json!({"jti": "5"})))
    );
    let reply = client
        .send(Method::POST, "/", &[("cookie", &cookie)], "")
        .await;
    assert_eq!(reply.text, "unauthorized_loader");
}
