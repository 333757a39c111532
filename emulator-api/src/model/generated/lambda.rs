//! Operations and shapes of `lambda`. Made by `tests/codegen.rs` from `models/lambda.json`.

use crate::model::*;

/// The service's operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operation {
    /// `POST /2015-03-31/functions/{FunctionName}/policy`
    AddPermission,
    /// `POST /2015-03-31/functions`
    CreateFunction,
    /// `DELETE /2015-03-31/functions/{FunctionName}`
    DeleteFunction,
    /// `GET /2015-03-31/functions/{FunctionName}`
    GetFunction,
    /// `GET /2015-03-31/functions/{FunctionName}/configuration`
    GetFunctionConfiguration,
    /// `GET /2015-03-31/functions/{FunctionName}/policy`
    GetPolicy,
    /// `POST /2015-03-31/functions/{FunctionName}/invocations`
    Invoke,
    /// `GET /2015-03-31/functions`
    ListFunctions,
    /// `GET /2017-03-31/tags/{Resource}`
    ListTags,
    /// `DELETE /2015-03-31/functions/{FunctionName}/policy/{StatementId}`
    RemovePermission,
    /// `POST /2017-03-31/tags/{Resource}`
    TagResource,
    /// `DELETE /2017-03-31/tags/{Resource}`
    UntagResource,
    /// `PUT /2015-03-31/functions/{FunctionName}/code`
    UpdateFunctionCode,
    /// `PUT /2015-03-31/functions/{FunctionName}/configuration`
    UpdateFunctionConfiguration,
}

impl Operation {
    /// Every operation, in the model's order.
    pub const ALL: [Operation; 14] = [
        Operation::AddPermission,
        Operation::CreateFunction,
        Operation::DeleteFunction,
        Operation::GetFunction,
        Operation::GetFunctionConfiguration,
        Operation::GetPolicy,
        Operation::Invoke,
        Operation::ListFunctions,
        Operation::ListTags,
        Operation::RemovePermission,
        Operation::TagResource,
        Operation::UntagResource,
        Operation::UpdateFunctionCode,
        Operation::UpdateFunctionConfiguration,
    ];

    /// What the model says of the operation.
    pub const fn spec(self) -> &'static OperationSpec {
        &SPECS[self as usize]
    }
}

