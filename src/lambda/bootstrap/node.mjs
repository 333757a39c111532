// Runs one Node.js function for the emulator: takes events from the Lambda Runtime API and hands back results.

import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import path from 'node:path';
import { Writable } from 'node:stream';
import { format } from 'node:util';

const environment = process.env;
const taskRoot = environment.LAMBDA_TASK_ROOT;
const [host, port] = environment.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

// --- The Runtime API ---

function exchange(method, route, body = '', headers = {}) {
  return new Promise((resolve) => {
    const options = {
      host,
      port,
      agent,
      method,
      path: `/2018-06-01/runtime/${route}`,
      headers: { 'Content-Length': Buffer.byteLength(body), ...headers },
    };
    // Nobody waits for a process whose Runtime API has gone away.
    const request = http.request(options, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }));
      response.on('error', () => process.exit(1));
    });
    request.on('error', () => process.exit(1));
    request.end(body);
  });
}

function report(route, error) {
  const description = described(error);
  console.error('%s \t%s', route === 'init/error' ? 'Init Error' : 'Invoke Error', JSON.stringify(description));
  const errorType = description.errorType.replace(/[^\x20-\x7e]/g, '?');
  return exchange('POST', route, JSON.stringify(description), {
    'Content-Type': 'application/json',
    'Lambda-Runtime-Function-Error-Type': errorType,
  });
}

function described(error) {
  if (error instanceof Error || (error?.name && error?.message && error?.stack)) {
    return { errorType: String(error.name), errorMessage: String(error.message), trace: String(error.stack).split('\n') };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

// A failure that Lambda's Node.js runtime names itself; it keeps the stack of its cause.
function runtimeError(name, message, cause) {
  const error = new Error(message);
  error.name = `Runtime.${name}`;
  error.stack = [`${error.name}: ${message}`, ...(cause?.stack ? [cause.stack] : [])].join('\n');
  return error;
}

// --- Responses that are streamed ---

const isStreaming = Symbol('streams its response');

// What a streaming handler writes to; the request begins with the first bytes.
class ResponseStream extends Writable {
  #requestId;
  #request;
  #answered;
  contentType = 'application/octet-stream';
  beforeFirstWrite = undefined;

  constructor(requestId, options) {
    super(options);
    this.#requestId = requestId;
  }

  setContentType(contentType) {
    this.contentType = contentType;
  }

  get hasBegun() {
    return this.#request !== undefined;
  }

  #open() {
    if (this.hasBegun) {
      return;
    }
    this.#answered = new Promise((resolve) => {
      const headers = {
        'Content-Type': this.contentType,
        'Lambda-Runtime-Function-Response-Mode': 'streaming',
        'Transfer-Encoding': 'chunked',
        Trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
      };
      const route = `/2018-06-01/runtime/invocation/${this.#requestId}/response`;
      this.#request = http.request({ host, port, agent, method: 'POST', path: route, headers }, (response) => {
        response.on('end', resolve);
        response.resume();
      });
      this.#request.on('error', () => process.exit(1));
    });
    if (this.beforeFirstWrite !== undefined) {
      this.#request.write(this.beforeFirstWrite);
    }
  }

  _write(chunk, encoding, done) {
    this.#open();
    this.#request.write(chunk, encoding, done);
  }

  _final(done) {
    this.#open();
    this.#request.end();
    this.#answered.then(() => done(), done);
  }

  // Tells in trailers that the handler failed after it had begun.
  async fail(error) {
    const description = described(error);
    const body = Buffer.from(JSON.stringify(description)).toString('base64');
    const errorType = description.errorType.replace(/[^\x20-\x7e]/g, '?');
    this.#request.addTrailers({
      'Lambda-Runtime-Function-Error-Type': errorType,
      'Lambda-Runtime-Function-Error-Body': body,
    });
    this.#request.end();
    await this.#answered;
  }
}

globalThis.awslambda = {
  streamifyResponse(handler, options) {
    handler[isStreaming] = { highWaterMark: options?.highWaterMark };
    return handler;
  },
  HttpResponseStream: {
    // The metadata, eight NUL bytes, then what is written.
    from(stream, metadata) {
      stream.setContentType('application/vnd.awslambda.http-integration-response');
      stream.beforeFirstWrite = Buffer.concat([Buffer.from(JSON.stringify(metadata)), Buffer.alloc(8)]);
      return stream;
    },
  },
};

// Runs a streaming handler until it has settled and its stream has ended.
async function runStreaming(handler, event, context) {
  const { highWaterMark } = handler[isStreaming];
  const stream = new ResponseStream(context.awsRequestId, highWaterMark === undefined ? {} : { highWaterMark });
  try {
    const ended = new Promise((resolve, reject) => {
      stream.on('finish', resolve);
      stream.on('error', reject);
      whenNothingIsLeftToDo = () =>
        reject(runtimeError('NodeJsExit', 'The event loop is empty, but the response stream was never ended.'));
    });
    await Promise.all([handler(event, stream, context), ended]);
  } catch (error) {
    if (!stream.hasBegun) {
      throw error;
    }
    console.error('Invoke Error', error);
    await stream.fail(error);
  } finally {
    whenNothingIsLeftToDo = undefined;
  }
}

// --- The user's code ---

