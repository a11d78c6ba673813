// The official Node client submits, polls, lists, cancels and reads batches of a running fake service:
//   dotnet run --project examples/FakeService -- --port 5005 &
//   cd tests/peers && npm ci && node batches.mjs http://127.0.0.1:5005
import assert from 'node:assert/strict';
import OpenAI, { toFile } from 'openai';

const host = process.argv[2] ?? 'http://127.0.0.1:5005';
const client = new OpenAI({ apiKey: 'sk-fake', baseURL: `${host}/v1` });
const line = (id) => JSON.stringify({
  custom_id: id,
  method: 'POST',
  url: '/v1/images/generations',
  body: { model: 'gpt-image-2', prompt: `A lighthouse, ${id}`, size: '1024x640', quality: 'low' },
});

async function submit(ids) {
  const file = await client.files.create({
    file: await toFile(Buffer.from(ids.map(line).join('\n')), 'batch.jsonl'),
    purpose: 'batch',
  });
  return client.batches.create({
    input_file_id: file.id,
    endpoint: '/v1/images/generations',
    completion_window: '24h',
    metadata: { job: ids.join('+') },
  });
}

async function move(steps) {
  const answer = await fetch(`${host}/__fake/batches`, { method: 'POST', body: JSON.stringify({ steps }) });
  assert.equal(answer.status, 200);
}

const first = await submit(['a', 'b', 'c']);
assert.equal(first.status, 'validating');
await move(3);
const done = await client.batches.retrieve(first.id);
assert.deepEqual([done.status, done.request_counts], ['completed', { total: 3, completed: 3, failed: 0 }]);
const output = await (await client.files.content(done.output_file_id)).text();
const results = output.trimEnd().split('\n').map((text) => JSON.parse(text));
assert.deepEqual(results.map((result) => result.custom_id).sort(), ['a', 'b', 'c']);
for (const result of results) {
  const picture = Buffer.from(result.response.body.data[0].b64_json, 'base64');
  assert.equal(picture.subarray(1, 4).toString(), 'PNG');
}

const second = await submit(['d']);
const listed = [];
for await (const batch of client.batches.list({ limit: 1 })) {
  listed.push(batch.id);
}
assert.deepEqual(listed.slice(0, 2), [second.id, first.id]);

const third = await submit(['e']);
assert.equal((await client.batches.cancel(third.id)).status, 'cancelling');
await move(1);
assert.equal((await client.batches.retrieve(third.id)).status, 'cancelled');
assert.equal((await client.files.list({ purpose: 'batch_output' })).data[0].filename, `${first.id}_output.jsonl`);
await assert.rejects(client.batches.retrieve('batch_none'), { status: 404 });
console.log('openai-node: submitted, polled, listed, cancelled and read batches');