static SPECS: [OperationSpec; 14] = [
    OperationSpec {
        name: "AddPermission",
        service: Service::Lambda,
        method: "POST",
        path: &[Segment::Literal("2015-03-31"), Segment::Literal("functions"), Segment::Label("FunctionName"), Segment::Literal("policy")],
        query: None,
        status: 201,
        input: &ADD_PERMISSION_REQUEST,
        output: Some(&ADD_PERMISSION_RESPONSE),
        errors: &["InvalidParameterValueException", "ResourceConflictException", "ServiceException", "TooManyRequestsException", "PolicyLengthExceededException", "ResourceNotFoundException", "PreconditionFailedException"],
    },
    OperationSpec {
        name: "CreateFunction",
        service: Service::Lambda,
        method: "POST",
        path: &[Segment::Literal("2015-03-31"), Segment::Literal("functions")],
        query: None,
        status: 201,
        input: &CREATE_FUNCTION_REQUEST,
        output: Some(&FUNCTION_CONFIGURATION),
        errors: &["InvalidParameterValueException", "ResourceConflictException", "ServiceException", "TooManyRequestsException", "InvalidCodeSignatureException", "ResourceNotFoundException", "CodeVerificationFailedException", "CodeSigningConfigNotFoundException", "CodeStorageExceededException", "FunctionVersionsPerCapacityProviderLimitExceededException"],
    },
    OperationSpec {
        name: "DeleteFunction",
        service: Service::Lambda,
        method: "DELETE",
        path: &[Segment::Literal("2015-03-31"), Segment::Literal("functions"), Segment::Label("FunctionName")],
        query: None,
        status: 200,
        input: &DELETE_FUNCTION_REQUEST,
        output: Some(&DELETE_FUNCTION_RESPONSE),
        errors: &["InvalidParameterValueException", "ResourceConflictException", "ServiceException", "TooManyRequestsException", "ResourceNotFoundException"],
    },
    OperationSpec {
        name: "GetFunction",
        service: Service::Lambda,
        method: "GET",
        path: &[Segment::Literal("2015-03-31"), Segment::Literal("functions"), Segment::Label("FunctionName")],
        query: None,
        status: 200,
        input: &GET_FUNCTION_REQUEST,
        output: Some(&GET_FUNCTION_RESPONSE),
        errors: &["InvalidParameterValueException", "ServiceException", "TooManyRequestsException", "ResourceNotFoundException"],
    },
    OperationSpec {
        name: "GetFunctionConfiguration",
        service: Service::Lambda,
        method: "GET",
        path: &[Segment::Literal("2015-03-31"), Segment::Literal("functions"), Segment::Label("FunctionName"), Segment::Literal("configuration")],
        query: None,
        status: 200,
        input: &GET_FUNCTION_CONFIGURATION_REQUEST,
        output: Some(&FUNCTION_CONFIGURATION),
        errors: &["InvalidParameterValueException", "ServiceException", "TooManyRequestsException", "ResourceNotFoundException"],
    },
    OperationSpec {
        name: "GetPolicy",
        service: Service::Lambda,
        method: "GET",
        path: &[Segment::Literal("2015-03-31"), Segment::Literal("functions"), Segment::Label("FunctionName"), Segment::Literal("policy")],
        query: None,
        status: 200,
        input: &GET_POLICY_REQUEST,
        output: Some(&GET_POLICY_RESPONSE),
        errors: &["InvalidParameterValueException", "ServiceException", "TooManyRequestsException", "ResourceNotFoundException"],
    },
    OperationSpec {
        name: "Invoke",
        service: Service::Lambda,
        method: "POST",
        path: &[Segment::Literal("2015-03-31"), Segment::Literal("functions"), Segment::Label("FunctionName"), Segment::Literal("invocations")],
        query: None,
        status: 200,
        input: &INVOCATION_REQUEST,
        output: Some(&INVOCATION_RESPONSE),
        errors: &["ResourceNotReadyException", "InvalidSecurityGroupIDException", "SnapStartTimeoutException", "TooManyRequestsException", "EC2ThrottledException", "EFSMountConnectivityException", "SubnetIPAddressLimitReachedException", "KMSAccessDeniedException", "RequestTooLargeException", "KMSDisabledException", "UnsupportedMediaTypeException", "S3FilesMountConnectivityException", "SerializedRequestEntityTooLargeException", "InvalidRuntimeException", "NoPublishedVersionException", "EC2UnexpectedException", "InvalidSubnetIDException", "KMSNotFoundException", "InvalidParameterValueException", "EC2AccessDeniedException", "EFSIOException", "KMSInvalidStateException", "ResourceConflictException", "ENILimitReachedException", "SnapStartNotReadyException", "ServiceException", "SnapStartException", "RecursiveInvocationException", "S3FilesMountFailureException", "EFSMountTimeoutException", "S3FilesMountTimeoutException", "ResourceNotFoundException", "InvalidRequestContentException", "DurableExecutionAlreadyStartedException", "InvalidZipFileException", "EFSMountFailureException"],
    },
    OperationSpec {
        name: "ListFunctions",
        service: Service::Lambda,
        method: "GET",
        path: &[Segment::Literal("2015-03-31"), Segment::Literal("functions")],
        query: None,
        status: 200,
        input: &LIST_FUNCTIONS_REQUEST,
        output: Some(&LIST_FUNCTIONS_RESPONSE),
        errors: &["InvalidParameterValueException", "ServiceException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "ListTags",
        service: Service::Lambda,
        method: "GET",
        path: &[Segment::Literal("2017-03-31"), Segment::Literal("tags"), Segment::Label("Resource")],
        query: None,
        status: 200,
        input: &LIST_TAGS_REQUEST,
        output: Some(&LIST_TAGS_RESPONSE),
        errors: &["InvalidParameterValueException", "ServiceException", "TooManyRequestsException", "ResourceNotFoundException"],
    },
    OperationSpec {
        name: "RemovePermission",
        service: Service::Lambda,
        method: "DELETE",
        path: &[Segment::Literal("2015-03-31"), Segment::Literal("functions"), Segment::Label("FunctionName"), Segment::Literal("policy"), Segment::Label("StatementId")],
        query: None,
        status: 204,
        input: &REMOVE_PERMISSION_REQUEST,
        output: None,
        errors: &["InvalidParameterValueException", "ServiceException", "TooManyRequestsException", "ResourceNotFoundException", "PreconditionFailedException"],
    },
    OperationSpec {
        name: "TagResource",
        service: Service::Lambda,
        method: "POST",
        path: &[Segment::Literal("2017-03-31"), Segment::Literal("tags"), Segment::Label("Resource")],
        query: None,
        status: 204,
        input: &TAG_RESOURCE_REQUEST,
        output: None,
        errors: &["InvalidParameterValueException", "ResourceConflictException", "ServiceException", "TooManyRequestsException", "ResourceNotFoundException"],
    },
    OperationSpec {
        name: "UntagResource",
        service: Service::Lambda,
        method: "DELETE",
        path: &[Segment::Literal("2017-03-31"), Segment::Literal("tags"), Segment::Label("Resource")],
        query: None,
        status: 204,
        input: &UNTAG_RESOURCE_REQUEST,
        output: None,
        errors: &["InvalidParameterValueException", "ResourceConflictException", "ServiceException", "TooManyRequestsException", "ResourceNotFoundException"],
    },
    OperationSpec {
        name: "UpdateFunctionCode",
        service: Service::Lambda,
        method: "PUT",
        path: &[Segment::Literal("2015-03-31"), Segment::Literal("functions"), Segment::Label("FunctionName"), Segment::Literal("code")],
        query: None,
        status: 200,
        input: &UPDATE_FUNCTION_CODE_REQUEST,
        output: Some(&FUNCTION_CONFIGURATION),
        errors: &["InvalidParameterValueException", "ResourceConflictException", "ServiceException", "TooManyRequestsException", "InvalidCodeSignatureException", "ResourceNotFoundException", "CodeVerificationFailedException", "CodeSigningConfigNotFoundException", "CodeStorageExceededException", "PreconditionFailedException"],
    },
    OperationSpec {
        name: "UpdateFunctionConfiguration",
        service: Service::Lambda,
        method: "PUT",
        path: &[Segment::Literal("2015-03-31"), Segment::Literal("functions"), Segment::Label("FunctionName"), Segment::Literal("configuration")],
        query: None,
        status: 200,
        input: &UPDATE_FUNCTION_CONFIGURATION_REQUEST,
        output: Some(&FUNCTION_CONFIGURATION),
        errors: &["InvalidParameterValueException", "ResourceConflictException", "ServiceException", "TooManyRequestsException", "InvalidCodeSignatureException", "ResourceNotFoundException", "CodeVerificationFailedException", "CodeSigningConfigNotFoundException", "PreconditionFailedException"],
    },
];

static ACTION_PATTERN: Pattern = Pattern::new("(lambda:[*]|lambda:[a-zA-Z]+|[*])");

static ACTION: Text = Text { values: &[], length: Range::FREE, pattern: Some(&ACTION_PATTERN) };

static ADD_PERMISSION_REQUEST: Structure = Structure {
    name: "AddPermissionRequest",
    members: &[
        Member { name: "FunctionName", wire: "FunctionName", location: Location::Uri, required: true, shape: Shape::String(&NAMESPACED_FUNCTION_NAME) },
        Member { name: "StatementId", wire: "StatementId", location: Location::Body, required: true, shape: Shape::String(&STATEMENT_ID) },
        Member { name: "Action", wire: "Action", location: Location::Body, required: true, shape: Shape::String(&ACTION) },
        Member { name: "Principal", wire: "Principal", location: Location::Body, required: true, shape: Shape::String(&PRINCIPAL) },
        Member { name: "SourceArn", wire: "SourceArn", location: Location::Body, required: false, shape: Shape::String(&ARN) },
        Member { name: "SourceAccount", wire: "SourceAccount", location: Location::Body, required: false, shape: Shape::String(&SOURCE_OWNER) },
        Member { name: "EventSourceToken", wire: "EventSourceToken", location: Location::Body, required: false, shape: Shape::String(&EVENT_SOURCE_TOKEN) },
        Member { name: "Qualifier", wire: "Qualifier", location: Location::Query, required: false, shape: Shape::String(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER) },
        Member { name: "RevisionId", wire: "RevisionId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "PrincipalOrgID", wire: "PrincipalOrgID", location: Location::Body, required: false, shape: Shape::String(&PRINCIPAL_ORG_ID) },
        Member { name: "FunctionUrlAuthType", wire: "FunctionUrlAuthType", location: Location::Body, required: false, shape: Shape::String(&FUNCTION_URL_AUTH_TYPE) },
        Member { name: "InvokedViaFunctionUrl", wire: "InvokedViaFunctionUrl", location: Location::Body, required: false, shape: Shape::Boolean },
    ],
};

static ADD_PERMISSION_RESPONSE: Structure = Structure {
    name: "AddPermissionResponse",
    members: &[
        Member { name: "Statement", wire: "Statement", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static APPLICATION_LOG_LEVEL: Text = Text { values: &["FATAL", "TRACE", "WARN", "ERROR", "INFO", "DEBUG"], length: Range::FREE, pattern: None };

static ARCHITECTURE: Text = Text { values: &["x86_64", "arm64"], length: Range::FREE, pattern: None };

static ARCHITECTURES_LIST: List = List { member: Shape::String(&ARCHITECTURE), length: Range { min: Some(1), max: Some(1) } };

static ARN_PATTERN: Pattern = Pattern::new("arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)");

static ARN: Text = Text { values: &[], length: Range::FREE, pattern: Some(&ARN_PATTERN) };

static CAPACITY_PROVIDER_ARN_PATTERN: Pattern = Pattern::new("arn:aws[a-zA-Z-]*:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:capacity-provider:[a-zA-Z0-9-_]+");

static CAPACITY_PROVIDER_ARN: Text = Text { values: &[], length: Range { min: Some(1), max: Some(140) }, pattern: Some(&CAPACITY_PROVIDER_ARN_PATTERN) };

static CAPACITY_PROVIDER_CONFIG: Structure = Structure {
    name: "CapacityProviderConfig",
    members: &[
        Member { name: "LambdaManagedInstancesCapacityProviderConfig", wire: "LambdaManagedInstancesCapacityProviderConfig", location: Location::Body, required: true, shape: Shape::Structure(&LAMBDA_MANAGED_INSTANCES_CAPACITY_PROVIDER_CONFIG) },
    ],
};

static CODE_SIGNING_CONFIG_ARN_PATTERN: Pattern = Pattern::new("arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}:\\d{12}:code-signing-config:csc-[a-z0-9]{17}");

static CODE_SIGNING_CONFIG_ARN: Text = Text { values: &[], length: Range { min: Some(0), max: Some(200) }, pattern: Some(&CODE_SIGNING_CONFIG_ARN_PATTERN) };

static CONCURRENCY: Structure = Structure {
    name: "Concurrency",
    members: &[
        Member { name: "ReservedConcurrentExecutions", wire: "ReservedConcurrentExecutions", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(0), max: None }) },
    ],
};

static CREATE_FUNCTION_REQUEST: Structure = Structure {
    name: "CreateFunctionRequest",
    members: &[
        Member { name: "FunctionName", wire: "FunctionName", location: Location::Body, required: true, shape: Shape::String(&FUNCTION_NAME) },
        Member { name: "Runtime", wire: "Runtime", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "Role", wire: "Role", location: Location::Body, required: true, shape: Shape::String(&ROLE_ARN) },
        Member { name: "Handler", wire: "Handler", location: Location::Body, required: false, shape: Shape::String(&HANDLER) },
        Member { name: "Code", wire: "Code", location: Location::Body, required: true, shape: Shape::Structure(&FUNCTION_CODE) },
        Member { name: "Description", wire: "Description", location: Location::Body, required: false, shape: Shape::String(&DESCRIPTION) },
        Member { name: "Timeout", wire: "Timeout", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(1), max: None }) },
        Member { name: "MemorySize", wire: "MemorySize", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(128), max: Some(32768) }) },
        Member { name: "Publish", wire: "Publish", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "VpcConfig", wire: "VpcConfig", location: Location::Body, required: false, shape: Shape::Structure(&VPC_CONFIG) },
        Member { name: "PackageType", wire: "PackageType", location: Location::Body, required: false, shape: Shape::String(&PACKAGE_TYPE) },
        Member { name: "DeadLetterConfig", wire: "DeadLetterConfig", location: Location::Body, required: false, shape: Shape::Structure(&DEAD_LETTER_CONFIG) },
        Member { name: "Environment", wire: "Environment", location: Location::Body, required: false, shape: Shape::Structure(&ENVIRONMENT) },
        Member { name: "KMSKeyArn", wire: "KMSKeyArn", location: Location::Body, required: false, shape: Shape::String(&KMSKEY_ARN) },
        Member { name: "TracingConfig", wire: "TracingConfig", location: Location::Body, required: false, shape: Shape::Structure(&TRACING_CONFIG) },
        Member { name: "Tags", wire: "Tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
        Member { name: "Layers", wire: "Layers", location: Location::Body, required: false, shape: Shape::List(&LAYER_LIST) },
        Member { name: "FileSystemConfigs", wire: "FileSystemConfigs", location: Location::Body, required: false, shape: Shape::List(&FILE_SYSTEM_CONFIG_LIST) },
        Member { name: "ImageConfig", wire: "ImageConfig", location: Location::Body, required: false, shape: Shape::Structure(&IMAGE_CONFIG) },
        Member { name: "CodeSigningConfigArn", wire: "CodeSigningConfigArn", location: Location::Body, required: false, shape: Shape::String(&CODE_SIGNING_CONFIG_ARN) },
        Member { name: "Architectures", wire: "Architectures", location: Location::Body, required: false, shape: Shape::List(&ARCHITECTURES_LIST) },
        Member { name: "EphemeralStorage", wire: "EphemeralStorage", location: Location::Body, required: false, shape: Shape::Structure(&EPHEMERAL_STORAGE) },
        Member { name: "SnapStart", wire: "SnapStart", location: Location::Body, required: false, shape: Shape::Structure(&SNAP_START) },
        Member { name: "LoggingConfig", wire: "LoggingConfig", location: Location::Body, required: false, shape: Shape::Structure(&LOGGING_CONFIG) },
        Member { name: "CapacityProviderConfig", wire: "CapacityProviderConfig", location: Location::Body, required: false, shape: Shape::Structure(&CAPACITY_PROVIDER_CONFIG) },
        Member { name: "PublishTo", wire: "PublishTo", location: Location::Body, required: false, shape: Shape::String(&FUNCTION_VERSION_LATEST_PUBLISHED) },
        Member { name: "DurableConfig", wire: "DurableConfig", location: Location::Body, required: false, shape: Shape::Structure(&DURABLE_CONFIG) },
        Member { name: "TenancyConfig", wire: "TenancyConfig", location: Location::Body, required: false, shape: Shape::Structure(&TENANCY_CONFIG) },
    ],
};

