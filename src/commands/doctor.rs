//! `doctor`: asks a running emulator what would be otherwise on AWS.

use std::error::Error;

use emulator_api::admin::{Concern, Diagnosis, Remark};

use super::running::{PATIENCE, Running, print, query, table};
use crate::cli::ScopedArgs;

/// Prints what is found, and fails when it is something that somebody did. That signatures are not checked is so until an emulator is
/// told whose they may be.
pub(super) fn run(ScopedArgs { scope, running }: &ScopedArgs) -> Result<(), Box<dyn Error>> {
    let path = format!("/_emulator/doctor{}", query(&scope.scope())?);
    let diagnosis: Diagnosis = Running::at(running, PATIENCE)?.get(&path)?;
    print(&diagnosis, running.json, listed)?;
    match diagnosis.remarks.iter().filter(|remark| remark.concern != Concern::Credentials).count() {
        0 => Ok(()),
        1 => Err("1 thing would be otherwise on AWS".into()),
        many => Err(format!("{many} things would be otherwise on AWS").into()),
    }
}

fn listed(diagnosis: &Diagnosis) -> String {
    if diagnosis.remarks.is_empty() {
        return "nothing was found that would be otherwise on AWS\n".to_owned();
    }
    let rows: Vec<_> = diagnosis.remarks.iter().map(row).collect();
    table(["CONCERN", "ACCOUNT", "REGION", "PLACE", "WHAT"], &rows)
}

fn row(remark: &Remark) -> [String; 5] {
    let account = remark.account.as_ref().map_or("", |account| account.as_str()).to_owned();
    let region = remark.region.as_ref().map_or("", |region| region.as_str()).to_owned();
    [format!("{:?}", remark.concern).to_lowercase(), account, region, remark.place.clone(), remark.message.clone()]
}
