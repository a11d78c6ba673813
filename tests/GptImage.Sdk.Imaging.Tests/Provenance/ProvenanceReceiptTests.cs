using System.Security.Cryptography;
using GptImage.Sdk.Imaging.Tests.Support;

namespace GptImage.Sdk.Imaging.Tests.Provenance;

public sealed class ProvenanceReceiptTests : IDisposable
{
    private readonly FakeClient _fake = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imaging");

    public void Dispose()
    {
        _fake.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task SaveAsync_KeepsTheServicesPictureAndAReceiptBesideIt()
    {
        ProtectedEditResult result = await EditAsync();

        SavedDerivative saved = await result.SaveAsync(PathOf("kitchen.png"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["kitchen.original.png", "kitchen.png", "kitchen.provenance.json"], Names());
        Assert.True(
            (await File.ReadAllBytesAsync(saved.OriginalPath!, TestContext.Current.CancellationToken)).AsSpan()
            .SequenceEqual(result.ServiceImage.Bytes.Span));
        ProvenanceReceipt receipt =
            ProvenanceReceipt.Parse(await File.ReadAllTextAsync(saved.ReceiptPath!, TestContext.Current.CancellationToken));
        Assert.Equal(Hash(saved.Path), receipt.DerivativeSha256);
        Assert.Equal(Hash(saved.OriginalPath!), receipt.OriginalSha256);
        Assert.Equal(("kitchen.original.png", result.RequestId, "gpt-image-2"), (receipt.OriginalFile, receipt.RequestId, receipt.Model));
        Assert.Contains(receipt.Operations, operation => operation.Contains("original's pixels were put back", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SaveAsync_NamesTaken_TakesTheNextForAllThree()
    {
        ProtectedEditResult result = await EditAsync();
        await File.WriteAllTextAsync(PathOf("kitchen.provenance.json"), "{}", TestContext.Current.CancellationToken);

        SavedDerivative saved = await result.SaveAsync(PathOf("kitchen"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("kitchen-2.png", Path.GetFileName(saved.Path));
        Assert.Equal("{}", await File.ReadAllTextAsync(PathOf("kitchen.provenance.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SaveAsync_WithoutOriginal_WritesThePictureAlone()
    {
        await (await EditAsync())
            .SaveAsync(PathOf("kitchen"), keepOriginal: false, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["kitchen.png"], Names());
    }

    [Fact]
    public async Task SaveAsync_CannotBeWritten_LeavesNothingBehind()
    {
        ProtectedEditResult result = await EditAsync();
        Directory.CreateDirectory(PathOf("kitchen.original.png"));
        await File.WriteAllTextAsync(PathOf("file"), "in the way", TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<IOException>(
            () => result.SaveAsync(PathOf("kitchen"), overwrite: true, cancellationToken: TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<IOException>(
            () => result.SaveAsync(PathOf("file/kitchen"), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(["file"], Names());
        Assert.Equal(
            "kitchen-2.png",
            Path.GetFileName((await result.SaveAsync(PathOf("kitchen"), cancellationToken: TestContext.Current.CancellationToken)).Path));
    }

    [Fact]
    public async Task SaveAsync_Cancelled_LeavesNothingBehind()
    {
        ProtectedEditResult result = await EditAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => result.SaveAsync(PathOf("kitchen"), cancellationToken: cancelled.Token));

        Assert.Empty(Names());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public async Task SaveAsync_DiskFullInAnyOfTheFiles_LeavesEverythingAsItWas(int full, bool overwrite)
    {
        ProtectedEditResult result = await EditAsync();
        foreach (string name in (string[])["kitchen.png", "kitchen.original.png", "kitchen.provenance.json"])
        {
            await File.WriteAllTextAsync(PathOf(name), "before", TestContext.Current.CancellationToken);
        }

        var disk = new FullDisk(full, capacity: 100);
        IOException exception = await Assert.ThrowsAsync<IOException>(() => SaveAsync(result, disk.Open, overwrite));

        Assert.Contains(FullDisk.Message, exception.Message, StringComparison.Ordinal);
        Assert.Contains("still in memory", exception.Message, StringComparison.Ordinal);
        Assert.Contains(overwrite ? "kitchen.png'" : "kitchen-2.png'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(full + 1, disk.Opened);
        Assert.Equal(["kitchen.original.png", "kitchen.png", "kitchen.provenance.json"], Names());
        Assert.All(Names(), name => Assert.Equal("before", File.ReadAllText(PathOf(name))));
    }

    [Fact]
    public async Task SaveAsync_DiskFullWithThePictureAlone_LeavesNothingBehind()
    {
        ProtectedEditResult result = await EditAsync();

        await Assert.ThrowsAsync<IOException>(
            () =>
            DerivativeWriter.SaveAsync(
                PathOf("kitchen"), result.Image, new Derivation(result.ServiceImage, result.Call, []), keepOriginal: false,
                    overwrite: false, new FullDisk(0, 5_000).Open, TestContext.Current.CancellationToken));

        Assert.Empty(Names());
        Assert.Equal(
            "kitchen.png",
            Path.GetFileName((await result.SaveAsync(PathOf("kitchen"), cancellationToken: TestContext.Current.CancellationToken)).Path));
    }

    [Fact]
    public async Task SaveAsync_LastNameCannotBeGiven_BringsTheReplacedFilesBack()
    {
        ProtectedEditResult result = await EditAsync();
        await File.WriteAllTextAsync(PathOf("kitchen.original.png"), "before", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(PathOf("kitchen.png"));

        await Assert.ThrowsAsync<IOException>(
            () => result.SaveAsync(PathOf("kitchen"), overwrite: true, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(["kitchen.original.png"], Names());
        Assert.Equal("before", await File.ReadAllTextAsync(PathOf("kitchen.original.png"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SaveAsync_Overwrite_ReplacesAllThreeAndLeavesNoOther()
    {
        ProtectedEditResult result = await EditAsync();
        await result.SaveAsync(PathOf("kitchen"), cancellationToken: TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(PathOf("kitchen.png"), "before", TestContext.Current.CancellationToken);

        SavedDerivative saved =
            await result.SaveAsync(PathOf("kitchen"), overwrite: true, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["kitchen.original.png", "kitchen.png", "kitchen.provenance.json"], Names());
        Assert.Equal(
            Hash(saved.Path),
            ProvenanceReceipt.Parse(
                await File.ReadAllTextAsync(saved.ReceiptPath!, TestContext.Current.CancellationToken)).DerivativeSha256);
    }

    [Fact]
    public async Task SaveAsync_ManyAtOnceUnderOneName_EachGetsItsOwn()
    {
        ProtectedEditResult result = await EditAsync();

        SavedDerivative[] saved =
            await Task.WhenAll(
                Enumerable.Range(0, 8)
                .Select(
                    _ =>
                    Task.Run(() => result.SaveAsync(PathOf("kitchen"), cancellationToken: TestContext.Current.CancellationToken),
                    TestContext.Current.CancellationToken)));

        Assert.Equal(8, saved.Select(files => files.Path).Distinct().Count());
        Assert.Equal(24, Names().Length);
        foreach (SavedDerivative files in saved)
        {
            ProvenanceReceipt receipt =
                ProvenanceReceipt.Parse(await File.ReadAllTextAsync(files.ReceiptPath!, TestContext.Current.CancellationToken));
            Assert.Equal(
                (Path.GetFileName(files.Path), Path.GetFileName(files.OriginalPath)), (receipt.DerivativeFile, receipt.OriginalFile));
        }
    }

    [Fact]
    public async Task SaveAsync_ReportWithTheServicesOwnPicture_WritesItOnceAndSigned()
    {
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(1024, 1024)).Rectangle(300, 300, 200, 200);
        ProtectedEditResult result =
            await _fake.Client.EditProtectedAsync(
                new ProtectedEdit(Pictures.Input(Pictures.Photograph(1024, 1024)), "Replace the mug", mask)
                { Policy = DriftPolicy.Report }, TestContext.Current.CancellationToken);

        SavedDerivative saved = await result.SaveAsync(PathOf("kitchen"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Null(saved.ReceiptPath);
        Assert.Equal(["kitchen.png"], Names());
    }

    [Fact]
    public async Task OverlaySaveAsync_KeepsTheServicesPictureAndTellsWhatWasSet()
    {
        using OverlayFont font = TinyFont.Font();
        OverlayPlan plan = new()
        {
            Texts = [new TextOverlay("AB", ImageArea.Fractions(0.1, 0.1, 0.8, 0.3)) { Fonts = [font] }],
            Logos = [new LogoOverlay(Pictures.Input(Pictures.Plain(9, 9, SkiaSharp.SKColors.Red)))],
        };
        PosterResult result =
            await _fake.Client.GeneratePosterAsync(new TextToImageRequest("A bakery window"), plan, TestContext.Current.CancellationToken);

        SavedDerivative saved = await result.Poster.SaveAsync(PathOf("poster"), cancellationToken: TestContext.Current.CancellationToken);

        ProvenanceReceipt receipt =
            ProvenanceReceipt.Parse(await File.ReadAllTextAsync(saved.ReceiptPath!, TestContext.Current.CancellationToken));
        Assert.Equal(["poster.original.png", "poster.png", "poster.provenance.json"], Names());
        Assert.Equal((result.Call.RequestId, "gpt-image-2"), (receipt.RequestId, receipt.Model));
        Assert.Contains(receipt.Operations, operation => operation.StartsWith("Text set in", StringComparison.Ordinal)
            && operation.EndsWith("AB", StringComparison.Ordinal));
        PlacedText text = Assert.Single(result.Poster.Texts);
        Assert.Equal([font.Name], text.Fonts);
        Assert.All(
            (double[])[text.Area.X, text.Area.Y, text.Area.Width, text.Area.Height], edge => Assert.Equal(Math.Round(edge), edge));
        Assert.Contains($"in {font.Name} at", receipt.Operations[0], StringComparison.Ordinal);
        Assert.Equal("Logo set, 9x9 at 974,974.", receipt.Operations[1]);
    }

    [Fact]
    public async Task SaveAsync_OverlayOverAProtectedEdit_GoesBackToTheSignedPicture()
    {
        using OverlayFont font = TinyFont.Font();
        ProtectedEditResult edit = await EditAsync();
        OverlayPlan first = new() { Texts = [new TextOverlay("AB", ImageArea.Fractions(0.1, 0.1, 0.8, 0.3)) { Fonts = [font] }] };
        OverlayPlan second = new() { Logos = [new LogoOverlay(Pictures.Input(Pictures.Plain(9, 9, SkiaSharp.SKColors.Red)))] };

        OverlayResult poster = second.Apply(first.Apply(edit.Image).Image);
        SavedDerivative saved = await poster.SaveAsync(PathOf("poster"), cancellationToken: TestContext.Current.CancellationToken);

        ProvenanceReceipt receipt =
            ProvenanceReceipt.Parse(await File.ReadAllTextAsync(saved.ReceiptPath!, TestContext.Current.CancellationToken));
        Assert.Equal((edit.RequestId, "gpt-image-2"), (receipt.RequestId, receipt.Model));
        Assert.Same(edit.Call, poster.Call);
        Assert.Equal(Hash(saved.OriginalPath!), receipt.OriginalSha256);
        Assert.True(
            (await File.ReadAllBytesAsync(saved.OriginalPath!, TestContext.Current.CancellationToken)).AsSpan()
            .SequenceEqual(edit.ServiceImage.Bytes.Span));
        Assert.Equal(edit.Operations.Count + 2, receipt.Operations.Count);
        Assert.Equal(edit.Operations, receipt.Operations.Take(edit.Operations.Count));
        Assert.StartsWith("Text set in", receipt.Operations[^2], StringComparison.Ordinal);
        Assert.StartsWith("Logo set", receipt.Operations[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_CallSetThatDidNotSendThePicture_IsNotInTheReceipt()
    {
        ProtectedEditResult edit = await EditAsync();
        ImageResult other = await _fake.Client.GenerateAsync("A lighthouse", cancellationToken: TestContext.Current.CancellationToken);
        OverlayPlan plan = new() { Logos = [new LogoOverlay(Pictures.Input(Pictures.Plain(9, 9, SkiaSharp.SKColors.Red)))] };
        OverlayResult overEdit = plan.Apply(edit.Image) with { Call = other };
        OverlayResult overFile = plan.Apply(new GeneratedImage(Pictures.Png(Pictures.Photograph(64, 64)))) with { Call = other };
        OverlayResult overCall = plan.Apply(other.Image) with { Call = other };

        ProvenanceReceipt[] receipts =
        [
            await ReceiptAsync(overEdit.SaveAsync),
            await ReceiptAsync((edit with { Call = other, Operations = ["Nothing."] }).SaveAsync),
            await ReceiptAsync(overFile.SaveAsync),
            await ReceiptAsync(overCall.SaveAsync),
        ];

        Assert.Equal([edit.RequestId, edit.RequestId, null, other.RequestId], receipts.Select(receipt => receipt.RequestId));
        Assert.Equal(edit.Operations, receipts[1].Operations);
        Assert.Equal(
            [edit.ServiceImage.Bytes.Length, edit.ServiceImage.Bytes.Length],
            receipts.Take(2).Select(receipt => (int)new FileInfo(PathOf(receipt.OriginalFile!)).Length));
    }

    [Fact]
    public void Results_ATestOfACaller_CanMakeThem()
    {
        GeneratedImage image = new(Pictures.Png(Pictures.Photograph(8, 8)));
        ImageResult call = new() { Images = [image], RequestId = "req_1" };
        ProtectedEditResult edit = new()
        {
            Image = image,
            Call = call,
            Drift = new DriftReport { Size = new ImageSize(8, 8), ProtectedPixels = 60, ChangedPixels = 3 },
            Fit = CanvasFit.For(new ImageSize(8, 8), ImageModel.GptImage2),
        };
        PosterResult poster = new() { Posters = [new OverlayResult { Image = image, Source = image }], Call = call };
        EditMask mask = new() { Bytes = image.Bytes, Size = new ImageSize(8, 8) };
        NormalizedImage normalized = new() { Bytes = image.Bytes, Format = OutputFormat.Png, Size = new ImageSize(8, 8) };

        Assert.Equal((0.05, "req_1"), (edit.Drift.ChangedShare, edit.RequestId));
        Assert.Throws<InvalidOperationException>(edit.Drift.CreateHeatMap);
        Assert.Same(image, poster.Poster.Image);
        Assert.False(normalized.IsChanged);
        Assert.Empty(mask.Findings);
    }

    private async Task<ProvenanceReceipt> ReceiptAsync(Func<string, bool, bool, CancellationToken, Task<SavedDerivative>> save)
    {
        SavedDerivative saved = await save(PathOf("picture"), true, false, TestContext.Current.CancellationToken);
        return ProvenanceReceipt.Parse(await File.ReadAllTextAsync(saved.ReceiptPath!, TestContext.Current.CancellationToken));
    }

    private Task<SavedDerivative> SaveAsync(ProtectedEditResult result, Func<string, Stream> open, bool overwrite) =>
        DerivativeWriter.SaveAsync(
            PathOf("kitchen"), result.Image, Lineage.Find(result.Image)!, keepOriginal: true, overwrite, open,
            TestContext.Current.CancellationToken);

    private async Task<ProtectedEditResult> EditAsync()
    {
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(1024, 1024)).Rectangle(300, 300, 200, 200);
        return await _fake.Client.EditProtectedAsync(
            new ProtectedEdit(Pictures.Input(Pictures.Photograph(1024, 1024)), "Replace the mug", mask),
            TestContext.Current.CancellationToken);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private string[] Names() => [.. _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal)];

    private static string Hash(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))).ToLowerInvariant();
}
