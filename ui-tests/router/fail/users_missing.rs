use jwt_guard::prelude::*;

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
#[auth(users = Users)]
struct Api {
    secret: Secret,
}

fn main() -> Result<(), ConfigError> {
    Auth::builder(Api { secret: Secret::from("") }).build()?;
    Ok(())
}
