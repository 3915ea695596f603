//! What the user backend is given besides credentials and a subject: the request of a login, and the claims of a token.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use jwt_guard::prelude::*;
use jwt_guard::user::{LoginRequest, TokenUser};
use serde_json::json;

use crate::fixtures::app::{SECRET, get_with, send};

#[derive(Claim, Debug, PartialEq)]
struct Tenant(String);

#[derive(AuthConfig)]
#[auth(claims = Tenant, users = Tenants, client_address = "proxies:1")]
struct Api {
    secret: Secret,
}

/// Users of several tenants: the header `x-tenant` names it at a login, and the claim in a token.
struct Tenants;

#[derive(Clone, serde::Serialize)]
struct User {
    name: String,
    tenant: String,
}

impl UserBackend<Tenant> for Tenants {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, _: Credentials) -> Result<Option<User>, BackendError> {
        Err("the library calls `authenticate_request`".into())
    }

    async fn authenticate_request(
        &self,
        login: Credentials,
        request: LoginRequest<'_>,
    ) -> Result<Option<User>, BackendError> {
        let head = request.head::<Parts>().ok_or("no head")?;
        let tenant = head
            .headers
            .get("x-tenant")
            .and_then(|value| value.to_str().ok());
        let is_near = request
            .address()
            .is_some_and(|address| address.is_loopback());
        Ok(tenant.filter(|_| is_near).map(|tenant| User {
            name: login.username.clone(),
            tenant: tenant.to_owned(),
        }))
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<User>, BackendError> {
        Err("the library calls `retrieve_user_of`".into())
    }

    async fn retrieve_user_of(
        &self,
        token: TokenUser<'_, Tenant>,
    ) -> Result<Option<User>, BackendError> {
        assert!(token.scopes().iter().eq(["note:read"]));
        Ok(Some(User {
            name: token.subject().to_owned(),
            tenant: token.claims().0.clone(),
        }))
    }

    fn subject(&self, user: &User) -> String {
        user.name.clone()
    }

    async fn scopes(&self, _: &User) -> Result<ScopeSet, BackendError> {
        Ok(["note:read"].into_iter().collect())
    }

    async fn claims(&self, user: &User) -> Result<Tenant, BackendError> {
        Ok(Tenant(user.tenant.clone()))
    }
}

#[inject_user]
async fn tenant(user: User) -> String {
    format!("{} of {}", user.name, user.tenant)
}

fn login(tenant: Option<&str>, address: &str) -> Request<Body> {
    let mut request = Request::post("/auth")
        .header(CONTENT_TYPE, "application/json")
        .header("x-forwarded-for", address);
    if let Some(tenant) = tenant {
        request = request.header("x-tenant", tenant);
    }
    let body = json!({"username": "ada", "password": "secret"});
    request.body(Body::from(body.to_string())).unwrap()
}

#[tokio::test]
async fn the_backend_sees_the_request_of_a_login_and_the_claims_of_a_token() {
    let auth = Auth::builder(Api {
        secret: SECRET.into(),
    })
    .users(Tenants)
    .build()
    .unwrap();
    let app = GuardedRouter::new()
        .route("/tenant", get(tenant))
        .nest("/auth", auth.endpoints())
        .with_state(auth.clone());
    let answer = send(&app, login(Some("acme"), "127.0.0.1")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let token = answer.json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(
        send(&app, get_with("/tenant", &token)).await.body,
        "ada of acme"
    );
    for refused in [login(None, "127.0.0.1"), login(Some("acme"), "192.0.2.1")] {
        assert_eq!(send(&app, refused).await.status, 401);
    }
}
