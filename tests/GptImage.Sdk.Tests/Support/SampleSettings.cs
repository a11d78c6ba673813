using System.Reflection;

namespace GptImage.Sdk.Tests;

/// <summary>A value other than the default for every setting, found by reflection: a setting without one here fails the tests.</summary>
internal static class SampleSettings
{
    private static readonly Dictionary<string, object> Samples = new()
    {
        [nameof(ImageSettings.Model)] = ImageModel.GptImage26Flare,
        [nameof(ImageSettings.Quality)] = ImageQuality.Medium,
        [nameof(ImageSettings.Background)] = ImageBackground.Opaque,
        [nameof(ImageSettings.OutputFormat)] = OutputFormat.Webp,
        [nameof(ImageSettings.OutputCompression)] = 80,
        [nameof(ImageSettings.Moderation)] = ModerationLevel.Low,
        [nameof(ImageSettings.SafetyIdentifier)] = "user-1",
        [nameof(ImageSettings.Complexity)] = Complexity.High,
        [nameof(ImageSettings.RequireExact)] = true,
        [nameof(ImageSettings.Retry)] = new RetryOptions { MaxAttempts = 7 },
        [nameof(ImageSettings.AdditionalParameters)] = new Dictionary<string, object> { ["style_preset"] = "vivid" },
    };

    public static IReadOnlyList<PropertyInfo> Properties { get; } =
        [.. typeof(ImageSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)];

    /// <summary>Sets every setting but some.</summary>
    public static TSettings Fill<TSettings>(TSettings settings, params string[] but)
        where TSettings : ImageSettings
    {
        foreach (PropertyInfo property in Properties.Where(property => !but.Contains(property.Name)))
        {
            Assert.True(Samples.TryGetValue(property.Name, out object? value), $"{property.Name} needs a value here.");
            property.SetValue(settings, value);
        }

        return settings;
    }

    /// <summary>Asserts that a request has every setting but some.</summary>
    public static void AssertIn(ImageRequest request, params string[] but) =>
        Assert.All(
            Properties.Where(property => !but.Contains(property.Name)),
            property => Assert.Equal(Comparable(Samples[property.Name]), Comparable(property.GetValue(request))));

    private static object? Comparable(object? value) => value switch
    {
        RetryOptions retry => (retry.MaxAttempts, retry.BaseDelay, retry.MaxDelay, retry.RepeatPossiblyCharged),
        IReadOnlyDictionary<string, object> parameters => string.Join(';', parameters.Select(pair => $"{pair.Key}={pair.Value}")),
        _ => value,
    };
}
