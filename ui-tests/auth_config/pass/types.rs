use jwt_guard::prelude::*;

#[derive(Claim)]
pub struct Membership {
    plan: String,
}

mod people {
    use jwt_guard::prelude::*;

    pub struct Users<T>(pub T);

    impl<T: Send + Sync + 'static> UserBackend<super::Membership> for Users<T> {
        type Credentials = Credentials;
        type User = String;

        async fn authenticate(&self, _: Credentials) -> Result<Option<String>, BackendError> {
            Ok(None)
        }

        async fn retrieve_user(&self, _: &str) -> Result<Option<String>, BackendError> {
            Ok(None)
        }

        fn subject(&self, user: &String) -> String {
            user.clone()
        }

        async fn claims(&self, user: &String) -> Result<super::Membership, BackendError> {
            Ok(super::Membership { plan: user.clone() })
        }
    }
}

#[derive(AuthConfig)]
#[auth(claims = crate::Membership, users = people::Users<u8>, crate = ::jwt_guard)]
struct Api {
    secret: Secret,
}

fn main() {
    let secret = Secret::from("wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e");
    assert!(
        Auth::builder(Api { secret })
            .users(people::Users(7))
            .build()
            .is_ok()
    );
}
