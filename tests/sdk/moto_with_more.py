"""moto's server with two operations that it does not have, made of what it does have: AppConfig's GetConfiguration of its hosted
configurations, and Step Functions' StartSyncExecution by its interpreter of state machines."""

import json
import time
import uuid

from moto.appconfig.exceptions import AppNotFoundException, ConfigurationProfileNotFound
from moto.appconfig.responses import AppConfigResponse
from moto.appconfig.urls import url_paths
from moto.core.responses import ActionResult
from moto.server import main
from moto.stepfunctions.parser.models import stepfunctions_parser_backends
from moto.stepfunctions.responses import StepFunctionResponse

CONFIGURATION = "{0}/applications/(?P<app>[^/]+)/environments/(?P<environment>[^/]+)/configurations/(?P<configuration>[^/]+)$"


def named(things, name, missing):
    """The thing that has this id or this name; callers of GetConfiguration may say either."""
    for thing in things:
        if name in (thing.id, thing.name):
            return thing
    raise missing


def get_configuration(self):
    """AppConfig API reference, GetConfiguration: nothing of a version that the client has."""
    application = named(self.appconfig_backend.applications.values(), self._get_param("Application"), AppNotFoundException)
    profiles = application.config_profiles.values()
    profile = named(profiles, self._get_param("Configuration"), ConfigurationProfileNotFound)
    latest = max(profile.config_versions)
    version = profile.get_version(latest)
    known = self.querystring.get("client_configuration_version") == [str(latest)]
    return "" if known else version.content, {"Configuration-Version": str(latest), "Content-Type": version.content_type}


def start_sync_execution(self):
    """Step Functions API reference, StartSyncExecution: the answer waits for the end of an execution."""
    machine = self.stepfunction_backend.describe_state_machine(self._get_param("stateMachineArn"))
    interpreter = stepfunctions_parser_backends[self.current_account][self.region]
    interpreter.create_state_machine(name=machine.name, definition=machine.definition, roleArn=machine.roleArn)
    name = self._get_param("name", if_none=str(uuid.uuid4()))
    execution = interpreter.start_execution(machine.arn, name, self._get_param("input", if_none="{}"))
    while execution.status == "RUNNING":
        time.sleep(0.01)
    return ActionResult(
        {
            "executionArn": execution.execution_arn,
            "startDate": execution.start_date,
            "stopDate": execution.stop_date,
            "status": execution.status,
            "output": json.dumps(execution.output),
        }
    )


url_paths[CONFIGURATION] = AppConfigResponse.dispatch
AppConfigResponse.get_configuration = get_configuration
StepFunctionResponse.start_sync_execution = start_sync_execution

if __name__ == "__main__":
    main()
