using System.CommandLine;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary><c>gptimage edit</c>: pictures from pictures.</summary>
internal static class EditCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandSetup setup)
    {
        PromptOptions prompt = new();
        InputOptions input = new();
        PictureOptions picture = new(new ImageToImageRequest("", ImageInput.FromBytes(new byte[1])), InputOptions.DefaultSizeText);
        PurchaseOptions purchase = new();
        Command command = new(
            "edit", "Change a picture, or make one from several, and print its path.");
        prompt.AddTo(command);
        input.AddTo(command);
        picture.AddTo(command);
        purchase.AddTo(command);
        return setup.Handle(command, run =>
        {
            ImageRequest request = prompt.Read(run, text => input.CreateRequest(run, text), out bool isWhole);
            if (isWhole && input.IsGiven(run))
            {
                throw new CliException(
                    ExitCode.Usage, "The request of --request names its pictures. Leave out --image, --mask and --markup.");
            }

            return PicturePurchase.RunAsync(
                run, purchase, picture.ApplyTo(run, request, isWhole ? null : InputOptions.FindDefaultSize(request)));
        });
    }
}
