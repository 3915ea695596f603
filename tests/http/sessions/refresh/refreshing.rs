//! `POST /refresh`.

use axum::http::header::{CACHE_CONTROL, WWW_AUTHENTICATE};
use serde_json::{Value, json};

use crate::fixtures::app::NOW;
use crate::sessions::service::{Service, Tokens};

#[tokio::test]
async fn a_login_gives_a_refresh_token_that_gives_new_tokens() {
    let service = Service::new(json!({}));
    let first = service.log_in().await;
    assert_eq!(first.refresh.len(), 43, "256 bits");
    service.at(900 + 10);
    assert_eq!(service.status(&first).await, 401, "it has expired");
    let second = service.refreshed(&first.refresh).await;
    assert_eq!(service.status(&second).await, 200);
    assert_ne!(second.refresh, first.refresh);
    let third = service.refreshed(&second.refresh).await;
    assert_eq!(service.status(&third).await, 200);
    assert_eq!(service.events(), ["began 1", "refreshed 1", "refreshed 1"]);
}

#[tokio::test]
async fn the_answer_is_that_of_oauth_and_kept_by_no_cache() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    let answer = service.refresh(&tokens.refresh).await;
    assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"));
    let body = answer.json();
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["expires_in"], 900);
    let members: Vec<_> = body.as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        ["access_token", "expires_in", "refresh_token", "token_type"]
    );
}

#[tokio::test]
async fn a_refresh_token_may_come_as_a_form_too() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    let fields = format!("grant_type=refresh_token&refresh_token={}", tokens.refresh);
    let answer = service.form("/auth/refresh/", &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn a_refreshed_token_says_when_the_user_authenticated_and_is_not_fresh() {
    let service = Service::new(json!({}));
    let first = service.log_in().await;
    let login = first.claims();
    assert_eq!(login["auth_time"], NOW);
    assert_eq!(login["fresh"], true);
    assert_eq!(login["acr"], "silver");
    assert_eq!(login["amr"], json!(["pwd"]));
    // Even in the same second.
    let same_second = service.refreshed(&first.refresh).await;
    assert_eq!(same_second.claims().get("fresh"), None);
    service.at(60);
    let second = service.refreshed(&same_second.refresh).await.claims();
    assert_eq!(second["iat"], NOW + 60);
    assert_eq!(second["auth_time"], NOW);
    assert_eq!(second.get("fresh"), None);
    assert_eq!(second["acr"], "silver");
    assert_eq!(second["amr"], json!(["pwd"]));
    assert_eq!(second["sid"], login["sid"]);
    assert_ne!(second["jti"], login["jti"]);
}

#[tokio::test]
async fn what_is_no_refresh_token_is_refused() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    let mut other = tokens.refresh.clone();
    other.replace_range(..1, if other.starts_with('A') { "B" } else { "A" });
    for token in [&other, &tokens.access, "", "x", "é", &tokens.refresh[1..]] {
        let answer = service.refresh(token).await;
        let status = if token.is_empty() { 400 } else { 401 };
        assert_eq!(answer.status, status, "{token}: {}", answer.body);
        let code = if token.is_empty() {
            "invalid_request"
        } else {
            "invalid_grant"
        };
        assert_eq!(answer.json()["error"], code);
        assert!(!answer.body.contains(&tokens.refresh[1..]));
    }
    let answer = service.post("/auth/refresh", None, &Value::Null).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.header(WWW_AUTHENTICATE), None);
    assert!(answer.body.contains("`refresh_token`"), "{}", answer.body);
    for body in [
        json!({"refresh_token": 5}),
        json!({"refresh_token": ["a"]}),
        json!([]),
    ] {
        let answer = service.post("/auth/refresh", None, &body).await;
        assert_eq!(answer.status, 400, "{}", answer.body);
    }
    let twice = format!("refresh_token={0}&refresh_token={0}", tokens.refresh);
    assert_eq!(service.form("/auth/refresh", &twice).await.status, 400);
    // None of this used the token up.
    service.refreshed(&tokens.refresh).await;
}

#[tokio::test]
async fn a_refresh_token_is_no_access_token() {
    for format in ["opaque", "jwt"] {
        let service = Service::new(json!({"refresh_format": format}));
        let tokens = service.log_in().await;
        let answer = service.get("/", &tokens.refresh).await;
        assert_eq!(answer.status, 401, "{format}");
        let answer = service.get("/auth/verify", &tokens.refresh).await;
        assert_eq!(answer.status, 401, "{format}");
        assert_eq!(
            service.refresh(&tokens.access).await.status,
            401,
            "{format}"
        );
    }
}

