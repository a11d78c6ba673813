using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Writes requests as the lines of a batch.</summary>
internal static class BatchLineWriter
{
    /// <summary>The service documents no longest id; 64 characters were seen to work.</summary>
    private const int FingerprintDigits = 32;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Gets the id of a line: half of the fingerprint and the number among equals.</summary>
    public static string CustomIdFor(string fingerprint)
    {
        int end = fingerprint.LastIndexOf('-');
        return string.Create(CultureInfo.InvariantCulture, $"{fingerprint.AsSpan(0, FingerprintDigits)}{fingerprint.AsSpan(end)}");
    }

    /// <summary>Writes a line with its line feed.</summary>
    /// <param name="customId">Its id.</param>
    /// <param name="plan">The plan of a request whose inputs are file ids and addresses.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public static async Task<ReadOnlyMemory<byte>> WriteAsync(string customId, RequestPlan plan, CancellationToken cancellationToken)
    {
        using RequestBody body = RequestEncoder.Encode(plan.Fields);
        byte[] json = await body.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        ArrayBufferWriter<byte> line = new();
        using (Utf8JsonWriter writer = new(line, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("custom_id", customId);
            writer.WriteString("method", "POST");
            writer.WriteString("url", "/v1/" + plan.Endpoint);
            writer.WritePropertyName("body");
            writer.WriteRawValue(json);
            writer.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenMemory;
    }
}
