//! A link that signs a user in: its token works once, and the session that it begins is one as any other.

use std::time::Duration;

use axum::Form;
use axum::extract::State;
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, ORIGIN};
use futures_util::future::join_all;
use jwt_guard::prelude::*;
use jwt_guard::response::LoginGrant;
use jwt_guard::session::NewSession;
use jwt_guard::token::TokenType;
use serde::Deserialize;

use super::service::{Club, Member, auth};
use crate::fixtures::app::{Answer, NOW, get_with, send};
use crate::fixtures::token::part;

#[derive(Deserialize)]
struct Link {
    token: String,
    /// Whether all sessions of the user end between the use of the token and the start of the session.
    #[serde(default)]
    ended_meanwhile: bool,
}

fn sign_in_type() -> TokenType {
    TokenType::from_static("sign-in+jwt")
}

/// The page behind the link posts its token.
#[public]
async fn sign_in(
    State(auth): State<Auth<Club>>,
    session: NewSession<Club>,
    Form(link): Form<Link>,
) -> Result<LoginGrant, AuthError> {
    let verified = auth.redeem(&sign_in_type(), &link.token).await?;
    let user = Member(verified.subject().to_owned());
    if link.ended_meanwhile {
        auth.sessions().end_all(&user).await?;
    }
    session.of(&user).amr("email").start().await
}

/// How the user has signed in.
#[protected]
async fn note(claims: Claims) -> String {
    claims.amr().collect()
}

fn app(auth: &Auth<Club>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/sign-in", post(sign_in))
        .route("/note", get(note))
        .with_state(auth.clone())
}

fn link(auth: &Auth<Club>) -> String {
    let ttl = Duration::from_secs(15 * 60);
    let link = auth.mint("ada").token_type(&sign_in_type()).ttl(ttl);
    link.token().unwrap()
}

async fn follow(app: &GuardedRouter, link: &str, origin: Option<&str>) -> Answer {
    let mut request =
        Request::post("/sign-in").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    if let Some(origin) = origin {
        request = request.header(ORIGIN, origin);
    }
    let request = request.body(format!("token={link}").into());
    send(app, request.unwrap()).await
}

#[tokio::test]
async fn a_link_begins_one_session() {
    let (auth, _, members) = auth(&["header"], None);
    let app = app(&auth);
    let link = link(&auth);
    let answers = join_all((0..8).map(|_| follow(&app, &link, None))).await;
    let (begun, refused): (Vec<_>, Vec<_>) =
        answers.iter().partition(|answer| answer.status == 200);
    assert_eq!(begun.len(), 1);
    assert!(refused.iter().all(|answer| answer.status == 400));
    assert_eq!(*members.events.lock().unwrap(), ["began ada"]);
    let body = begun[0].json();
    let access = body["access_token"].as_str().unwrap();
    assert_eq!(part(access, 1)["amr"][0], "email");
    let note = send(&app, get_with("/note", access)).await;
    assert_eq!((note.status.as_u16(), &*note.body), (200, "email"));
    let sessions = auth.sessions().of_backend_subject("ada").await.unwrap();
    assert_eq!(sessions.len(), 1);
}

/// It would log the browser in to an account of an attacker, who has a link too.
#[tokio::test]
async fn a_page_of_another_origin_does_not_use_a_link() {
    let (auth, ..) = auth(&["cookie"], None);
    let app = app(&auth);
    let link = link(&auth);
    let forged = follow(&app, &link, Some("https://evil.example")).await;
    assert_eq!(forged.status, 403);
    assert!(auth.redeem(&sign_in_type(), &link).await.is_ok());
}

#[tokio::test]
async fn a_link_begins_no_session_after_all_have_ended() {
    let (auth, clock, members) = auth(&["header"], None);
    let app = app(&auth);
    let (before, meanwhile) = (link(&auth), link(&auth));
    // After the token was used, too.
    let form = format!("{meanwhile}&ended_meanwhile=true");
    assert_eq!(follow(&app, &form, None).await.status, 401);
    assert_eq!(follow(&app, &before, None).await.status, 400);
    assert_eq!(*members.events.lock().unwrap(), [""; 0]);
    clock.set(NOW + 60);
    assert_eq!(follow(&app, &link(&auth), None).await.status, 200);
}
