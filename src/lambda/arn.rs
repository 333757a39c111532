use std::fmt;

/// `arn:aws:lambda:us-east-1:000000000000:function:orders`, with or without a version or alias.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FunctionArn {
    pub partition: String,
    pub region: String,
    pub account: String,
    pub name: String,
    pub qualifier: Option<String>,
}

impl fmt::Display for FunctionArn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { partition, region, account, name, qualifier } = self;
        write!(formatter, "arn:{partition}:lambda:{region}:{account}:function:{name}")?;
        qualifier.as_ref().map_or(Ok(()), |qualifier| write!(formatter, ":{qualifier}"))
    }
}
