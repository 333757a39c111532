//! The clients that are connected to WebSocket APIs.

use emulator_api::admin::{Nothing, OpenConnection, OpenConnections, Scope};

use super::problem::{Refusal, Result};
use super::routes::{Call, Head, Routes};
use crate::gateway::connections::{Connection, ConnectionError};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.json(Head::get("/_emulator/connections", "listConnections", "The clients that are connected"), list).json(
        Head::delete("/_emulator/connections/{id}", "closeConnection", "Close a connection, as DeleteConnection does"),
        close,
    )
}

async fn list(call: Call<Scope>) -> Result<OpenConnections> {
    let mut open = call.admin.gateway.connections.all();
    open.retain(|connection| call.input.covers(&connection.account, &connection.region));
    open.sort_by_key(|connection| (connection.connected_at, connection.id));
    Ok(OpenConnections { connections: open.iter().map(|connection| told(connection)).collect() })
}

async fn close(call: Call<Scope>) -> Result<Nothing> {
    let id = call.name("id");
    let connections = &call.admin.gateway.connections;
    let found = connections.find(Default::default(), id).and_then(|connection| {
        let is_meant = call.input.covers(&connection.account, &connection.region);
        if is_meant { connections.close(&connection) } else { Err(ConnectionError::Gone) }
    });
    match found {
        Ok(()) => Ok(Nothing {}),
        Err(ConnectionError::Malformed) => Err(Refusal::bad_request(format!("{id} is no id of a connection"))),
        Err(_) => Err(Refusal::not_found(format!("there is no connection {id}"))),
    }
}

fn told(connection: &Connection) -> OpenConnection {
    let waiting = connection.waiting();
    OpenConnection {
        connection_id: connection.id.to_string(),
        account: connection.account.to_string(),
        region: connection.region.to_string(),
        api_id: connection.api.to_string(),
        stage: connection.stage.to_string(),
        connected_at: connection.connected_at.to_string(),
        last_active_at: connection.last_active_at().to_string(),
        source_ip: connection.source_ip.to_string(),
        user_agent: connection.user_agent.as_deref().map(str::to_owned),
        waiting_messages: waiting.messages,
        waiting_bytes: waiting.bytes,
    }
}
