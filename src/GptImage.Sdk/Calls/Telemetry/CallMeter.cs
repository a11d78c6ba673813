using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace GptImage.Sdk;

/// <summary>The instruments of a meter.</summary>
/// <remarks>Names and units of the <c>gen_ai</c> instruments: OpenTelemetry semantic conventions 1.41, and with the opt-in those of
/// semantic-conventions-genai, both read 2026-11-27. Their buckets are the recommended ones; those of seconds go on up to 655.36, since a
/// picture takes up to ten minutes.</remarks>
internal sealed class CallMeter
{
    private const string Second = "s";
    private const string Token = "{token}";

    /// <summary>Of all clients that no container made.</summary>
    private static readonly Meter Shared = new(GptImageTelemetry.MeterName, GptImageTelemetry.Version);

    private readonly Histogram<long>? _tokens;
    private readonly Counter<long>? _inputTokens;
    private readonly Counter<long>? _outputTokens;
    private readonly Histogram<long>? _inputTokensOfCall;
    private readonly Histogram<long>? _outputTokensOfCall;

    /// <param name="meters">The meters of a container, or <see langword="null"/>.</param>
    /// <param name="isLatest">Whether the newer names are asked for, in place of the usual ones.</param>
    public CallMeter(IMeterFactory? meters, bool isLatest)
    {
        Meter meter = meters?.Create(new MeterOptions(GptImageTelemetry.MeterName) { Version = GptImageTelemetry.Version }) ?? Shared;
        if (isLatest)
        {
            Duration = Seconds(meter, "gen_ai.client.inference.duration", "How long calls take.");
            _inputTokens = meter.CreateCounter<long>("gen_ai.client.inference.usage.input_tokens", Token, "Tokens sent.");
            _outputTokens = meter.CreateCounter<long>("gen_ai.client.inference.usage.output_tokens", Token, "Tokens received.");
            _inputTokensOfCall = Tokens(meter, "gen_ai.client.inference.operation.input_tokens", "Tokens that a call sends.");
            _outputTokensOfCall = Tokens(meter, "gen_ai.client.inference.operation.output_tokens", "Tokens that a call receives.");
        }
        else
        {
            Duration = Seconds(meter, "gen_ai.client.operation.duration", "How long calls take.");
            _tokens = Tokens(meter, "gen_ai.client.token.usage", "Tokens that a call sends and receives.");
        }

        LimiterWait = Seconds(meter, "gpt_image.client.limiter.wait", "How long attempts wait for the client's rate limiter.");
        Cost = meter.CreateCounter<double>(
            "gpt_image.client.cost", "{USD}", "What calls cost by the price table; possibly charged at the most it may be.");
        Images = meter.CreateCounter<long>("gpt_image.client.images", "{image}", "Pictures received.");
        Attempts = meter.CreateCounter<long>("gpt_image.client.attempts", "{attempt}", "Attempts that ended.");
        ActiveCalls = meter.CreateUpDownCounter<long>("gpt_image.client.active_calls", "{call}", "Calls under way.");
    }

    public Histogram<double> Duration { get; }

    public Histogram<double> LimiterWait { get; }

    public Counter<double> Cost { get; }

    public Counter<long> Images { get; }

    public Counter<long> Attempts { get; }

    public UpDownCounter<long> ActiveCalls { get; }

    /// <summary>Gets whether anybody listens.</summary>
    public bool IsEnabled => Duration.Enabled || LimiterWait.Enabled || Cost.Enabled || Images.Enabled || Attempts.Enabled
        || ActiveCalls.Enabled || _tokens is { Enabled: true } || _inputTokens is { Enabled: true } || _outputTokens is { Enabled: true }
        || _inputTokensOfCall is { Enabled: true } || _outputTokensOfCall is { Enabled: true };

    /// <summary>Counts the tokens of a call.</summary>
    public void Count(ImageUsage usage, in TagList tags)
    {
        _tokens?.Record(usage.InputTokens, With(tags, "gen_ai.token.type", "input"));
        _tokens?.Record(usage.OutputTokens, With(tags, "gen_ai.token.type", "output"));
        Add(_inputTokens, usage.InputTextTokens, "text", tags);
        Add(_inputTokens, usage.InputImageTokens, "image", tags);
        Add(_inputTokens, usage.InputTokens - usage.InputTextTokens - usage.InputImageTokens, "unknown", tags);
        Add(_outputTokens, usage.OutputTokens, "image", tags);
        _inputTokensOfCall?.Record(usage.InputTokens, tags);
        _outputTokensOfCall?.Record(usage.OutputTokens, tags);
    }

    /// <summary>Makes a copy with one more tag.</summary>
    public static TagList With(TagList tags, string name, object? value)
    {
        tags.Add(name, value);
        return tags;
    }

    private static void Add(Counter<long>? counter, int tokens, string modality, in TagList tags)
    {
        if (tokens > 0)
        {
            counter?.Add(tokens, With(tags, "gen_ai.token.modality", modality));
        }
    }

#if NET9_0_OR_GREATER
    private static readonly InstrumentAdvice<double> SecondBuckets = new()
    {
        HistogramBucketBoundaries =
            [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92, 163.84, 327.68, 655.36],
    };

    private static readonly InstrumentAdvice<long> TokenBuckets = new()
    {
        HistogramBucketBoundaries =
            [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864],
    };

    private static Histogram<double> Seconds(Meter meter, string name, string description) =>
        meter.CreateHistogram(name, Second, description, tags: null, SecondBuckets);

    private static Histogram<long> Tokens(Meter meter, string name, string description) =>
        meter.CreateHistogram(name, Token, description, tags: null, TokenBuckets);
#else
    private static Histogram<double> Seconds(Meter meter, string name, string description) =>
        meter.CreateHistogram<double>(name, Second, description);

    private static Histogram<long> Tokens(Meter meter, string name, string description) =>
        meter.CreateHistogram<long>(name, Token, description);
#endif
}
