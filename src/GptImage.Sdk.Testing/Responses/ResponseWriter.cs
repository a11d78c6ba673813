using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Writes responses and their items, members in the service's order.</summary>
internal static class ResponseWriter
{
    private const int ToolPromptTokens = 2048;
    private const int TokensPerPicture = 765;
    private const int TokensPerCall = 80;

    /// <summary>Writes a whole response.</summary>
    /// <param name="writer">Where the members go.</param>
    /// <param name="response">The response.</param>
    /// <param name="isUnderWay">Whether it is told before anything has come out.</param>
    public static void WriteMembers(Utf8JsonWriter writer, ResponseRecord response, bool isUnderWay = false)
    {
        JsonElement body = response.Order.Body;
        writer.WriteString("id", response.Id);
        writer.WriteString("object", "response");
        writer.WriteNumber("created_at", response.CreatedAt.ToUnixTimeSeconds());
        writer.WriteString("status", isUnderWay ? "in_progress" : response.Status);
        writer.WriteBoolean("background", false);
        writer.WriteOptional(
            "completed_at", isUnderWay || response.Status != "completed" ? null : response.CreatedAt.ToUnixTimeSeconds());
        WriteError(writer, isUnderWay ? null : response.Outcome);
        WriteIncomplete(writer, isUnderWay ? null : response.Outcome.IncompleteReason);
        WriteSent(writer, body, "instructions", "null");
        WriteSent(writer, body, "max_output_tokens", "null");
        WriteSent(writer, body, "max_tool_calls", "null");
        writer.WriteString("model", response.Order.Model);
        writer.WriteStartArray("output");
        foreach (OutputItem item in isUnderWay ? [] : response.Output)
        {
            WriteItem(writer, item, response.Outcome);
        }

        writer.WriteEndArray();
        WriteSent(writer, body, "parallel_tool_calls", "true");
        writer.WriteString("previous_response_id", response.Order.PreviousId);
        WriteSent(writer, body, "safety_identifier", "null");
        writer.WriteBoolean("store", response.Order.IsStored);
        WriteSent(writer, body, "temperature", "1.0");
        WriteSent(writer, body, "text", """{"format":{"type":"text"}}""");
        WriteSent(writer, body, "tool_choice", "\"auto\"");
        if (!isUnderWay && response.Outcome.HasToolUsage)
        {
            WriteToolUsage(writer, response);
        }

        WriteTools(writer, response.Order);
        WriteSent(writer, body, "top_p", "1.0");
        WriteSent(writer, body, "truncation", "\"disabled\"");
        WriteUsage(writer, isUnderWay ? null : response);
        WriteSent(writer, body, "user", "null");
        WriteSent(writer, body, "metadata", "{}");
    }

