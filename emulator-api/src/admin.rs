//! The emulator's own API, `/_emulator/…`: what test suites and the binary's commands say to a running emulator, and what it
//! answers. Its OpenAPI document is made of these types, so their comments are what its readers see.

mod clock;
mod connections;
mod doctor;
mod faults;
mod health;
mod operations;
mod problem;
pub mod requests;
mod scope;
mod state;

pub use clock::{AdvanceClock, Clock, ClockOwner, FreezeClock};
pub use connections::{OpenConnection, OpenConnections};
pub use doctor::{Concern, Diagnosis, Remark};
pub use faults::{ConnectionReset, Fault, FaultRule, Faults, FaultsRemoved, LambdaError};
pub use health::{Health, NeighbourHealth, Status, Version};
pub use operations::{Operations, ServiceOperations};
pub use problem::Problem;
pub use scope::{AccountId, InvalidScope, RegionName, Scope};
pub use state::{InvalidSnapshotName, Snapshot, SnapshotName, Snapshots, StateReset};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Nothing is asked for, or told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}
