//! The small languages inside API definitions.

pub mod selection;
