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
        Assert.True((await File.ReadAllBytesAsync(saved.OriginalPath!, TestContext.Current.CancellationToken)).AsSpan().SequenceEqual(result.ServiceImage.Bytes.Span));
        ProvenanceReceipt receipt = ProvenanceReceipt.Parse(await File.ReadAllTextAsync(saved.ReceiptPath!, TestContext.Current.CancellationToken));
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
        await (await EditAsync()).SaveAsync(PathOf("kitchen"), keepOriginal: false, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["kitchen.png"], Names());
    }

    [Fact]
    public async Task SaveAsync_CannotBeWritten_LeavesNothingBehind()
    {
        ProtectedEditResult result = await EditAsync();
        Directory.CreateDirectory(PathOf("kitchen.original.png"));
        await File.WriteAllTextAsync(PathOf("file"), "in the way", TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<IOException>(() => result.SaveAsync(PathOf("kitchen"), cancellationToken: TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<IOException>(() => result.SaveAsync(PathOf("file/kitchen"), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(["file"], Names());
    }

    [Fact]
    public async Task SaveAsync_Cancelled_LeavesNothingBehind()
    {
        ProtectedEditResult result = await EditAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => result.SaveAsync(PathOf("kitchen"), cancellationToken: cancelled.Token));

        Assert.Empty(Names());
    }

    private async Task<ProtectedEditResult> EditAsync()
    {
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(1024, 1024)).Rectangle(300, 300, 200, 200);
        return await _fake.Client.EditProtectedAsync(new ProtectedEdit(Pictures.Input(Pictures.Photograph(1024, 1024)), "Replace the mug", mask), TestContext.Current.CancellationToken);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private string[] Names() => [.. _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal)];

    private static string Hash(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))).ToLowerInvariant();
}
