using System.Text.Json;
using System.Text.Json.Serialization;

namespace GptImage.Sdk;

/// <summary>Reads and writes ledger lines without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 64)]
[JsonSerializable(typeof(LedgerLine))]
internal sealed partial class LedgerJsonContext : JsonSerializerContext;
