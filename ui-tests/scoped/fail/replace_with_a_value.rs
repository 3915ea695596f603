use jwt_guard::prelude::*;


#[protected]
mod pages {
    #[scoped("admin", replace = false)]
    pub async fn show() {}

    #[scoped("admin", replace = "block")]
    pub async fn list() {}
}

fn main() {}
