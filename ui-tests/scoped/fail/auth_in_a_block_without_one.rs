use jwt_guard::prelude::*;


#[derive(AuthConfig)]
struct AdminApi {
    secret: Secret,
}

#[protected]
mod admin {
    #[scoped("admin", auth = super::AdminApi)]
    pub async fn show() {}
}

fn main() {}
