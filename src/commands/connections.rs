//! `connections`: the clients that are connected to a running emulator.

use std::error::Error;

use emulator_api::admin::{Nothing, OpenConnection, OpenConnections};

use super::running::{PATIENCE, Running, part, print, query, table};
use crate::cli::{ConnectionsArgs, ConnectionsCommand};

/// Lists connections, or closes one.
pub(super) fn run(options: &ConnectionsArgs) -> Result<(), Box<dyn Error>> {
    let running = Running::at(&options.running, PATIENCE)?;
    let scope = options.scope.scope();
    match &options.command {
        None | Some(ConnectionsCommand::List) => {
            let open: OpenConnections = running.get(&format!("/_emulator/connections{}", query(&scope)?))?;
            print(&open, options.running.json, readable)
        }
        Some(ConnectionsCommand::Close { id }) => {
            let closed: Nothing = running.delete(&format!("/_emulator/connections/{}{}", part(id), query(&scope)?))?;
            print(&closed, options.running.json, |_| format!("closed {id}\n"))
        }
    }
}

fn readable(open: &OpenConnections) -> String {
    let rows: Vec<[String; 8]> = open.connections.iter().map(row).collect();
    table(["CONNECTION", "ACCOUNT", "REGION", "API", "STAGE", "CONNECTED", "LAST ACTIVE", "WAITING"], &rows)
}

fn row(connection: &OpenConnection) -> [String; 8] {
    let OpenConnection { connection_id, account, region, api_id, stage, connected_at, last_active_at, .. } = connection.clone();
    let waiting = format!("{} ({} bytes)", connection.waiting_messages, connection.waiting_bytes);
    [connection_id, account, region, api_id, stage, connected_at, last_active_at, waiting]
}
