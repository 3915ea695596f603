use jwt_guard::prelude::*;


#[public]
mod pages {
    #[scoped("admin", replace)]
    pub async fn show() {}
}

fn main() {}
