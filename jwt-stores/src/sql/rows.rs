//! The rows that statements return, and the types of the library that are made of them.

use jwt_core::session::{
    BeginOutcome, Position, RefreshCount, RefreshTokenState, RevocationKey, RevocationPage,
    RevocationRecord, Rotation, Session, SessionLimit, StoreError,
};
use sqlx::{ColumnIndex, Decode, Error, FromRow, Row, Type};

use super::statements::PAGE;

/// The row of a session that the statement has selected as alive.
#[derive(Debug)]
pub(crate) struct LiveSession(pub(crate) Session);

/// The row of a session, and whether it was ended.
#[derive(Debug, PartialEq)]
pub(crate) struct SessionRow {
    pub(crate) session: Session,
    pub(crate) is_ended: bool,
    pub(crate) refreshes: RefreshCount,
}

impl SessionRow {
    pub(crate) fn is_alive(&self, now: i64) -> bool {
        !self.is_ended && !self.session.is_over(now)
    }
}

impl<'r, R> FromRow<'r, R> for LiveSession
where
    R: Row,
    &'static str: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, Error> {
        let id: String = row.try_get("id")?;
        let subject: String = row.try_get("subject")?;
        let mut session = Session::new(
            (key_from(row, "key")?, id),
            (key_from(row, "subject_key")?, subject),
            row.try_get("created_at")?..row.try_get("expires_at")?,
        );
        session.last_used_at = row.try_get("last_used_at")?;
        session.idle_expires_at = row.try_get("idle_expires_at")?;
        session.remembered_for = row.try_get("remembered_for")?;
        session.client = row.try_get("client")?;
        session.details = row.try_get("details")?;
        Ok(Self(session))
    }
}

impl<'r, R> FromRow<'r, R> for SessionRow
where
    R: Row,
    &'static str: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, Error> {
        let LiveSession(session) = LiveSession::from_row(row)?;
        let is_ended: i64 = row.try_get("is_ended")?;
        let exchanges: i64 = row.try_get("counted")?;
        let exchanges = u32::try_from(exchanges).unwrap_or(u32::MAX);
        Ok(Self {
            session,
            is_ended: is_ended != 0,
            refreshes: RefreshCount::new(row.try_get("counted_since")?, exchanges),
        })
    }
}

/// The row of a presented token, and its session.
#[derive(Debug)]
pub(crate) struct PresentedToken {
    pub(crate) kept: SessionRow,
    /// `None` for the current token.
    pub(crate) exchanged_at: Option<i64>,
    /// Its sealed successor, if that is the current token.
    sealed: Option<Vec<u8>>,
}

impl PresentedToken {
    #[cfg(test)]
    pub(crate) fn new(
        kept: SessionRow,
        exchanged_at: Option<i64>,
        sealed: Option<Vec<u8>>,
    ) -> Self {
        Self {
            kept,
            exchanged_at,
            sealed,
        }
    }

    /// Its sealed successor, if it can be returned again.
    pub(crate) fn sealed_successor(&self) -> Option<&[u8]> {
        self.sealed.as_deref().filter(|sealed| !sealed.is_empty())
    }

    pub(crate) fn found(presented: Option<Self>, now: i64) -> RefreshTokenState {
        let Some(presented) = presented else {
            return RefreshTokenState::Unknown;
        };
        if !presented.kept.is_alive(now) {
            return RefreshTokenState::Ended;
        }
        match presented.exchanged_at {
            None => RefreshTokenState::Current(presented.kept.session),
            Some(at) => RefreshTokenState::Exchanged {
                at,
                is_superseded: presented.sealed_successor().is_none(),
                session: presented.kept.session,
            },
        }
    }
}

impl<'r, R> FromRow<'r, R> for PresentedToken
where
    R: Row,
    &'static str: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, Error> {
        Ok(Self {
            kept: SessionRow::from_row(row)?,
            exchanged_at: row.try_get("token_exchanged_at")?,
            sealed: row.try_get("token_sealed")?,
        })
    }
}

/// A revocation.
pub(crate) struct RevocationRow(pub(crate) RevocationRecord);

