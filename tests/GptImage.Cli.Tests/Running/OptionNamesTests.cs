using System.CommandLine;

namespace GptImage.Cli.Tests;

public class OptionNamesTests
{
    /// <summary>What messages of the client name, and what sets it here.</summary>
    public static TheoryData<string, string> Set => new()
    {
        { "ImageJobOptions.RepeatPossiblyCharged", "--again" },
        { "StoryboardOptions.RepeatPossiblyCharged", "--again" },
        { "ImageBatchOptions.RepeatPossiblyCharged", "gptimage batch submit --again" },
        { "ImageJobOptions.SpendLimit", "--max-cost" },
        { "ImageBatchOptions.SpendLimit", "--max-cost" },
        { "GptImageClientOptions.SpendLimit", "--max-cost" },
        { "ImageJobOptions.MaxConcurrency", "--concurrency" },
        { "ImageJobOptions.OutputDirectory", "--output" },
        { "ImageBatchOptions.OutputDirectory", "--output" },
        { "StoryboardOptions.OutputDirectory", "--output" },
        { "StoryboardOptions.Revisions", "--revision" },
        { "GptImageClientOptions.ApiKey (or OPENAI_API_KEY)", "OPENAI_API_KEY or --key-file" },
        { "GptImageClientOptions.ApiKey (or AZURE_OPENAI_API_KEY)", "AZURE_OPENAI_API_KEY or --key-file" },
        { "GptImageClientOptions.BaseAddress", "--base-address" },
        { "GptImageClientOptions.Azure.Endpoint", "AZURE_OPENAI_ENDPOINT" },
        { "Azure.Endpoint and Azure.ApiVersion of GptImageClientOptions", "AZURE_OPENAI_ENDPOINT and OPENAI_API_VERSION" },
        { "Azure.Endpoint", "AZURE_OPENAI_ENDPOINT" },
        { "GptImageClientOptions.Organization", "OPENAI_ORG_ID" },
        { "GptImageClientOptions.Project", "OPENAI_PROJECT_ID" },
        { "OutputDirectory", "--output" },
        { "OutputFormat", "output_format" },
        { "FrameRequest", "frame" },
        { "FrameRequest.Characters", "the list 'characters' of the frame" },
        { "TextToImageRequest", "text-to-image request" },
        { "OverlayFont.FromFile", "--font" },
        { "GenerateAsync", "gptimage generate" },
        { "RunAsync", "gptimage job" },
        { "RenderAsync", "gptimage story" },
        { "SubmitBatchAsync", "gptimage batch submit" },
        { "GetBatchAsync", "gptimage batch status" },
        { "CollectBatchAsync", "gptimage batch collect" },
        { "CancelBatchAsync", "gptimage batch cancel" },
    };

    /// <summary>What messages of the client name, and nothing sets here.</summary>
    public static TheoryData<string> NotSet => new()
    {
        "ImageJobOptions.RepeatChangedFiles", "StoryboardOptions.RepeatChangedFiles", "StoryboardOptions.MaxConcurrency",
        "RequestJsonOptions.Inputs", "GptImageClientOptions.ApiKeyProvider", "ApiKeyProvider", "AllowInsecureHttp",
        "GptImageClientOptions.AllowImageDownload", "GptImageClientOptions.AllowInsecureHttp", "GptImageClientOptions.BeforeSend",
        "GptImageClientOptions.Deployments", "GptImageClientOptions.ImageRateLimiter", "GptImageClientOptions.MaxAnswerBytes",
        "GptImageClientOptions.MaxImageBytes", "GptImageClientOptions.SvgModelCost", "GptImageClientOptions.ConnectTimeout",
        "GptImageClientOptions.AttemptTimeout", "GptImageClientOptions.TotalTimeout", "GptImageClientOptions.StreamIdleTimeout",
        "GptImageClientOptions.Retry.MaxAttempts",
    };

    [Theory]
    [MemberData(nameof(Set))]
    public void ForUser_NameWithAnOption_SaysTheOption(string name, string option)
    {
        Assert.Equal($"Look ({option}) first.", OptionNames.ForUser($"Look ({name}) first."));
        Assert.Equal($"It is in {option}.", OptionNames.ForAgent($"It is in {name}."));
    }

    [Theory]
    [MemberData(nameof(NotSet))]
    public void ForUser_NameWithoutAnOption_SaysSoOnce(string name)
    {
        string said = $"Set {name}, {name}. The command line has no option for {name}.";

        Assert.Equal(said, OptionNames.ForUser($"Set {name}, {name}."));
        Assert.Equal(said, OptionNames.ForUser(said));
    }

