using System.Diagnostics;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Says what stands on the span of a call, in the words of OpenTelemetry's conventions and under <c>gpt_image</c> in our
/// own.</summary>
internal static class CallSpan
{
    /// <summary>The conventions have no word for images; this is the one that Microsoft.Extensions.AI takes.</summary>
    public const string Operation = "generate_content";

    public const string ErrorType = "error.type";

    public const string Charge = "gpt_image.charge";

    /// <summary>Makes the tags that samplers see.</summary>
    /// <param name="call">The call.</param>
    /// <param name="tags">What every measurement has.</param>
    public static TagList ToFirstTags(PlannedCall call, in TagList tags)
    {
        TagList first = tags;
        first.Add("gen_ai.output.type", "image");
        if (call.Request.Count != 1)
        {
            first.Add("gen_ai.request.choice.count", call.Request.Count);
        }

        if (call.Composed.Delivery.IsStream)
        {
            first.Add("gen_ai.request.stream", true);
        }

        return first;
    }

    /// <summary>Adds what is asked for.</summary>
    public static void AddRequest(Activity span, PlannedCall call, bool withPrompt)
    {
        ImageRequest request = call.Request;
        span.SetTag("gen_ai.request.model", call.Composed.Model.Value);
        span.SetTag(
            "gpt_image.request.deployment", call.Composed.WireModel == call.Composed.Model.Value ? null : call.Composed.WireModel);
        span.SetTag("gpt_image.request.size", request.Size.ToString());
        span.SetTag("gpt_image.request.quality", request.Quality?.Value);
        span.SetTag("gpt_image.request.output_format", request.OutputFormat?.Value);
        span.SetTag("gpt_image.request.input_image.count", call.Composed.Inputs.Count);
        span.SetTag("gpt_image.request.partial_image.count", call.Composed.Delivery.PartialImages);
        span.SetTag("gpt_image.cost.maximum", (double?)call.Plan.Cost?.Maximum);
        if (withPrompt)
        {
            span.SetTag("gen_ai.input.messages", ToMessages(call.Composed.Prompt));
        }
    }

    /// <summary>Adds what came.</summary>
    public static void AddAnswer(
        Activity span, PlannedCall call, IWatchedAnswer? answer, ImageUsage? usage, decimal? cost, bool withModalities)
    {
        span.SetTag("gpt_image.response.size", answer?.Size?.ToString());
        span.SetTag("gpt_image.warning.count", call.Plan.Findings.Count + (answer?.OddityCount ?? 0));
        span.SetTag("gen_ai.usage.input_tokens", usage?.InputTokens);
        span.SetTag("gen_ai.usage.output_tokens", usage?.OutputTokens);
        if (withModalities)
        {
            span.SetTag("gen_ai.usage.text.input_tokens", usage?.InputTextTokens);
            span.SetTag("gen_ai.usage.image.input_tokens", usage?.InputImageTokens);
            span.SetTag("gen_ai.usage.image.output_tokens", usage?.OutputTokens);
        }

        // Without the service's count or a known price, what is settled is an upper bound, and no cost.
        if (usage is { OutputTokens: > 0 } && call.Composed.Facts?.Prices is not null)
        {
            span.SetTag("gpt_image.cost", (double?)cost);
        }
    }

    /// <summary>Makes the event of an attempt that failed, at the time at which it ended.</summary>
    public static ActivityEvent ToEvent(AttemptRecord record, string error) => new("gpt_image.attempt", tags: new ActivityTagsCollection
    {
        ["gpt_image.attempt.number"] = record.Number,
        ["http.response.status_code"] = record.StatusCode,
        [ErrorType] = error,
        [Charge] = ChargeWords.NameOf(record.Charge),
        ["gpt_image.delay"] = record.DelayBefore.TotalSeconds,
        ["gpt_image.request.id"] = record.RequestId,
    });

    /// <summary>Writes the prompt as the messages of the conventions. Inputs are left out.</summary>
    private static string ToMessages(string prompt) =>
        $$"""[{"role":"user","parts":[{"type":"text","content":"{{JsonEncodedText.Encode(prompt)}}"}]}]""";
}
