//! The owner of sessions: services with one store share nothing in it unless they have one name.

use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use serde_json::{Value, json};

use super::service::{Office, Person, Service, Tokens};
use crate::fixtures::app::SECRET;

async fn lives(service: &Service, tokens: &Tokens) -> (bool, bool) {
    let access = service.status(tokens).await == 200;
    (access, service.refresh(&tokens.refresh).await.status == 200)
}

/// Whole names of services, of which each differs from the first in one part.
fn names() -> [Value; 6] {
    [
        json!({"session_owner": "shop"}),
        json!({"session_owner": "forum"}),
        json!({"session_owner": "shop", "issuer": "https://shop.example"}),
        json!({"session_owner": "shop", "audience": ["shop"]}),
        json!({"session_owner": "shop", "client_id": ["web"]}),
        json!({"session_owner": "shop", "instance": "admin", "token_from": ["header", "cookie"], "token_delivery": "body"}),
    ]
}

/// Two services of different names with one secret, users of the same subjects, and one store.
fn beside(one: &Value, other: &Value, format: &str) -> (Service, Service) {
    let store = MemoryStore::new();
    let [one, other] = [one, other].map(|name| {
        let mut settings = name.clone();
        settings["refresh_format"] = format.into();
        Service::with_store(settings, store.clone())
    });
    (one, other)
}

/// Each service beside the first, both ways.
fn pairs() -> impl Iterator<Item = (Value, Value)> {
    let names = names();
    let first = names[0].clone();
    let others: Vec<_> = names[1..].to_vec();
    others
        .into_iter()
        .flat_map(move |other| [(first.clone(), other.clone()), (other, first.clone())])
}

#[tokio::test]
async fn a_refresh_token_of_one_service_is_unknown_to_another() {
    for (mine, theirs) in pairs() {
        for format in ["opaque", "jwt"] {
            let (mine, theirs) = beside(&mine, &theirs, format);
            let first = mine.log_in().await;
            let second = mine.refreshed(&first.refresh).await;
            mine.at(3600);
            theirs.at(3600);
            // A used token is no reuse to a service that does not know it.
            for token in [&first.refresh, &second.refresh] {
                let answer = theirs.refresh(token).await;
                assert_eq!(answer.status, 401, "{}", answer.body);
                let session = theirs.auth.sessions().of_refresh_token(token).await;
                assert_eq!(session.unwrap(), None);
                let logout = json!({"refresh_token": token});
                theirs.post("/auth/logout", None, &logout).await;
                theirs.form("/auth/revoke", &format!("token={token}")).await;
            }
            assert_eq!(theirs.events(), [""; 0]);
            assert_eq!(mine.refresh(&second.refresh).await.status, 200, "{format}");
        }
    }
}

#[tokio::test]
async fn nothing_that_one_service_ends_is_of_another() {
    for (mine, theirs) in pairs() {
        let (mine, theirs) = beside(&mine, &theirs, "opaque");
        let tokens = mine.log_in().await;
        let nameless = mine.auth.mint("1").token().unwrap();
        let nameless = Tokens {
            access: nameless,
            refresh: String::new(),
        };
        let claims = tokens.claims();
        let [sid, jti] = ["sid", "jti"].map(|name| claims[name].as_str().unwrap());
        let sessions = theirs.auth.sessions();
        assert_eq!(sessions.of_backend_subject("1").await.unwrap(), []);
        assert!(!sessions.end_of_user(&Person(1), sid).await.unwrap());
        sessions.revoke_token_of_issuer(None, jti).await.unwrap();
        sessions.end_all_of_backend_subject("1").await.unwrap();
        assert_eq!(mine.status(&nameless).await, 200);
        assert_eq!(lives(&mine, &tokens).await, (true, true));
        let sessions = mine.auth.sessions();
        sessions.end_all_of_backend_subject("1").await.unwrap();
        assert_eq!(lives(&mine, &tokens).await, (false, false));
        assert_eq!(mine.status(&nameless).await, 401);
    }
}

