// A backend and a configuration for the type `User` of the program that includes this.

pub struct Users;

impl UserBackend for Users {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, _: Credentials) -> Result<Option<User>, BackendError> {
        Ok(None)
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<User>, BackendError> {
        Ok(None)
    }

    fn subject(&self, user: &User) -> String {
        user.name.clone()
    }
}

#[derive(AuthConfig)]
#[auth(users = Users)]
pub struct Api {
    secret: Secret,
}
