use jwt_guard::prelude::*;


#[protected(acr = ["mfa", "hardware"])]
mod outer {
    #[protected(acr = ["hardware", "password"])]
    pub mod inner {
        #[protected(acr = ["mfa", "password"])]
        pub async fn hello() {}
    }
}

fn main() {}