static DEAD_LETTER_CONFIG: Structure = Structure {
    name: "DeadLetterConfig",
    members: &[
        Member { name: "TargetArn", wire: "TargetArn", location: Location::Body, required: false, shape: Shape::String(&RESOURCE_ARN) },
    ],
};

static DELETE_FUNCTION_REQUEST: Structure = Structure {
    name: "DeleteFunctionRequest",
    members: &[
        Member { name: "FunctionName", wire: "FunctionName", location: Location::Uri, required: true, shape: Shape::String(&NAMESPACED_FUNCTION_NAME) },
        Member { name: "Qualifier", wire: "Qualifier", location: Location::Query, required: false, shape: Shape::String(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER) },
    ],
};

static DELETE_FUNCTION_RESPONSE: Structure = Structure {
    name: "DeleteFunctionResponse",
    members: &[
        Member { name: "StatusCode", wire: "StatusCode", location: Location::StatusCode, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static DESCRIPTION: Text = Text { values: &[], length: Range { min: Some(0), max: Some(256) }, pattern: None };

static DURABLE_CONFIG: Structure = Structure {
    name: "DurableConfig",
    members: &[
        Member { name: "RetentionPeriodInDays", wire: "RetentionPeriodInDays", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(1), max: Some(90) }) },
        Member { name: "ExecutionTimeout", wire: "ExecutionTimeout", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(1), max: Some(31622400) }) },
    ],
};

static DURABLE_EXECUTION_ARN_PATTERN: Pattern = Pattern::new("arn:([a-zA-Z0-9-]+):lambda:([a-zA-Z0-9-]+):(\\d{12}):function:([a-zA-Z0-9_-]+):(\\$LATEST(?:\\.PUBLISHED)?|[0-9]+)/durable-execution/([a-zA-Z0-9_-]+)/([a-zA-Z0-9_-]+)");

static DURABLE_EXECUTION_ARN: Text = Text { values: &[], length: Range { min: Some(1), max: Some(1024) }, pattern: Some(&DURABLE_EXECUTION_ARN_PATTERN) };

static DURABLE_EXECUTION_NAME_PATTERN: Pattern = Pattern::new("[a-zA-Z0-9-_]+");

static DURABLE_EXECUTION_NAME: Text = Text { values: &[], length: Range { min: Some(1), max: Some(64) }, pattern: Some(&DURABLE_EXECUTION_NAME_PATTERN) };

static ENVIRONMENT: Structure = Structure {
    name: "Environment",
    members: &[
        Member { name: "Variables", wire: "Variables", location: Location::Body, required: false, shape: Shape::Map(&ENVIRONMENT_VARIABLES) },
    ],
};

