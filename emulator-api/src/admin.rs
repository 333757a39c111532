//! The emulator's own API, `/_emulator/…`.

pub mod faults;
pub mod requests;
