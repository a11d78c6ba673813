// The TypeScript SDK's client uses `gptimage mcp` against a running fake service: lists, calls, waits, is asked, gives up, and kills it.
//   dotnet run --project examples/FakeService -- --port 5005 &
//   cd tests/peers && npm ci && node mcp.mjs http://127.0.0.1:5005 gptimage
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const host = process.argv[2] ?? 'http://127.0.0.1:5005';
const [command, ...args] = process.argv.length > 3 ? process.argv.slice(3) : ['gptimage'];
const folder = mkdtempSync(join(tmpdir(), 'gptimage-mcp-'));
const state = mkdtempSync(join(tmpdir(), 'gptimage-state-'));

async function connect(budget, answer) {
  const transport = new StdioClientTransport({
    command,
    args: [...args, 'mcp', '--root', folder, '--budget', budget],
    env: { ...process.env, OPENAI_API_KEY: 'sk-fake', OPENAI_BASE_URL: `${host}/v1`, XDG_STATE_HOME: state },
    stderr: 'inherit',
  });
  const client = new Client({ name: 'mcp.mjs', version: '1.0.0' }, { capabilities: answer ? { elicitation: {} } : {} });
  const questions = [];
  if (answer) {
    client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
      questions.push(params.message);
      return answer;
    });
  }
  await client.connect(transport);
  return { client, transport, questions };
}

async function bought(prompt) {
  const requests = await (await fetch(`${host}/__fake/requests`)).json();
  return requests.filter((request) => JSON.stringify(request).includes(prompt)).length;
}

const delay = (seconds) => fetch(`${host}/__fake/outcomes`, { method: 'POST', body: JSON.stringify({ outcome: 'delay', duration_ms: seconds * 1000 }) });
const call = (client, prompt, more = {}, options = undefined) =>
  client.callTool({ name: 'generate_image', arguments: { prompt, quality: 'low', ...more } }, undefined, options);

// Lists and calls.
const first = await connect('5');
const { tools } = await first.client.listTools();
assert.equal(tools.length, 7);
const lighthouse = await call(first.client, 'A lighthouse by mcp.mjs');
assert.equal(lighthouse.structuredContent.status, 'finished', JSON.stringify(lighthouse.structuredContent));
assert.ok(existsSync(lighthouse.structuredContent.files[0].path));
const preview = lighthouse.content.find((block) => block.type === 'image');
assert.equal(Buffer.from(preview.data, 'base64').readUInt16BE(0), 0xffd8);
const { resources } = await first.client.listResources();
assert.ok(resources.some((resource) => resource.uri === 'gptimage://guide/prompts'));

// A client that gives up after 5 seconds, three times, and is told of progress at the fourth call.
assert.ok((await delay(18)).ok);
const slow = 'A slow ship by mcp.mjs';
for (let i = 0; i < 3; i++) {
  await assert.rejects(call(first.client, slow, {}, { timeout: 5000 }), /timed out/i);
}
let progress = 0;
const ship = await call(first.client, slow, {}, { onprogress: () => { progress++; }, timeout: 60000 });
assert.equal(ship.structuredContent.status, 'finished');
assert.equal(await bought(slow), 1);
assert.ok(progress >= 1);

// Killed and started again: the same call, the same picture.
process.kill(first.transport.pid, 'SIGKILL');
const second = await connect('5');
const again = await call(second.client, 'A lighthouse by mcp.mjs');
assert.equal(again.structuredContent.files[0].path, lighthouse.structuredContent.files[0].path);
assert.equal(await bought('A lighthouse by mcp.mjs'), 1);
await second.client.close();

// Asked, and cannot be asked.
const agreed = await connect('0', { action: 'accept', content: { buy: true } });
assert.equal((await call(agreed.client, 'A yes by mcp.mjs')).structuredContent.status, 'finished');
assert.equal(agreed.questions.length, 1);
await agreed.client.close();
const declined = await connect('0', { action: 'decline' });
assert.equal((await call(declined.client, 'A no by mcp.mjs')).structuredContent.status, 'refused');
await declined.client.close();
const silent = await connect('0');
const refused = await call(silent.client, 'Nobody to ask by mcp.mjs');
assert.match(refused.structuredContent.message, /--budget/);
await silent.client.close();
assert.equal(await bought('A no by mcp.mjs') + await bought('Nobody to ask by mcp.mjs'), 0);
console.log(`mcp.mjs: all is well, ${progress} times told of progress`);
