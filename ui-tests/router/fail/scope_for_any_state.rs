use jwt_guard::prelude::*;

#[scoped("user:read")]
async fn list_users() {}

fn part<S>() -> GuardedRouter<S>
where
    S: AuthState + Clone + Send + Sync + 'static,
{
    GuardedRouter::new().route("/", get(list_users))
}

fn main() {}
