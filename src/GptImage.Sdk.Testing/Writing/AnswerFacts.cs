using System.Globalization;

namespace GptImage.Sdk.Testing;

/// <summary>What an answer tells about its pictures beside the pictures.</summary>
internal sealed record AnswerFacts(
    PicturePlan Plan, TokenUsage Usage, DateTimeOffset Created, string? SafetyIdentifier, PictureWriter Pictures)
{
    public SvgUsage? SvgUsage { get; init; }

    public string Background => Plan.IsTransparent ? "transparent" : "opaque";

    public string Size => string.Create(CultureInfo.InvariantCulture, $"{Plan.Width}x{Plan.Height}");
}
