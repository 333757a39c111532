//! The types of client libraries, and what each has to be told (API reference, GetSdk; the properties of Java and Ruby are
//! as AWS's developer portal shows them).

use std::collections::HashMap;

use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, Result};
use serde_json::{Value, json};

/// A type of client library.
#[derive(Debug)]
pub(super) struct SdkType {
    pub(super) id: &'static str,
    friendly_name: &'static str,
    description: &'static str,
    properties: &'static [Property],
}

/// What a type has to be told, or can be.
#[derive(Debug)]
struct Property {
    name: &'static str,
    friendly_name: &'static str,
    description: &'static str,
    required: bool,
}

const fn required(name: &'static str, friendly_name: &'static str, description: &'static str) -> Property {
    Property { name, friendly_name, description, required: true }
}

const fn optional(name: &'static str, friendly_name: &'static str, description: &'static str) -> Property {
    Property { name, friendly_name, description, required: false }
}

const SERVICE_NAME: &str = "Service Name";
const PREFIX: Property = required("classPrefix", "Prefix", "");

/// All types, by their ids.
pub(super) const SDK_TYPES: &[SdkType] = &[
    SdkType {
        id: "android",
        friendly_name: "Android",
        description: "",
        properties: &[
            required("groupId", "Group ID", ""),
            required("invokerPackage", "Invoker package", ""),
            required("artifactId", "Artifact ID", ""),
            required("artifactVersion", "Artifact version", ""),
        ],
    },
    SdkType {
        id: "java",
        friendly_name: "Java",
        description: "Java SDK generator for API Gateway APIs",
        properties: &[
            required(
                "service.name",
                SERVICE_NAME,
                "Name of the service which is used to derive the Java interface name for your client",
            ),
            required("java.package-name", "Java Package Name", "Name of the Java package your code will be generated under"),
            optional(
                "java.build-system",
                "Java Build System",
                "Build system to setup for project; Currently supported: maven, gradle",
            ),
            optional("java.group-id", "Java Group Id", "Group id for your Maven or Gradle project. Defaults to package name"),
            optional(
                "java.artifact-id",
                "Java Artifact Id",
                "Artifact Id for your Maven project or project name for your Gradle project. Defaults to service name",
            ),
            optional(
                "java.artifact-version",
                "Java Artifact Version",
                "Version of your Maven or Gradle project. Defaults to 1.0-SNAPSHOT",
            ),
            optional(
                "java.license-text",
                "Source Code License Text",
                "Customer provided license to inject into source file headers",
            ),
        ],
    },
    SdkType { id: "javascript", friendly_name: "JavaScript", description: "", properties: &[] },
    SdkType { id: "objectivec", friendly_name: "iOS (Objective-C)", description: "", properties: &[PREFIX] },
    SdkType {
        id: "ruby",
        friendly_name: "Ruby",
        description: "Ruby SDK generator for API Gateway APIs",
        properties: &[
            required("service.name", SERVICE_NAME, "Name of the service which is used to derive the name for your client"),
            optional("ruby.gem-name", "Ruby Gem Name", "Name of the Ruby gem your code will be generated under"),
            optional("ruby.gem-version", "Ruby Gem Version", "Version number for your service gem. Defaults to 1.0.0"),
        ],
    },
    SdkType { id: "swift", friendly_name: "iOS (Swift)", description: "", properties: &[PREFIX] },
];

/// What a library was told, by the names of its type's properties. What is empty was not told.
pub(super) type Parameters = HashMap<&'static str, String>;

impl SdkType {
    pub(super) fn named(id: &str) -> Option<&'static SdkType> {
        SDK_TYPES.iter().find(|kind| kind.id == id)
    }

    /// As it is answered.
    pub(super) fn shown(&self) -> Doc {
        let mut shown =
            Doc::from_iter([("id".to_owned(), json!(self.id)), ("friendlyName".to_owned(), json!(self.friendly_name))]);
        if !self.description.is_empty() {
            shown.insert("description".to_owned(), json!(self.description));
        }
        if !self.properties.is_empty() {
            let properties: Vec<Value> = self.properties.iter().map(Property::shown).collect();
            shown.insert("configurationProperties".to_owned(), json!(properties));
        }
        shown
    }

    /// Reads what a request tells: `java.package-name` as the type calls it, or `javaPackageName` as the API reference does.
    ///
    /// # Errors
    /// Something that the type needs is not told.
    pub(super) fn parameters<'p>(&self, given: impl Iterator<Item = (&'p str, &'p str)>) -> Result<Parameters> {
        let given: Vec<(&str, &str)> = given.filter(|(_, value)| !value.is_empty()).collect();
        let mut parameters = Parameters::new();
        for property in self.properties {
            match given.iter().find(|(name, _)| plain(name) == plain(property.name)) {
                Some((_, value)) => drop(parameters.insert(property.name, (*value).to_owned())),
                None if property.required => {
                    return Err(AwsError::bad_request(format!("Missing required parameter: {}", property.name)));
                }
                None => {}
            }
        }
        Ok(parameters)
    }
}

impl Property {
    fn shown(&self) -> Value {
        let mut shown = json!({"name": self.name, "friendlyName": self.friendly_name});
        if !self.description.is_empty() {
            shown["description"] = json!(self.description);
        }
        shown["required"] = json!(self.required);
        shown
    }
}

/// A name without what tells its two spellings apart.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}
