using System.CommandLine;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary><c>gptimage generate</c>: pictures from words.</summary>
internal static class GenerateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandSetup setup)
    {
        PromptOptions prompt = new();
        PictureOptions picture = new(new TextToImageRequest(""));
        CastOption cast = new();
        PurchaseOptions purchase = new();
        Command command = new("generate", "Make pictures from words, and print their paths.");
        prompt.AddTo(command);
        cast.AddTo(command);
        picture.AddTo(command);
        purchase.AddTo(command);
        return setup.Handle(command, async run =>
        {
            IReadOnlyList<Character> characters = await cast.LoadAsync(run).ConfigureAwait(false);
            ImageRequest request = prompt.Read(
                run, text => characters.Count > 0 ? new CharacterReferenceRequest(text, characters) : new TextToImageRequest(text),
                out bool isWhole);
            CastOption.ThrowIfWhole(characters, isWhole);
            request = picture.ApplyTo(run, request, isWhole ? null : PictureOptions.DefaultSize);
            return await PicturePurchase.RunAsync(run, purchase, request).ConfigureAwait(false);
        });
    }
}
