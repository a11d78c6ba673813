using GptImage.Sdk.Tests;

namespace GptImage.Sdk.Testing.Tests;

[Trait("Category", "Heavy")]
public sealed class ArchitectureTests
{
    private static readonly Lazy<FolderGraph> Graph = new(() => FolderGraph.Read("GptImage.Sdk.Testing", "Shared"));

    [Fact]
    public void Sources_AreUnderstood() => Assert.Empty(Graph.Value.Unresolved);

    [Fact]
    public void Folders_StandInNoCircle() => Assert.Empty(Graph.Value.Circles.Select(circle => string.Join(", ", circle)));
}
