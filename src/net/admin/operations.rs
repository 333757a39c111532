//! Which operations of AWS there are.

use emulator_api::admin::{Nothing, Operations};

use super::problem::Result;
use super::routes::{Call, Head, Routes};
use crate::control::coverage;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.json(
        Head::get("/_emulator/operations", "listOperations", "The operations of each service, there and missing"),
        operations,
    )
}

async fn operations(_: Call<Nothing>) -> Result<Operations> {
    Ok(coverage())
}
