use jwt_guard::prelude::*;

#[derive(Clone)]
struct User;
#[derive(Clone)]
struct Other;

#[derive(Claim)]
#[claim(user = Other)]
struct Membership {
    #[claim(setup = plan_of)]
    plan: String,
}

fn plan_of(_: &Other) -> String {
    "pro".into()
}

struct Users;

impl UserBackend<Membership> for Users {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, _: Credentials) -> Result<Option<User>, BackendError> {
        Ok(None)
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<User>, BackendError> {
        Ok(None)
    }

    fn subject(&self, _: &User) -> String {
        "1".into()
    }
}

fn main() {}
