namespace GptImage.Sdk.Tests;

public sealed class ImageGalleryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SaveAsync_AnyText_IsEncoded()
    {
        ImageGallery gallery = new("<b>Title</b>") { Description = "a & b" };
        gallery.Add(new GalleryEntry(Path.Combine(_folder.Path, "a \"b\" #1.png"))
        {
            Caption = "<script>alert(1)</script>",
            Facts = [new("x<", "y>"), new("Left out", "")],
        });

        string page = await WriteAsync(gallery);

        Assert.Contains("<h1>&lt;b&gt;Title&lt;/b&gt;</h1><p>a &amp; b</p>", page, StringComparison.Ordinal);
        Assert.Contains(
            "<img src=\"a%20%22b%22%20%231.png\" alt=\"&lt;script&gt;alert(1)&lt;/script&gt;\"", page, StringComparison.Ordinal);
        Assert.Contains("<dt>x&lt;</dt><dd>y&gt;</dd>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Left out", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_NoDescription_HasNoEmptyParagraph() =>
        Assert.Contains("<h1>T</h1></header>", await WriteAsync(new ImageGallery("T")), StringComparison.Ordinal);

    [Fact]
    public async Task SaveAsync_Sections_StandOnceAboveTheirEntries()
    {
        ImageGallery gallery = new("T");
        gallery.Add(new GalleryEntry("1.png") { Caption = "one" });
        gallery.Add(new GalleryEntry("2.png") { Caption = "two", Section = "A&B" });
        gallery.Add(new GalleryEntry("3.png") { Caption = "three", Section = "A&B" });
        gallery.Add(new GalleryEntry("4.png") { Caption = "four", Section = "C" });

        string page = await WriteAsync(gallery);

        string[] inOrder = ["<p>one</p>", "<h2>A&amp;B</h2>", "<p>two</p>", "<p>three</p>", "<h2>C</h2>", "<p>four</p>"];
        int[] places = [.. inOrder.Select(text => page.IndexOf(text, StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Equal(2, page.Split("<h2>").Length - 1);
    }

    [Fact]
    public async Task SaveAsync_NoPicture_SaysWhy()
    {
        ImageGallery gallery = new("T");
        gallery.Add(GalleryEntry.WithoutPicture("refused <violence>") with { Caption = "2. They fight" });

        string page = await WriteAsync(gallery);

        Assert.Contains("<div class=\"missing\">refused &lt;violence&gt;</div>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_PathOfAFolder_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => new ImageGallery("T").SaveAsync(_folder.Path + Path.DirectorySeparatorChar, Token));

    private async Task<string> WriteAsync(ImageGallery gallery) =>
        await File.ReadAllTextAsync(await gallery.SaveAsync(Path.Combine(_folder.Path, "index.html"), Token), Token);
}