async function loadHandler(handler) {
  if (handler.includes('..')) {
    const advice = 'Use absolute paths when specifying root directories in handler names.';
    throw runtimeError('MalformedHandlerName', `'${handler}' is not a valid handler name. ${advice}`);
  }
  const folder = path.dirname(handler);
  const [, moduleName, members] = /^([^.]*)\.(.*)$/.exec(path.basename(handler)) ?? [];
  if (moduleName === undefined) {
    throw runtimeError('MalformedHandlerName', 'Bad handler');
  }
  const loaded = await loadModule(path.resolve(taskRoot, folder, moduleName), path.join(folder, moduleName));
  const found = members.split('.').reduce((object, member) => object?.[member], loaded);
  if (!found) {
    throw runtimeError('HandlerNotFound', `${handler} is undefined or not exported`);
  }
  if (typeof found !== 'function') {
    throw runtimeError('HandlerNotFound', `${handler} is not a function`);
  }
  return found;
}

async function loadModule(file, name) {
  const require = createRequire(path.join(taskRoot, 'handler'));
  try {
    if (existsSync(`${file}.js`)) {
      return belongsToAnEsModulePackage(path.dirname(file)) ? await import(`${file}.js`) : require(`${file}.js`);
    }
    if (existsSync(`${file}.mjs`)) {
      return await import(`${file}.mjs`);
    }
    return existsSync(`${file}.cjs`) ? require(`${file}.cjs`) : require(name === path.basename(name) ? file : `./${name}`);
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw runtimeError('UserCodeSyntaxError', String(error), error);
    }
    if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND') {
      throw runtimeError('ImportModuleError', String(error), error);
    }
    throw error;
  }
}

function belongsToAnEsModulePackage(folder) {
  for (let current = folder; path.basename(current) !== 'node_modules'; current = path.dirname(current)) {
    const manifest = path.join(current, 'package.json');
    if (existsSync(manifest)) {
      return JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
    }
    if (current === path.dirname(current)) {
      return false;
    }
  }
  return false;
}

// --- Invocations ---

let whenNothingIsLeftToDo;
let currentRequestId = '';

function contextOf(headers) {
  const parsed = (value) => (value === undefined ? undefined : JSON.parse(value));
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: parsed(headers['lambda-runtime-client-context']),
    identity: parsed(headers['lambda-runtime-cognito-identity']),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

// Settles as the handler does: by its promise, by the callback, or by context.succeed, fail and done.
function run(handler, event, context) {
  return new Promise((resolve, reject) => {
    const settle = (error, result) => (error === undefined || error === null ? resolve(result) : reject(error));
    const callback = (error, result) => {
      if ((error === undefined || error === null) && context.callbackWaitsForEmptyEventLoop) {
        whenNothingIsLeftToDo = () => resolve(result);
      } else {
        settle(error, result);
      }
    };
    context.succeed = (result) => resolve(result);
    context.fail = (error) => reject(error ?? 'handled');
    context.done = settle;
    whenNothingIsLeftToDo = () =>
      handler.constructor.name === 'AsyncFunction'
        ? reject(runtimeError('NodeJsExit', 'The event loop is empty, but the promise of the handler was never settled.'))
        : resolve(null);
    const returned = handler(event, context, callback);
    if (typeof returned?.then === 'function') {
      returned.then(resolve, reject);
    }
  });
}

function encoded(result) {
  try {
    return JSON.stringify(result === undefined ? null : result) ?? 'null';
  } catch {
    throw new Error('Unable to stringify response body');
  }
}

async function serve(handler) {
  for (;;) {
    const { headers, body } = await exchange('GET', 'invocation/next');
    currentRequestId = headers['lambda-runtime-aws-request-id'];
    if (headers['lambda-runtime-trace-id'] !== undefined) {
      environment._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
    }
    try {
      if (handler[isStreaming] !== undefined) {
        await runStreaming(handler, JSON.parse(body), contextOf(headers));
        continue;
      }
      const response = encoded(await run(handler, JSON.parse(body), contextOf(headers)));
      whenNothingIsLeftToDo = undefined;
      await exchange('POST', `invocation/${currentRequestId}/response`, response, { 'Content-Type': 'application/json' });
    } catch (error) {
      await report(`invocation/${currentRequestId}/error`, error);
    }
  }
}

// --- The process ---

function logLikeLambda() {
  const levels = { log: 'INFO', info: 'INFO', debug: 'DEBUG', warn: 'WARN', error: 'ERROR' };
  for (const [method, level] of Object.entries(levels)) {
    const stream = method === 'warn' || method === 'error' ? process.stderr : process.stdout;
    console[method] = (...values) =>
      stream.write(`${new Date().toISOString()}\t${currentRequestId || 'undefined'}\t${level}\t${format(...values)}\n`);
  }
}

// The emulator holds the other end of standard input: when that closes, nobody waits for us any more.
function endWithTheEmulator() {
  const alive = new Socket({ fd: 0, readable: true, writable: false });
  alive.on('end', () => process.exit(1));
  alive.on('error', () => process.exit(1));
  alive.resume();
  alive.unref();
}

async function fatal(error, exitCode) {
  await report(currentRequestId === '' ? 'init/error' : `invocation/${currentRequestId}/error`, error);
  process.exit(exitCode);
}

logLikeLambda();
endWithTheEmulator();
process.on('beforeExit', () => whenNothingIsLeftToDo?.());
process.on('uncaughtException', (error) => fatal(error, 129));
process.on('unhandledRejection', (reason) =>
  fatal(runtimeError('UnhandledPromiseRejection', reason instanceof Error ? String(reason) : format(reason), reason), 128),
);

let handler;
try {
  handler = await loadHandler(environment._HANDLER);
} catch (error) {
  await report('init/error', error);
  process.exit(1);
}
serve(handler);
