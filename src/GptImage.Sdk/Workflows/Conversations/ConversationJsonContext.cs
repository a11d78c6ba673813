using System.Text.Json.Serialization;

namespace GptImage.Sdk;

/// <summary>Reads and writes saved conversations without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SavedConversation))]
internal sealed partial class ConversationJsonContext : JsonSerializerContext;
