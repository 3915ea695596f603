use jwt_guard::prelude::*;

#[protected(acr = "mfa")]
#[scoped("admin", acr = ["hardware", "otp"])]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
