using System.Text.Json.Serialization;

namespace GptImage.Sdk;

/// <summary>Reads and writes saved characters without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SavedCharacter))]
internal sealed partial class CharacterJsonContext : JsonSerializerContext;
