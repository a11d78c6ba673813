extern alias core;

using System.CommandLine;
using System.Globalization;
using GptImage.Sdk;
using ImageModelCatalog = core::GptImage.Sdk.ImageModelCatalog;

namespace GptImage.Cli;

/// <summary><c>gptimage size</c>: a legal size and its price.</summary>
internal static class SizeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandSetup setup)
    {
        Argument<string> wanted = new("SIZE")
        {
            Description = "A ratio such as 16:9, up to 3:1, or a size such as 1000x700.",
        };
        Option<string> resolution = new("--resolution")
        {
            Description = "How long the long edge of a ratio is at most: 1k is 1024 pixels, 2k 2048, 4k 3840.",
            DefaultValueFactory = _ => "1k",
        };
        resolution.AcceptOnlyFromAmong("1k", "2k", "4k");
        Option<string> model = new("--model")
        {
            Description = "The model.",
            HelpName = "NAME",
            DefaultValueFactory = _ => ImageModel.GptImage2.Value,
        };
        Command command = new(
            "size", "Find the legal size of a ratio, or the nearest legal size, and say what pictures of it cost in each quality. From "
            + "gpt-image-2 on, edges are multiples of 16 up to 3840 pixels and a picture has 655,360 to 8,294,400 pixels.");
        command.Add(wanted);
        command.Add(resolution);
        command.Add(model);
        return setup.Handle(command, run => Task.FromResult(
            Run(run, run.Value(wanted) ?? "", run.Value(resolution), new ImageModel(run.Value(model) ?? ImageModel.GptImage2.Value))));
    }

    private static int Run(CommandRun run, string wanted, string? resolution, ImageModel model)
    {
        ImageSize asked = wanted.Contains(':', StringComparison.Ordinal) ? ReadRatio(wanted, resolution) : ReadSize(wanted);
        ImageSize size = asked.Nearest(model);
        using GptImageClient client = run.CreateOfflineClient();
        List<(ImageQuality Quality, CostRange Cost)> prices = FindPrices(client, model, size);
        run.Output.WriteText(size.ToString());
        run.Output.WriteJson("size", writer =>
        {
            writer.WriteString("model", model.Value);
            writer.WriteNumber("width", size.Width);
            writer.WriteNumber("height", size.Height);
            writer.WriteStartArray("prices");
            foreach ((ImageQuality quality, CostRange cost) in prices)
            {
                writer.WriteStartObject();
                writer.WriteString("quality", quality.Value);
                PlanText.WriteCost(writer, cost);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
        run.Output.Note(
            prices.Count == 0 ? $"The price of {model} is not known."
            : "A picture costs at most, prompt and input pictures aside: "
                + $"{string.Join(", ", prices.Select(price => $"{price.Quality} {Consent.Usd(price.Cost.Maximum)}"))}.");
        return ExitCode.Done;
    }

    /// <summary>Gets what a picture with the shortest prompt costs in each quality of the model.</summary>
    private static List<(ImageQuality Quality, CostRange Cost)> FindPrices(GptImageClient client, ImageModel model, ImageSize size)
    {
        List<(ImageQuality, CostRange)> prices = [];
        foreach (ImageQuality quality in ImageModelCatalog.Find(model)?.Qualities ?? [])
        {
            if (client.Explain(new TextToImageRequest("a") { Model = model, Size = size, Quality = quality }).Cost is { } cost)
            {
                prices.Add((quality, cost));
            }
        }

        return prices;
    }

    private static ImageSize ReadRatio(string text, string? resolution)
    {
        if (text.Split(':') is not [{ } width, { } height]
            || !int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out int across)
            || !int.TryParse(height, NumberStyles.None, CultureInfo.InvariantCulture, out int down))
        {
            throw new CliException(ExitCode.Usage, $"'{text}' is not a ratio. Write two whole numbers, for example 16:9.");
        }

        try
        {
            return ImageSize.FromAspectRatio(across, down, resolution switch
            {
                "2k" => Resolution.TwoK,
                "4k" => Resolution.FourK,
                _ => Resolution.OneK,
            });
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new CliException(
                ExitCode.Usage, $"The service makes no picture of {text}. Ratios go from 1:3 to 3:1, of numbers above 0.", exception);
        }
    }

    private static ImageSize ReadSize(string text) => ImageSize.TryParse(text, out ImageSize size) && !size.IsAuto
        ? size
        : throw new CliException(ExitCode.Usage, $"'{text}' is not a size. Write a ratio such as 16:9, or pixels such as 1000x700.");
}