impl<'r, R> FromRow<'r, R> for RevocationRow
where
    R: Row,
    &'static str: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, Error> {
        let key = key_from(row, "key")?;
        let times = row.try_get("revoked_at")?..row.try_get("until")?;
        Ok(Self(RevocationRecord::new(key, times)))
    }
}

/// The row of a revocation, and its number.
pub(crate) struct NumberedRevocation {
    revoked: RevocationRecord,
    place: LogPosition,
}

impl<'r, R> FromRow<'r, R> for NumberedRevocation
where
    R: Row,
    &'static str: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, Error> {
        let RevocationRow(revoked) = RevocationRow::from_row(row)?;
        let place = LogPosition::from_row(row)?;
        Ok(Self { revoked, place })
    }
}

impl<'r, R> FromRow<'r, R> for LogPosition
where
    R: Row,
    &'static str: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, Error> {
        Ok(Self {
            era: row.try_get("era")?,
            number: row.try_get("number")?,
        })
    }
}

/// A position in the log of revocations: the number of the last one that was read, and the era of that number. In another
/// era, the same numbers may be those of other revocations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LogPosition {
    pub(crate) era: i64,
    pub(crate) number: i64,
}

impl LogPosition {
    pub(crate) fn of(Position(position): Position) -> Self {
        let [era, number] = [position >> 64, position & u128::from(u64::MAX)];
        let half = |half: u128| u64::try_from(half).unwrap_or_default().cast_signed();
        Self {
            era: half(era),
            number: half(number),
        }
    }

    pub(crate) fn position(self) -> Position {
        let half = |half: i64| u128::from(half.cast_unsigned());
        Position(half(self.era) << 64 | half(self.number))
    }
}

/// Makes a page of revocations of the rows after a position.
pub(crate) fn page(rows: &[NumberedRevocation], after: Position) -> RevocationPage {
    let revoked = rows.iter().map(|row| row.revoked).collect();
    let position = rows.last().map_or(after, |last| last.place.position());
    RevocationPage::new(revoked, position, rows.len() >= PAGE)
}

/// The bytes of a digest, to be bound to a statement.
pub(crate) const fn blob<const N: usize>(digest: &[u8; N]) -> &[u8] {
    digest
}

/// The result for a session that was not stored, by whether all sessions of its subject were ended meanwhile.
pub(crate) fn refused(has_ended_all: bool) -> Result<BeginOutcome, StoreError> {
    match has_ended_all {
        true => Ok(BeginOutcome::Refused),
        false => Err(StoreError::unexpected("the token was one before")),
    }
}

/// The refresh rate as parameters of a statement: how many refreshes, within how many seconds.
pub(crate) fn rate(rotation: &Rotation) -> (i64, i64) {
    match rotation.rate {
        Some(rate) => (rate.exchanges.into(), rate.seconds),
        // Every refresh starts a new count.
        None => (i64::MAX, 0),
    }
}

/// The limit of sessions as parameters of a statement: how many others stay, and the most that end.
pub(crate) fn surplus(limit: &SessionLimit) -> (i64, i64) {
    let others = i64::from(limit.most).saturating_sub(1).max(0);
    let most = i64::try_from(SessionLimit::ENDED_AT_ONCE).unwrap_or(i64::MAX);
    (others, most)
}

/// The most sessions of a subject that are listed.
pub(crate) fn listed() -> i64 {
    i64::try_from(Session::LISTED).unwrap_or(i64::MAX)
}

pub(crate) fn sessions(rows: Vec<LiveSession>) -> Vec<Session> {
    rows.into_iter()
        .map(|LiveSession(session)| session)
        .collect()
}

fn key_from<'r, R>(row: &'r R, column: &'static str) -> Result<RevocationKey, Error>
where
    R: Row,
    &'static str: ColumnIndex<R>,
    Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    let key: Vec<u8> = row.try_get(column)?;
    let key =
        <[u8; 16]>::try_from(key).map_err(|_| Error::Decode("a key is not of 16 bytes".into()))?;
    Ok(RevocationKey::from_bytes(key))
}
