//! Accounts with API keys and usage plans, compiled as the control plane does it.

use std::sync::Arc;

use apigw_emulator::compile::usage::{Documents, PlanDocuments, compile};
use apigw_emulator::runtime::account::Account;
use emulator_api::Doc;
use serde_json::{Value, json};

/// The value of the key `k1`.
pub(crate) const KEY: &str = "apikey1234abcdefghij0123456789";

/// An account whose one plan has this stage, these other members, and the key [`KEY`].
pub(crate) fn with_plan(api: &str, stage: &str, plan: Value) -> Arc<Account> {
    let account = Arc::default();
    publish_plan(&account, api, stage, plan);
    account
}

/// Puts such a plan in the place of the one that the account has.
pub(crate) fn publish_plan(account: &Account, api: &str, stage: &str, plan: Value) {
    let mut plan = doc(plan);
    plan.insert("id".to_owned(), json!("p1"));
    let mut of_stage = doc(json!({"apiId": api, "stage": stage}));
    if let Some(throttle) = plan.shift_remove("methods") {
        of_stage.insert("throttle".to_owned(), throttle);
    }
    plan.insert("apiStages".to_owned(), json!([of_stage]));
    let key = doc(json!({"id": "k1", "value": KEY, "enabled": true}));
    let documents = Documents {
        keys: [("k1".to_owned(), key)].into(),
        plans: vec![PlanDocuments { plan, keys: vec![("k1".to_owned(), None)] }],
    };
    let (plans, diagnostics) = compile(&documents, &account.usage_plans());
    assert_eq!(diagnostics, []);
    account.replace_usage_plans(plans);
}

fn doc(value: Value) -> Doc {
    let Value::Object(document) = value else { panic!("a document is an object") };
    document
}
