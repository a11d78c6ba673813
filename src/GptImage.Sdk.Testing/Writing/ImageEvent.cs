namespace GptImage.Sdk.Testing;

/// <summary>One event of a stream: a preview, a finished picture, or the error that ends it.</summary>
internal sealed record ImageEvent(string Type)
{
    public byte[] Picture { get; init; } = [];

    /// <summary>Gets the number of the preview from 0; null for everything else.</summary>
    public int? PartialIndex { get; init; }

    public ServiceError? Error { get; init; }

    /// <summary>Lists the events of a whole stream: for each picture its previews and then itself.</summary>
    public static List<ImageEvent> ListOf(IReadOnlyList<DrawnPicture> pictures, bool isEdit)
    {
        string family = isEdit ? "image_edit" : "image_generation";
        var events = new List<ImageEvent>();
        foreach (DrawnPicture picture in pictures)
        {
            events.AddRange(
                picture.Partials.Select(
                    (partial, index) => new ImageEvent(family + ".partial_image") { Picture = partial, PartialIndex = index }));
            events.Add(new ImageEvent(family + ".completed") { Picture = picture.File });
        }

        return events;
    }
}
