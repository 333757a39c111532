//! Which operations of AWS there are.

use emulator_api::admin::{Nothing, Operations, ServiceOperations};

use super::problem::Result;
use super::routes::{Call, Head, Routes};
use crate::control::{Coverage, coverage};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.json(
        Head::get("/_emulator/operations", "listOperations", "The operations of each service, there and missing"),
        operations,
    )
}

async fn operations(_: Call<Nothing>) -> Result<Operations> {
    let names = |names: Vec<&'static str>| names.into_iter().map(str::to_owned).collect();
    let of_service = |Coverage { service, there, missing }: Coverage| ServiceOperations {
        service: service.name().to_owned(),
        there: names(there),
        missing: names(missing),
    };
    Ok(Operations { services: coverage().into_iter().map(of_service).collect() })
}
