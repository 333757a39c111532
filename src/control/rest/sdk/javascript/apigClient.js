(function (root) {
    'use strict';

    const isModule = typeof module === 'object' && module.exports;
    const core = isModule
        ? {
              utils: require('./lib/apiGatewayCore/utils.js'),
              apiGatewayClientFactory: require('./lib/apiGatewayCore/apiGatewayClient.js')
          }
        : root.apiGateway.core;
    const utils = core.utils;

    const defaults = {
        invokeUrl: {invoke_url},
        region: {region},
        serviceName: 'execute-api',
        defaultContentType: 'application/json',
        defaultAcceptType: 'application/json'
    };

    const apigClientFactory = {
        newClient(config) {
            const client = core.apiGatewayClientFactory.newClient(Object.assign({}, defaults, config));
            const apigClient = {};
{functions}
            return apigClient;
        }
    };

    if (isModule) {
        module.exports = { apigClientFactory };
    } else {
        root.apigClientFactory = apigClientFactory;
    }
})(typeof globalThis === 'object' ? globalThis : this);
