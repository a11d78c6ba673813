using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>What the creation of a response says.</summary>
internal sealed record ResponseOrder
{
    /// <summary>Gets the model that talks; never one that draws.</summary>
    public required string Model { get; init; }

    /// <summary>Gets the whole body.</summary>
    public required JsonElement Body { get; init; }

    /// <summary>Gets the text of the last message of the user.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>Gets the pictures of the responses before this one, in the order in which they came up.</summary>
    public IReadOnlyList<ContextPicture> History { get; init; } = [];

    /// <summary>Gets the pictures of the input, in its order.</summary>
    public IReadOnlyList<ContextPicture> Pictures { get; init; } = [];

    /// <summary>Gets the image tool; null when the request has none.</summary>
    public ImageTool? Tool { get; init; }

    /// <summary>Gets where the image tool stands among the tools.</summary>
    public int ToolIndex { get; init; }

    public bool IsStreamed { get; init; }

    public bool IsStored { get; init; } = true;

    public string? PreviousId { get; init; }

    public int MaxToolCalls { get; init; } = int.MaxValue;

    /// <summary>Gets whether the model is told to answer with text alone.</summary>
    public bool ForbidsTools { get; init; }

    /// <summary>Gets what an edit works on: the newest picture that the model made, then the pictures of the input.</summary>
    public IReadOnlyList<FormPart> EditInputs
    {
        get
        {
            ContextPicture[] all = [.. History, .. Pictures];
            FormPart? newest = all.LastOrDefault(picture => picture.IsGenerated)?.Part;
            IEnumerable<ContextPicture> sent = Pictures.Where(picture => !picture.IsGenerated);
            FormPart[] inputs = [.. newest is null ? [] : (FormPart[])[newest], .. sent.Select(picture => picture.Part)];
            return inputs.Length > 0 ? inputs : [.. History.Select(picture => picture.Part)];
        }
    }
}
