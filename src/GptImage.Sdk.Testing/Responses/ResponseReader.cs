using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Reads the creation of a response, or finds what is wrong with it.</summary>
internal sealed class ResponseReader(ResponseStore store, ReferenceReader references)
{
    private static readonly string[] Fields =
    [
        "model", "input", "tools", "tool_choice", "stream", "store", "previous_response_id", "conversation", "background",
        "background_options", "safety_identifier", "metadata", "include", "reasoning", "image", "instructions", "max_output_tokens",
        "max_tool_calls", "parallel_tool_calls", "temperature", "top_p", "top_logprobs", "text", "truncation", "user", "prompt",
        "prompt_cache_key", "prompt_cache_retention", "service_tier", "stream_options",
    ];

    private readonly List<ContextPicture> _pictures = [];
    private readonly List<(string Id, string? ReasoningId)> _storedCalls = [];
    private readonly HashSet<string> _itemIds = new(StringComparer.Ordinal);
    private string _prompt = "";
    private ServiceError? _fault;

    /// <summary>Reads a creation; each reader reads one.</summary>
    public (ResponseOrder? Order, ServiceError? Fault) Read(FakeRequest request)
    {
        if (request.Content.Fault is not null || request.Content.IsForm || request.Content.Fields.Count == 0)
        {
            return (null, request.Content.Fault ?? ErrorWording.UnreadableJson);
        }

        using JsonDocument document = JsonDocument.Parse(request.Body);
        JsonElement body = document.RootElement.Clone();
        ResponseOrder? order = Read(body);
        return _fault is null ? (order, null) : (null, _fault);
    }

    private ResponseOrder? Read(JsonElement body)
    {
        string? unknown = body.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !Fields.Contains(name));
        if (unknown is not null)
        {
            return Fail(ErrorWording.Unknown(unknown));
        }

        if (Text(body, "model") is not { } model)
        {
            return Fail(ErrorWording.Missing("model"));
        }

        if (ModelRule.IsName(model))
        {
            return Fail(ResponseWording.ImageModel(model));
        }

        IReadOnlyList<ContextPicture> history = ReadHistory(body);
        (ImageTool? tool, int toolIndex) = ReadTool(body);
        if (!body.TryGetProperty("input", out JsonElement input))
        {
            return Fail(ErrorWording.Missing("input"));
        }

        ReadInput(input);
        if (IsTrue(body, "background"))
        {
            Fail(ResponseWording.NoBackground);
        }

        JsonElement choice = body.TryGetProperty("tool_choice", out JsonElement sent) ? sent : default;
        if (choice.ValueKind == JsonValueKind.Object && Text(choice, "type") == "image_generation" && tool is null)
        {
            Fail(ResponseWording.NoToolForChoice);
        }

