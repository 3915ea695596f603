//! From settings to where refresh tokens may stand.

use jwt_syntax::place::Source;
use jwt_syntax::setting::{OTHER_REFRESH_FIELDS, OTHER_REFRESH_MEMBERS};
use jwt_syntax::switch::OF_REFRESH_TOKENS_IN_QUERY;

use super::{Problem, Setting, Settings};
use crate::guard::Web;

const REFRESH_TOKEN: &str = "refresh_token";

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
        self.check_beside_others(&json_key, &form_key, &web.csrf.refresh.field, problems);
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

    /// Whatever is read from the same body, such as the value `csrf` of a page, would be taken for a refresh token.
    fn check_beside_others(
        &self,
        json_key: &str,
        form_key: &str,
        csrf: &str,
        problems: &mut Vec<Problem>,
    ) {
        if [&self.endpoints, &self.refresh]
            .iter()
            .any(|switch| switch.value() == Some(&false))
        {
            return;
        }
        for (own, name, others) in [
            (&self.json_refresh_key, json_key, OTHER_REFRESH_MEMBERS),
            (&self.form_refresh_key, form_key, OTHER_REFRESH_FIELDS),
        ] {
            if !others.contains(&name) && name != csrf {
                continue;
            }
            // No two of them have the same name unless somebody gave it to one.
            let mut given = [
                own,
                &self.refresh_token_key,
                &self.csrf_refresh_field,
                &self.csrf_field,
            ]
            .into_iter()
            .filter(|setting| setting.value().is_some());
            let Some(setting) = given.next() else {
                continue;
            };
            let problem = setting.problem(
                format!("`{name}`, which is another member of a request with a refresh token"),
                "a name of its own",
            );
            // What both bodies inherit is one mistake.
            if !problems.contains(&problem) {
                problems.push(problem);
            }
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
