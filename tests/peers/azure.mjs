// openai-node's AzureOpenAI and @ai-sdk/azure against the fake's resource of Azure:
//   dotnet run --project examples/FakeService -- --port 5005 --azure my-dep=gpt-image-2 --azure gpt-image-2=gpt-image-2
//   cd tests/peers && npm install --no-save openai@7.59.0 ai@7 @ai-sdk/azure@4.0.85 && node azure.mjs http://127.0.0.1:5005
import assert from "node:assert/strict";
import { AzureOpenAI, toFile } from "openai";
import { createAzure } from "@ai-sdk/azure";
import { generateImage } from "ai";

const endpoint = process.argv[2] ?? "http://127.0.0.1:5005";
const apiKey = "sk-fake";
const isPng = bytes => Buffer.from(bytes).subarray(1, 4).toString("latin1") === "PNG";
const lastRequest = async () => (await (await fetch(`${endpoint}/__fake/requests`)).json()).at(-1);

const openai = new AzureOpenAI({ endpoint, apiKey, apiVersion: "2025-04-01-preview", deployment: "my-dep", maxRetries: 0 });
const made = await openai.images.generate({ model: "my-dep", prompt: "A lighthouse at dawn" });
const picture = Buffer.from(made.data[0].b64_json, "base64");
assert.ok(isPng(picture));
assert.equal((await lastRequest()).path, "/openai/deployments/my-dep/images/generations");

const edited = await openai.images.edit({
  model: "my-dep", prompt: "Make it night", image: await toFile(picture, "image.png", { type: "image/png" }),
});
assert.ok(isPng(Buffer.from(edited.data[0].b64_json, "base64")));
assert.equal((await lastRequest()).path, "/openai/deployments/my-dep/images/edits");

const tokens = new AzureOpenAI({ endpoint, azureADTokenProvider: async () => apiKey, apiVersion: "2025-04-01-preview", maxRetries: 0 });
assert.ok((await tokens.images.generate({ model: "my-dep", prompt: "A lighthouse" })).data[0].b64_json);

const refused = await openai.images.generate({ model: "my-dep", prompt: "A lighthouse", size: "1000x700" }).catch(error => error);
assert.equal(refused.status, 400);
const wrong = await new AzureOpenAI({ endpoint, apiKey: "wrong", apiVersion: "2025-04-01-preview", deployment: "my-dep", maxRetries: 0 })
  .images.generate({ model: "my-dep", prompt: "A lighthouse" }).catch(error => error);
assert.equal(wrong.status, 401);
console.log("openai-node: ok");

// It asks for response_format unless the name begins like a model's, and these models know no such parameter.
const azure = createAzure({ baseURL: `${endpoint}/openai/v1`, apiKey });
const { image } = await generateImage({ model: azure.image("gpt-image-2"), prompt: "A lighthouse at dawn" });
assert.ok(isPng(image.uint8Array));
assert.equal((await lastRequest()).path, "/openai/v1/images/generations");
const classic = createAzure({
  baseURL: `${endpoint}/openai`, tokenProvider: async () => apiKey, apiVersion: "2025-04-01-preview", useDeploymentBasedUrls: true,
});
await generateImage({ model: classic.image("gpt-image-2"), prompt: { text: "Make it night", images: [image.uint8Array] } });
assert.equal((await lastRequest()).path, "/openai/deployments/gpt-image-2/images/edits");
const odd = await generateImage({ model: azure.image("my-dep"), prompt: "A lighthouse", maxRetries: 0 }).catch(error => error);
assert.match(odd.message, /Unknown parameter: 'response_format'/);
console.log("@ai-sdk/azure: ok");
