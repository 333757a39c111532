//! Several operations as one: either all of them are done, or none.

use emulator_api::codec::{Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::model::Operation;
use emulator_api::validate::validate;

use super::dispatch::{self, Handler, Work};
use super::{Caller, Control};

impl Control {
    /// Does operations that write one after the other, in one transaction, and gives their answers.
    ///
    /// # Errors
    /// That of the first which is refused. Then none is done.
    pub async fn perform_together(&self, caller: &Caller, operations: Vec<(Operation, Input)>) -> Result<Vec<Output>> {
        let mut works = Vec::with_capacity(operations.len());
        for (operation, input) in operations {
            let scope = self.scope(caller.clone(), operation.spec());
            validate(scope.spec, &input.members)?;
            let work: Work = match dispatch::handler(operation) {
                Handler::Write(run) => Box::new(move |call| run(call, input)),
                Handler::ReadFirst(read) => read(scope.clone(), input).await?,
                Handler::Read(_) | Handler::Live(_) | Handler::Missing => return Err(AwsError::not_implemented(scope.spec.name)),
            };
            works.push((scope, work));
        }
        let Some((scope, _)) = works.first() else { return Ok(Vec::new()) };
        let scope = scope.clone();
        self.write(scope, |call| {
            Box::pin(async move {
                let mut answers = Vec::with_capacity(works.len());
                for (scope, work) in works {
                    call.scope = scope;
                    answers.push(work(call).await?);
                }
                Ok(answers)
            })
        })
        .await
    }
}
