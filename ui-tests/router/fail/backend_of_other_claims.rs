use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    plan: String,
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

#[derive(AuthConfig)]
#[auth(claims = Membership, users = Users)]
struct Api {
    secret: Secret,
}

fn main() {}
