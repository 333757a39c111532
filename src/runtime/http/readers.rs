//! Which requests' bodies nothing reads, so that they can go on to a backend as they come. Each setting is named here: a new one does not
//! compile until somebody says whether it reads bodies.

use ::http::Method;

use crate::runtime::http::{Authorization, HttpStage, Integration, Route, Target};

impl HttpStage {
    /// Whether the bodies of requests with this method and path go on to the backend, and nothing reads them before.
    pub fn passes_bodies_on(&self, method: &Method, path: &str) -> bool {
        let Self {
            routes,
            name: _,
            stage_variables: _,
            cors: _,
            execute_api_disabled: _,
            access_log: _,
            authorizer_results: _,
            metrics: _,
        } = self;
        routes.choose(method, path).is_some_and(Route::passes_bodies_on)
    }
}

impl Route {
    fn passes_bodies_on(&self) -> bool {
        let Self { authorization, integration, key: _, variables: _, throttle: _, metrics: _ } = self;
        // What is changed in an answer is made of the answer alone.
        let Integration { target, request_mappings, response_mappings: _, timeout: _ } = integration;
        matches!(target, Target::Http(_)) && !authorization.reads_bodies() && !request_mappings.read_body()
    }
}

impl Authorization {
    /// A signature is of the body, too.
    fn reads_bodies(&self) -> bool {
        match self {
            Self::Rule(_) | Self::Jwt(_) | Self::Function(_) => false,
            Self::Iam => true,
        }
    }
}