#[tokio::test]
async fn a_refresh_token_can_be_a_jwt() {
    let service = Service::new(json!({"refresh_format": "jwt", "refresh_ttl": "20d"}));
    let tokens = service.log_in().await;
    let jwt = Tokens {
        access: tokens.refresh.clone(),
        refresh: String::new(),
    };
    let claims = jwt.claims();
    assert_eq!(claims["sub"], "1");
    assert_eq!(claims["sid"], tokens.claims()["sid"]);
    assert_eq!(claims["exp"], NOW + 20 * 24 * 60 * 60);
    let next = service.refreshed(&tokens.refresh).await;
    assert_ne!(next.refresh, tokens.refresh);
    // A signature of ours is not enough: it must be in the store.
    let strange = Service::new(json!({"refresh_format": "jwt"}));
    assert_eq!(strange.refresh(&next.refresh).await.status, 401);
    let answer = service.refresh(&format!("{}A", next.refresh)).await;
    assert_eq!(answer.status, 401);
    service.refreshed(&next.refresh).await;
}

#[tokio::test]
async fn an_application_can_make_its_own_refresh_tokens() {
    use jwt_guard::prelude::*;
    use jwt_guard::session::{MemoryStore, RevocationKey, SessionOwner, TokenStore};

    let store = MemoryStore::new();
    let make = |secret: String| {
        let office = crate::sessions::service::Office {
            secret: Some(crate::fixtures::app::SECRET.into()),
            session_owner: Some("office".into()),
            ..Default::default()
        };
        let service = Service::new(json!({}));
        let auth = Auth::builder(office)
            .users(service.staff)
            .store(store.clone())
            .refresh_generator(move |subject| format!("of-{subject}-{secret}"))
            .build()
            .unwrap();
        GuardedRouter::new()
            .nest("/auth", auth.endpoints())
            .with_state(auth)
    };
    let credentials = json!({"username": "ada", "password": "secret"});
    let mut service = Service::new(json!({}));
    let good = "x".repeat(30);
    service.app = make(good.clone());
    let tokens = service.log_in().await;
    assert_eq!(tokens.refresh, format!("of-1-{good}"));
    // One that could be guessed, one with an attribute of a cookie, two cookies.
    for bad in [
        "x",
        &format!("{good}; Domain=example.com"),
        &format!("{good},a=b"),
    ] {
        service.app = make(bad.into());
        let answer = service.post("/auth", None, &credentials).await;
        assert_eq!(answer.status, 500, "{bad}: {}", answer.body);
        assert_eq!(answer.json()["error"], "server_error");
        let refused = service.refresh(&tokens.refresh).await;
        assert_eq!(refused.status, 500, "{bad}");
    }
    let subject = RevocationKey::of_subject(&SessionOwner::named("office"), None, "1");
    let kept = store.sessions(&subject, 0).await.unwrap();
    assert_eq!(kept.len(), 1, "nothing is stored");
    service.app = make(format!("{good}y"));
    service.refreshed(&tokens.refresh).await;
}

