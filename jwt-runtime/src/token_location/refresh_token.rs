//! `RefreshTokenLocations`: where a request may carry its refresh token, apart from a cookie and the header.

use std::borrow::Cow;

use super::query;
use crate::error::AuthError;

/// The names of refresh tokens in their locations. Those of cookies are in `Cookies`.
pub(crate) struct RefreshTokenLocations {
    /// The query parameter; `None` if tokens are not accepted in the query.
    pub(crate) query: Option<QueryParameter>,
    /// The member of a JSON body.
    pub(crate) json_key: Box<str>,
    /// The field of a form.
    pub(crate) form_key: Box<str>,
}

/// A query parameter, and the prefix of the token in it.
pub(crate) struct QueryParameter {
    pub(crate) name: Box<str>,
    pub(crate) prefix: Box<str>,
}

impl RefreshTokenLocations {
    /// The token in a query, with any characters, as an application may generate its own tokens.
    pub(crate) fn in_query<'r>(
        &self,
        query: Option<&'r str>,
    ) -> Result<Option<Cow<'r, str>>, AuthError> {
        match &self.query {
            Some(parameter) => query::text(query, &parameter.name, &parameter.prefix),
            None => Ok(None),
        }
    }

    /// How a client sends a refresh token, in one of these ways.
    pub(crate) fn in_words(&self) -> Vec<String> {
        let mut ways = vec![
            format!("as the member `{}` of a JSON body", self.json_key),
            format!("as the form field `{}`", self.form_key),
        ];
        let query = self.query.as_ref();
        ways.extend(query.map(|parameter| format!("as the query parameter `{}`", parameter.name)));
        ways
    }
}