    [Theory]
    [InlineData("Choose another name, or pass overwrite: true.", "Choose another name, or pass --overwrite.")]
    [InlineData(
        "Check your usage page, and set ImageJobOptions.RepeatPossiblyCharged to send it again.",
        "Check your usage page, and pass --again to send it again.")]
    [InlineData(
        "Check your usage page, and set ImageBatchOptions.RepeatPossiblyCharged to submit it again.",
        "Check your usage page, and use gptimage batch submit --again to submit it again.")]
    [InlineData(
        "Name the file relative to it, or set AllowAnyPath for a text that you trust.",
        "Name the file relative to it, or pass --any-path for a file that you trust.")]
    [InlineData(
        "Send this request with GenerateAsync or RunAsync, or describe the edit.",
        "Send this request with gptimage edit or gptimage job, or describe the edit.")]
    [InlineData(
        "Frames belong to GIF output. Set OutputFormat to OutputFormat.Gif, or leave Animation out.",
        "Frames belong to GIF output. Set output_format to gif, or leave the frames out.")]
    [InlineData(
        "An SVG author belongs to SVG output. Set OutputFormat to OutputFormat.Svg, or leave Svg out.",
        "An SVG author belongs to SVG output. Set output_format to svg, or leave svg out.")]
    [InlineData("Choose png, jpeg or webp, or StoryboardStrategy.Anchored.", "Choose png, jpeg or webp, or leave --chained out.")]
    [InlineData("Give it a larger box, a smaller MinSize or fewer words.", "Give it a larger box or fewer words.")]
    [InlineData(
        "Pass it among the references: ImageInput.FromFile(…).As(ReferenceRole.Background).",
        "Pass it among the references: {\"file\": \"…\", \"role\": \"background\"}.")]
    [InlineData("It gives no reason; see ResponseBody.", "It gives no reason.")]
    [InlineData("It gives no reason; see ResponseBody, and check it.", "It gives no reason; check it.")]
    [InlineData("The text is a storyboard. Read it with ReadStoryboard.", "The text is a storyboard. Use gptimage story.")]
    [InlineData("The text is a single request. Read it with Read.", "The text is a single request. Use gptimage generate --request.")]
    [InlineData(
        "Nothing says how 'Mia' looks. Set Appearance, or another part of the description, or a Photo. Nothing was sent.",
        "Nothing says how 'Mia' looks. Pass --appearance, or another part of the description, or --photo. Nothing was sent.")]
    [InlineData(
        "No price is known. If it is the name of a deployment, set GptImageClientOptions.Deployments.",
        "No price is known. gptimage models lists the known ones.")]
    [InlineData("Mia waves at https://Pictures.Test/Run. OPENAI_API_KEY", "Mia waves at https://Pictures.Test/Run. OPENAI_API_KEY")]
    public void ForUser_Sentence_StaysOne(string message, string said) => Assert.Equal(said, OptionNames.ForUser(message));

    [Theory]
    [InlineData("Choose another name, or pass overwrite: true.", "Choose another name.")]
    [InlineData(
        "Pass it among the references: ImageInput.FromFile(…).As(ReferenceRole.Background).",
        "Pass it among the references, as the first.")]
    public void ForAgent_WhatToolsLack_IsNotOffered(string message, string said) => Assert.Equal(said, OptionNames.ForAgent(message));

    [Theory]
    [InlineData("--again", "job", "story", "batch submit")]
    [InlineData("--max-cost", "job", "story", "batch submit")]
    [InlineData("--any-path", "job", "story", "batch submit", "generate", "edit", "explain")]
    [InlineData("--output", "job", "story", "batch submit")]
    [InlineData("--overwrite", "generate", "edit", "character design", "doctor", "mask", "poster")]
    [InlineData("--concurrency", "job")]
    [InlineData("--revision", "story")]
    [InlineData("--request", "generate")]
    [InlineData("--font", "poster")]
    [InlineData("--key-file", "")]
    [InlineData("--base-address", "")]
    public void Option_ThatIsNamed_IsThere(string option, params string[] commands)
    {
        using Shell shell = new();

        foreach (string path in commands)
        {
            Command command = path.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(
                (Command)shell.CreateCommands(), (above, name) => above.Subcommands.Single(below => below.Name == name));
            Assert.Contains(option, command.Options.Select(known => known.Name));
        }
    }
}
