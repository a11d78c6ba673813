using GptImage.Sdk.Tests;

namespace GptImage.Sdk.Imaging.Tests;

[Trait("Category", "Heavy")]
public sealed class ArchitectureTests
{
    private static readonly Lazy<FolderGraph> Graph = new(() => FolderGraph.Read("GptImage.Sdk.Imaging", "Shared"));

    [Fact]
    public void Sources_AreUnderstood() => Assert.Empty(Graph.Value.Unresolved);

    [Fact]
    public void Folders_StandInNoCircle() => Assert.Empty(Graph.Value.Circles.Select(circle => string.Join(", ", circle)));
}