static ENVIRONMENT_ERROR: Structure = Structure {
    name: "EnvironmentError",
    members: &[
        Member { name: "ErrorCode", wire: "ErrorCode", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "Message", wire: "Message", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static ENVIRONMENT_RESPONSE: Structure = Structure {
    name: "EnvironmentResponse",
    members: &[
        Member { name: "Variables", wire: "Variables", location: Location::Body, required: false, shape: Shape::Map(&ENVIRONMENT_VARIABLES) },
        Member { name: "Error", wire: "Error", location: Location::Body, required: false, shape: Shape::Structure(&ENVIRONMENT_ERROR) },
    ],
};

static ENVIRONMENT_VARIABLE_NAME_PATTERN: Pattern = Pattern::new("[a-zA-Z]([a-zA-Z0-9_])+");

static ENVIRONMENT_VARIABLE_NAME: Text = Text { values: &[], length: Range::FREE, pattern: Some(&ENVIRONMENT_VARIABLE_NAME_PATTERN) };

static ENVIRONMENT_VARIABLES: Map = Map { key: &ENVIRONMENT_VARIABLE_NAME, value: Shape::String(&TEXT), length: Range::FREE };

static EPHEMERAL_STORAGE: Structure = Structure {
    name: "EphemeralStorage",
    members: &[
        Member { name: "Size", wire: "Size", location: Location::Body, required: true, shape: Shape::Integer(Range { min: Some(512), max: Some(10240) }) },
    ],
};

static EVENT_SOURCE_TOKEN_PATTERN: Pattern = Pattern::new("[a-zA-Z0-9._\\-]+");

static EVENT_SOURCE_TOKEN: Text = Text { values: &[], length: Range { min: Some(0), max: Some(256) }, pattern: Some(&EVENT_SOURCE_TOKEN_PATTERN) };

static FILE_SYSTEM_ARN_PATTERN: Pattern = Pattern::new("arn:aws[a-zA-Z-]*:elasticfilesystem:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}:\\d{12}:access-point/fsap-[a-f0-9]{17}$|^arn:aws[-a-z]*:s3files:[0-9a-z-:]+:file-system/fs-[0-9a-f]{17,40}/access-point/fsap-[0-9a-f]{17,40}");

static FILE_SYSTEM_ARN: Text = Text { values: &[], length: Range { min: Some(0), max: Some(256) }, pattern: Some(&FILE_SYSTEM_ARN_PATTERN) };

static FILE_SYSTEM_CONFIG: Structure = Structure {
    name: "FileSystemConfig",
    members: &[
        Member { name: "Arn", wire: "Arn", location: Location::Body, required: true, shape: Shape::String(&FILE_SYSTEM_ARN) },
        Member { name: "LocalMountPath", wire: "LocalMountPath", location: Location::Body, required: true, shape: Shape::String(&LOCAL_MOUNT_PATH) },
    ],
};

static FILE_SYSTEM_CONFIG_LIST: List = List { member: Shape::Structure(&FILE_SYSTEM_CONFIG), length: Range { min: Some(0), max: Some(1) } };

static FUNCTION_ARN_PATTERN: Pattern = Pattern::new("arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?");

static FUNCTION_ARN: Text = Text { values: &[], length: Range { min: Some(0), max: Some(10000) }, pattern: Some(&FUNCTION_ARN_PATTERN) };

static FUNCTION_CODE: Structure = Structure {
    name: "FunctionCode",
    members: &[
        Member { name: "ZipFile", wire: "ZipFile", location: Location::Body, required: false, shape: Shape::Blob },
        Member { name: "S3Bucket", wire: "S3Bucket", location: Location::Body, required: false, shape: Shape::String(&S3_BUCKET) },
        Member { name: "S3Key", wire: "S3Key", location: Location::Body, required: false, shape: Shape::String(&S3_KEY) },
        Member { name: "S3ObjectVersion", wire: "S3ObjectVersion", location: Location::Body, required: false, shape: Shape::String(&S3_OBJECT_VERSION) },
        Member { name: "ImageUri", wire: "ImageUri", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "SourceKMSKeyArn", wire: "SourceKMSKeyArn", location: Location::Body, required: false, shape: Shape::String(&KMSKEY_ARN) },
    ],
};

static FUNCTION_CODE_LOCATION: Structure = Structure {
    name: "FunctionCodeLocation",
    members: &[
        Member { name: "RepositoryType", wire: "RepositoryType", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "Location", wire: "Location", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "ImageUri", wire: "ImageUri", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "ResolvedImageUri", wire: "ResolvedImageUri", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "SourceKMSKeyArn", wire: "SourceKMSKeyArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static FUNCTION_CONFIGURATION: Structure = Structure {
    name: "FunctionConfiguration",
    members: &[
        Member { name: "FunctionName", wire: "FunctionName", location: Location::Body, required: false, shape: Shape::String(&NAMESPACED_FUNCTION_NAME) },
        Member { name: "FunctionArn", wire: "FunctionArn", location: Location::Body, required: false, shape: Shape::String(&NAME_SPACED_FUNCTION_ARN) },
        Member { name: "Runtime", wire: "Runtime", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "Role", wire: "Role", location: Location::Body, required: false, shape: Shape::String(&ROLE_ARN) },
        Member { name: "Handler", wire: "Handler", location: Location::Body, required: false, shape: Shape::String(&HANDLER) },
        Member { name: "CodeSize", wire: "CodeSize", location: Location::Body, required: false, shape: Shape::Long },
        Member { name: "Description", wire: "Description", location: Location::Body, required: false, shape: Shape::String(&DESCRIPTION) },
        Member { name: "Timeout", wire: "Timeout", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(1), max: None }) },
        Member { name: "MemorySize", wire: "MemorySize", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(128), max: Some(32768) }) },
        Member { name: "LastModified", wire: "LastModified", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "CodeSha256", wire: "CodeSha256", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "Version", wire: "Version", location: Location::Body, required: false, shape: Shape::String(&VERSION) },
        Member { name: "VpcConfig", wire: "VpcConfig", location: Location::Body, required: false, shape: Shape::Structure(&VPC_CONFIG_RESPONSE) },
        Member { name: "DeadLetterConfig", wire: "DeadLetterConfig", location: Location::Body, required: false, shape: Shape::Structure(&DEAD_LETTER_CONFIG) },
        Member { name: "Environment", wire: "Environment", location: Location::Body, required: false, shape: Shape::Structure(&ENVIRONMENT_RESPONSE) },
        Member { name: "KMSKeyArn", wire: "KMSKeyArn", location: Location::Body, required: false, shape: Shape::String(&KMSKEY_ARN) },
        Member { name: "TracingConfig", wire: "TracingConfig", location: Location::Body, required: false, shape: Shape::Structure(&TRACING_CONFIG_RESPONSE) },
        Member { name: "MasterArn", wire: "MasterArn", location: Location::Body, required: false, shape: Shape::String(&FUNCTION_ARN) },
        Member { name: "RevisionId", wire: "RevisionId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "Layers", wire: "Layers", location: Location::Body, required: false, shape: Shape::List(&LAYERS_REFERENCE_LIST) },
        Member { name: "State", wire: "State", location: Location::Body, required: false, shape: Shape::String(&STATE) },
        Member { name: "StateReason", wire: "StateReason", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "StateReasonCode", wire: "StateReasonCode", location: Location::Body, required: false, shape: Shape::String(&STATE_REASON_CODE) },
        Member { name: "LastUpdateStatus", wire: "LastUpdateStatus", location: Location::Body, required: false, shape: Shape::String(&LAST_UPDATE_STATUS) },
        Member { name: "LastUpdateStatusReason", wire: "LastUpdateStatusReason", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "LastUpdateStatusReasonCode", wire: "LastUpdateStatusReasonCode", location: Location::Body, required: false, shape: Shape::String(&LAST_UPDATE_STATUS_REASON_CODE) },
        Member { name: "FileSystemConfigs", wire: "FileSystemConfigs", location: Location::Body, required: false, shape: Shape::List(&FILE_SYSTEM_CONFIG_LIST) },
        Member { name: "PackageType", wire: "PackageType", location: Location::Body, required: false, shape: Shape::String(&PACKAGE_TYPE) },
        Member { name: "ImageConfigResponse", wire: "ImageConfigResponse", location: Location::Body, required: false, shape: Shape::Structure(&IMAGE_CONFIG_RESPONSE) },
        Member { name: "SigningProfileVersionArn", wire: "SigningProfileVersionArn", location: Location::Body, required: false, shape: Shape::String(&ARN) },
        Member { name: "SigningJobArn", wire: "SigningJobArn", location: Location::Body, required: false, shape: Shape::String(&ARN) },
        Member { name: "Architectures", wire: "Architectures", location: Location::Body, required: false, shape: Shape::List(&ARCHITECTURES_LIST) },
        Member { name: "EphemeralStorage", wire: "EphemeralStorage", location: Location::Body, required: false, shape: Shape::Structure(&EPHEMERAL_STORAGE) },
        Member { name: "SnapStart", wire: "SnapStart", location: Location::Body, required: false, shape: Shape::Structure(&SNAP_START_RESPONSE) },
        Member { name: "RuntimeVersionConfig", wire: "RuntimeVersionConfig", location: Location::Body, required: false, shape: Shape::Structure(&RUNTIME_VERSION_CONFIG) },
        Member { name: "LoggingConfig", wire: "LoggingConfig", location: Location::Body, required: false, shape: Shape::Structure(&LOGGING_CONFIG) },
        Member { name: "CapacityProviderConfig", wire: "CapacityProviderConfig", location: Location::Body, required: false, shape: Shape::Structure(&CAPACITY_PROVIDER_CONFIG) },
        Member { name: "ConfigSha256", wire: "ConfigSha256", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "DurableConfig", wire: "DurableConfig", location: Location::Body, required: false, shape: Shape::Structure(&DURABLE_CONFIG) },
        Member { name: "TenancyConfig", wire: "TenancyConfig", location: Location::Body, required: false, shape: Shape::Structure(&TENANCY_CONFIG) },
    ],
};

static FUNCTION_LIST: List = List { member: Shape::Structure(&FUNCTION_CONFIGURATION), length: Range::FREE };

static FUNCTION_NAME_PATTERN: Pattern = Pattern::new("(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?");

static FUNCTION_NAME: Text = Text { values: &[], length: Range { min: Some(1), max: Some(140) }, pattern: Some(&FUNCTION_NAME_PATTERN) };

static FUNCTION_URL_AUTH_TYPE: Text = Text { values: &["AWS_IAM", "NONE"], length: Range::FREE, pattern: None };

static FUNCTION_VERSION: Text = Text { values: &["ALL"], length: Range::FREE, pattern: None };

static FUNCTION_VERSION_LATEST_PUBLISHED: Text = Text { values: &["LATEST_PUBLISHED"], length: Range::FREE, pattern: None };

static GET_FUNCTION_CONFIGURATION_REQUEST: Structure = Structure {
    name: "GetFunctionConfigurationRequest",
    members: &[
        Member { name: "FunctionName", wire: "FunctionName", location: Location::Uri, required: true, shape: Shape::String(&NAMESPACED_FUNCTION_NAME) },
        Member { name: "Qualifier", wire: "Qualifier", location: Location::Query, required: false, shape: Shape::String(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER) },
    ],
};

static GET_FUNCTION_REQUEST: Structure = Structure {
    name: "GetFunctionRequest",
    members: &[
        Member { name: "FunctionName", wire: "FunctionName", location: Location::Uri, required: true, shape: Shape::String(&NAMESPACED_FUNCTION_NAME) },
        Member { name: "Qualifier", wire: "Qualifier", location: Location::Query, required: false, shape: Shape::String(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER) },
    ],
};

static GET_FUNCTION_RESPONSE: Structure = Structure {
    name: "GetFunctionResponse",
    members: &[
        Member { name: "Configuration", wire: "Configuration", location: Location::Body, required: false, shape: Shape::Structure(&FUNCTION_CONFIGURATION) },
        Member { name: "Code", wire: "Code", location: Location::Body, required: false, shape: Shape::Structure(&FUNCTION_CODE_LOCATION) },
        Member { name: "Tags", wire: "Tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
        Member { name: "TagsError", wire: "TagsError", location: Location::Body, required: false, shape: Shape::Structure(&TAGS_ERROR) },
        Member { name: "Concurrency", wire: "Concurrency", location: Location::Body, required: false, shape: Shape::Structure(&CONCURRENCY) },
    ],
};

static GET_POLICY_REQUEST: Structure = Structure {
    name: "GetPolicyRequest",
    members: &[
        Member { name: "FunctionName", wire: "FunctionName", location: Location::Uri, required: true, shape: Shape::String(&NAMESPACED_FUNCTION_NAME) },
        Member { name: "Qualifier", wire: "Qualifier", location: Location::Query, required: false, shape: Shape::String(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER) },
    ],
};

static GET_POLICY_RESPONSE: Structure = Structure {
    name: "GetPolicyResponse",
    members: &[
        Member { name: "Policy", wire: "Policy", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "RevisionId", wire: "RevisionId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static HANDLER_PATTERN: Pattern = Pattern::new("[^\\s]+");

static HANDLER: Text = Text { values: &[], length: Range { min: Some(0), max: Some(128) }, pattern: Some(&HANDLER_PATTERN) };

static IMAGE_CONFIG: Structure = Structure {
    name: "ImageConfig",
    members: &[
        Member { name: "EntryPoint", wire: "EntryPoint", location: Location::Body, required: false, shape: Shape::List(&STRING_LIST) },
        Member { name: "Command", wire: "Command", location: Location::Body, required: false, shape: Shape::List(&STRING_LIST) },
        Member { name: "WorkingDirectory", wire: "WorkingDirectory", location: Location::Body, required: false, shape: Shape::String(&WORKING_DIRECTORY) },
    ],
};

static IMAGE_CONFIG_ERROR: Structure = Structure {
    name: "ImageConfigError",
    members: &[
        Member { name: "ErrorCode", wire: "ErrorCode", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "Message", wire: "Message", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static IMAGE_CONFIG_RESPONSE: Structure = Structure {
    name: "ImageConfigResponse",
    members: &[
        Member { name: "ImageConfig", wire: "ImageConfig", location: Location::Body, required: false, shape: Shape::Structure(&IMAGE_CONFIG) },
        Member { name: "Error", wire: "Error", location: Location::Body, required: false, shape: Shape::Structure(&IMAGE_CONFIG_ERROR) },
    ],
};

static INVOCATION_REQUEST: Structure = Structure {
    name: "InvocationRequest",
    members: &[
        Member { name: "FunctionName", wire: "FunctionName", location: Location::Uri, required: true, shape: Shape::String(&NAMESPACED_FUNCTION_NAME) },
        Member { name: "InvocationType", wire: "X-Amz-Invocation-Type", location: Location::Header, required: false, shape: Shape::String(&INVOCATION_TYPE) },
        Member { name: "LogType", wire: "X-Amz-Log-Type", location: Location::Header, required: false, shape: Shape::String(&LOG_TYPE) },
        Member { name: "ClientContext", wire: "X-Amz-Client-Context", location: Location::Header, required: false, shape: Shape::String(&TEXT) },
        Member { name: "DurableExecutionName", wire: "X-Amz-Durable-Execution-Name", location: Location::Header, required: false, shape: Shape::String(&DURABLE_EXECUTION_NAME) },
        Member { name: "Payload", wire: "Payload", location: Location::Payload, required: false, shape: Shape::Blob },
        Member { name: "Qualifier", wire: "Qualifier", location: Location::Query, required: false, shape: Shape::String(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER) },
        Member { name: "TenantId", wire: "X-Amz-Tenant-Id", location: Location::Header, required: false, shape: Shape::String(&TENANT_ID) },
    ],
};

static INVOCATION_RESPONSE: Structure = Structure {
    name: "InvocationResponse",
    members: &[
        Member { name: "StatusCode", wire: "StatusCode", location: Location::StatusCode, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "FunctionError", wire: "X-Amz-Function-Error", location: Location::Header, required: false, shape: Shape::String(&TEXT) },
        Member { name: "LogResult", wire: "X-Amz-Log-Result", location: Location::Header, required: false, shape: Shape::String(&TEXT) },
        Member { name: "Payload", wire: "Payload", location: Location::Payload, required: false, shape: Shape::Blob },
        Member { name: "ExecutedVersion", wire: "X-Amz-Executed-Version", location: Location::Header, required: false, shape: Shape::String(&VERSION) },
        Member { name: "DurableExecutionArn", wire: "X-Amz-Durable-Execution-Arn", location: Location::Header, required: false, shape: Shape::String(&DURABLE_EXECUTION_ARN) },
    ],
};

static INVOCATION_TYPE: Text = Text { values: &["DryRun", "RequestResponse", "Event"], length: Range::FREE, pattern: None };

static KMSKEY_ARN_PATTERN: Pattern = Pattern::new("(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()");

static KMSKEY_ARN: Text = Text { values: &[], length: Range::FREE, pattern: Some(&KMSKEY_ARN_PATTERN) };

static LAMBDA_MANAGED_INSTANCES_CAPACITY_PROVIDER_CONFIG: Structure = Structure {
    name: "LambdaManagedInstancesCapacityProviderConfig",
    members: &[
        Member { name: "CapacityProviderArn", wire: "CapacityProviderArn", location: Location::Body, required: true, shape: Shape::String(&CAPACITY_PROVIDER_ARN) },
        Member { name: "PerExecutionEnvironmentMaxConcurrency", wire: "PerExecutionEnvironmentMaxConcurrency", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(1), max: Some(1600) }) },
        Member { name: "ExecutionEnvironmentMemoryGiBPerVCpu", wire: "ExecutionEnvironmentMemoryGiBPerVCpu", location: Location::Body, required: false, shape: Shape::Double },
    ],
};

static LAST_UPDATE_STATUS: Text = Text { values: &["InProgress", "Successful", "Failed"], length: Range::FREE, pattern: None };

static LAST_UPDATE_STATUS_REASON_CODE: Text = Text { values: &["InvalidRuntime", "DisallowedByVpcEncryptionControl", "EFSMountFailure", "InvalidImage", "FunctionError.PermissionDenied", "InvalidStateKMSKey", "InvalidSecurityGroup", "FunctionError.TooManyExtensions", "InvalidZipFileException", "EFSMountConnectivityError", "DisabledKMSKey", "InternalError", "InsufficientRolePermissions", "FunctionError.InitResourceExhausted", "KMSKeyAccessDenied", "EniLimitExceeded", "FunctionError", "EFSIOError", "CapacityProviderScalingLimitExceeded", "FunctionError.InitTimeout", "EC2RequestLimitExceeded", "SubnetOutOfIPAddresses", "InvalidSubnet", "FunctionError.InvalidWorkingDirectory", "FunctionError.InvalidEntryPoint", "FunctionError.ExtensionInitError", "EFSMountTimeout", "ImageAccessDenied", "VcpuLimitExceeded", "InsufficientCapacity", "KMSKeyNotFound", "FunctionError.RuntimeInitError", "ImageDeleted", "InvalidConfiguration"], length: Range::FREE, pattern: None };

static LAYER: Structure = Structure {
    name: "Layer",
    members: &[
        Member { name: "Arn", wire: "Arn", location: Location::Body, required: false, shape: Shape::String(&LAYER_VERSION_ARN) },
        Member { name: "CodeSize", wire: "CodeSize", location: Location::Body, required: false, shape: Shape::Long },
        Member { name: "SigningProfileVersionArn", wire: "SigningProfileVersionArn", location: Location::Body, required: false, shape: Shape::String(&ARN) },
        Member { name: "SigningJobArn", wire: "SigningJobArn", location: Location::Body, required: false, shape: Shape::String(&ARN) },
    ],
};

static LAYER_LIST: List = List { member: Shape::String(&LAYER_VERSION_ARN), length: Range::FREE };

static LAYER_VERSION_ARN_PATTERN: Pattern = Pattern::new("arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+");

static LAYER_VERSION_ARN: Text = Text { values: &[], length: Range { min: Some(1), max: Some(140) }, pattern: Some(&LAYER_VERSION_ARN_PATTERN) };

static LAYERS_REFERENCE_LIST: List = List { member: Shape::Structure(&LAYER), length: Range::FREE };

static LIST_FUNCTIONS_REQUEST: Structure = Structure {
    name: "ListFunctionsRequest",
    members: &[
        Member { name: "MasterRegion", wire: "MasterRegion", location: Location::Query, required: false, shape: Shape::String(&MASTER_REGION) },
        Member { name: "FunctionVersion", wire: "FunctionVersion", location: Location::Query, required: false, shape: Shape::String(&FUNCTION_VERSION) },
        Member { name: "Marker", wire: "Marker", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "MaxItems", wire: "MaxItems", location: Location::Query, required: false, shape: Shape::Integer(Range { min: Some(1), max: Some(10000) }) },
    ],
};

static LIST_FUNCTIONS_RESPONSE: Structure = Structure {
    name: "ListFunctionsResponse",
    members: &[
        Member { name: "NextMarker", wire: "NextMarker", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "Functions", wire: "Functions", location: Location::Body, required: false, shape: Shape::List(&FUNCTION_LIST) },
    ],
};

static LIST_TAGS_REQUEST: Structure = Structure {
    name: "ListTagsRequest",
    members: &[
        Member { name: "Resource", wire: "Resource", location: Location::Uri, required: true, shape: Shape::String(&TAGGABLE_RESOURCE) },
    ],
};

static LIST_TAGS_RESPONSE: Structure = Structure {
    name: "ListTagsResponse",
    members: &[
        Member { name: "Tags", wire: "Tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static LOCAL_MOUNT_PATH_PATTERN: Pattern = Pattern::new("/mnt/[a-zA-Z0-9-_.]+");

static LOCAL_MOUNT_PATH: Text = Text { values: &[], length: Range { min: Some(0), max: Some(160) }, pattern: Some(&LOCAL_MOUNT_PATH_PATTERN) };

static LOG_FORMAT: Text = Text { values: &["JSON", "Text"], length: Range::FREE, pattern: None };

static LOG_GROUP_PATTERN: Pattern = Pattern::new("[\\.\\-_/#A-Za-z0-9]+");

static LOG_GROUP: Text = Text { values: &[], length: Range { min: Some(1), max: Some(512) }, pattern: Some(&LOG_GROUP_PATTERN) };

static LOG_TYPE: Text = Text { values: &["Tail", "None"], length: Range::FREE, pattern: None };

static LOGGING_CONFIG: Structure = Structure {
    name: "LoggingConfig",
    members: &[
        Member { name: "LogFormat", wire: "LogFormat", location: Location::Body, required: false, shape: Shape::String(&LOG_FORMAT) },
        Member { name: "ApplicationLogLevel", wire: "ApplicationLogLevel", location: Location::Body, required: false, shape: Shape::String(&APPLICATION_LOG_LEVEL) },
        Member { name: "SystemLogLevel", wire: "SystemLogLevel", location: Location::Body, required: false, shape: Shape::String(&SYSTEM_LOG_LEVEL) },
        Member { name: "LogGroup", wire: "LogGroup", location: Location::Body, required: false, shape: Shape::String(&LOG_GROUP) },
    ],
};

static MASTER_REGION_PATTERN: Pattern = Pattern::new("ALL|[a-z]{2}(-gov)?-[a-z]+-\\d{1}");

static MASTER_REGION: Text = Text { values: &[], length: Range::FREE, pattern: Some(&MASTER_REGION_PATTERN) };

static NAME_SPACED_FUNCTION_ARN_PATTERN: Pattern = Pattern::new("arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:function:[a-zA-Z0-9-_\\.]+(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?");

static NAME_SPACED_FUNCTION_ARN: Text = Text { values: &[], length: Range { min: Some(0), max: Some(10000) }, pattern: Some(&NAME_SPACED_FUNCTION_ARN_PATTERN) };

static NAMESPACED_FUNCTION_NAME_PATTERN: Pattern = Pattern::new("(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?");

static NAMESPACED_FUNCTION_NAME: Text = Text { values: &[], length: Range { min: Some(1), max: Some(256) }, pattern: Some(&NAMESPACED_FUNCTION_NAME_PATTERN) };

static NAMESPACED_STATEMENT_ID_PATTERN: Pattern = Pattern::new("([a-zA-Z0-9-_.]+)");

static NAMESPACED_STATEMENT_ID: Text = Text { values: &[], length: Range { min: Some(1), max: Some(100) }, pattern: Some(&NAMESPACED_STATEMENT_ID_PATTERN) };

static NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN: Pattern = Pattern::new("\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+");

static NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER: Text = Text { values: &[], length: Range { min: Some(1), max: Some(128) }, pattern: Some(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER_PATTERN) };

static PACKAGE_TYPE: Text = Text { values: &["Zip", "Image"], length: Range::FREE, pattern: None };

static PRINCIPAL_PATTERN: Pattern = Pattern::new("[^\\s]+");

static PRINCIPAL: Text = Text { values: &[], length: Range::FREE, pattern: Some(&PRINCIPAL_PATTERN) };

static PRINCIPAL_ORG_ID_PATTERN: Pattern = Pattern::new("o-[a-z0-9]{10,32}");

static PRINCIPAL_ORG_ID: Text = Text { values: &[], length: Range { min: Some(12), max: Some(34) }, pattern: Some(&PRINCIPAL_ORG_ID_PATTERN) };

static REMOVE_PERMISSION_REQUEST: Structure = Structure {
    name: "RemovePermissionRequest",
    members: &[
        Member { name: "FunctionName", wire: "FunctionName", location: Location::Uri, required: true, shape: Shape::String(&NAMESPACED_FUNCTION_NAME) },
        Member { name: "StatementId", wire: "StatementId", location: Location::Uri, required: true, shape: Shape::String(&NAMESPACED_STATEMENT_ID) },
        Member { name: "Qualifier", wire: "Qualifier", location: Location::Query, required: false, shape: Shape::String(&NUMERIC_LATEST_PUBLISHED_OR_ALIAS_QUALIFIER) },
        Member { name: "RevisionId", wire: "RevisionId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static RESOURCE_ARN_PATTERN: Pattern = Pattern::new("(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()");

static RESOURCE_ARN: Text = Text { values: &[], length: Range::FREE, pattern: Some(&RESOURCE_ARN_PATTERN) };

static ROLE_ARN_PATTERN: Pattern = Pattern::new("arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+");

static ROLE_ARN: Text = Text { values: &[], length: Range::FREE, pattern: Some(&ROLE_ARN_PATTERN) };

static RUNTIME_VERSION_ARN_PATTERN: Pattern = Pattern::new("arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}::runtime:.+");

static RUNTIME_VERSION_ARN: Text = Text { values: &[], length: Range { min: Some(26), max: Some(2048) }, pattern: Some(&RUNTIME_VERSION_ARN_PATTERN) };

static RUNTIME_VERSION_CONFIG: Structure = Structure {
    name: "RuntimeVersionConfig",
    members: &[
        Member { name: "RuntimeVersionArn", wire: "RuntimeVersionArn", location: Location::Body, required: false, shape: Shape::String(&RUNTIME_VERSION_ARN) },
        Member { name: "Error", wire: "Error", location: Location::Body, required: false, shape: Shape::Structure(&RUNTIME_VERSION_ERROR) },
    ],
};

static RUNTIME_VERSION_ERROR: Structure = Structure {
    name: "RuntimeVersionError",
    members: &[
        Member { name: "ErrorCode", wire: "ErrorCode", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "Message", wire: "Message", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static S3_BUCKET_PATTERN: Pattern = Pattern::rewritten("[0-9A-Za-z\\.\\-_]*(?<!\\.)", "([0-9A-Za-z\\.\\-_]*[0-9A-Za-z\\-_])?");

static S3_BUCKET: Text = Text { values: &[], length: Range { min: Some(3), max: Some(63) }, pattern: Some(&S3_BUCKET_PATTERN) };

static S3_KEY: Text = Text { values: &[], length: Range { min: Some(1), max: Some(1024) }, pattern: None };

static S3_OBJECT_VERSION: Text = Text { values: &[], length: Range { min: Some(1), max: Some(1024) }, pattern: None };

static SECURITY_GROUP_IDS: List = List { member: Shape::String(&TEXT), length: Range { min: Some(0), max: Some(5) } };

static SNAP_START: Structure = Structure {
    name: "SnapStart",
    members: &[
        Member { name: "ApplyOn", wire: "ApplyOn", location: Location::Body, required: false, shape: Shape::String(&SNAP_START_APPLY_ON) },
    ],
};

static SNAP_START_APPLY_ON: Text = Text { values: &["PublishedVersions", "None"], length: Range::FREE, pattern: None };

static SNAP_START_OPTIMIZATION_STATUS: Text = Text { values: &["Off", "On"], length: Range::FREE, pattern: None };

static SNAP_START_RESPONSE: Structure = Structure {
    name: "SnapStartResponse",
    members: &[
        Member { name: "ApplyOn", wire: "ApplyOn", location: Location::Body, required: false, shape: Shape::String(&SNAP_START_APPLY_ON) },
        Member { name: "OptimizationStatus", wire: "OptimizationStatus", location: Location::Body, required: false, shape: Shape::String(&SNAP_START_OPTIMIZATION_STATUS) },
    ],
};

static SOURCE_OWNER_PATTERN: Pattern = Pattern::new("\\d{12}");

static SOURCE_OWNER: Text = Text { values: &[], length: Range { min: Some(0), max: Some(12) }, pattern: Some(&SOURCE_OWNER_PATTERN) };

static STATE: Text = Text { values: &["Active", "Deleting", "Inactive", "Deactivated", "Deactivating", "Pending", "ActiveNonInvocable", "Failed"], length: Range::FREE, pattern: None };

static STATE_REASON_CODE: Text = Text { values: &["InvalidRuntime", "DisallowedByVpcEncryptionControl", "EFSMountFailure", "InvalidImage", "FunctionError.PermissionDenied", "InvalidStateKMSKey", "InvalidSecurityGroup", "FunctionError.TooManyExtensions", "InvalidZipFileException", "EFSMountConnectivityError", "DisabledKMSKey", "InternalError", "InsufficientRolePermissions", "Restoring", "DrainingDurableExecutions", "FunctionError.InitResourceExhausted", "KMSKeyAccessDenied", "EniLimitExceeded", "FunctionError", "EFSIOError", "CapacityProviderScalingLimitExceeded", "FunctionError.InitTimeout", "EC2RequestLimitExceeded", "SubnetOutOfIPAddresses", "InvalidSubnet", "Idle", "FunctionError.InvalidWorkingDirectory", "FunctionError.InvalidEntryPoint", "FunctionError.ExtensionInitError", "Creating", "EFSMountTimeout", "ImageAccessDenied", "VcpuLimitExceeded", "InsufficientCapacity", "KMSKeyNotFound", "FunctionError.RuntimeInitError", "ImageDeleted", "InvalidConfiguration"], length: Range::FREE, pattern: None };

static STATEMENT_ID_PATTERN: Pattern = Pattern::new("([a-zA-Z0-9-_]+)");

static STATEMENT_ID: Text = Text { values: &[], length: Range { min: Some(1), max: Some(100) }, pattern: Some(&STATEMENT_ID_PATTERN) };

static STRING_LIST: List = List { member: Shape::String(&TEXT), length: Range { min: Some(0), max: Some(1500) } };

static SUBNET_IDS: List = List { member: Shape::String(&TEXT), length: Range { min: Some(0), max: Some(16) } };

static SYSTEM_LOG_LEVEL: Text = Text { values: &["WARN", "INFO", "DEBUG"], length: Range::FREE, pattern: None };

static TAG_KEY_LIST: List = List { member: Shape::String(&TEXT), length: Range::FREE };

static TAG_RESOURCE_REQUEST: Structure = Structure {
    name: "TagResourceRequest",
    members: &[
        Member { name: "Resource", wire: "Resource", location: Location::Uri, required: true, shape: Shape::String(&TAGGABLE_RESOURCE) },
        Member { name: "Tags", wire: "Tags", location: Location::Body, required: true, shape: Shape::Map(&TAGS) },
    ],
};

static TAGGABLE_RESOURCE_PATTERN: Pattern = Pattern::new("arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)");

static TAGGABLE_RESOURCE: Text = Text { values: &[], length: Range { min: Some(1), max: Some(256) }, pattern: Some(&TAGGABLE_RESOURCE_PATTERN) };

static TAGS: Map = Map { key: &TEXT, value: Shape::String(&TEXT), length: Range::FREE };

static TAGS_ERROR: Structure = Structure {
    name: "TagsError",
    members: &[
        Member { name: "ErrorCode", wire: "ErrorCode", location: Location::Body, required: true, shape: Shape::String(&TAGS_ERROR_CODE) },
        Member { name: "Message", wire: "Message", location: Location::Body, required: true, shape: Shape::String(&TAGS_ERROR_MESSAGE) },
    ],
};

static TAGS_ERROR_CODE_PATTERN: Pattern = Pattern::new("[A-Za-z]+Exception");

static TAGS_ERROR_CODE: Text = Text { values: &[], length: Range { min: Some(10), max: Some(21) }, pattern: Some(&TAGS_ERROR_CODE_PATTERN) };

static TAGS_ERROR_MESSAGE_PATTERN: Pattern = Pattern::new(".*");

static TAGS_ERROR_MESSAGE: Text = Text { values: &[], length: Range { min: Some(84), max: Some(1000) }, pattern: Some(&TAGS_ERROR_MESSAGE_PATTERN) };

static TENANCY_CONFIG: Structure = Structure {
    name: "TenancyConfig",
    members: &[
        Member { name: "TenantIsolationMode", wire: "TenantIsolationMode", location: Location::Body, required: true, shape: Shape::String(&TENANT_ISOLATION_MODE) },
    ],
};

static TENANT_ID_PATTERN: Pattern = Pattern::new("[a-zA-Z0-9\\._:\\/=+\\-@ ]+");

static TENANT_ID: Text = Text { values: &[], length: Range { min: Some(1), max: Some(256) }, pattern: Some(&TENANT_ID_PATTERN) };

static TENANT_ISOLATION_MODE: Text = Text { values: &["PER_TENANT"], length: Range::FREE, pattern: None };

static TRACING_CONFIG: Structure = Structure {
    name: "TracingConfig",
    members: &[
        Member { name: "Mode", wire: "Mode", location: Location::Body, required: false, shape: Shape::String(&TRACING_MODE) },
    ],
};

static TRACING_CONFIG_RESPONSE: Structure = Structure {
    name: "TracingConfigResponse",
    members: &[
        Member { name: "Mode", wire: "Mode", location: Location::Body, required: false, shape: Shape::String(&TRACING_MODE) },
    ],
};

static TRACING_MODE: Text = Text { values: &["Active", "PassThrough"], length: Range::FREE, pattern: None };

static UNTAG_RESOURCE_REQUEST: Structure = Structure {
    name: "UntagResourceRequest",
    members: &[
        Member { name: "Resource", wire: "Resource", location: Location::Uri, required: true, shape: Shape::String(&TAGGABLE_RESOURCE) },
        Member { name: "TagKeys", wire: "tagKeys", location: Location::Query, required: true, shape: Shape::List(&TAG_KEY_LIST) },
    ],
};

static UPDATE_FUNCTION_CODE_REQUEST: Structure = Structure {
    name: "UpdateFunctionCodeRequest",
    members: &[
        Member { name: "FunctionName", wire: "FunctionName", location: Location::Uri, required: true, shape: Shape::String(&FUNCTION_NAME) },
        Member { name: "ZipFile", wire: "ZipFile", location: Location::Body, required: false, shape: Shape::Blob },
        Member { name: "S3Bucket", wire: "S3Bucket", location: Location::Body, required: false, shape: Shape::String(&S3_BUCKET) },
        Member { name: "S3Key", wire: "S3Key", location: Location::Body, required: false, shape: Shape::String(&S3_KEY) },
        Member { name: "S3ObjectVersion", wire: "S3ObjectVersion", location: Location::Body, required: false, shape: Shape::String(&S3_OBJECT_VERSION) },
        Member { name: "ImageUri", wire: "ImageUri", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "Publish", wire: "Publish", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "DryRun", wire: "DryRun", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "RevisionId", wire: "RevisionId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "Architectures", wire: "Architectures", location: Location::Body, required: false, shape: Shape::List(&ARCHITECTURES_LIST) },
        Member { name: "SourceKMSKeyArn", wire: "SourceKMSKeyArn", location: Location::Body, required: false, shape: Shape::String(&KMSKEY_ARN) },
        Member { name: "PublishTo", wire: "PublishTo", location: Location::Body, required: false, shape: Shape::String(&FUNCTION_VERSION_LATEST_PUBLISHED) },
    ],
};

static UPDATE_FUNCTION_CONFIGURATION_REQUEST: Structure = Structure {
    name: "UpdateFunctionConfigurationRequest",
    members: &[
        Member { name: "FunctionName", wire: "FunctionName", location: Location::Uri, required: true, shape: Shape::String(&FUNCTION_NAME) },
        Member { name: "Role", wire: "Role", location: Location::Body, required: false, shape: Shape::String(&ROLE_ARN) },
        Member { name: "Handler", wire: "Handler", location: Location::Body, required: false, shape: Shape::String(&HANDLER) },
        Member { name: "Description", wire: "Description", location: Location::Body, required: false, shape: Shape::String(&DESCRIPTION) },
        Member { name: "Timeout", wire: "Timeout", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(1), max: None }) },
        Member { name: "MemorySize", wire: "MemorySize", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(128), max: Some(32768) }) },
        Member { name: "VpcConfig", wire: "VpcConfig", location: Location::Body, required: false, shape: Shape::Structure(&VPC_CONFIG) },
        Member { name: "Environment", wire: "Environment", location: Location::Body, required: false, shape: Shape::Structure(&ENVIRONMENT) },
        Member { name: "Runtime", wire: "Runtime", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "DeadLetterConfig", wire: "DeadLetterConfig", location: Location::Body, required: false, shape: Shape::Structure(&DEAD_LETTER_CONFIG) },
        Member { name: "KMSKeyArn", wire: "KMSKeyArn", location: Location::Body, required: false, shape: Shape::String(&KMSKEY_ARN) },
        Member { name: "TracingConfig", wire: "TracingConfig", location: Location::Body, required: false, shape: Shape::Structure(&TRACING_CONFIG) },
        Member { name: "RevisionId", wire: "RevisionId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "Layers", wire: "Layers", location: Location::Body, required: false, shape: Shape::List(&LAYER_LIST) },
        Member { name: "FileSystemConfigs", wire: "FileSystemConfigs", location: Location::Body, required: false, shape: Shape::List(&FILE_SYSTEM_CONFIG_LIST) },
        Member { name: "ImageConfig", wire: "ImageConfig", location: Location::Body, required: false, shape: Shape::Structure(&IMAGE_CONFIG) },
        Member { name: "EphemeralStorage", wire: "EphemeralStorage", location: Location::Body, required: false, shape: Shape::Structure(&EPHEMERAL_STORAGE) },
        Member { name: "SnapStart", wire: "SnapStart", location: Location::Body, required: false, shape: Shape::Structure(&SNAP_START) },
        Member { name: "LoggingConfig", wire: "LoggingConfig", location: Location::Body, required: false, shape: Shape::Structure(&LOGGING_CONFIG) },
        Member { name: "CapacityProviderConfig", wire: "CapacityProviderConfig", location: Location::Body, required: false, shape: Shape::Structure(&CAPACITY_PROVIDER_CONFIG) },
        Member { name: "DurableConfig", wire: "DurableConfig", location: Location::Body, required: false, shape: Shape::Structure(&DURABLE_CONFIG) },
    ],
};

static VERSION_PATTERN: Pattern = Pattern::new("(\\$LATEST|[0-9]+)");

static VERSION: Text = Text { values: &[], length: Range { min: Some(1), max: Some(1024) }, pattern: Some(&VERSION_PATTERN) };

static VPC_CONFIG: Structure = Structure {
    name: "VpcConfig",
    members: &[
        Member { name: "SubnetIds", wire: "SubnetIds", location: Location::Body, required: false, shape: Shape::List(&SUBNET_IDS) },
        Member { name: "SecurityGroupIds", wire: "SecurityGroupIds", location: Location::Body, required: false, shape: Shape::List(&SECURITY_GROUP_IDS) },
        Member { name: "Ipv6AllowedForDualStack", wire: "Ipv6AllowedForDualStack", location: Location::Body, required: false, shape: Shape::Boolean },
    ],
};

static VPC_CONFIG_RESPONSE: Structure = Structure {
    name: "VpcConfigResponse",
    members: &[
        Member { name: "SubnetIds", wire: "SubnetIds", location: Location::Body, required: false, shape: Shape::List(&SUBNET_IDS) },
        Member { name: "SecurityGroupIds", wire: "SecurityGroupIds", location: Location::Body, required: false, shape: Shape::List(&SECURITY_GROUP_IDS) },
        Member { name: "VpcId", wire: "VpcId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "Ipv6AllowedForDualStack", wire: "Ipv6AllowedForDualStack", location: Location::Body, required: false, shape: Shape::Boolean },
    ],
};

static WORKING_DIRECTORY: Text = Text { values: &[], length: Range { min: Some(0), max: Some(1000) }, pattern: None };

