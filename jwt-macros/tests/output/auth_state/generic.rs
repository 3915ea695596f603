#[automatically_derived]
impl<'a, C: AuthConfig, T> ::jwt_guard::__private::AuthState for App<'a, C, T>
where
    T: Copy,
{
    type Config = C;
    fn auth(&self) -> &::jwt_guard::__private::Auth<C> {
        let Self { auth: found, .. } = self;
        found
    }
}
#[automatically_derived]
impl<'a, C: AuthConfig, T> ::jwt_guard::__private::AuthState<Tenant<T>> for App<'a, C, T>
where
    T: Copy,
{
    type Config = Tenant<T>;
    fn auth(&self) -> &::jwt_guard::__private::Auth<Tenant<T>> {
        let Self { tenant: found, .. } = self;
        found
    }
}
