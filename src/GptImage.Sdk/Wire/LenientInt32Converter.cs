using System.Text.Json;
using System.Text.Json.Serialization;

namespace GptImage.Sdk;

/// <summary>As <see cref="LenientInt64Converter"/>, for counts.</summary>
internal sealed class LenientInt32Converter : JsonConverter<int?>
{
    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LenientInt64Converter.ReadNumber(ref reader) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options) => throw new NotSupportedException("Answers are only read.");
}
