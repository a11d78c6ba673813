namespace GptImage.Sdk.Testing;

/// <summary>Runs the calls of the image tool as if they had been sent by themselves.</summary>
internal sealed class CallRunner(ToolDrawing draw)
{
    /// <summary>Runs a call.</summary>
    /// <returns>The item, or what is wrong with the request.</returns>
    public async Task<(CallItem? Item, ServiceError? Fault)> RunAsync(
        string id, ResponseOrder order, ImageTool tool, int number, FakeOutcome outcome, DateOnly today)
    {
        IReadOnlyList<FormPart> inputs = tool.Action == "generate" ? [] : order.EditInputs;
        if (tool.Action == "edit" && inputs.Count == 0)
        {
            return (null, ResponseWording.NoPictureToEdit);
        }

        bool isEdit = inputs.Count > 0;
        var item = new CallItem(id, isEdit ? "edit" : "generate") { RevisedPrompt = Revised(order.Prompt, isEdit, number) };
        if (outcome.Refusal is { } refusal)
        {
            return (item with { Error = ErrorWriter.Filled(refusal, id, tool.Model.Text) }, null);
        }

        FakeRequest request = Request(order, tool, item.RevisedPrompt, inputs);
        (AnswerFacts? facts, IReadOnlyList<DrawnPicture> pictures, ServiceError? fault) =
            await draw(request, outcome, today).ConfigureAwait(false);
        if (fault is not null)
        {
            return (null, fault.StatusCode == 429 ? fault : Placed(fault, order.ToolIndex));
        }

        DrawnPicture? picture = pictures.Count > 0 ? pictures[0] : null;
        string mediaType = PictureFormat.MediaTypeOf(facts?.Plan.FileFormat ?? "png");
        return (item with
        {
            Facts = facts,
            Picture = picture is null ? null : new FormPart("images", null, mediaType, picture.File),
            Partials = picture?.Partials ?? [],
        }, null);
    }

    private static FakeRequest Request(ResponseOrder order, ImageTool tool, string prompt, IReadOnlyList<FormPart> inputs)
    {
        bool isEdit = inputs.Count > 0;
        List<KeyValuePair<string, FieldValue>> fields = [.. tool.Fields(prompt, isEdit, order.IsStreamed)];
        var pictures = new List<ImageReference>();
        if (isEdit)
        {
            fields.Add(KeyValuePair.Create("images", new FieldValue(FieldKind.List, "[]")));
            pictures.AddRange(inputs.Select(input => new ImageReference("images", null, input)));
            if (tool.Mask is { } mask)
            {
                pictures.Add(mask);
            }
        }

        return RequestReader.FromBody(
            "POST",
            isEdit ? "/v1/images/edits" : "/v1/images/generations",
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "application/json" },
            [],
            default,
            new RequestBody { Fields = fields, References = pictures });
    }

    /// <summary>Says where in a response's request the fault of an image request lies.</summary>
    private static ServiceError Placed(ServiceError fault, int toolIndex)
    {
        string tool = FormattableString.Invariant($"tools[{toolIndex}]");
        return fault with
        {
            Type = ErrorWording.ImageFault,
            Param = fault.Param switch
            {
                null => "tools",
                "prompt" or "image" or "images" => "input",
                "mask" => tool + ".input_image_mask",
                { } param => $"{tool}.{param}",
            },
        };
    }

    /// <summary>Rewrites a prompt, as the models do, so that a client which shows the rewritten one can be told from one that does
    /// not.</summary>
    private static string Revised(string prompt, bool isEdit, int number)
    {
        string kept = prompt.Length == 0 || !isEdit ? "" : " Keep the rest as it is.";
        string variant = number == 1 ? "" : FormattableString.Invariant($" Variant {number}.");
        return prompt + kept + variant;
    }
}
