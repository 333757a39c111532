/* Requests by fetch. An answer is { status, statusText, headers, data }; one that is no success is thrown. */
(function (root) {
    'use strict';

    function parsed(body) {
        try {
            return JSON.parse(body);
        } catch (notJson) {
            return body;
        }
    }

    const simpleHttpClient = {
        async makeRequest({ verb, url, headers, body }) {
            const response = await fetch(url, { method: verb, headers, body });
            const answer = {
                status: response.status,
                statusText: response.statusText,
                headers: Object.fromEntries(response.headers),
                data: parsed(await response.text())
            };
            if (response.ok) {
                return answer;
            }
            const error = new Error('Request failed with status code ' + response.status);
            throw Object.assign(error, answer, { response: answer });
        }
    };

    if (typeof module === 'object' && module.exports) {
        module.exports = simpleHttpClient;
    } else {
        root.apiGateway.core.simpleHttpClient = simpleHttpClient;
    }
})(typeof globalThis === 'object' ? globalThis : this);
