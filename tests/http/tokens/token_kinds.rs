//! Every kind of token that this service issues, presented at every endpoint: each is valid only at its own.

use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE};
use axum::http::request::Builder;
use axum::http::{Method, Request};
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::RefreshFormat;
use jwt_guard::guard::LoginForm;
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use jwt_guard::token::TokenType;
use serde_json::{Value, json};

use crate::fixtures::app::{Membership, NOW, SECRET, Users, get_request, get_with, send};
use crate::fixtures::browser::Browser;
use crate::fixtures::token::signed_with;

#[derive(AuthConfig)]
#[auth(
    users = Users,
    session_owner = "shop",
    claims = Membership,
    token_from(header, cookie),
    token_delivery = "both"
)]
struct Api {
    secret: Secret,
    refresh_format: RefreshFormat,
}

#[protected]
async fn route() {}

#[protected(token_from(query, json, form, websocket))]
async fn elsewhere() {}

#[public]
async fn login_page(form: LoginForm) -> (LoginForm, &'static str) {
    (form, "a form")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Access,
    Refresh,
    /// Of a type that the application gave it.
    Invitation,
    /// Of a type that other services have, signed with our key.
    IdToken,
    /// A proof of possession (RFC 9449 §4.2), signed with our key.
    Proof,
    CsrfValue,
    LoginValue,
}

const KINDS: [Kind; 7] = [
    Kind::Access,
    Kind::Refresh,
    Kind::Invitation,
    Kind::IdToken,
    Kind::Proof,
    Kind::CsrfValue,
    Kind::LoginValue,
];

#[derive(Debug, Clone, Copy)]
enum Place {
    Header,
    Cookie,
    Query,
    Json,
    Form,
    Subprotocol,
    Verify,
    Me,
    Reauthenticate,
    LogoutAll,
    /// Logout with an access token, which is presented like any other.
    Logout,
    /// Logout with a refresh token.
    LogoutBody,
    Revoke,
    RefreshEndpoint,
    InvitationPage,
    CsrfHeader,
    LoginForm,
}

/// The tokens that are valid at each endpoint.
const PLACES: [(Place, &[Kind]); 17] = [
    (Place::Header, &[Kind::Access]),
    (Place::Cookie, &[Kind::Access]),
    (Place::Query, &[Kind::Access]),
    (Place::Json, &[Kind::Access]),
    (Place::Form, &[Kind::Access]),
    (Place::Subprotocol, &[Kind::Access]),
    (Place::Verify, &[Kind::Access]),
    (Place::Me, &[Kind::Access]),
    (Place::Reauthenticate, &[Kind::Access]),
    (Place::LogoutAll, &[Kind::Access]),
    (Place::Logout, &[Kind::Access, Kind::Refresh]),
    (Place::LogoutBody, &[Kind::Refresh]),
    (Place::Revoke, &[Kind::Access, Kind::Refresh]),
    (Place::RefreshEndpoint, &[Kind::Refresh]),
    (Place::InvitationPage, &[Kind::Invitation]),
    (Place::CsrfHeader, &[Kind::CsrfValue]),
    (Place::LoginForm, &[Kind::LoginValue]),
];

/// A service with a logged-in user.
struct Service {
    auth: Auth<Api>,
    app: GuardedRouter,
    browser: Browser,
    refresh_token: String,
    login_value: String,
}

impl Service {
    async fn with(refresh_format: RefreshFormat) -> Self {
        let secret = SECRET.into();
        let config = Api {
            secret,
            refresh_format,
        };
        let auth = Auth::builder(config)
            .users(Users)
            .clock(FrozenClock::at(NOW))
            .store(MemoryStore::new());
        let auth = auth.build().unwrap();
        let app = GuardedRouter::new()
            .route("/", get(route).post(route))
            .route("/elsewhere", get(elsewhere).post(elsewhere))
            .route("/login", get(login_page))
            .nest("/auth", auth.endpoints())
            .with_state(auth.clone());
        let mut browser = Browser::at("site.example.com", &app);
        browser.get("/login").await;
        let login_value = browser.login_value();
        browser.log_in().await;
        Self {
            auth,
            app,
            refresh_token: browser.cookies["__Host-refresh_token"].clone(),
            browser,
            login_value,
        }
    }

    fn minted(&self, token_type: &str) -> String {
        let mint = self.auth.mint("1").claims(Membership {
            plan: "pro".into(),
            team: None,
        });
        let token_type = TokenType::new(token_type.to_owned()).unwrap();
        mint.token_type(&token_type).token().unwrap()
    }

