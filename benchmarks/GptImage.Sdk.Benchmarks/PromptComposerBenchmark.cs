using BenchmarkDotNet.Attributes;
using GptImage.Sdk.Benchmarks.Peers;

namespace GptImage.Sdk.Benchmarks;

/// <summary>Composing the final prompt and the ordered inputs.</summary>
[MemoryDiagnoser]
public class PromptComposerBenchmark
{
    private readonly TextToImageRequest _prompt = new("A bakery window at dawn");
    private readonly TextToImageRequest _texts = new("A bakery window at dawn")
    {
        Text = [new TextElement("Café Lumière") { Placement = "above the door", Language = "fr" }, new TextElement("Open")],
    };
    private readonly CharacterReferenceRequest _scene = new("Mia and Tom wave from the pier", Figure("Mia"), Figure("Tom"));

    /// <summary>Has nothing to add to the prompt.</summary>
    [Benchmark(Baseline = true)]
    public int PromptOnly() => Compose(_prompt);

    /// <summary>Sets two exact texts.</summary>
    [Benchmark]
    public int TwoTexts() => Compose(_texts);

    /// <summary>Says who is who in four references.</summary>
    [Benchmark]
    public int TwoCharacters() => Compose(_scene);

    private static Character Figure(string name) => new(name)
    {
        Appearance = "round face, green eyes, short black hair",
        Outfit = "yellow raincoat, red boots",
        References = [.. Enumerable.Repeat(ImageInput.FromBytes(NoisePicture.Create(7_500)), 2)],
    };

    private static int Compose(ImageRequest request) =>
        PromptComposer.Compose(request, Delivery.Whole, ImageModel.GptImage2, ImageModelCatalog.Find(ImageModel.GptImage2)).Prompt.Length;
}
