#:property InvariantGlobalization=true
// Makes the same call with the platform alone, throws the answer away, and says how much memory the process took: floor ADDRESS KEY
using System.Net.Http.Headers;

using HttpClient client = new();
using HttpRequestMessage message = new(HttpMethod.Post, new Uri(new Uri(args[0]), "images/generations"));
message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", args[1]);
message.Content =
    new ByteArrayContent("""{"model":"gpt-image-2","prompt":"A lighthouse at dawn","size":"1024x1024","quality":"low"}"""u8.ToArray());
message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
using HttpResponseMessage response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
using Stream body = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
byte[] block = new byte[64 * 1024];
while (await body.ReadAsync(block) > 0)
{
}

string[] status = await File.ReadAllLinesAsync("/proc/self/status");
Console.WriteLine(status.First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)));
