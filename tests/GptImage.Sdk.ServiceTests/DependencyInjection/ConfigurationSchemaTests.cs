using System.Text;
using System.Text.Json.Nodes;
using Json.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Holds the schema that editors get to the keys that the client takes.</summary>
public class ConfigurationSchemaTests
{
    private static readonly string Source = File.ReadAllText(Repository.PathOf("src/GptImage.Sdk/ConfigurationSchema.json"));

    private static readonly JsonSchema Schema = JsonSchema.FromText(Source);

    [Fact]
    public void Schema_Keys_AreThoseOfTheBinder()
    {
        JsonObject client = JsonNode.Parse(Source)!["definitions"]!["gptImageClient"]!["properties"]!.AsObject();

        Assert.Equal(
            OptionsBinder.KnownKeys.Append("Deployments").Append("Clients").Order(StringComparer.Ordinal),
            KeysOf(client, "").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Page_Settings_AreValidAndRead()
    {
        string settings = PageSettings();

        Assert.True(IsValid(settings), settings);
        using ServiceProvider provider = Start(settings);
        GptImageClientOptions options = provider.GetRequiredService<IOptions<GptImageClientOptions>>().Value;
        Assert.Equal((3, 25m), (options.Retry.MaxAttempts, options.SpendLimit));
        Assert.NotNull(options.ImageRateLimiter);
    }

    [Theory]
    [InlineData("""{"ApiKey":"sk-1","Azure":{"Endpoint":"https://res.openai.azure.com","ApiVersion":null},"Deployments":{"mine":"x"}}""")]
    [InlineData("""{"ApiKey":"sk-1","ExpectContinueFromBytes":null,"ConnectTimeout":"00:00:05","Retry":{"BaseDelay":"00:00:00.5"}}""")]
    [InlineData("""{"ApiKey":"sk-1","AllowInsecureHttp":true,"MaxImageBytes":1000,"TotalTimeout":"-00:00:00.0010000"}""")]
    [InlineData("""{"ApiKey":"sk-1","DefaultModel":"gpt-image-99","ImageRateLimiter":{"QueueLimit":0},"SpendLimit":null}""")]
    public void Schema_SettingsThatStart_AreValid(string client)
    {
        string settings = $$"""{"GptImage":{{client}}}""";

        Assert.True(IsValid(settings));
        using ServiceProvider provider = Start(settings);
        Assert.Equal("sk-1", provider.GetRequiredService<IOptions<GptImageClientOptions>>().Value.ApiKey);
    }

    [Theory]
    [InlineData("""{"ApiKey":"sk-1","DefualtModel":"gpt-image-2"}""")]
    [InlineData("""{"ApiKey":"sk-1","Retry":{"MaxTries":3}}""")]
    [InlineData("""{"ApiKey":"sk-1","AttemptTimeout":"10 minutes"}""")]
    [InlineData("""{"ApiKey":"sk-1","AttemptTimeout":600}""")]
    [InlineData("""{"ApiKey":"sk-1","Retry":{"MaxAttempts":0}}""")]
    [InlineData("""{"ApiKey":"sk-1","ImageRateLimiter":{"ImagesPerMinute":0}}""")]
    [InlineData("""{"ApiKey":"sk-1","AllowInsecureHttp":"perhaps"}""")]
    [InlineData("""{"ApiKey":"sk-1","DefaultModel":" "}""")]
    [InlineData("""{"ApiKey":"sk-1","Azure":{"ApiVersion":"v1"}}""")]
    public void Schema_SettingsThatDoNotStart_AreRefused(string client)
    {
        string settings = $$"""{"GptImage":{{client}}}""";

        Assert.False(IsValid(settings));
        using ServiceProvider provider = Start(settings);
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<GptImageClientOptions>>().Value);
    }

    [Fact]
    public void Schema_TypoInAKeyedClient_IsRefused()
    {
        Assert.False(IsValid("""{"GptImage":{"Clients":{"eu":{"Modle":"gpt-image-2"}}}}"""));
        Assert.False(IsValid("""{"GptImage":{"Clients":{"eu":{"Clients":{}}}}}"""));
        Assert.True(IsValid("""{"GptImage":{"Clients":{"eu":{"DefaultModel":"gpt-image-2"}}},"Logging":{}}"""));
    }

    private static bool IsValid(string settings) => Schema.Evaluate(JsonNode.Parse(settings)).IsValid;

    private static ServiceProvider Start(string settings)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(settings));
        ServiceCollection services = new();
        services.AddGptImageClient(new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("GptImage"));
        services.Configure<GptImageClientOptions>(options => options.ApiKey ??= "sk-2");
        return services.BuildServiceProvider();
    }

    private static string PageSettings()
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("docs/hosting.md"));
        int start = Array.IndexOf(lines, "```json") + 1;
        return string.Join('\n', lines[start..Array.IndexOf(lines, "```", start)]);
    }

    /// <summary>Lists the keys; an object whose members have names of their own is one.</summary>
    private static IEnumerable<string> KeysOf(JsonObject properties, string prefix) => properties.SelectMany(property =>
        property.Value!["properties"] is JsonObject inner ? KeysOf(inner, $"{prefix}{property.Key}:") : [prefix + property.Key]);
}
