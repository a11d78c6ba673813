using System.Text.Json;
using System.Text.Json.Serialization;

namespace GptImage.Sdk;

/// <summary>Reads the wire records without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = 64, Converters = [typeof(LenientInt32Converter), typeof(LenientInt64Converter)])]
[JsonSerializable(typeof(ImagesPayload))]
[JsonSerializable(typeof(ImageEventPayload))]
[JsonSerializable(typeof(FilePayload))]
internal sealed partial class WireJsonContext : JsonSerializerContext;
