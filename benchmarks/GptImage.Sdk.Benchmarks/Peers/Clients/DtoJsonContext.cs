using System.Text.Json.Serialization;

namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>Reads the classes of the hand-written clients without reflection, which is the best they can do.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StringAnswer))]
[JsonSerializable(typeof(BytesAnswer))]
internal sealed partial class DtoJsonContext : JsonSerializerContext;
