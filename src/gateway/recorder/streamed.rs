//! The story of a request whose answer is streamed ends with the stream, or with whoever gives it up.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Response, StatusCode};
use http_body_util::BodyExt;
use hyper::body::Frame;

use crate::gateway::body::AnswerBody;
use crate::gateway::recorder::payload::{Begun, LONGEST_TEXT};
use crate::gateway::recorder::{History, Recorder};

/// What is known until the stream ends.
struct Watch {
    history: Arc<History>,
    recorder: Recorder,
    status: StatusCode,
    headers: HeaderMap,
    beginning: BytesMut,
    length: usize,
}

/// Has the story told when the body of an answer has ended.
pub(super) fn ended_with_the_body(
    history: &Arc<History>,
    recorder: Recorder,
    answer: Response<AnswerBody>,
) -> Response<AnswerBody> {
    let mut watch = Watch {
        history: Arc::clone(history),
        recorder,
        status: answer.status(),
        headers: answer.headers().clone(),
        beginning: BytesMut::new(),
        length: 0,
    };
    answer.map(|body| {
        let watched = body.map_frame(move |frame| {
            watch.saw(&frame);
            frame
        });
        AnswerBody::Streamed(watched.boxed_unsync())
    })
}

impl Watch {
    fn saw(&mut self, frame: &Frame<Bytes>) {
        let Some(data) = frame.data_ref() else { return };
        self.length += data.len();
        let room = (2 * LONGEST_TEXT).saturating_sub(self.beginning.len());
        self.beginning.extend_from_slice(data.get(..room).unwrap_or(data));
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let body = Begun::of(std::mem::take(&mut self.beginning).freeze(), self.length);
        self.recorder.ended(&self.history, self.status, std::mem::take(&mut self.headers), Some(body));
    }
}
