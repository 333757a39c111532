//! Which requests' bodies nothing reads, so that they can go on to a backend as they come. Each setting is named here: a new one does not
//! compile until somebody says whether it reads bodies.

use http::Method;

use crate::runtime::auth::{Check, Guard, MethodAuthorization};
use crate::runtime::rest::cache::MethodCache;
use crate::runtime::rest::integration::{HttpProxy, Integration, Transfer};
use crate::runtime::rest::parameters::RequestSource;
use crate::runtime::rest::validation::RequestValidation;
use crate::runtime::rest::{MethodSettings, RestMethod, RestStage};

impl RestStage {
    /// Whether something reads bodies, whatever the method is. What is compressed (`minimumCompressionSize`) depends on the request.
    pub fn reads_bodies(&self) -> bool {
        let Self {
            web_acl,
            gateway_responses,
            name: _,
            api_name: _,
            deployment_id: _,
            release: _,
            stage_variables: _,
            routes: _,
            nowhere: _,
            binary_media_types: _,
            minimum_compression_size: _,
            private: _,
            execute_api_disabled: _,
            tracing: _,
            access_log: _,
            throttles: _,
            cache: _,
            state: _,
        } = self;
        web_acl.is_some() || gateway_responses.read_body()
    }
}

impl RestMethod {
    /// Whether the bodies of requests with `verb` go on to the backend, and nothing reads them before.
    pub fn passes_bodies_on(&self, verb: &Method) -> bool {
        let Self {
            authorization,
            api_key: _,
            settings: _,
            settings_of_verbs: _,
            operation_name: _,
            validation,
            caches: _,
            integration,
        } = self;
        let MethodSettings { throttle: _, metrics: _, logging } = self.settings(verb);
        let RequestValidation { required: _, models } = validation;
        integration.passes_bodies_on()
            && models.is_empty()
            && !authorization.reads_bodies()
            && !logging.is_some_and(|logging| logging.data)
            && !self.cache(verb).is_some_and(MethodCache::reads_bodies)
    }
}

impl Integration {
    fn passes_bodies_on(&self) -> bool {
        match self {
            // A backend that streams its answer may wait for somebody to take that before it takes more of the request.
            Self::HttpProxy(HttpProxy { endpoint: _, parameters, timeout: _, transfer }) => {
                matches!(transfer, Transfer::Buffered) && !parameters.read_body()
            }
            Self::FunctionProxy(_) | Self::Custom(_) | Self::Refuses { .. } => false,
        }
    }
}

impl MethodAuthorization {
    /// A signature is of the body, too.
    fn reads_bodies(&self) -> bool {
        match self {
            Self::Open | Self::Refuses { .. } => false,
            Self::Guarded(guard) => {
                let Guard { resource_policy: _, check } = &**guard;
                match check {
                    Check::Nothing | Check::Function(_) | Check::UserPools(_) => false,
                    Check::Iam => true,
                }
            }
        }
    }
}

impl MethodCache {
    fn reads_bodies(&self) -> bool {
        let Self { answers: _, scope: _, key_parameters, time_to_live: _, invalidation: _ } = self;
        key_parameters.iter().any(RequestSource::reads_body)
    }
}
