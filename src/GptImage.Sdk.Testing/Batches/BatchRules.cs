using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Finds what the service would refuse when a batch is created; what its lines say is looked at later.</summary>
internal static class BatchRules
{
    private const int MaxPairs = 16;
    private const int MaxKeyLength = 64;
    private const int MaxValueLength = 512;
    private const long MinSecondsToLive = 3600;
    private const long MaxSecondsToLive = 2_592_000;

    private static readonly string[] Fields = ["input_file_id", "endpoint", "completion_window", "metadata", "output_expires_after"];
    private static readonly string[] Endpoints = ["/v1/images/generations", "/v1/images/edits"];
    private static readonly string[] Windows = ["24h"];
    private static readonly string[] Anchors = ["created_at"];

    /// <summary>Returns the first fault; null when the batch is created.</summary>
    public static ServiceError? FirstFault(RequestBody body, FileStore files)
    {
        if (body.Fault is not null || body.IsForm || body.Fields.Count == 0)
        {
            return body.Fault ?? ErrorWording.UnreadableJson;
        }

        if (body.Fields.FirstOrDefault(field => !Fields.Contains(field.Key)).Key is { } unknown)
        {
            return ErrorWording.Unknown(unknown);
        }

        return TextFault(body, "input_file_id") ?? TextFault(body, "endpoint", Endpoints) ?? TextFault(body, "completion_window", Windows)
            ?? FileFault(body.Find("input_file_id")?.Text ?? "", files) ?? MetadataFault(body.Find("metadata"))
            ?? ExpiryFault(body.Find("output_expires_after"));
    }

    private static ServiceError? TextFault(RequestBody body, string name, IReadOnlyList<string>? values = null)
    {
        if (body.Find(name) is not { } value)
        {
            return ErrorWording.Missing(name);
        }

        if (!value.IsText)
        {
            return ErrorWording.WrongType(name, "a string", value);
        }

        return values is not null && !values.Contains(value.Text) ? ErrorWording.NotOneOf(name, values, value.Text) : null;
    }

    private static ServiceError? FileFault(string id, FileStore files) => files.Find(id) switch
    {
        null => BatchWording.InputFileNotFound(id),
        { Purpose: not "batch" } other => BatchWording.InputFilePurpose(other.Purpose),
        _ => null,
    };

    private static ServiceError? MetadataFault(FieldValue? metadata)
    {
        if (metadata is not { Kind: FieldKind.Container })
        {
            return metadata is null ? null : ErrorWording.WrongType("metadata", "an object", metadata);
        }

        using JsonDocument document = JsonDocument.Parse(metadata.Text);
        JsonProperty[] pairs = [.. document.RootElement.EnumerateObject()];
        return pairs.Length > MaxPairs
            ? BatchWording.TooMuchMetadata(MaxPairs, pairs.Length)
            : pairs.Select(PairFault).FirstOrDefault(fault => fault is not null);
    }

    private static ServiceError? PairFault(JsonProperty pair)
    {
        string name = "metadata." + pair.Name;
        if (CodePoints.Count(pair.Name) is > MaxKeyLength and var keyLength)
        {
            return ErrorWording.TextTooLong("metadata", MaxKeyLength, keyLength);
        }

        if (pair.Value.ValueKind != JsonValueKind.String)
        {
            return ErrorWording.WrongType(name, "a string", FieldValue.FromJson(pair.Value));
        }

        return CodePoints.Count(pair.Value.GetString() ?? "") is > MaxValueLength and var length
            ? ErrorWording.TextTooLong(name, MaxValueLength, length)
            : null;
    }

    private static ServiceError? ExpiryFault(FieldValue? expiry)
    {
        if (expiry is not { Kind: FieldKind.Container })
        {
            return expiry is null ? null : ErrorWording.WrongType("output_expires_after", "an object", expiry);
        }

        using JsonDocument document = JsonDocument.Parse(expiry.Text);
        Dictionary<string, FieldValue> members =
            document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => FieldValue.FromJson(member.Value));
        if (members.Keys.FirstOrDefault(name => name is not ("anchor" or "seconds")) is { } unknown)
        {
            return ErrorWording.Unknown("output_expires_after." + unknown);
        }

        if (((string[])["anchor", "seconds"]).FirstOrDefault(name => !members.ContainsKey(name)) is { } missing)
        {
            return ErrorWording.Missing("output_expires_after." + missing);
        }

        const string Seconds = "output_expires_after.seconds";
        FieldValue seconds = members["seconds"];
        string anchor = members["anchor"].Text;
        return !Anchors.Contains(anchor) ? ErrorWording.NotOneOf("output_expires_after.anchor", Anchors, anchor)
            : !seconds.TryGetInteger(out long value) ? ErrorWording.WrongType(Seconds, "an integer", seconds)
            : value < MinSecondsToLive ? ErrorWording.BelowMinimum(Seconds, MinSecondsToLive, seconds)
            : value > MaxSecondsToLive ? ErrorWording.AboveMaximum(Seconds, MaxSecondsToLive, seconds)
            : null;
    }
}
