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

        Assert.Contains("<h1 dir=\"auto\">&lt;b&gt;Title&lt;/b&gt;</h1><p dir=\"auto\">a &amp; b</p>", page, StringComparison.Ordinal);
        Assert.Contains(
            "<a href=\"a%20%22b%22%20%231.png\" aria-label=\"Open in full size: &lt;script&gt;alert(1)&lt;/script&gt;\">", page,
            StringComparison.Ordinal);
        Assert.Contains("src=\"a%20%22b%22%20%231.png\" alt=\"\"", page, StringComparison.Ordinal);
        Assert.Contains("<dt>x&lt;</dt><dd dir=\"auto\">y&gt;</dd>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Left out", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_NoDescription_HasNoEmptyParagraph() =>
        Assert.Contains("<h1 dir=\"auto\">T</h1></header>", await WriteAsync(new ImageGallery("T")), StringComparison.Ordinal);

    [Fact]
    public async Task SaveAsync_Sections_StandOnceAboveTheirEntries()
    {
        ImageGallery gallery = new("T");
        gallery.Add(new GalleryEntry("1.png") { Caption = "one" });
        gallery.Add(new GalleryEntry("2.png") { Caption = "two", Section = "A&B" });
        gallery.Add(new GalleryEntry("3.png") { Caption = "three", Section = "A&B" });
        gallery.Add(new GalleryEntry("4.png") { Caption = "four", Section = "C" });

        string page = await WriteAsync(gallery);

        string[] inOrder = [">one</p>", ">A&amp;B</h2>", ">two</p>", ">three</p>", ">C</h2>", ">four</p>"];
        int[] places = [.. inOrder.Select(text => page.IndexOf(text, StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Equal(2, page.Split("<h2 ").Length - 1);
    }

    [Fact]
    public async Task SaveAsync_NoPicture_SaysWhy()
    {
        ImageGallery gallery = new("T");
        gallery.Add(GalleryEntry.WithoutPicture("refused <violence>") with { Caption = "2. They fight" });

        string page = await WriteAsync(gallery);

        Assert.Contains("<div class=\"missing\" dir=\"auto\">refused &lt;violence&gt;</div>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_AlternativeText_TakesThePlaceOfTheLabel()
    {
        ImageGallery gallery = new("T");
        gallery.Add(new GalleryEntry("1.png") { Caption = "One", AlternativeText = "A \"red\" ship" });

        string page = await WriteAsync(gallery);

        Assert.Contains("alt=\"A &quot;red&quot; ship\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("aria-label", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_FileThatIsThere_HasItsSize()
    {
        string file = Path.Combine(_folder.Path, "1.png");
        await File.WriteAllBytesAsync(file, SamplePictures.Png(1536, 1024), Token);
        ImageGallery gallery = new("T");
        gallery.Add(new GalleryEntry(file));

        Assert.Contains(" width=\"1536\" height=\"1024\" loading=\"lazy\"", await WriteAsync(gallery), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_LongFact_IsFolded()
    {
        string prompt = string.Join(' ', Enumerable.Repeat("lighthouse", 40));
        ImageGallery gallery = new("T");
        gallery.Add(new GalleryEntry("1.png") { Facts = [new("Prompt", prompt), new("Size", "1024x1024")] });

        string page = await WriteAsync(gallery);

        Assert.Contains($"<summary>{prompt[..87]}…</summary>{prompt}</details>", page, StringComparison.Ordinal);
        Assert.Contains("<dd dir=\"auto\">1024x1024</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_NoFacts_HasNoEmptyList()
    {
        ImageGallery gallery = new("T");
        gallery.Add(new GalleryEntry("1.png") { Caption = "One", Facts = [new("Seed", "")] });

        Assert.DoesNotContain("<dl", await WriteAsync(gallery), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_Languages_AreSaid()
    {
        ImageGallery gallery = new("Affiches") { Language = "fr" };
        gallery.Add(new GalleryEntry("1.png") { Caption = "سوق", Language = "ar" });

        string page = await WriteAsync(gallery);

        Assert.Contains("<html lang=\"fr\">", page, StringComparison.Ordinal);
        Assert.Contains("<figure lang=\"ar\">", page, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", await WriteAsync(new ImageGallery("T")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_PathOfAFolder_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => new ImageGallery("T").SaveAsync(_folder.Path + Path.DirectorySeparatorChar, Token));

    private async Task<string> WriteAsync(ImageGallery gallery) =>
        await File.ReadAllTextAsync(await gallery.SaveAsync(Path.Combine(_folder.Path, "index.html"), Token), Token);
}
