using System.Reflection;

namespace GptImage.Sdk.Tests;

/// <summary>The values that the service may extend: each is its wire string, known or not.</summary>
public sealed class OpenValueTests
{
    public static TheoryData<Type> Types =>
    [
        typeof(ImageModel), typeof(ImageQuality), typeof(OutputFormat), typeof(ImageBackground), typeof(ModerationLevel),
        typeof(Complexity), typeof(InputFidelity), typeof(ModerationStage),
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void Constructor_UnknownText_ComesBackUnchanged(Type type)
    {
        object value = Activator.CreateInstance(type, "Ultra-Ölig İ")!;

        Assert.Equal("Ultra-Ölig İ", ValueOf(value));
        Assert.Equal("Ultra-Ölig İ", value.ToString());
        Assert.Equal(value, Activator.CreateInstance(type, "Ultra-Ölig İ"));
        Assert.NotEqual(value, Activator.CreateInstance(type, "ultra-ölig i"));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Default_IsEmpty(Type type)
    {
        object value = Activator.CreateInstance(type)!;

        Assert.Equal("", ValueOf(value));
        Assert.Equal("", value.ToString());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Constructor_EmptyText_Throws(Type type)
    {
        foreach (string? text in new[] { null, "", "  " })
        {
            TargetInvocationException exception = Assert.Throws<TargetInvocationException>(() => Activator.CreateInstance(type, [text]));

            Assert.IsAssignableFrom<ArgumentException>(exception.InnerException);
        }
    }

    [Fact]
    public void Statics_AreTheWireNames()
    {
        Assert.Equal(["low", "medium", "high", "xhigh", "max", "auto"], Names(typeof(ImageQuality)));
        Assert.Equal(["png", "jpeg", "webp", "gif", "svg"], Names(typeof(OutputFormat)));
        Assert.Equal(["transparent", "opaque", "auto"], Names(typeof(ImageBackground)));
        Assert.Equal(["auto", "low"], Names(typeof(ModerationLevel)));
        Assert.Equal(["low", "medium", "high"], Names(typeof(Complexity)));
        Assert.Equal(["low", "high"], Names(typeof(InputFidelity)));
        Assert.Equal(["input", "output", "unknown"], Names(typeof(ModerationStage)));
        Assert.Equal(
            [
                "gpt-image-2.6-sunburst", "gpt-image-2.6-flare", "gpt-image-2.5-sunburst", "gpt-image-2.5-sunburst-2026-09-08",
                    "gpt-image-2.5-flare",
                "gpt-image-2.5-flare-2026-09-08", "gpt-image-2", "gpt-image-2-2026-04-21", "gpt-image-1.5", "gpt-image-1.5-2025-12-16",
                "gpt-image-1-mini", "chatgpt-image-latest", "gpt-image-1", "dall-e-3", "dall-e-2",
            ],
            Names(typeof(ImageModel)));
    }

    private static string? ValueOf(object value) => (string?)value.GetType().GetProperty("Value")!.GetValue(value);

    private static IEnumerable<string?> Names(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Select(property => property.GetValue(null)?.ToString());
}
