use jwt_guard::prelude::*;

#[derive(Clone)]
struct User;

#[derive(Clone)]
struct Customer;

struct Users;

impl UserBackend for Users {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, _: Credentials) -> Result<Option<User>, BackendError> {
        Ok(None)
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<User>, BackendError> {
        Ok(None)
    }

    fn subject(&self, _: &User) -> String {
        String::new()
    }
}

#[derive(AuthConfig)]
#[auth(users = Users)]
struct Api {
    secret: Secret,
}

#[inject_user]
async fn hello(user: Customer) {
    drop(user);
}

fn app(auth: Auth<Api>) {
    let _: GuardedRouter = GuardedRouter::new().route("/", get(hello)).with_state(auth);
}

fn main() {}
