#[automatically_derived]
impl ::renamed::__private::AuthState for App {
    type Config = Api;
    fn auth(&self) -> &::renamed::__private::Auth<Api> {
        &self.auth
    }
}
#[automatically_derived]
impl ::renamed::__private::AuthState<Api> for App {
    type Config = Api;
    fn auth(&self) -> &::renamed::__private::Auth<Api> {
        &self.auth
    }
}
#[automatically_derived]
impl ::renamed::__private::AuthState<admin::Api> for App {
    type Config = admin::Api;
    fn auth(&self) -> &::renamed::__private::Auth<admin::Api> {
        &self.admin
    }
}
#[automatically_derived]
impl ::renamed::__private::AuthState<Partners> for App {
    type Config = Api;
    fn auth(&self) -> &::renamed::__private::Auth<Api> {
        &self.partners
    }
}
