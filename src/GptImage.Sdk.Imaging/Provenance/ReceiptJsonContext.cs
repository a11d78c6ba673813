using System.Text.Json.Serialization;

namespace GptImage.Sdk.Imaging;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProvenanceReceipt))]
internal sealed partial class ReceiptJsonContext : JsonSerializerContext;
