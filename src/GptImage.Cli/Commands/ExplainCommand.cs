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
        CastOption cast = new();
        Command command = new(
            "explain", "Say what would be sent, what is wrong with it and what it would cost, without a key and without the network.");
        prompt.AddTo(command);
        input.AddTo(command);
        cast.AddTo(command);
        picture.AddTo(command);
        return setup.Handle(command, async run =>
        {
            IReadOnlyList<Character> characters = await cast.LoadAsync(run).ConfigureAwait(false);
            if (characters.Count > 0 && input.IsGiven(run))
            {
                throw new CliException(ExitCode.Usage, "A picture of characters has no --image, --mask or --markup. Leave one out.");
            }

            ImageRequest request = prompt.Read(
                run, text => characters.Count > 0 ? new CharacterReferenceRequest(text, characters)
                    : input.IsGiven(run) ? input.CreateRequest(run, text)
                    : new TextToImageRequest(text), out bool isWhole);
            CastOption.ThrowIfWhole(characters, isWhole);
            request = picture.ApplyTo(run, request, isWhole ? null : InputOptions.FindDefaultSize(request));
            using GptImageClient client = run.CreateOfflineClient();
            return PlanText.Write(run.Output, client.Explain(request));
        });
    }
}
