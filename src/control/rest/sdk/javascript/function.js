
            apigClient[{name}] = async function (params, body, additionalParams) {
                utils.assertParametersDefined(params, {required});
                const request = {
                    verb: {verb},
                    path: utils.expandPath({path}, params),
                    headers: utils.parseParametersToObject(params, {headers}),
                    queryParams: utils.parseParametersToObject(params, {query}),
                    body: body
                };
                return client.makeRequest(request, additionalParams);
            };
