using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Draws the pictures of a plan, a few plans at a time: a 4K canvas takes 33 MB.</summary>
internal static class DrawingRoom
{
    private static readonly SemaphoreSlim Seats = new(Environment.ProcessorCount);

    public static async Task<IReadOnlyList<DrawnPicture>> DrawAsync(PicturePlan plan, CancellationToken cancellationToken)
    {
        await Seats.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Draw(plan);
        }
        finally
        {
            Seats.Release();
        }
    }

    private static List<DrawnPicture> Draw(PicturePlan plan)
    {
        using var inputs = InputPictures.Decode(plan);
        var pictures = new List<DrawnPicture>(plan.Count);
        for (int index = 0; index < plan.Count; index++)
        {
            if (plan.FileFormat == "svg")
            {
                pictures.Add(new DrawnPicture(SvgArtist.Draw(plan, inputs, new SeededRandom(plan.Prompt, index)), []));
                continue;
            }

            using SKBitmap canvas = DrawOne(plan, inputs, index);
            byte[] file = plan.FileFormat == "gif" ? AnimationArtist.Draw(canvas, plan) : PictureEncoder.Encode(canvas, plan);
            pictures.Add(new DrawnPicture(file, Partials(canvas, plan)));
        }

        return pictures;
    }

    private static List<byte[]> Partials(SKBitmap finished, PicturePlan plan)
    {
        var partials = new List<byte[]>(plan.PartialCount);
        for (int index = 0; index < plan.PartialCount; index++)
        {
            using SKBitmap partial = PartialArtist.Draw(finished, index);
            partials.Add(PictureEncoder.Encode(partial, plan));
        }

        return partials;
    }

    private static SKBitmap DrawOne(PicturePlan plan, InputPictures inputs, int index)
    {
        if (plan.Drawing == FakeDrawing.Plain)
        {
            return PlainArtist.Draw(plan, new SeededRandom(plan.Prompt, index));
        }

        return inputs.First is null ? SceneArtist.Draw(plan, index) : EditArtist.Draw(plan, inputs, index);
    }
}
