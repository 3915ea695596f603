//! Tokens that do not fit into a cookie.

use super::*;

#[derive(AuthConfig)]
#[auth(claims = Large, users = Verbose, token_from(cookie))]
struct Roomy {
    secret: Secret,
}

#[derive(Claim)]
struct Large {
    text: String,
}

struct Verbose;

impl UserBackend<Large> for Verbose {
    type Credentials = Credentials;
    type User = ();

    async fn authenticate(&self, _: Credentials) -> Result<Option<()>, BackendError> {
        Ok(Some(()))
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> {
        Ok(Some(()))
    }

    fn subject(&self, (): &()) -> String {
        "1".into()
    }

    async fn claims(&self, (): &()) -> Result<Large, BackendError> {
        Ok(Large {
            text: "x".repeat(4000),
        })
    }
}

#[tokio::test]
async fn a_token_that_no_browser_would_keep_is_not_handed_out() {
    let auth = Auth::builder(Roomy {
        secret: SECRET.into(),
    });
    let auth = auth.users(Verbose).build().unwrap();
    let app = GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    let mut browser = Browser::at("site.example.com", &app);
    let answer = browser.log_in().await;
    assert_eq!(answer.status, 500);
    assert_eq!(set_cookies(&answer), Vec::<&str>::new());
}
