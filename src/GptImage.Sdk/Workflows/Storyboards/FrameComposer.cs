using System.Text;

namespace GptImage.Sdk;

/// <summary>Turns a frame into the request that makes it. The same frame gives the same request, always.</summary>
internal static class FrameComposer
{
    /// <param name="storyboard">The story.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="previous">The frame before it, in a chained story.</param>
    public static ImageRequest Compose(Storyboard storyboard, FrameRequest frame, ImageInput? previous)
    {
        string prompt = Prompt(storyboard, frame);
        IReadOnlyList<Character> characters = FrameCast.Find(storyboard, frame) ?? [];
        ImageInput[] references =
            [.. storyboard.References, .. frame.References, .. previous is null ? [] : new[] { previous.As(ReferenceRole.PreviousFrame) }];
        ImageRequest request = SceneRequest.Create(prompt, characters, references);
        return storyboard.ApplyTo(request) with { Size = frame.Size ?? storyboard.Size, Text = frame.Text };
    }

    private static string Prompt(Storyboard storyboard, FrameRequest frame)
    {
        StringBuilder notes = new();
        AppendNote(notes, "Camera", frame.Camera);
        AppendNote(notes, "Style", storyboard.Style);
        return frame.Prompt.Length == 0 || notes.Length == 0 ? frame.Prompt : $"{frame.Prompt}\n{notes}";
    }

    private static void AppendNote(StringBuilder notes, string name, string? note)
    {
        if (!string.IsNullOrWhiteSpace(note))
        {
            notes.Append('\n').Append(name).Append(": ").Append(note.Trim().TrimEnd('.')).Append('.');
        }
    }
}
