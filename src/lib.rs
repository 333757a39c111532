//! Amazon API Gateway on a laptop: the control plane edits documents, a deployment freezes them, publishing compiles
//! them into an immutable runtime, and the gateway runs that and nothing else.

pub mod app;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod compile;
pub mod config;
pub mod control;
pub mod expr;
pub mod gateway;
pub mod ids;
pub mod lambda;
pub mod log;
pub mod net;
pub mod policy;
pub mod runtime;
pub mod services;
pub mod store;
pub mod tasks;
pub mod template_command;
pub mod vtl;
pub mod waf;
