//! WebSocket APIs over real sockets: a small server that hands requests to the flow, a client, and a Lambda Invoke API.

mod api_key;
mod authorizer;
mod connect;
mod connections;
mod custom;
mod disconnect;
mod http_proxy;
mod limits;
mod messages;
mod protocol;
mod signature;
mod support;
mod validation;