    /// <summary>Writes an item of the output.</summary>
    /// <param name="writer">Where the item goes.</param>
    /// <param name="item">The item.</param>
    /// <param name="outcome">What is different.</param>
    /// <param name="isUnderWay">Whether it is told before it is finished.</param>
    public static void WriteItem(Utf8JsonWriter writer, OutputItem item, FakeResponseOutcome outcome, bool isUnderWay = false)
    {
        writer.WriteStartObject();
        writer.WriteString("id", item.Id);
        switch (item)
        {
            case ReasoningItem:
                writer.WriteString("type", "reasoning");
                writer.WriteStartArray("summary");
                writer.WriteEndArray();
                break;
            case CallItem call when isUnderWay:
                writer.WriteString("type", "image_generation_call");
                writer.WriteString("status", "in_progress");
                writer.WriteNull("result");
                break;
            case CallItem call:
                WriteCall(writer, call, outcome);
                break;
            case MessageItem message:
                writer.WriteString("type", "message");
                writer.WriteString("status", isUnderWay ? "in_progress" : "completed");
                writer.WriteString("role", "assistant");
                writer.WriteStartArray("content");
                if (!isUnderWay)
                {
                    WritePart(writer, message.Text);
                }

                writer.WriteEndArray();
                break;
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes the text of a message as its only part.</summary>
    public static void WritePart(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "output_text");
        writer.WriteStartArray("annotations");
        writer.WriteEndArray();
        writer.WriteStartArray("logprobs");
        writer.WriteEndArray();
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter writer, CallItem call, FakeResponseOutcome outcome)
    {
        writer.WriteString("type", "image_generation_call");
        writer.WriteString("status", call.Error is not null ? "failed" : outcome.LeavesCallsGenerating ? "generating" : "completed");
        writer.WriteString("action", call.Action);
        if (call.Facts is { } facts)
        {
            writer.WriteString("background", facts.Background);
            writer.WriteString("output_format", facts.Plan.Format);
            writer.WriteString("quality", facts.Plan.Quality);
        }

        if (call.Picture is { } picture)
        {
            writer.WriteBase64String("result", picture.Bytes.Span);
        }
        else
        {
            writer.WriteNull("result");
        }

        writer.WriteString("revised_prompt", call.RevisedPrompt);
        if (call.Facts is { } drawn)
        {
            writer.WriteString("size", drawn.Size);
        }

        if (call.Error is { } error)
        {
            writer.WritePropertyName("error");
            ErrorWriter.WriteObject(writer, error);
        }
    }

    private static void WriteError(Utf8JsonWriter writer, FakeResponseOutcome? outcome)
    {
        if (outcome?.FailureCode is not { } code)
        {
            writer.WriteNull("error");
            return;
        }

        writer.WriteStartObject("error");
        writer.WriteString("code", code);
        writer.WriteString("message", outcome.FailureMessage ?? "The response could not be completed.");
        writer.WriteEndObject();
    }

    private static void WriteIncomplete(Utf8JsonWriter writer, string? reason)
    {
        if (reason is null)
        {
            writer.WriteNull("incomplete_details");
            return;
        }

        writer.WriteStartObject("incomplete_details");
        writer.WriteString("reason", reason);
        writer.WriteEndObject();
    }

    private static void WriteSent(Utf8JsonWriter writer, JsonElement body, string name, string standard)
    {
        writer.WritePropertyName(name);
        bool isSent = body.TryGetProperty(name, out JsonElement sent) && sent.ValueKind != JsonValueKind.Null;
        writer.WriteRawValue(isSent ? sent.GetRawText() : standard);
    }

    private static void WriteTools(Utf8JsonWriter writer, ResponseOrder order)
    {
        writer.WriteStartArray("tools");
        if (order.Body.TryGetProperty("tools", out JsonElement tools) && tools.ValueKind == JsonValueKind.Array)
        {
            int index = 0;
            foreach (JsonElement tool in tools.EnumerateArray())
            {
                if (order.Tool is { } imageTool && index == order.ToolIndex)
                {
                    imageTool.Write(writer);
                }
                else
                {
                    writer.WriteRawValue(tool.GetRawText());
                }

                index++;
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteToolUsage(Utf8JsonWriter writer, ResponseRecord response)
    {
        TokenUsage[] usages = [.. response.Calls.Select(call => call.Facts?.Usage).OfType<TokenUsage>()];
        writer.WriteStartObject("tool_usage");
        writer.WriteStartObject("image_gen");
        writer.WriteNumber("input_tokens", usages.Sum(usage => usage.InputTokens));
        writer.WriteStartObject("input_tokens_details");
        writer.WriteNumber("image_tokens", usages.Sum(usage => usage.ImageTokens));
        writer.WriteNumber("text_tokens", usages.Sum(usage => usage.TextTokens));
        writer.WriteEndObject();
        writer.WriteNumber("output_tokens", usages.Sum(usage => usage.OutputTokens));
        writer.WriteNumber("total_tokens", usages.Sum(usage => usage.TotalTokens));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Writes the tokens of the model that talks, in about the recorded amounts; those of pictures are in
    /// <c>tool_usage</c>.</summary>
    private static void WriteUsage(Utf8JsonWriter writer, ResponseRecord? response)
    {
        if (response is null)
        {
            writer.WriteNull("usage");
            return;
        }

        long input = (response.Order.Tool is null ? 0 : ToolPromptTokens) + ((CodePoints.Count(response.Order.Prompt) + 3) / 4)
            + (TokensPerPicture * (response.Order.History.Count + response.Order.Pictures.Count));
        long output = TokensPerCall * response.Output.Count;
        writer.WriteStartObject("usage");
        writer.WriteNumber("input_tokens", input);
        writer.WriteStartObject("input_tokens_details");
        writer.WriteNumber("cached_tokens", 0);
        writer.WriteEndObject();
        writer.WriteNumber("output_tokens", output);
        writer.WriteStartObject("output_tokens_details");
        writer.WriteNumber("reasoning_tokens", 0);
        writer.WriteEndObject();
        writer.WriteNumber("total_tokens", input + output);
        writer.WriteEndObject();
    }
}
