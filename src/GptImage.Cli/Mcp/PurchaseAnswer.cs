using System.Globalization;
using GptImage.Sdk;
using ModelContextProtocol.Protocol;

namespace GptImage.Cli;

/// <summary>Writes the answer of a call that buys or asks for a purchase: the same facts as text and as structured content, a link to each
/// picture, and what is to be shown of it.</summary>
internal static class PurchaseAnswer
{
    /// <summary>The most bytes of all previews of an answer: clients refuse answers of 1 MB, and base64 adds a third.</summary>
    private const int MaxPreviewBytes = 600_000;

    /// <summary>Answers that a purchase is under way.</summary>
    public static CallToolResult CreateRunning(string id) => ToolAnswer.Create(writer =>
    {
        writer.WriteString("status", "running");
        writer.WriteString("id", id);
        writer.WriteString(
            "next",
            "The pictures are being made and will be paid for once. Call get_image with this id to wait for them. The same call with the "
            + "same arguments buys nothing more.");
    });

    /// <summary>Answers how a purchase ended.</summary>
    public static CallToolResult Create(string id, PictureOutcome end, InlinePictures inline)
    {
        CallToolResult answer = ToolAnswer.Create(
            writer =>
            {
                writer.WriteString("status", NameOf(end.Status));
                writer.WriteString("id", id);
                writer.WriteStartArray("files");
                for (int i = 0; i < end.Files.Count; i++)
                {
                    PictureFile file = end.Files[i];
                    writer.WriteStartObject();
                    writer.WriteString("path", file.Path);
                    writer.WriteString("uri", PictureUri.CreateFor(id, i + 1));
                    writer.WriteString("media_type", file.MediaType);
                    if (file.Size is { } size)
                    {
                        writer.WriteNumber("width", size.Width);
                        writer.WriteNumber("height", size.Height);
                    }

                    writer.WriteNumber("bytes", file.Length);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                ToolAnswer.WriteAmount(writer, "cost_usd", end.Cost);
                ToolAnswer.WriteAmount(writer, "possible_cost_usd", end.PossibleCost);
                writer.WriteString("charge", ChargeWords.NameOf(end.Charge));
                ToolAnswer.WriteText(writer, "request_id", end.RequestId);
                ToolAnswer.WriteText(writer, "message", end.Message);
            },
            isError: end.Status != PictureStatus.Finished);
        for (int i = 0; i < end.Files.Count; i++)
        {
            answer.Content.Add(LinkTo(id, i + 1, end.Files[i]));
        }

        foreach (PictureFile file in end.Files)
        {
            if (Show(file, inline, MaxPreviewBytes / end.Files.Count) is { } block)
            {
                answer.Content.Add(block);
            }
        }

        return answer;
    }

    /// <summary>Gets the word for a status.</summary>
    public static string NameOf(PictureStatus status) => status switch
    {
        PictureStatus.Running => "running",
        PictureStatus.Finished => "finished",
        PictureStatus.Failed => "failed",
        _ => "unknown",
    };

    private static ResourceLinkBlock LinkTo(string id, int number, PictureFile file) => new()
    {
        Uri = PictureUri.CreateFor(id, number),
        Name = Path.GetFileName(file.Path),
        Description = string.Create(CultureInfo.InvariantCulture, $"Picture {number} of {id}, on disk as {file.Path}"),
        MimeType = file.MediaType,
        Size = file.Length,
    };

    private static ImageContentBlock? Show(PictureFile file, InlinePictures inline, int maxBytes) => inline switch
    {
        InlinePictures.Preview when Preview.Create(file.Path, Math.Min(Preview.MaxBytes, maxBytes)) is { } bytes =>
            ImageContentBlock.FromBytes(bytes, Preview.MediaType),
        InlinePictures.Full => ImageContentBlock.FromBytes(File.ReadAllBytes(file.Path), file.MediaType),
        _ => null,
    };
}
