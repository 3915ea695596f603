use jwt_guard::prelude::*;


#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(AuthConfig)]
struct AdminApi {
    secret: Secret,
}

#[scoped("admin", auth = AdminApi)]
impl AdminApi {
    #[protected(auth = Api)]
    async fn show() {}
}

fn main() {}
