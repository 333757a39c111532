/* Signature Version 4 of requests to execute-api, by the Web Crypto API. */
(function (root) {
    'use strict';

    const isModule = typeof module === 'object' && module.exports;
    const utils = isModule ? require('./utils.js') : root.apiGateway.core.utils;
    const ALGORITHM = 'AWS4-HMAC-SHA256';
    const text = new TextEncoder();

    const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
    const digest = async (message) => hex(await crypto.subtle.digest('SHA-256', text.encode(message)));

    async function hmac(key, message) {
        const usable = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
        return crypto.subtle.sign('HMAC', usable, text.encode(message));
    }

    /* The key of one day, region and service. */
    async function signingKey(secretKey, scope) {
        let key = text.encode('AWS4' + secretKey);
        for (const part of scope) {
            key = await hmac(key, part);
        }
        return key;
    }

    const sigV4Client = {
        newClient(config) {
            const { accessKey, secretKey, sessionToken, region, serviceName } = config;

            return {
                /** The headers of a request with those that sign it. */
                async sign({ verb, url, headers, body }) {
                    const target = new URL(url);
                    const date = new Date().toISOString().replace(/[:-]|\.\d{3}/g, '');
                    const scope = [date.slice(0, 8), region, serviceName, 'aws4_request'];
                    const signed = Object.assign({}, headers, { 'x-amz-date': date });
                    if (sessionToken) {
                        signed['x-amz-security-token'] = sessionToken;
                    }
                    const canonical = { host: target.host };
                    for (const name of Object.keys(signed)) {
                        canonical[name.toLowerCase()] = String(signed[name]).trim().replace(/ +/g, ' ');
                    }
                    const names = Object.keys(canonical).sort();
                    const request = [
                        verb,
                        target.pathname.split('/').map(utils.encode).join('/'),
                        target.search.slice(1),
                        ...names.map((name) => name + ':' + canonical[name]),
                        '',
                        names.join(';'),
                        await digest(body === undefined ? '' : body)
                    ].join('\n');
                    const message = [ALGORITHM, date, scope.join('/'), await digest(request)].join('\n');
                    const signature = hex(await hmac(await signingKey(secretKey, scope), message));
                    signed.Authorization =
                        ALGORITHM + ' Credential=' + accessKey + '/' + scope.join('/') +
                        ', SignedHeaders=' + names.join(';') + ', Signature=' + signature;
                    return signed;
                }
            };
        }
    };

    if (isModule) {
        module.exports = sigV4Client;
    } else {
        root.apiGateway.core.sigV4ClientFactory = sigV4Client;
    }
})(typeof globalThis === 'object' ? globalThis : this);
