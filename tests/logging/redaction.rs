//! What is never logged: tokens, passwords, claims, and values of path parameters.

use axum::http::Request;
use jwt_guard::prelude::*;

use super::Recorder;
use crate::app::*;

#[protected]
#[tracing::instrument]
async fn traced(claims: Claims<Membership>, any: CurrentUser<User>) -> String {
    tracing::info!(?claims, "handling");
    any.name.clone()
}

#[tokio::test]
async fn no_log_line_has_a_token_a_password_or_a_claim_in_it() {
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let app: GuardedRouter = GuardedRouter::new()
        .route("/traced", get(traced))
        .nest("/auth", auth().endpoints())
        .with_state(auth());
    let valid = token(&["user"]);
    let forged = format!("{valid}A");
    assert_eq!(get_as(&app, "/traced", Some(&valid)).await.0, 200);
    assert_eq!(get_as(&app, "/traced", Some(&forged)).await.0, 401);
    for body in [
        r#"{"username":"ada","password":"hunter2"}"#,
        r#"{"username":"flaky","password":"hunter2"}"#,
        r#"{"password":"hunter2"}"#,
    ] {
        let login = Request::post("/auth").header("content-type", "application/json");
        send(&app, login.body(body.into()).unwrap()).await;
    }
    let log = recorder.0.lock().unwrap().clone();
    assert!(
        log.contains("claims = [verified claims]"),
        "the handler was not traced:\n{log}"
    );
    assert!(
        log.contains("the token's signature is wrong"),
        "the refusal was not logged:\n{log}"
    );
    let (_, signature) = valid.rsplit_once('.').unwrap();
    for secret in [signature, &valid[30..60], "hunter2", SECRET, "\"pro\""] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}

#[scoped("team:{id}:read")]
async fn member() {}

#[tokio::test]
async fn a_path_parameter_twice_is_logged_by_its_name_and_not_its_values() {
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let inner: GuardedRouter = GuardedRouter::new()
        .route("/m/{id}", get(member))
        .with_state(auth());
    let app = GuardedRouter::new().nest_public_service("/t/{id}", inner.finish());
    let (status, body) = get_as(
        &app,
        "/t/secretteam/m/secretmember",
        Some(&token(&["team"])),
    )
    .await;
    assert_eq!(status, 500);
    let log = recorder.0.lock().unwrap().clone();
    assert!(
        log.contains("the path of the request has this parameter twice"),
        "{log}"
    );
    assert!(
        log.contains("level = ERROR")
            && log.contains("member")
            && log.contains("parameter = \"id\""),
        "{log}"
    );
    for text in [&log, &body] {
        assert!(!text.contains("secret"), "{text}");
    }
}

#[derive(AuthConfig)]
#[auth(claims = Membership, users = Users, token_from(cookie))]
struct Verbose {
    secret: Secret,
    audience: Vec<String>,
}

#[tokio::test]
async fn a_token_too_large_for_a_cookie_is_logged_with_sizes_and_no_values() {
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let name = |at: usize| format!("{at}{}", "x".repeat(100));
    let auth = Auth::builder(Verbose {
        secret: SECRET.into(),
        audience: (0..32).map(name).collect(),
    });
    let auth = auth.users(Users).build().unwrap();
    let app = GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    let login = Request::post("/auth")
        .header("content-type", "application/json")
        .body(r#"{"username":"ada","password":"secret"}"#.into());
    let answer = send(&app, login.unwrap()).await;
    assert_eq!(answer.json()["error"], "token_too_large");
    let log = recorder.0.lock().unwrap().clone();
    for said in [
        "level = ERROR",
        "cookie = __Host-access_token",
        "limit = 4096",
        "claims = aud: 33",
    ] {
        assert!(log.contains(said), "{said}: {log}");
    }
    assert!(
        log.contains("size = 4") || log.contains("size = 5"),
        "{log}"
    );
    for hidden in ["xxxx", "team of ada"] {
        assert!(!log.contains(hidden), "{log}");
    }
}
