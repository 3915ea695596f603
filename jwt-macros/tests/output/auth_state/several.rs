#[automatically_derived]
impl ::renamed::__private::AuthState for App {
    type Config = Api;
    fn auth(&self) -> &::renamed::__private::Auth<Api> {
        let Self { auth: found, .. } = self;
        found
    }
}
#[automatically_derived]
impl ::renamed::__private::AuthState<Api> for App {
    type Config = Api;
    fn auth(&self) -> &::renamed::__private::Auth<Api> {
        let Self { auth: found, .. } = self;
        found
    }
}
#[automatically_derived]
impl ::renamed::__private::AuthState<admin::Api> for App {
    type Config = admin::Api;
    fn auth(&self) -> &::renamed::__private::Auth<admin::Api> {
        let Self { admin: found, .. } = self;
        found
    }
}
#[automatically_derived]
impl ::renamed::__private::AuthState<Partners> for App {
    type Config = Api;
    fn auth(&self) -> &::renamed::__private::Auth<Api> {
        let Self { partners: found, .. } = self;
        found
    }
}
