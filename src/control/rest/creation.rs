//! The order in which things were created, for lists that AWS answers newest first. Dates are whole seconds, in which much may be created,
//! and clocks can stand still.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use emulator_api::codec::Doc;
use serde_json::{Value, json};

use crate::clock::MachineClock;
use crate::control::call::{Scope, default};

/// The member that holds it, in the store alone: milliseconds since 1970, and a number that grows.
const CREATED: &str = "created";

/// Notes that a document is created now.
pub(super) fn note(scope: &Scope, doc: &mut Doc) {
    // It begins with the machine's time, so that a process counts on from where those before it ended.
    static COUNT: LazyLock<AtomicU64> = LazyLock::new(|| AtomicU64::new(MachineClock.machine_now().as_millis().unsigned_abs()));
    default(doc, CREATED, json!([scope.now.as_millis(), COUNT.fetch_add(1, Ordering::Relaxed)]));
}

/// Takes the note from a document that is shown.
pub(super) fn hide(doc: &mut Doc) {
    doc.shift_remove(CREATED);
}

/// A text that comes before those of documents that are older. What was stored without a note is as old as its date tells, if at all.
pub(super) fn newest_first(doc: &Doc) -> String {
    let noted = |at: usize| doc.get(CREATED).and_then(|created| created.get(at)).and_then(Value::as_u64);
    let dated = || doc.get("createdDate").and_then(Value::as_u64).map(|seconds| seconds.saturating_mul(1000));
    let [milliseconds, count] = [noted(0).or_else(dated), noted(1)].map(|number| u64::MAX - number.unwrap_or(0));
    format!("{milliseconds:020}/{count:020}")
}
