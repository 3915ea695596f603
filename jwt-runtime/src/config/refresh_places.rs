//! From settings to where refresh tokens may stand.

use jwt_syntax::place::Source;
use jwt_syntax::switch::OF_REFRESH_TOKENS_IN_QUERY;

use super::{Problem, Setting, Settings};
use crate::guard::Web;

const REFRESH_TOKEN: &str = "refresh_token";
/// What a client asks for that asks for less (RFC 6749 §6).
const SCOPE: &str = "scope";

/// What refresh tokens are called where they may stand. Cookies have names of their own.
pub(crate) struct RefreshPlaces {
    /// The query parameter; none where no token stands in the query.
    pub(crate) query: Option<QueryParameter>,
    /// The member of a JSON body.
    pub(crate) json_key: Box<str>,
    /// The field of a form.
    pub(crate) form_key: Box<str>,
}

/// A parameter of the query, and what stands before the token in it.
pub(crate) struct QueryParameter {
    pub(crate) name: Box<str>,
    pub(crate) prefix: Box<str>,
}

impl Settings {
    /// `web` says where access tokens stand, and the value beside a refresh token; `key` is the member of answers.
    pub(super) fn refresh_places(
        &self,
        web: &Web,
        key: &str,
        problems: &mut Vec<Problem>,
    ) -> RefreshPlaces {
        let places = &web.places;
        let query = QueryParameter {
            name: self.query_refresh_name.text(REFRESH_TOKEN, problems),
            prefix: self.query_refresh_prefix.text("", problems),
        };
        let in_query = places.has(Source::Query);
        if !in_query {
            problems.extend(self.given_among(
                OF_REFRESH_TOKENS_IN_QUERY,
                "a value, while no token is looked for in the query",
                "`query` among the places of `token_from`, or the setting left out",
            ));
        }
        let json_key = self.json_refresh_key.text(key, problems);
        let form_key = self.form_refresh_key.text(key, problems);
        for (setting, name) in [
            (&self.json_refresh_key, &json_key),
            (&self.form_refresh_key, &form_key),
        ] {
            let is_taken = **name == *SCOPE || *name == web.csrf.refresh.field;
            if is_taken && setting.value().is_some() {
                problems.push(setting.problem(
                    format!("`{name}`, which is another member of such a request"),
                    "a name of its own",
                ));
            }
        }
        if self.refresh_requires_access.value() == Some(&true) {
            for (source, setting, name, access, access_name) in [
                (
                    Source::Query,
                    &self.query_refresh_name,
                    &query.name,
                    &self.query_name,
                    &places.query_name,
                ),
                (
                    Source::Json,
                    &self.json_refresh_key,
                    &json_key,
                    &self.json_key,
                    &places.json_key,
                ),
                (
                    Source::Form,
                    &self.form_refresh_key,
                    &form_key,
                    &self.form_key,
                    &places.form_key,
                ),
            ] {
                if places.has(source) && name == access_name {
                    problems.push(one_name_for_two(setting, name, access));
                }
            }
        }
        RefreshPlaces {
            query: in_query.then_some(query),
            json_key,
            form_key,
        }
    }
}

fn one_name_for_two(refresh: &Setting<String>, name: &str, access: &Setting<String>) -> Problem {
    refresh.problem(
        format!(
            "`{name}`, as in `{}`, while `refresh_requires_access` is on",
            access.name()
        ),
        "a name for each of the two tokens that such a request has",
    )
}
