//! Support for fields of type [`FromText`].

pub use jwt_syntax::setting::FromText;
use jwt_syntax::setting::WrongValue;

use crate::config::Supply;
use crate::config::input::variables::FromVariable;

#[diagnostic::do_not_recommend]
impl<T, V: Supply<T>> Supply<T> for FromText<V> {
    fn supply(&self) -> Option<Result<T, WrongValue>> {
        self.0.supply()
    }
}

#[diagnostic::do_not_recommend]
impl<T: FromVariable> FromVariable for FromText<T> {
    fn from_variable(text: Option<String>) -> Result<Self, WrongValue> {
        T::from_variable(text).map(Self)
    }
}
