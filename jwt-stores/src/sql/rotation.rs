//! Exchanges a refresh token, in steps that are each one statement or one transaction.

use jwt_core::session::{
    Revocation, RevocationKey, RevocationTarget, Rotation, RotationOutcome, StoreError,
    TokenDigest, TokenStore,
};

use super::PresentedToken;
use super::statements::{OF_CURRENT_TOKEN, OF_EXCHANGED_TOKEN};

/// The steps of an exchange in a database.
pub(crate) trait ExchangeSteps: TokenStore {
    /// Exchanges a token if it is the current token of a live session; returns whether it was.
    fn exchange(
        &self,
        rotation: &Rotation,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// The row of a token, and its session, if this statement finds them.
    fn row_of(
        &self,
        token: &TokenDigest,
        statement: &'static str,
    ) -> impl Future<Output = Result<Option<PresentedToken>, StoreError>> + Send;
}

/// The row of a token, and its session.
///
/// Nearly all tokens are current, and one statement for both kinds takes twice as long for these. A token that is exchanged in
/// between is found by the second statement, as it never becomes current again.
pub(crate) async fn presented<E: ExchangeSteps>(
    store: &E,
    token: &TokenDigest,
) -> Result<Option<PresentedToken>, StoreError> {
    match store.row_of(token, OF_CURRENT_TOKEN).await? {
        None => store.row_of(token, OF_EXCHANGED_TOKEN).await,
        current => Ok(current),
    }
}

/// Exchanges a token, or finds out why it cannot be exchanged.
///
/// What the second step reads cannot change before the third: an exchanged token stays exchanged, and an ended session stays
/// ended. Whether this exchange ended the session is the result of the revocation itself.
pub(crate) async fn rotate<E: ExchangeSteps>(
    store: &E,
    rotation: &Rotation,
) -> Result<RotationOutcome, StoreError> {
    loop {
        if store.exchange(rotation).await? {
            return Ok(RotationOutcome::Done);
        }
        let presented = presented(store, &rotation.presented).await?;
        match next(presented, rotation) {
            NextStep::Answer(rotated) => return Ok(rotated),
            NextStep::EndSession(key) => {
                let target = RevocationTarget::Session(key);
                let times = rotation.now..rotation.revoked_until;
                let revocation = Revocation::new(target, times);
                return Ok(match store.revoke(&revocation).await? {
                    false => RotationOutcome::Ended,
                    true => RotationOutcome::Reused,
                });
            }
            NextStep::TryAgain => {}
        }
    }
}

#[derive(Debug, PartialEq)]
enum NextStep {
    Answer(RotationOutcome),
    EndSession(RevocationKey),
    /// The token became current, or its session was extended, after the first step: try again.
    TryAgain,
}

fn next(presented: Option<PresentedToken>, rotation: &Rotation) -> NextStep {
    let Some(presented) = presented else {
        return NextStep::Answer(RotationOutcome::Unknown);
    };
    if !presented.kept.is_alive(rotation.now) {
        return NextStep::Answer(RotationOutcome::Ended);
    }
    let Some(exchanged_at) = presented.exchanged_at else {
        let refreshes = presented.kept.refreshes;
        return match rotation.rate.map(|rate| refreshes.add(rotation.now, rate)) {
            Some(Err(retry_after)) => NextStep::Answer(RotationOutcome::Limited { retry_after }),
            Some(Ok(_)) | None => NextStep::TryAgain,
        };
    };
    if rotation.now >= exchanged_at.saturating_add(rotation.grace) {
        return NextStep::EndSession(presented.kept.session.key);
    }
    NextStep::Answer(match presented.sealed_successor() {
        Some(sealed) => RotationOutcome::Again(sealed.to_vec()),
        None => RotationOutcome::Superseded,
    })
}

#[cfg(test)]
mod tests {
    use jwt_core::session::{RefreshCount, RefreshRate, Session};

    use super::super::rows::SessionRow;
    use super::*;

    const KEY: RevocationKey = RevocationKey::from_bytes([1; 16]);

    fn presented() -> PresentedToken {
        let subject_key = RevocationKey::from_bytes([2; 16]);
        let mut session = Session::new((KEY, "s"), (subject_key, "ada"), 0..1000);
        session.last_used_at = 100;
        session.idle_expires_at = Some(500);
        let kept = SessionRow {
            session,
            is_ended: false,
            refreshes: RefreshCount::new(100, 2),
        };
        PresentedToken::new(kept, Some(100), Some(b"sealed".to_vec()))
    }

    fn at(now: i64, presented: PresentedToken) -> NextStep {
        let presented_digest = TokenDigest::from_bytes([0; 32]);
        let mut rotation = Rotation::new(presented_digest, None, now..2000, "");
        rotation.grace = 10;
        rotation.rate = Some(RefreshRate::new(2, 20));
        rotation.remembered = 10;
        next(Some(presented), &rotation)
    }

    #[test]
    fn the_successor_is_given_again_until_the_grace_is_over() {
        let again = NextStep::Answer(RotationOutcome::Again(b"sealed".to_vec()));
        // Another process may have a clock that is ahead.
        for now in [99, 100, 109] {
            assert_eq!(at(now, presented()), again);
        }
        assert_eq!(at(110, presented()), NextStep::EndSession(KEY));
    }

    #[test]
    fn a_successor_that_is_gone_is_superseded() {
        for sealed in [None, Some(Vec::new())] {
            let presented = PresentedToken::new(presented().kept, Some(100), sealed);
            assert_eq!(
                at(105, presented),
                NextStep::Answer(RotationOutcome::Superseded)
            );
        }
    }

    #[test]
    fn a_session_that_is_over_is_no_reuse() {
        let mut revoked = presented();
        revoked.kept.is_ended = true;
        assert_eq!(at(105, revoked), NextStep::Answer(RotationOutcome::Ended));
        assert_eq!(
            at(500, presented()),
            NextStep::Answer(RotationOutcome::Ended)
        );
        assert!(matches!(at(499, presented()), NextStep::EndSession(_)));
    }

    #[test]
    fn a_token_that_is_current_after_all_is_tried_again() {
        let current = || PresentedToken::new(presented().kept, None, None);
        assert_eq!(at(120, current()), NextStep::TryAgain);
    }

    #[test]
    fn a_session_that_was_refreshed_too_often_says_when_it_can_be_again() {
        let current = || PresentedToken::new(presented().kept, None, None);
        for (now, retry_after) in [(105, 15), (119, 1)] {
            let limited = RotationOutcome::Limited { retry_after };
            assert_eq!(at(now, current()), NextStep::Answer(limited));
        }
        assert_eq!(at(500, current()), NextStep::Answer(RotationOutcome::Ended));
    }
}
