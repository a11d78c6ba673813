using System.Text.Json.Serialization;

namespace GptImage.Sdk.PostgreSql;

/// <summary>Reads and writes what is stored as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PurchaseEnd))]
[JsonSerializable(typeof(SpoolRecord))]
internal sealed partial class PurchaseJsonContext : JsonSerializerContext;
