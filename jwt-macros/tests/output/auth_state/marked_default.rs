#[automatically_derived]
impl ::jwt_guard::__private::AuthState for App {
    type Config = Api;
    fn auth(&self) -> &::jwt_guard::__private::Auth<Api> {
        let Self { auth: found, .. } = self;
        found
    }
}
#[automatically_derived]
impl ::jwt_guard::__private::AuthState<Main> for App {
    type Config = Api;
    fn auth(&self) -> &::jwt_guard::__private::Auth<Api> {
        let Self { auth: found, .. } = self;
        found
    }
}
