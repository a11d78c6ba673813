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
        PurchaseOptions purchase = new();
        Command command = new("generate", "Make pictures from words, and print their paths.");
        prompt.AddTo(command);
        picture.AddTo(command);
        purchase.AddTo(command);
        return setup.Handle(command, run =>
        {
            ImageRequest request = prompt.Read(run, text => new TextToImageRequest(text), out bool isWhole);
            return PicturePurchase.RunAsync(run, purchase, picture.ApplyTo(run, request, isWhole ? null : PictureOptions.DefaultSize));
        });
    }
}
