/* Puts a request together: defaults, API key, signature. */
(function (root) {
    'use strict';

    const isModule = typeof module === 'object' && module.exports;
    const core = isModule
        ? {
              utils: require('./utils.js'),
              sigV4ClientFactory: require('./sigV4Client.js'),
              simpleHttpClient: require('./simpleHttpClient.js')
          }
        : root.apiGateway.core;

    /* What is to be sent: nothing, text, or JSON. */
    function serialized(body) {
        const isEmpty = body === undefined || body === null || body === '';
        if (isEmpty || (typeof body === 'object' && Object.keys(body).length === 0)) {
            return undefined;
        }
        return typeof body === 'string' ? body : JSON.stringify(body);
    }

    const apiGatewayClient = {
        newClient(config) {
            const signer = config.accessKey && config.secretKey ? core.sigV4ClientFactory.newClient(config) : undefined;

            return {
                async makeRequest({ verb, path, headers, queryParams, body }, additionalParams) {
                    const additional = additionalParams || {};
                    const query = core.utils.queryString(Object.assign({}, queryParams, additional.queryParams));
                    const request = {
                        verb: verb,
                        url: config.invokeUrl + path + (query ? '?' + query : ''),
                        headers: Object.assign({ Accept: config.defaultAcceptType }, headers, additional.headers),
                        body: verb === 'GET' || verb === 'HEAD' ? undefined : serialized(body)
                    };
                    const names = Object.keys(request.headers).map((name) => name.toLowerCase());
                    if (request.body !== undefined && !names.includes('content-type')) {
                        request.headers['Content-Type'] = config.defaultContentType;
                    }
                    if (config.apiKey) {
                        request.headers['x-api-key'] = config.apiKey;
                    }
                    if (signer) {
                        request.headers = await signer.sign(request);
                    }
                    return core.simpleHttpClient.makeRequest(request);
                }
            };
        }
    };

    if (isModule) {
        module.exports = apiGatewayClient;
    } else {
        root.apiGateway.core.apiGatewayClientFactory = apiGatewayClient;
    }
})(typeof globalThis === 'object' ? globalThis : this);
