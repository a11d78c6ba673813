using System.CommandLine;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary><c>gptimage explain</c>: what a request would send and cost.</summary>
internal static class ExplainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandSetup setup)
    {
        PromptOptions prompt = new();
        InputOptions input = new();
        PictureOptions picture = new(new ImageToImageRequest("", ImageInput.FromBytes(new byte[1])), "that of generate or edit");
        Command command = new(
            "explain", "Say what would be sent, what is wrong with it and what it would cost, without a key and without the network.");
        prompt.AddTo(command);
        input.AddTo(command);
        picture.AddTo(command);
        return setup.Handle(command, run =>
        {
            ImageRequest request = prompt.Read(
                run, text => input.IsGiven(run) ? input.CreateRequest(run, text) : new TextToImageRequest(text), out bool isWhole);
            request = picture.ApplyTo(run, request, isWhole ? null : InputOptions.FindDefaultSize(request));
            using GptImageClient client = run.CreateOfflineClient();
            return Task.FromResult(PlanText.Write(run.Output, client.Explain(request)));
        });
    }
}
