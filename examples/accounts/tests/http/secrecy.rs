//! No request tells whether an address has an account.

use std::sync::mpsc;
use std::time::Duration;

use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Executor};
use tokio::time::timeout;

use crate::fixtures::{Decision, PASSWORD, Service, TestProvider, TestResponse};

/// Addresses of all kinds: of a user, of one without a password, of one that is not confirmed, and without an account.
const ADDRESSES: [&str; 4] = [
    "ada@example.com",
    "grace@example.com",
    "pending@example.com",
    "unknown@example.com",
];

async fn start() -> Service {
    let provider = TestProvider::start().await;
    let service = Service::with(Some(provider.settings.clone()), Duration::ZERO).await;
    let [ada, grace, pending, _] = ADDRESSES;
    service.register(ada).await;
    service.link("/register", pending).await;
    let mut browser = service.browser();
    let left = browser.get("/provider").await;
    let user = json!({"sub": "1", "email": grace, "email_verified": true});
    let back = provider
        .visit(left.location(), Decision::SignIn(user))
        .await;
    assert_eq!(browser.get(&back).await.location(), "/");
    service
}

fn all_equal(responses: &[TestResponse], of: &str) {
    for response in responses {
        assert_eq!(response, &responses[0], "{of}");
    }
}

#[tokio::test]
async fn programs_get_one_response_for_all_addresses() {
    let service = start().await;
    for path in ["/register", "/forgot", "/link"] {
        let mut responses = Vec::new();
        for email in ADDRESSES {
            responses.push(service.post(path, json!({"email": email})).await);
        }
        assert_eq!(responses[0].status, 202, "{path}");
        all_equal(&responses, path);
    }
    let mut responses = Vec::new();
    for email in ADDRESSES {
        responses.push(service.sign_in(email, "a wrong password").await);
    }
    assert_eq!(responses[0].status, 401);
    all_equal(&responses, "/sign-in");
}

#[tokio::test]
async fn browsers_get_one_response_for_all_addresses() {
    let service = start().await;
    for path in ["/register", "/forgot", "/link", "/sign-in"] {
        let mut responses = Vec::new();
        for email in ADDRESSES {
            let fields = [("email", email), ("password", "a wrong password")];
            responses.push(service.browser().post(path, &fields).await);
        }
        let expected = if path == "/sign-in" { 303 } else { 202 };
        assert_eq!(responses[0].status, expected, "{path}");
        all_equal(&responses, path);
    }
}

/// The mail says what the response does not.
#[tokio::test]
async fn only_addresses_with_an_account_get_a_mail() {
    let service = start().await;
    let [ada, grace, pending, unknown] = ADDRESSES;
    for email in ADDRESSES {
        service.post("/forgot", json!({"email": email})).await;
    }
    let letters = service.outbox.after_a_while().await;
    let mut sent: Vec<_> = letters
        .iter()
        .map(|letter| (&*letter.to, letter.subject))
        .collect();
    sent.sort_unstable();
    assert_eq!(
        sent,
        [
            (ada, "Choose a new password"),
            (grace, "Choose a new password"),
            (pending, "Confirm your address"),
        ]
    );
    service.post("/register", json!({"email": unknown})).await;
    assert_eq!(
        service.outbox.next(unknown).await.subject,
        "Confirm your address"
    );
}

/// The one thread that hashes passwords is busy: what hashes one waits for it, and what does not responds.
#[tokio::test]
async fn each_sign_in_hashes_a_password_and_no_request_for_a_mail_does() {
    let service = start().await;
    let (release, released) = mpsc::channel::<()>();
    let passwords = service.passwords.clone();
    let busy = tokio::spawn(async move {
        let wait = passwords.run(move || released.recv().is_ok());
        wait.await.unwrap();
    });
    tokio::task::yield_now().await;
    for path in ["/register", "/forgot", "/link"] {
        for email in ADDRESSES {
            assert_eq!(
                service.post(path, json!({"email": email})).await.status,
                202
            );
        }
    }
    for email in ADDRESSES {
        let sign_in = service.sign_in(email, "a wrong password");
        let waited = timeout(Duration::from_millis(150), sign_in).await;
        assert!(waited.is_err(), "{email}: no password was hashed");
    }
    release.send(()).unwrap();
    busy.await.unwrap();
    assert_eq!(service.sign_in(ADDRESSES[0], PASSWORD).await.status, 200);
}

/// The database is locked: the response does not wait for what is written or looked up for a mail.
#[tokio::test]
async fn a_response_does_not_wait_for_the_mail() {
    let service = start().await;
    let file = service.folder.path().join("accounts.db");
    let mut lock = SqliteConnectOptions::new()
        .filename(file)
        .connect()
        .await
        .unwrap();
    lock.execute("BEGIN EXCLUSIVE").await.unwrap();
    for path in ["/register", "/forgot", "/link"] {
        for email in ADDRESSES {
            let post = service.post(path, json!({"email": email}));
            let response = timeout(Duration::from_secs(2), post).await;
            assert_eq!(response.expect("it waits").status, 202, "{path} {email}");
        }
    }
    assert!(
        service.outbox.after_a_while().await.is_empty(),
        "the lock has no effect"
    );
}

/// Neither does the response to a link that was used, of a user who is there, or one that was invented.
#[tokio::test]
async fn links_that_do_not_work_get_one_response() {
    let service = start().await;
    let used = service.link("/link", ADDRESSES[0]).await;
    let opened = service.post("/link/open", json!({"token": used})).await;
    assert_eq!(opened.status, 200);
    for path in ["/confirm", "/reset", "/link/open", "/sign-in/code"] {
        let mut responses = Vec::new();
        for token in [&*used, "invented", "e30.e30.e30"] {
            let body = json!({"token": token, "password": PASSWORD, "code": "123456"});
            responses.push(service.post(path, body).await);
        }
        assert_eq!(responses[0].status, 400, "{path}");
        all_equal(&responses, path);
    }
}

#[tokio::test]
async fn an_account_is_limited_whether_it_exists_or_not() {
    let service = start().await;
    for email in ADDRESSES {
        for _ in 0..10 {
            assert_eq!(service.sign_in(email, "a wrong password").await.status, 401);
        }
        assert_eq!(
            service.sign_in(email, PASSWORD).await.status,
            429,
            "{email}"
        );
    }
}
