//! Parses the replies of the scripts.

use jwt_core::session::{
    BeginOutcome, Position, RefreshTokenState, RevocationKey, RevocationPage, RevocationRecord,
    RotationOutcome, Session, StoreError,
};

use super::connection::Era;

/// A reply: a list of texts, bytes or nils.
pub(super) type Reply = Vec<Option<Vec<u8>>>;

pub(super) fn senseless() -> StoreError {
    StoreError::unexpected("what Redis keeps under these keys is not ours")
}

/// The result, and the sessions that have ended.
pub(super) fn begun(replies: Vec<Reply>) -> Result<BeginOutcome, StoreError> {
    let mut replies = replies.into_iter();
    let word = replies.next().into_iter().flatten().flatten().next();
    match word.as_deref() {
        Some(b"begun") => Ok(BeginOutcome::Begun {
            ended: sessions(replies)?,
        }),
        Some(b"refused") => Ok(BeginOutcome::Refused),
        Some(b"there") => Err(StoreError::unexpected(
            "the session or its token exists already",
        )),
        _ => Err(senseless()),
    }
}

pub(super) fn sessions(
    replies: impl IntoIterator<Item = Reply>,
) -> Result<Vec<Session>, StoreError> {
    let replies = replies.into_iter();
    replies.map(|reply| session(reply.into_iter())).collect()
}

pub(super) fn found(reply: Reply) -> Result<RefreshTokenState, StoreError> {
    let mut fields = reply.into_iter();
    let word = fields.next().flatten().ok_or_else(senseless)?;
    match &*word {
        b"current" => session(fields).map(RefreshTokenState::Current),
        b"exchanged" => {
            let at = number(fields.next().flatten())?;
            let is_superseded = number::<u8>(fields.next().flatten())? != 0;
            Ok(RefreshTokenState::Exchanged {
                session: session(fields)?,
                at,
                is_superseded,
            })
        }
        b"ended" => Ok(RefreshTokenState::Ended),
        b"unknown" => Ok(RefreshTokenState::Unknown),
        _ => Err(senseless()),
    }
}

pub(super) fn rotated(reply: Reply) -> Result<RotationOutcome, StoreError> {
    let mut fields = reply.into_iter().flatten();
    let word = fields.next().ok_or_else(senseless)?;
    Ok(match &*word {
        b"done" => RotationOutcome::Done,
        b"again" => RotationOutcome::Again(fields.next().ok_or_else(senseless)?),
        b"superseded" => RotationOutcome::Superseded,
        b"limited" => RotationOutcome::Limited {
            retry_after: number(fields.next())?,
        },
        b"reused" => RotationOutcome::Reused,
        b"ended" => RotationOutcome::Ended,
        b"unknown" => RotationOutcome::Unknown,
        _ => return Err(senseless()),
    })
}

pub(super) fn session(
    mut fields: impl Iterator<Item = Option<Vec<u8>>>,
) -> Result<Session, StoreError> {
    let mut next = || fields.next().flatten();
    let (session_key, subject_key) = (key(next())?, key(next())?);
    let (id, subject) = (text(next())?, text(next())?);
    let created_at = number(next())?;
    let last_used_at = number(next())?;
    let expires_at = number(next())?;
    let idle_expires_at = match next() {
        None => None,
        idle => Some(number(idle)?),
    };
    let remembered_for = number(next())?;
    let client = match next() {
        None => None,
        client => Some(text(client)?),
    };
    let times = created_at..expires_at;
    let mut session = Session::new((session_key, id), (subject_key, subject), times);
    session.last_used_at = last_used_at;
    session.idle_expires_at = idle_expires_at;
    session.remembered_for = remembered_for;
    session.client = client;
    session.details = text(next())?;
    Ok(session)
}

/// Pairs of a key and its times.
pub(super) fn revoked(reply: Reply) -> Result<Vec<RevocationRecord>, StoreError> {
    let mut fields = reply.into_iter();
    let mut all = Vec::new();
    while let Some(of) = fields.next() {
        all.push(one_revoked(of, fields.next().flatten())?);
    }
    Ok(all)
}

/// The position that was read from, then triples of a key, its times and its position.
pub(super) fn revocations(
    reply: Reply,
    era: Era,
    page: usize,
) -> Result<RevocationPage, StoreError> {
    let mut fields = reply.into_iter();
    let mut last: u64 = number(fields.next().flatten())?;
    let mut all = Vec::new();
    while let Some(of) = fields.next() {
        all.push(one_revoked(of, fields.next().flatten())?);
        last = number(fields.next().flatten())?;
    }
    let has_more = all.len() >= page;
    Ok(RevocationPage::new(all, position(era, last), has_more))
}

/// The era, and the position in the log.
pub(super) fn position(era: Era, last: u64) -> Position {
    Position(u128::from(era.0) << 64 | u128::from(last))
}

/// A position in the log; the position before everything, if it is of another era.
pub(super) fn place(position: Position, era: Era) -> u64 {
    let (of, last) = (position.0 >> 64, position.0 & u128::from(u64::MAX));
    if of == u128::from(era.0) {
        u64::try_from(last).unwrap_or_default()
    } else {
        0
    }
}

fn key(field: Option<Vec<u8>>) -> Result<RevocationKey, StoreError> {
    let key = field.and_then(|key| <[u8; 16]>::try_from(key).ok());
    key.map(RevocationKey::from_bytes).ok_or_else(senseless)
}

fn one_revoked(
    of: Option<Vec<u8>>,
    times: Option<Vec<u8>>,
) -> Result<RevocationRecord, StoreError> {
    let times = text(times)?;
    let (at, until) = times.split_once(' ').ok_or_else(senseless)?;
    let time = |time: &str| time.parse().map_err(|_| senseless());
    Ok(RevocationRecord::new(key(of)?, time(at)?..time(until)?))
}

fn text(field: Option<Vec<u8>>) -> Result<String, StoreError> {
    let field = field.ok_or_else(senseless)?;
    String::from_utf8(field).map_err(|_| senseless())
}

fn number<N: std::str::FromStr>(field: Option<Vec<u8>>) -> Result<N, StoreError> {
    text(field)?.parse().map_err(|_| senseless())
}
