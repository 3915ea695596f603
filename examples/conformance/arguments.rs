//! The command line.

use std::path::PathBuf;

use axum::http::HeaderValue;
use jwt_guard::config::Preset;
use jwt_syntax::http::text::origin;
use jwt_syntax::setting::SettingType;

/// What the switches say.
pub(crate) struct Arguments {
    pub(crate) settings: Option<PathBuf>,
    pub(crate) listen: String,
    pub(crate) clock: Option<i64>,
    pub(crate) store: String,
    /// The library whose clients are served.
    pub(crate) preset: Preset,
    /// Until when refresh tokens of that library are adopted.
    pub(crate) adopt_until: Option<String>,
    /// The origin whose pages may call the service.
    pub(crate) cors: Option<HeaderValue>,
}

impl Arguments {
    /// Reads the switches; the error lists every problem, one a line.
    pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut problems = Vec::new();
        let mut parsed = Self {
            settings: None,
            listen: "127.0.0.1:3000".into(),
            clock: None,
            store: "memory:".into(),
            preset: Preset::Off,
            adopt_until: None,
            cors: None,
        };
        while let Some(switch) = arguments.next() {
            let Some(value) = arguments.next() else {
                problems.push(format!("`{switch}` needs a value"));
                break;
            };
            match switch.as_str() {
                "--settings" => parsed.settings = Some(value.into()),
                "--listen" => parsed.listen = value,
                "--clock" => match value.parse() {
                    Ok(seconds) => parsed.clock = Some(seconds),
                    Err(_) => problems.push(format!("--clock: found `{value}`; expected seconds since 1970")),
                },
                "--preset" if value == "default" => {}
                "--preset" => match Preset::from_text(&value) {
                    Ok(preset) => parsed.preset = preset,
                    Err(wrong) => problems.push(format!("--preset: found {}; expected `default` or {}", wrong.found, wrong.expected)),
                },
                "--adopt-until" => parsed.adopt_until = Some(value),
                "--store" => parsed.store = value,
                // Not `*`: a browser does not take it together with credentials.
                "--cors" => match origin(&value) {
                    Ok(()) => parsed.cors = HeaderValue::try_from(value).ok(),
                    Err(found) => problems.push(format!("--cors: found {found}")),
                },
                _ => problems.push(format!(
                    "found `{switch}`; expected `--settings`, `--listen`, `--clock`, `--preset`, `--store` or `--cors`"
                )),
            }
        }
        if problems.is_empty() {
            Ok(parsed)
        } else {
            Err(problems.join("\n"))
        }
    }
}
