using System.Drawing;
using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Drawing;

public sealed class ReferenceBoardTests
{
    [Theory]
    [InlineData(1, "1024x1024")]
    [InlineData(2, "1536x1024")]
    [InlineData(5, "1024x1536")]
    [InlineData(16, "1536x864")]
    [InlineData(16, "1440x480")]
    [InlineData(16, "480x1440")]
    public async Task Edits_References_AreEachInTheirSlot(int count, string size)
    {
        using var caller = Caller.WithScenes();
        SKColor[] colors = [.. Enumerable.Range(0, count).Select(index => new SKColor((byte)(15 * index), (byte)(255 - (15 * index)), 99))];
        Form form =
            colors.Aggregate(new Form().Text("size", size), (form, color) => form.File("image[]", TestPictures.Filled(60, 90, color)));

        Answer answer = await caller.EditAsync(form);

        using SKBitmap picture = answer.Picture();
        for (int index = 0; index < count; index++)
        {
            Rectangle slot = FakeDrawingLayout.ReferenceSlot(index, count, picture.Width, picture.Height);
            Assert.Equal(colors[index], picture.GetPixel(slot.X + (slot.Width / 2), slot.Y + (slot.Height / 2)));
        }
    }

    [Theory]
    [InlineData(1, 1024, 1024)]
    [InlineData(16, 3840, 2160)]
    [InlineData(9, 480, 1440)]
    [InlineData(8, 1440, 480)]
    public void ReferenceSlot_AllSlots_LieApartAndInside(int count, int width, int height)
    {
        Rectangle[] slots = [.. Enumerable.Range(0, count).Select(index => FakeDrawingLayout.ReferenceSlot(index, count, width, height))];

        Assert.All(slots, slot => Assert.True(new Rectangle(0, 0, width, height).Contains(slot) && slot.Width >= 24));
        Assert.All(slots, slot => Assert.Single(slots, other => other.IntersectsWith(slot)));
    }

    [Fact]
    public void ReferenceSlot_IndexOutOfRange_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeDrawingLayout.ReferenceSlot(2, 2, 1024, 1024));
}
