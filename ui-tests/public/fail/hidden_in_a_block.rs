use jwt_guard::prelude::*;


#[scoped("admin")]
mod admin {
    use jwt_guard::prelude::*;

    #[cfg_attr(all(), public)]
    pub async fn health() {}
}

fn main() {}