#[tokio::test]
async fn a_session_ends_when_its_time_is_over() {
    let service = Service::new(json!({"refresh_ttl": "1h"}));
    let mut tokens = service.log_in().await;
    for minutes in [20, 40, 59] {
        service.at(minutes * 60);
        tokens = service.refreshed(&tokens.refresh).await;
    }
    service.at(3600);
    let answer = service.refresh(&tokens.refresh).await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn a_session_that_is_not_used_ends_earlier() {
    let service = Service::new(json!({"refresh_idle_ttl": "30m"}));
    let mut tokens = service.log_in().await;
    for minutes in [29, 58, 87] {
        service.at(minutes * 60);
        tokens = service.refreshed(&tokens.refresh).await;
    }
    service.at((87 + 30) * 60);
    assert_eq!(service.refresh(&tokens.refresh).await.status, 401);
}

#[tokio::test]
async fn a_user_who_may_not_log_in_any_more_gets_no_tokens_and_the_session_ends() {
    type Change = fn(&mut crate::sessions::service::Known);
    let changes: [Change; 2] = [
        |known| known.is_active = false,
        |known| known.exists = false,
    ];
    for change in changes {
        let service = Service::new(json!({}));
        let tokens = service.log_in().await;
        change(&mut service.staff.known.lock().unwrap());
        let answer = service.refresh(&tokens.refresh).await;
        assert_eq!(answer.status, 401);
        assert_eq!(answer.json()["error"], "invalid_grant");
        assert_eq!(service.events(), ["began 1", "ended 1"]);
        // Permanently, whatever happens to the user.
        service.staff.known.lock().unwrap().is_active = true;
        service.staff.known.lock().unwrap().exists = true;
        assert_eq!(service.refresh(&tokens.refresh).await.status, 401);
        assert_eq!(service.status(&tokens).await, 401, "the access token lives");
    }
}

#[tokio::test]
async fn an_unavailable_backend_ends_no_session() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    service.staff.known.lock().unwrap().is_reachable = false;
    let answer = service.refresh(&tokens.refresh).await;
    assert_eq!(answer.status, 503);
    assert!(answer.header("retry-after").is_some());
    service.staff.known.lock().unwrap().is_reachable = true;
    service.refreshed(&tokens.refresh).await;
}

#[tokio::test]
async fn scopes_shrink_and_never_grow() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    assert_eq!(tokens.claims()["scope"], "report user:read");
    let set = |scopes: &[&'static str]| {
        service.staff.known.lock().unwrap().scopes = scopes.to_vec();
    };
    set(&["user:read", "admin"]);
    let answer = service.refresh(&tokens.refresh).await.json();
    assert_eq!(answer["scope"], "user:read", "the client is told");
    let tokens = Tokens::of(&answer);
    assert_eq!(tokens.claims()["scope"], "user:read");
    // Scopes that were removed may return; scopes that the session never had do not.
    set(&["report", "user", "admin"]);
    let tokens = service.refreshed(&tokens.refresh).await;
    assert_eq!(tokens.claims()["scope"], "report user:read");
    // Of `report`, only a part is left.
    set(&["report:read"]);
    let tokens = service.refreshed(&tokens.refresh).await;
    assert_eq!(tokens.claims()["scope"], "report:read");
    set(&[]);
    let tokens = service.refreshed(&tokens.refresh).await;
    assert_eq!(tokens.claims().get("scope"), None);
    assert_eq!(service.get("/report", &tokens.access).await.status, 403);
}

#[tokio::test]
async fn scopes_of_others_have_no_hierarchy_here_either() {
    let service = Service::new(json!({"scope_matching": "exact"}));
    let tokens = service.log_in().await;
    service.staff.known.lock().unwrap().scopes = vec!["report:read", "user:read"];
    let tokens = service.refreshed(&tokens.refresh).await;
    assert_eq!(tokens.claims()["scope"], "user:read");
}

#[tokio::test]
async fn a_client_may_ask_for_less_but_not_for_more() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    let ask = async |token: &str, scope: &str| {
        let body = json!({"refresh_token": token, "scope": scope});
        service.post("/auth/refresh", None, &body).await
    };
    for scope in ["admin", "report admin", "user", "report:read user:write"] {
        let answer = ask(&tokens.refresh, scope).await;
        assert_eq!(answer.status, 400, "{scope}");
        assert_eq!(answer.json()["error"], "invalid_scope");
    }
    let answer = ask(&tokens.refresh, "report:read").await;
    let less = Tokens::of(&answer.json());
    assert_eq!(less.claims()["scope"], "report:read");
    assert_eq!(service.get("/report", &less.access).await.status, 200);
    // The session has lost nothing (RFC 6749 §6).
    let all = service.refreshed(&less.refresh).await;
    assert_eq!(all.claims()["scope"], "report user:read");
}

#[tokio::test]
async fn the_access_token_may_have_to_come_along() {
    let service = Service::new(json!({"refresh_requires_access": "on"}));
    let tokens = service.log_in().await;
    let other = service.log_in().await;
    let refresh = async |access: Option<&str>| {
        let body = json!({"refresh_token": tokens.refresh});
        service.post("/auth/refresh", access, &body).await
    };
    assert_eq!(refresh(None).await.status, 401);
    assert_eq!(
        refresh(Some(&other.access)).await.status,
        401,
        "of another session"
    );
    assert_eq!(refresh(Some("x.y.z")).await.status, 401);
    assert_eq!(refresh(Some(&tokens.refresh)).await.status, 401);
    service.at(24 * 60 * 60);
    let answer = refresh(Some(&tokens.access)).await;
    assert_eq!(answer.status, 200, "it may have expired: {}", answer.body);
}