#[tokio::test]
async fn a_login_is_refused_for_no_end_of_another_service() {
    let (mine, theirs) = beside(&names()[0], &names()[1], "opaque");
    let auth = theirs.auth.clone();
    mine.staff.known.lock().unwrap().meanwhile = Some(Box::new(move || {
        let ended = futures_util::future::FutureExt::now_or_never(
            auth.sessions().end_all_of_backend_subject("1"),
        );
        ended.expect("at once").unwrap();
    }));
    let tokens = mine.log_in().await;
    assert_eq!(lives(&mine, &tokens).await, (true, true));
}

#[tokio::test]
async fn processes_of_one_service_share_its_sessions() {
    for name in names() {
        let (one, other) = beside(&name, &name, "opaque");
        let tokens = one.log_in().await;
        let next = other.refreshed(&tokens.refresh).await;
        let sessions = other.auth.sessions();
        sessions.end_all_of_backend_subject("1").await.unwrap();
        assert_eq!(lives(&one, &next).await, (false, false));
    }
}

fn problem(settings: Value, store: Option<MemoryStore>) -> String {
    let started = Service::with_office(serde_json::from_value(settings).unwrap(), store);
    started.err().expect("it starts").to_string()
}

#[tokio::test]
async fn a_service_whose_sessions_have_no_owner_does_not_start() {
    let start = |office: Office| {
        let office = Office {
            secret: Some(SECRET.into()),
            ..office
        };
        let service = Service::new(json!({}));
        let auth = Auth::builder(office).users(service.staff);
        auth.store(MemoryStore::new()).build().map(drop)
    };
    let error = start(Office::default()).unwrap_err().to_string();
    assert!(error.contains("`session_owner`"), "{error}");
    assert!(error.contains("`session_owner = \"shop\"`"), "{error}");
    assert!(error.contains("`issuer`"), "{error}");
    let issuer = Some("https://shop.example".into());
    let by_issuer = Office {
        issuer,
        ..Office::default()
    };
    assert!(start(by_issuer).is_ok());
    let session_owner = Some("shop".into());
    let by_name = Office {
        session_owner,
        ..Office::default()
    };
    assert!(start(by_name).is_ok());
    let nameless = problem(json!({"session_owner": ""}), Some(MemoryStore::new()));
    assert!(nameless.contains("`session_owner`"), "{nameless}");
    let useless = problem(json!({"session_owner": "shop"}), None);
    assert!(useless.contains("no store"), "{useless}");
    // It stands in no token.
    let tokens = Service::new(json!({})).log_in().await;
    assert!(!tokens.claims().to_string().contains(super::service::OWNER));
}

fn login_of(auth: &Auth<Office>) -> GuardedRouter {
    auth.endpoints()
}

fn page_of(auth: &Auth<Office>) -> GuardedRouter {
    #[protected]
    async fn page() {}

    let router: GuardedRouter<Auth<Office>> = GuardedRouter::new().route("/", get(page));
    router.with_state(auth.clone())
}

#[tokio::test]
async fn two_services_of_one_name_are_not_below_one_router() {
    let with = |name: &str| Service::new(json!({"session_owner": name})).auth;
    let (shop, same, forum) = (with("shop"), with("shop"), with("forum"));
    let below = |one: GuardedRouter, other: GuardedRouter| {
        let app: GuardedRouter = GuardedRouter::new().nest("/one", one).nest("/other", other);
        app.try_finish().map(drop)
    };
    for (one, other) in [
        (login_of(&shop), login_of(&same)),
        (login_of(&shop), page_of(&same)),
        (page_of(&shop), page_of(&same)),
    ] {
        let error = below(one, other).unwrap_err();
        let [problem] = error.problems() else {
            panic!("{error}");
        };
        assert!(
            problem.starts_with("`Office` and `Office` are two"),
            "{problem}"
        );
        assert!(problem.contains("`session_owner`"), "{problem}");
    }
    assert!(below(login_of(&shop), login_of(&forum)).is_ok());
    assert!(below(login_of(&shop), page_of(&shop.clone())).is_ok());
    let bare = || Service::without_store(json!({})).auth;
    assert!(below(page_of(&bare()), page_of(&bare())).is_ok());
}
