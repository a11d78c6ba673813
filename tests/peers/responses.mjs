// The official Node client holds conversations with a running fake service, both ways of continuing:
//   dotnet run --project examples/FakeService -- --port 5005 &
//   cd tests/peers && npm ci && node responses.mjs http://127.0.0.1:5005
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const host = process.argv[2] ?? 'http://127.0.0.1:5005';
const client = new OpenAI({ apiKey: 'sk-fake', baseURL: `${host}/v1` });
const turns = ['A lighthouse at dawn', 'Make it night', 'Let it rain'];
const tools = [{ type: 'image_generation', model: 'gpt-image-2', size: '1024x640', quality: 'low', partial_images: 1 }];
const model = 'gpt-6.2-sol';
const call = (response) => response.output.find((item) => item.type === 'image_generation_call');
const isPng = (base64) => Buffer.from(base64, 'base64').subarray(1, 4).toString() === 'PNG';

let previous;
for (const [index, input] of turns.entries()) {
  const response = await client.responses.create({ model, input, tools, previous_response_id: previous });
  assert.equal(call(response).action, index === 0 ? 'generate' : 'edit');
  assert.ok(isPng(call(response).result));
  previous = response.id;
}

assert.equal((await client.responses.retrieve(previous)).id, previous);

const input = [];
for (const turn of turns) {
  input.push({ role: 'user', content: turn });
  const response = await client.responses.create({ model, input, tools, store: false });
  input.push(...response.output);
  assert.ok(call(response).revised_prompt.startsWith(turn));
}

const types = [];
for await (const event of await client.responses.create({ model, input: turns[0], tools, stream: true })) {
  types.push(event.type);
}

assert.equal(types.at(-1), 'response.completed');
assert.equal(types.filter((type) => type === 'response.image_generation_call.partial_image').length, 1);
await assert.rejects(
  client.responses.create({ model, tools, input: [{ type: 'image_generation_call', id: 'ig_none' }] }),
  { status: 404 });
console.log('openai-node: three turns by id, three by items, and a stream');