#[tokio::test]
async fn a_requested_scope_that_means_more_in_a_path_is_refused() {
    let service = Service::new(json!({}));
    service.staff.known.lock().unwrap().scopes = vec!["org:5:12:read", "team:7:read"];
    let tokens = service.log_in().await;
    for scope in [
        "org:12:5:read",
        "org:5:5:read",
        "org:5:12",
        "team:7",
        "team:read",
        "team:read:7",
        "team",
    ] {
        let body = json!({"refresh_token": tokens.refresh, "scope": scope});
        let answer = service.post("/auth/refresh", None, &body).await;
        assert_eq!(answer.status, 400, "{scope}: {}", answer.body);
    }
    // Nor is one kept that the user has in another order now.
    service.staff.known.lock().unwrap().scopes = vec!["org:12:5:read", "team:7:read"];
    let tokens = service.refreshed(&tokens.refresh).await;
    assert_eq!(tokens.claims()["scope"], "team:7:read");
}

#[tokio::test]
async fn a_request_for_a_thousand_scopes_is_refused() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    let many: Vec<_> = (0..65).map(|number| format!("report:a{number}")).collect();
    let body = json!({"refresh_token": tokens.refresh, "scope": many.join(" ")});
    let answer = service.post("/auth/refresh", None, &body).await;
    assert_eq!(answer.json()["error"], "invalid_scope");
    let body = json!({"refresh_token": tokens.refresh, "scope": many[..64].join(" ")});
    assert_eq!(service.post("/auth/refresh", None, &body).await.status, 200);
}

#[tokio::test]
async fn no_access_token_outlives_its_session() {
    let service = Service::new(json!({"refresh_ttl": "1h"}));
    let tokens = service.log_in().await;
    service.at(59 * 60);
    let answer = service.refresh(&tokens.refresh).await.json();
    assert_eq!(answer["expires_in"], 60);
    assert_eq!(Tokens::of(&answer).claims()["exp"], NOW + 3600);
    let credentials = json!({"username": "ada", "password": "secret"});
    let access = Tokens::of(&answer).access;
    let answer = service
        .post("/auth/reauthenticate", Some(&access), &credentials)
        .await;
    assert_eq!(Tokens::of(&answer.json()).claims()["exp"], NOW + 3600);
    // Its leeway is no time in which it could be prolonged.
    service.at(3605);
    assert_eq!(service.get("/", &access).await.status, 200);
    let answer = service
        .post("/auth/reauthenticate", Some(&access), &credentials)
        .await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn successors_differ_even_if_tokens_say_nothing_else() {
    let settings = json!({"refresh_format": "jwt", "jti": "off", "issued_at": "off"});
    let service = Service::new(settings);
    let tokens = service.log_in().await;
    let next = service.refreshed(&tokens.refresh).await;
    assert_ne!(next.refresh, tokens.refresh);
    service.at(10);
    assert_eq!(service.refresh(&tokens.refresh).await.status, 401);
    assert_eq!(
        service.refresh(&next.refresh).await.status,
        401,
        "it was not found out"
    );
}

#[tokio::test]
async fn a_service_that_shares_the_store_of_another_has_no_part_in_its_sessions() {
    let store = jwt_guard::session::MemoryStore::new();
    let members = Service::with_store(json!({"issuer": "https://members.example"}), store.clone());
    let admins = Service::with_store(json!({"issuer": "https://admin.example"}), store);
    let tokens = members.log_in().await;
    assert_eq!(admins.refresh(&tokens.refresh).await.status, 401);
    members.refreshed(&tokens.refresh).await;
}

#[tokio::test]
async fn a_session_that_ends_before_a_token_would_be_good_is_over() {
    let settings = json!({"not_before": "3m", "access_ttl": "10m", "refresh_ttl": "20m"});
    let service = Service::new(settings);
    let tokens = service.log_in().await;
    service.at(18 * 60);
    let answer = service.refresh(&tokens.refresh).await;
    assert_eq!(answer.status, 401, "{}", answer.body);
    assert_eq!(answer.json()["error"], "invalid_grant");
}