    fn handed_out(&self, kind: Kind) -> String {
        match kind {
            Kind::Access => self.browser.cookies["__Host-access_token"].clone(),
            Kind::Refresh => self.refresh_token.clone(),
            Kind::Invitation => self.minted("invitation+jwt"),
            Kind::Proof => self.minted("dpop+jwt"),
            Kind::CsrfValue => self.browser.csrf(),
            Kind::LoginValue => self.login_value.clone(),
            Kind::IdToken => signed_with(
                r#"{"alg":"HS256","typ":"JWT"}"#,
                json!({"sub": "1", "exp": NOW + 60, "iat": NOW, "plan": "pro", "nonce": "n"})
                    .to_string()
                    .as_bytes(),
                aws_lc_rs::hmac::HMAC_SHA256,
                SECRET,
            ),
        }
    }

    /// Whether the access token of the logged-in user is still valid.
    async fn lives(&self) -> bool {
        let access = self.handed_out(Kind::Access);
        send(&self.app, get_with("/", &access)).await.status == 200
    }

    /// Whether a text is accepted at an endpoint.
    async fn takes(&mut self, place: Place, text: &str) -> bool {
        let json = |path: &str, body: Value| {
            Request::post(path)
                .header(CONTENT_TYPE, "application/json")
                .body(body.to_string().into())
        };
        let form = |path: &str, body: String| {
            Request::post(path)
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(body.into())
        };
        let bearer = |request: Builder| request.header(AUTHORIZATION, format!("Bearer {text}"));
        let ends = matches!(place, Place::Logout | Place::LogoutBody | Place::Revoke);
        let request = match place {
            Place::Header => bearer(Request::get("/")).body(Body::empty()),
            Place::Verify => bearer(Request::get("/auth/verify")).body(Body::empty()),
            Place::Me => bearer(Request::get("/auth/me")).body(Body::empty()),
            Place::LogoutAll => bearer(Request::post("/auth/logout-all")).body(Body::empty()),
            Place::Logout => bearer(Request::post("/auth/logout")).body(Body::empty()),
            Place::LogoutBody => json("/auth/logout", json!({ "refresh_token": text })),
            Place::Revoke => form("/auth/revoke", format!("token={text}")),
            Place::Reauthenticate => bearer(Request::post("/auth/reauthenticate"))
                .header(CONTENT_TYPE, "application/json")
                .body(r#"{"username":"ada","password":"secret"}"#.into()),
            Place::Query => {
                Request::get(format!("/elsewhere?access_token={text}")).body(Body::empty())
            }
            Place::Json => json("/elsewhere", json!({ "access_token": text })),
            Place::Form => form("/elsewhere", format!("access_token={text}")),
            Place::Subprotocol => Request::get("/elsewhere")
                .header("sec-websocket-protocol", format!("access_token, {text}"))
                .body(Body::empty()),
            Place::Cookie => Request::get("/")
                .header(COOKIE, format!("__Host-access_token={text}"))
                .body(Body::empty()),
            Place::RefreshEndpoint => json("/auth/refresh", json!({ "refresh_token": text })),
            Place::CsrfHeader => return self.browser.post("/", Some(text)).await.status == 200,
            Place::InvitationPage => {
                let invitation = TokenType::from_static("invitation+jwt");
                return self.auth.verify_as(&invitation, text).is_ok();
            }
            Place::LoginForm => {
                let mut victim = Browser::at("site.example.com", &self.app);
                let name = "__Host-csrf_token_login";
                victim.cookies.insert(name.into(), text.into());
                let fields = format!("username=ada&password=secret&csrf_token={text}");
                let answer = victim.submit(&victim.origin(), "/auth", &fields).await;
                return answer.status != 403;
            }
        };
        let answer = send(&self.app, request.unwrap()).await;
        if ends {
            // Their response does not depend on the token.
            return !self.lives().await;
        }
        answer.status.is_success()
    }
}

#[tokio::test]
async fn r_47_whatever_is_handed_out_is_good_at_its_own_place_and_at_no_other() {
    for format in [RefreshFormat::Opaque, RefreshFormat::Jwt] {
        for (place, own) in PLACES {
            for kind in KINDS {
                // Each in a session of its own, as some are valid only once.
                let mut service = Service::with(format).await;
                let text = service.handed_out(kind);
                assert_eq!(
                    service.takes(place, &text).await,
                    own.contains(&kind),
                    "{kind:?} at {place:?}, {format:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_request_without_anything_is_let_in_nowhere() {
    let mut service = Service::with(RefreshFormat::Opaque).await;
    for (place, _) in PLACES {
        assert!(!service.takes(place, "").await, "{place:?}");
    }
    assert_eq!(send(&service.app, get_request("/")).await.status, 401);
    let unsafe_method = service.browser.request(Method::POST, "/");
    assert_eq!(service.browser.send(unsafe_method, "").await.status, 403);
}
