using System.Globalization;

namespace GptImage.Sdk.ServiceTests;

/// <summary>The story that is killed in a process of its own and goes on in that of the tests.</summary>
internal static class KilledStory
{
    public const int Frames = 20;

    private static readonly byte[] Png =
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static Storyboard Create() => new("Killed")
    {
        Characters =
        [
            new Character("Mia") { References = [ImageInput.FromBytes(Png).As(ReferenceRole.FullBody)] },
            new Character("Tom") { References = [ImageInput.FromBytes(Png).As(ReferenceRole.Face)] },
        ],
        Frames =
            [.. Enumerable.Range(1, Frames)
            .Select(number => new FrameRequest(string.Create(CultureInfo.InvariantCulture, $"Scene {number}."))
            {
                Characters = number % 2 == 0 ? ["Mia", "Tom"] : ["Mia"],
            })],
    };
}
