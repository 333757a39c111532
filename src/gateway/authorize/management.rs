//! Who may call `@connections` (developer guide, "Control access to your WebSocket API with IAM authorization").

use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::gateway::Gateway;
use crate::gateway::authorize::method::{Verdict, of_signer};
use crate::gateway::authorize::resource_policy::{self, RequestFacts};
use crate::gateway::authorize::{Signer, Signers, signature};
use crate::gateway::connections::Scope;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::inbound::Inbound;
use crate::policy::{self, Question};

/// The action of every call of `@connections`.
const MANAGE: &str = "execute-api:ManageConnections";

/// Checks who signed a request for the connection that `path` names, `/@connections/{id}`, and whether they may; tells who it is.
/// `named` are the API and stage of the address, if it says them; else they are the connection's. Whether there is such a connection
/// is told to nobody who has not signed. As long as no credentials file says whose signatures count, nobody's are looked at, and none
/// is told: any caller of an SDK passes whose `account` it is, as with all operations.
///
/// # Errors
/// The refusal that AWS gives.
pub fn authorize_management(
    gateway: &Gateway,
    inbound: &Inbound,
    account: &str,
    named: Option<(&str, &str)>,
    path: &str,
) -> Result<Option<Arc<Signer>>, GatewayError> {
    let id = path.rsplit('/').next().map(|id| percent_decode_str(id).decode_utf8_lossy());
    let connection = id.and_then(|id| gateway.connections.find(Scope::default(), &id).ok());
    let of_connection = || connection.as_ref().map(|connection| (&*connection.api, &*connection.stage));
    let runtime = gateway.live.load();
    let found = named.or_else(of_connection).and_then(|(api, stage)| Some((runtime.api(api)?, stage)));
    if found.is_some() {
        inbound.recorder.authorizer("AWS_IAM", None);
    }
    let signer = match &gateway.trust.signers {
        Signers::Anyone { .. } => None,
        signers @ Signers::Known(_) => {
            let region = found.map(|(api, _)| &*api.region);
            Some(signature::verify(signers, inbound, region, gateway.clock.machine_now())?)
        }
    };
    let Some((api, stage)) = found else {
        return match connection {
            // There is nothing to manage, and the caller is told so.
            None => Ok(signer),
            Some(_) => Err(GatewayError::new(GatewayResponseType::AccessDenied, "the connection's API is no longer there")),
        };
    };
    let signer = match signer {
        // Of someone of whom only the account is known nothing else can be asked.
        None if *api.account == *account => return Ok(None),
        None => Arc::new(Signer::of_account(account, account)),
        Some(signer) => signer,
    };
    let path = percent_decode_str(path).decode_utf8_lossy();
    let resource = api.execute_arn(stage, format_args!("{}{path}", inbound.parts.method));
    let facts = RequestFacts { inbound, signer: Some(&signer), now: api.shared.clock.now() };
    let caller = policy::Caller::Principal { account: &signer.account, arn: &signer.arn };
    let question = Question { caller, action: MANAGE, resource: &resource, facts: &facts };
    match of_signer(&signer, api, None, &question, &inbound.recorder) {
        Verdict::Allowed => Ok(Some(signer)),
        Verdict::Refused { explicitly } => Err(resource_policy::refusal(&signer.arn, &question, explicitly)),
    }
}
