using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Subjects;

public sealed class SubjectBookTests
{
    public static TheoryData<string> Names => [.. SubjectBook.All.Select(subject => subject.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Draw_Subject_FillsItsBoxFromTheFootUp(string name)
    {
        Subject subject = SubjectBook.Find(name);
        using var bitmap = new SKBitmap(new SKImageInfo(400, 400, SKColorType.Rgba8888, SKAlphaType.Premul));
        using (var canvas = new SKCanvas(bitmap))
        {
            subject.Draw(canvas, new SKRect(50, 50, 350, 350), SKColors.Magenta);
        }

        int[] rows = [.. Enumerable.Range(0, 400).Where(y => Enumerable.Range(0, 400).Any(x => bitmap.GetPixel(x, y).Alpha > 0))];
        Assert.InRange(rows[^1], 346, 356);
        Assert.True(bitmap.Pixels.Count(pixel => pixel.Alpha == 255) > 8_000);
        Assert.Contains(SKColors.Magenta, bitmap.Pixels);
        Assert.Equal(0, bitmap.GetPixel(10, 200).Alpha);
    }

    [Theory]
    [InlineData("A red sailing ship on the sea", "ship")]
    [InlineData("Replace the mug by a glass", "glass")]
    [InlineData("Remove the mug", "")]
    [InlineData("An old lighthouse keeper", "")]
    [InlineData("A cat beside a lighthouse, and a cat", "cat lighthouse")]
    public void In_Scene_FindsWhatIsToBeSeen(string scene, string names) =>
        Assert.Equal(names, string.Join(' ', NamedSubject.In(scene).Select(named => named.Subject.Name)));

    [Fact]
    public void In_Scene_TakesTheColourItNames()
    {
        IReadOnlyList<NamedSubject> subjects = NamedSubject.In("A red sailing ship and a house");

        Assert.Equal([new SKColor(0xD2, 0x3B, 0x32), null], subjects.Select(named => named.Color));
    }
}
