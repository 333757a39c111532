//! The state of the emulator: what is stored of all accounts, or of one.

use emulator_api::admin::{Nothing, Scope, StateReset};

use super::Admin;
use super::problem::Result;
use super::routes::{Call, Routes};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.post("/_emulator/state/reset", "resetState", "Removes everything that is stored of a scope", reset).post(
        "/_localstack/state/reset",
        "resetNeighbourState",
        "The same for all, where tools of another emulator ask",
        reset_all,
    )
}

async fn reset(Call { admin, input, .. }: Call<Scope>) -> Result<StateReset> {
    reset_scope(&admin, &input).await
}

async fn reset_all(Call { admin, .. }: Call<Nothing>) -> Result<StateReset> {
    reset_scope(&admin, &Scope::default()).await
}

async fn reset_scope(admin: &Admin, scope: &Scope) -> Result<StateReset> {
    // First: an API that is gone no longer tells whose its faults are.
    admin.clear_faults(scope);
    Ok(StateReset { apis: admin.control.reset(scope).await? })
}
