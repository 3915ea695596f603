use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(users = Users, token_from(cookie), access_ttl = "dangerously-never", implicit_refresh = "5m")]
struct Api {
    secret: Secret,
}

struct Users;

impl UserBackend for Users {
    type Credentials = Credentials;
    type User = ();

    async fn authenticate(&self, _: Credentials) -> Result<Option<()>, BackendError> {
        Ok(None)
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> {
        Ok(None)
    }

    fn subject(&self, _: &()) -> String {
        String::new()
    }
}

fn main() {}