        return new ResponseOrder
        {
            Model = model,
            Body = body,
            Prompt = _prompt,
            History = history,
            Pictures = _pictures,
            Tool = tool,
            ToolIndex = toolIndex,
            IsStreamed = IsTrue(body, "stream"),
            IsStored = !body.TryGetProperty("store", out JsonElement stored) || stored.ValueKind != JsonValueKind.False,
            PreviousId = Text(body, "previous_response_id"),
            MaxToolCalls = ReadMaxToolCalls(body),
            ForbidsTools = choice.ValueKind == JsonValueKind.String && choice.GetString() == "none",
        };
    }

    private int ReadMaxToolCalls(JsonElement body)
    {
        if (!body.TryGetProperty("max_tool_calls", out JsonElement element) || element.ValueKind == JsonValueKind.Null)
        {
            return int.MaxValue;
        }

        var value = FieldValue.FromJson(element);
        if (!value.TryGetInteger(out long calls))
        {
            Fail(ErrorWording.WrongType("max_tool_calls", "an integer", value));
        }
        else if (calls < 1)
        {
            Fail(ErrorWording.BelowMinimum("max_tool_calls", 1, value));
        }

        return (int)Math.Min(calls, int.MaxValue);
    }

    private IReadOnlyList<ContextPicture> ReadHistory(JsonElement body)
    {
        string? previous = Text(body, "previous_response_id");
        if (body.TryGetProperty("conversation", out JsonElement conversation) && conversation.ValueKind != JsonValueKind.Null)
        {
            string id = conversation.ValueKind == JsonValueKind.Object ? Text(conversation, "id") ?? "" : conversation.ToString();
            Fail(previous is null ? ResponseWording.ConversationNotFound(id) : ResponseWording.TwoHistories);
        }

        if (previous is null)
        {
            return [];
        }

        if (store.Find(previous) is not { } response)
        {
            Fail(ResponseWording.PreviousNotFound(previous));
            return [];
        }

        return response.Context;
    }

    private (ImageTool? Tool, int Index) ReadTool(JsonElement body)
    {
        if (!body.TryGetProperty("tools", out JsonElement tools) || tools.ValueKind == JsonValueKind.Null)
        {
            return (null, 0);
        }

        if (tools.ValueKind != JsonValueKind.Array)
        {
            Fail(ErrorWording.WrongType("tools", "an array of objects", FieldValue.FromJson(tools)));
            return (null, 0);
        }

        int index = 0;
        foreach (JsonElement tool in tools.EnumerateArray())
        {
            if (tool.ValueKind == JsonValueKind.Object && Text(tool, "type") == "image_generation")
            {
                (ImageTool? read, ServiceError? fault) =
                    ImageTool.Read(tool, FormattableString.Invariant($"tools[{index}]"), references);
                if (fault is not null)
                {
                    Fail(fault with { Type = ErrorWording.ImageFault });
                }

                return (read, index);
            }

            index++;
        }

        return (null, 0);
    }

    private void ReadInput(JsonElement input)
    {
        if (input.ValueKind == JsonValueKind.String)
        {
            _prompt = input.GetString() ?? "";
            return;
        }

        if (input.ValueKind != JsonValueKind.Array)
        {
            Fail(ErrorWording.WrongType("input", "a string or an array of objects", FieldValue.FromJson(input)));
            return;
        }

        int index = 0;
        foreach (JsonElement item in input.EnumerateArray())
        {
            string param = FormattableString.Invariant($"input[{index++}]");
            if (item.ValueKind != JsonValueKind.Object)
            {
                Fail(ErrorWording.WrongType(param, "an object", FieldValue.FromJson(item)));
                return;
            }

            _itemIds.Add(Text(item, "id") ?? "");
            ReadItem(item, param);
        }

        foreach ((string id, string? reasoningId) in _storedCalls)
        {
            if (reasoningId is not null && !_itemIds.Contains(reasoningId))
            {
                Fail(ResponseWording.WithoutReasoning(id, reasoningId));
            }
        }
    }

    private void ReadItem(JsonElement item, string param)
    {
        switch (Text(item, "type") ?? "message")
        {
            case "message":
                ReadMessage(item, param);
                break;
            case "image_generation_call":
                ReadCall(item, param);
                break;
            case "item_reference":
                ReadStored(Text(item, "id") ?? "");
                break;
            case "reasoning" or "function_call" or "function_call_output" or "web_search_call":
                break;
            case var other:
                Fail(ResponseWording.UnknownItem(param + ".type", other));
                break;
        }
    }

    private void ReadCall(JsonElement item, string param)
    {
        if (Text(item, "id") is not { } id)
        {
            Fail(ErrorWording.Missing(param + ".id"));
            return;
        }

        // A call that comes with its picture needs no memory of it; one that is only named does.
        if (Text(item, "result") is not { } result)
        {
            ReadStored(id);
            return;
        }

        if (store.FindItem(id) is { } known)
        {
            _storedCalls.Add((id, known.ReasoningId));
        }

        ImageReference picture = references.ReadAddress("images", param + ".result", "data:image/png;base64," + result);
        AddPicture(picture, isGenerated: true);
    }

    private void ReadStored(string id)
    {
        if (store.FindItem(id) is not { } stored)
        {
            Fail(ResponseWording.ItemNotFound(id));
            return;
        }

        if (stored.Item is CallItem { Picture: { } picture })
        {
            _storedCalls.Add((id, stored.ReasoningId));
            _pictures.Add(new ContextPicture(picture, IsGenerated: true));
        }
    }

    private void ReadMessage(JsonElement message, string param)
    {
        if (!message.TryGetProperty("content", out JsonElement content))
        {
            Fail(ErrorWording.Missing(param + ".content"));
            return;
        }

        var texts = new List<string>();
        if (content.ValueKind == JsonValueKind.String)
        {
            texts.Add(content.GetString() ?? "");
        }
        else if (content.ValueKind == JsonValueKind.Array)
        {
            int index = 0;
            foreach (JsonElement part in content.EnumerateArray())
            {
                ReadPart(part, FormattableString.Invariant($"{param}.content[{index++}]"), texts);
            }
        }

        if (Text(message, "role") is null or "user")
        {
            _prompt = string.Join('\n', texts);
        }
    }

    private void ReadPart(JsonElement part, string param, List<string> texts)
    {
        switch (Text(part, "type"))
        {
            case "input_text":
                texts.Add(Text(part, "text") ?? "");
                break;
            case "input_image":
                AddPicture(references.ReadPicture("images", param, part, "type", "detail"), isGenerated: false);
                break;
            case "output_text" or "refusal" or "input_file":
                break;
            case var other:
                Fail(ResponseWording.UnknownItem(param + ".type", other ?? ""));
                break;
        }
    }

    private void AddPicture(ImageReference reference, bool isGenerated)
    {
        if (reference.Part is { } part)
        {
            _pictures.Add(new ContextPicture(part, isGenerated));
        }
        else
        {
            Fail(reference.Fault ?? ErrorWording.Missing("input"));
        }
    }

    /// <summary>Keeps the first fault.</summary>
    private ResponseOrder? Fail(ServiceError fault)
    {
        _fault ??= fault;
        return null;
    }

    private static bool IsTrue(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
