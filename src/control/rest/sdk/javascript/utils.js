/* What the other files share. */
(function (root) {
    'use strict';

    const utils = {
        /** Gives a value, or throws when there is none. */
        assertDefined(value, name) {
            if (value === undefined) {
                throw new Error(name + ' must be defined');
            }
            return value;
        },

        /** Throws when one of the parameters that a method needs is not given. */
        assertParametersDefined(params, required) {
            for (const name of required) {
                utils.assertDefined(params === undefined || params === null ? undefined : params[name], name);
            }
        },

        /** The given ones of these parameters. */
        parseParametersToObject(params, names) {
            const given = {};
            for (const name of names) {
                if (params && params[name] !== undefined) {
                    given[name] = params[name];
                }
            }
            return given;
        },

        /** Percent-encodes all but what RFC 3986 leaves as it is. */
        encode(text) {
            const hex = (letter) => '%' + letter.charCodeAt(0).toString(16).toUpperCase();
            return encodeURIComponent(text).replace(/[!'()*]/g, hex);
        },

        /** The path of a resource, /pets/{petId} or /files/{path+}, with its parameters; the latter keeps its slashes. */
        expandPath(template, params) {
            return template.replace(/\{([^}+]+)(\+?)\}/g, (_, name, greedy) => {
                const value = String(params[name]);
                return greedy ? value.split('/').map(utils.encode).join('/') : utils.encode(value);
            });
        },

        /** A query string, with a pair for each value of a list. */
        queryString(params) {
            const pairs = [];
            for (const name of Object.keys(params)) {
                for (const value of [].concat(params[name])) {
                    pairs.push(utils.encode(name) + '=' + utils.encode(value));
                }
            }
            return pairs.sort().join('&');
        }
    };

    if (typeof module === 'object' && module.exports) {
        module.exports = utils;
    } else {
        const core = ((root.apiGateway = root.apiGateway || {}).core = root.apiGateway.core || {});
        core.utils = utils;
    }
})(typeof globalThis === 'object' ? globalThis : this);
