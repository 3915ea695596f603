//! The limits of durations.

use std::time::Duration;

use super::{Kind, WrongValue, setting};

/// The seconds of a duration that is the value of this setting.
///
/// ```
/// use std::time::Duration;
///
/// use jwt_syntax::setting::whole_seconds;
///
/// assert_eq!(whole_seconds("leeway", Duration::from_secs(30)).ok(), Some(30));
/// assert!(whole_seconds("leeway", Duration::from_millis(1500)).is_err());
/// assert!(whole_seconds("leeway", Duration::from_secs(301)).is_err());
/// ```
///
/// # Errors
///
/// If it is no number of whole seconds, or outside the limits of the setting.
pub fn whole_seconds(name: &str, duration: Duration) -> Result<i64, WrongValue> {
    let (least, most) = match setting(name).map(|setting| setting.kind) {
        Some(Kind::Duration { least, most }) => (least, most),
        _ => (0, u64::MAX),
    };
    if duration.subsec_nanos() == 0
        && (least..=most).contains(&duration.as_secs())
        && let Ok(seconds) = i64::try_from(duration.as_secs())
    {
        return Ok(seconds);
    }
    let [least, most] = [least, most].map(|seconds| format!("{:?}", Duration::from_secs(seconds)));
    Err(WrongValue::new(
        format!("{duration:?}"),
        format!("whole seconds, from {least} to {most}"),
    ))
}
