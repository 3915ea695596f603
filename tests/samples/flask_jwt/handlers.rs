//! The handlers of the API.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jwt_guard::claim::ExtraClaims;
use jwt_guard::error::Reason;
use jwt_guard::guard::RequestSettings;
use jwt_guard::response::{FlaskJwt, LoginGrant, Refusal, Responses};
use jwt_guard::session::NewSession;
use jwt_guard::token::TokenError;
use jwt_guard::user::{LoginRequest, TokenUser};
use serde_json::Map;

use super::*;

/// `@jwt.jwt_error_handler`, as "Something bad happened" with 400
#[derive(Default)]
struct Errors;

impl Responses for Errors {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        match refusal.reason() {
            Reason::InvalidToken(TokenError::Expired) => {
                (StatusCode::BAD_REQUEST, "Something bad happened").into_response()
            }
            _ => FlaskJwt.refusal(refusal),
        }
    }

    /// `@jwt.auth_response_handler(access_token, identity)`
    fn login(&self, grant: &LoginGrant) -> Response {
        let user = grant.user::<User>();
        let mut body = json!(grant.body());
        body["user_id"] = json!(user.map(|user| user.id));
        Json(body).into_response()
    }
}

/// API: `jwt_error_handler`, `auth_response_handler`
#[tokio::test]
async fn response_handlers() {
    let client = service!((responses = Errors));
    let reply = client
        .get("/protected", &with(json!({"exp": NOW - 15})))
        .await;
    assert_eq!(
        (reply.status, &*reply.text),
        (400, "Something bad happened")
    );
    assert_eq!(client.get("/protected", "JWT").await.seen().0, 401);
    let reply = client.log_in("/auth", "user1", "abcxyz").await.json();
    assert_eq!(reply["user_id"], 1);
    let token = reply["access_token"].as_str().unwrap();
    assert_eq!(client.get("/protected", &jwt(token)).await.status, 200);
}

/// What the other handlers of the API are here.
struct Handlers;

impl UserBackend for Handlers {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        Users.authenticate(login).await
    }

    /// `@jwt.authentication_handler`, where it reads the request too.
    async fn authenticate_request(
        &self,
        login: Credentials,
        request: LoginRequest<'_>,
    ) -> Result<Option<User>, BackendError> {
        let head = request.head::<axum::http::request::Parts>();
        let is_barred = head.is_some_and(|head| head.headers.contains_key("x-barred"));
        match is_barred {
            true => Ok(None),
            false => self.authenticate(login).await,
        }
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        Users.retrieve_user(subject).await
    }

    /// `@jwt.identity_handler`, which is given the payload.
    async fn retrieve_user_of(
        &self,
        token: TokenUser<'_, NoClaims>,
    ) -> Result<Option<User>, BackendError> {
        self.retrieve_user(token.subject()).await
    }

    fn subject(&self, user: &User) -> String {
        user.id.to_string()
    }

    /// `@jwt.jwt_payload_handler`
    async fn extend_payload(&self, user: &User) -> Result<ExtraClaims, BackendError> {
        Ok(ExtraClaims::from_iter([(
            "name".to_owned(),
            user.username.into(),
        )]))
    }

    /// `@jwt.jwt_headers_handler`
    async fn additional_headers(&self, _: &User) -> Result<Map<String, Value>, BackendError> {
        Ok(Map::from_iter([("x".to_owned(), "y".into())]))
    }
}

/// API: `authentication_handler`, `identity_handler`, `jwt_payload_handler`, `jwt_headers_handler`
#[tokio::test]
async fn handlers() {
    let client = service!(Handlers, ());
    let token = log_in(&client).await;
    let [header, claims] = parts(&token);
    assert_eq!(header, json!({"alg": "HS256", "typ": "JWT", "x": "y"}));
    assert_eq!(claims, changed(&original(), &json!({"name": "user1"})));
    let reply = client.get("/protected", &jwt(&token)).await;
    assert_eq!(reply.text, "User(id='1')");
    let reply = client
        .get("/protected", &with(json!({"identity": 3})))
        .await;
    assert_eq!(reply.seen(), refused("Invalid JWT", "User does not exist"));
    let headers = [("content-type", "application/json"), ("x-barred", "1")];
    let body = json!({"username": "user1", "password": "abcxyz"}).to_string();
    let reply = client.send(Method::POST, "/auth", &headers, body).await;
    assert_eq!(reply.seen(), refused("Bad Request", "Invalid credentials"));
}

/// API: `request_handler`
#[tokio::test]
async fn request_handler() {
    let client = service!(().request_settings(|request| {
        match request
            .headers
            .get("x-token")
            .and_then(|token| token.to_str().ok())
        {
            Some(token) => RequestSettings::new().token(token),
            None => RequestSettings::new(),
        }
    }));
    let token = signed(&original());
    let headers = [("x-token", &*token)];
    let reply = client.send(Method::GET, "/protected", &headers, "").await;
    assert_eq!(reply.text, "User(id='1')");
    assert_eq!(client.get("/protected", &jwt(&token)).await.status, 200);
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt", users = Users, path_authenticate = "off")]
struct Own {
    secret: Secret,
}

#[public]
async fn own_login(
    session: NewSession<Own>,
    Json(login): Json<Credentials>,
) -> Result<LoginGrant, AuthError> {
    let user = session.authenticate(login).await?;
    session.of(&user).start().await
}

#[protected]
async fn payload(State(auth): State<Auth<Own>>, claims: Claims) -> Result<Json<Value>, AuthError> {
    let token = auth.mint(claims.subject()).token()?;
    let verified = auth.verify(&token).map_err(Reason::InvalidToken)?;
    Ok(Json(
        json!({"identity": verified.subject(), "token": token}),
    ))
}

/// API: `auth_request_handler`, `jwt_encode_handler`, `jwt_decode_handler`
#[tokio::test]
async fn own_views() {
    let secret = SECRET.into();
    let auth = Auth::builder(Own { secret }).users(Users);
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let app = GuardedRouter::new()
        .route("/auth", post(own_login))
        .route("/again", get(payload))
        .with_state(auth);
    let client = Client::of(app);
    let token = log_in(&client).await;
    assert_eq!(claims_of(&token), original());
    let reply = client.log_in("/auth", "user1", "wrong").await;
    assert_eq!(reply.seen(), refused("Bad Request", "Invalid credentials"));
    let reply = client.get("/again", &jwt(&token)).await;
    assert_eq!(reply.json()["identity"], "1");
    assert_eq!(claims_of(&reply.text_of("token")), original());
}
