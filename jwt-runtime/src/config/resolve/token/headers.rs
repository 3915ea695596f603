//! Resolving `additional_headers`.

use serde_json::{Map, Value};

use crate::config::{Problem, Settings};
use crate::token::check_header_members;

impl Settings {
    pub(in crate::config) fn headers(&self, problems: &mut Vec<Problem>) -> Map<String, Value> {
        let setting = &self.additional_headers;
        let headers = setting.value().cloned().unwrap_or_default();
        if let Err(error) = check_header_members(&headers) {
            problems.push(setting.problem(
                error.to_string(),
                "members of your own, which verifiers may ignore",
            ));
        }
        headers
    }
}
