//! The small languages inside API definitions.

pub mod json_path;
pub mod selection;
