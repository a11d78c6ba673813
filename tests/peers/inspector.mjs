// The MCP inspector's command line uses `gptimage mcp` against a running fake service: lists, asks for a price, buys, is refused.
//   dotnet run --project examples/FakeService -- --port 5005 &
//   cd tests/peers && npm ci && node inspector.mjs http://127.0.0.1:5005 gptimage
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const host = process.argv[2] ?? 'http://127.0.0.1:5005';
const server = process.argv.length > 3 ? process.argv.slice(3) : ['gptimage'];
const folder = mkdtempSync(join(tmpdir(), 'gptimage-inspector-'));

// What the inspector prints, and the code it ends with: 5 stands for a tool that answers with an error.
function inspect(budget, ...method) {
  const inspector = join(import.meta.dirname, 'node_modules/.bin/mcp-inspector');
  const all = ['--cli', '-e', 'OPENAI_API_KEY=sk-fake', '-e', `OPENAI_BASE_URL=${host}/v1`, '-e', `XDG_STATE_HOME=${folder}`,
    ...method, '--', ...server, 'mcp', '--root', folder, '--budget', budget];
  return new Promise((resolve) => execFile(inspector, all, { timeout: 60000, maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
    const code = error?.code ?? 0;
    try {
      resolve({ code, answer: JSON.parse(stdout), stderr });
    } catch {
      assert.fail(`The inspector ended with ${code} and printed no JSON: ${stdout}${stderr}`);
    }
  }));
}

const call = (budget, tool, ...args) =>
  inspect(budget, '--method', 'tools/call', '--tool-name', tool, ...args.flatMap((arg) => ['--tool-arg', arg]));

// Lists the tools; --strict ends with 6 when a schema is none that every client takes.
const list = await inspect('1', '--method', 'tools/list', '--strict');
assert.equal(list.code, 0, list.stderr);
assert.equal(list.answer.tools.length, 7);

// Asks for a price, and buys.
const price = await call('1', 'explain_image', 'prompt=A lighthouse by inspector.mjs', 'quality=low');
assert.equal(price.code, 0, price.stderr);
assert.ok(price.answer.structuredContent, JSON.stringify(price.answer));
const bought = await call('1', 'generate_image', 'prompt=A lighthouse by inspector.mjs', 'quality=low');
assert.equal(bought.answer.structuredContent.status, 'finished', JSON.stringify(bought.answer));
assert.ok(existsSync(bought.answer.structuredContent.files[0].path));
assert.ok(bought.answer.content.some((block) => block.type === 'image'));

// Is told what would be right, and is refused what nobody agreed to.
const wrong = await call('1', 'generate_image', 'prompt=A ship by inspector.mjs', 'size=1000x700');
assert.equal(wrong.code, 5);
assert.ok(wrong.answer.isError);
assert.match(wrong.answer.structuredContent.message, /1008x704/);
const refused = await call('0', 'generate_image', 'prompt=A ship by inspector.mjs');
assert.equal(refused.answer.structuredContent.status, 'refused', JSON.stringify(refused.answer));
const requests = await (await fetch(`${host}/__fake/requests`)).json();
assert.equal(requests.filter((request) => JSON.stringify(request).includes('by inspector.mjs')).length, 1);
console.log('inspector.mjs: all is well');
