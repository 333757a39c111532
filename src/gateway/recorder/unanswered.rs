//! The story of a request that gets no answer: its client went away, or answering it broke down.

use std::sync::Arc;

use http::{HeaderMap, Response, StatusCode};

use crate::gateway::body::AnswerBody;
use crate::gateway::recorder::{History, Recorder};

/// Ends the story of a request that is dropped before it has its answer.
#[derive(Debug)]
pub struct Unanswered<'h> {
    history: &'h Arc<History>,
    recorder: Recorder,
}

/// The status that is told, here and in the log, of a request whose client went away. It is nobody's answer.
pub fn gone() -> StatusCode {
    StatusCode::from_u16(499).unwrap_or(StatusCode::REQUEST_TIMEOUT)
}

impl<'h> Unanswered<'h> {
    /// Of a request that is on its way.
    pub(crate) fn new(history: &'h Arc<History>, recorder: &Recorder) -> Self {
        Self { history, recorder: recorder.clone() }
    }

    /// The request has its answer.
    pub(crate) fn answered(mut self, answer: Response<AnswerBody>) -> Response<AnswerBody> {
        std::mem::take(&mut self.recorder).answered(self.history, answer)
    }
}

impl Drop for Unanswered<'_> {
    fn drop(&mut self) {
        let (status, why) = if std::thread::panicking() {
            (StatusCode::INTERNAL_SERVER_ERROR, "answering it broke down; this is a fault of the emulator")
        } else {
            (gone(), "the client went away")
        };
        self.recorder.failure(|| why.to_owned());
        self.recorder.ended(self.history, status, HeaderMap::new(), None);
    }
}

#[cfg(test)]
mod tests {
    use emulator_api::admin::requests::{RecordedRequest, RequestEvent};

    use super::*;
    use crate::clock::{MachineClock, Timestamp};
    use crate::gateway::recorder::{Filter, Subject};
    use crate::tasks::Tasks;

    fn recorded() -> (Arc<History>, Recorder) {
        let history = Arc::new(History::keeping(5, Tasks::default()));
        let subject = || Subject { event: RequestEvent::Request, at: Timestamp::from_millis(0), place: None };
        let recorder = history.recorder(MachineClock, subject);
        (history, recorder)
    }

    fn told(history: &History) -> Vec<(u16, Option<String>)> {
        let stories = history.list(&Filter::default());
        let stories = stories.iter().map(|recorded| serde_json::from_slice::<RecordedRequest>(&recorded.story).unwrap().summary);
        stories.map(|summary| (summary.status, summary.refused)).collect()
    }

    #[test]
    fn a_request_that_nobody_waits_for_any_more_has_a_story() {
        let (history, recorder) = recorded();
        drop(Unanswered::new(&history, &recorder));
        assert_eq!(told(&history), [(499, Some("the client went away".to_owned()))]);
    }

    #[test]
    fn a_request_that_breaks_down_has_a_story() {
        let (history, recorder) = recorded();
        let answering = std::panic::AssertUnwindSafe(|| {
            let _unanswered = Unanswered::new(&history, &recorder);
            panic!("answering breaks down");
        });
        assert!(std::panic::catch_unwind(answering).is_err());
        assert!(matches!(&told(&history)[..], [(500, Some(why))] if why.contains("a fault of the emulator")));
    }

    #[test]
    fn a_request_that_is_answered_has_one_story() {
        let (history, recorder) = recorded();
        Unanswered::new(&history, &recorder).answered(Response::new(AnswerBody::Whole(http_body_util::Full::default())));
        assert_eq!(told(&history), [(200, None)]);
    }
}
