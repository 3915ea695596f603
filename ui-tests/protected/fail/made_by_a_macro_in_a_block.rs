use jwt_guard::prelude::*;


macro_rules! handler {
    ($name:ident) => {
        #[protected]
        pub async fn $name() {}
    };
}

#[scoped("admin")]
mod admin {
    use super::*;

    pub async fn list() {}

    handler!(show);
}

fn main() {}
