using System.CommandLine;
using System.Globalization;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary><c>gptimage character</c>: somebody who looks the same in picture after picture.</summary>
internal static class CharacterCommand
{
    /// <summary>Makes the command with those below it.</summary>
    public static Command Create(CommandSetup setup)
    {
        Command command = new(
            "character", "Design a character once, and use it in picture after picture with generate --character FOLDER.");
        command.Add(CreateDesign(setup));
        command.Add(CreateShow(setup));
        return command;
    }

    private static Command CreateDesign(CommandSetup setup)
    {
        CharacterOptions character = new();
        PictureOptions picture = new(new TextToImageRequest(""), ImageSize.Portrait.ToString(), isOfMany: true);
        PurchaseOptions purchase = new(
            "FOLDER",
            "The folder of the character. The pictures as they came stay in drawn below it. Default: named as the character, in the "
            + "current folder.");
        Command command = new(
            "design", "Draw a character: the full figure from your words or a photo, then each view from that figure. Run again after a "
            + "failure, it continues, and buys nothing a second time.");
        character.AddTo(command);
        picture.AddTo(command);
        purchase.AddTo(command);
        return setup.Handle(command, run => DesignAsync(run, character, picture, purchase));
    }

    private static Command CreateShow(CommandSetup setup)
    {
        Argument<string> folder = new("FOLDER") { Description = "The folder of the character." };
        Command command = new(
            "show", "Show how a saved character is described, and its pictures, each of which is checked. It costs nothing.");
        command.Add(folder);
        return setup.Handle(command, async run =>
        {
            string path = Path.GetFullPath(run.Value(folder) ?? ".");
            Character character = await CastOption.LoadAsync(run, path).ConfigureAwait(false);
            run.Output.WriteText(CharacterText.Describe(character));
            run.Output.WriteJson("character", writer => CharacterText.Write(writer, path, character));
            return ExitCode.Done;
        });
    }

    private static async Task<int> DesignAsync(
        CommandRun run, CharacterOptions character, PictureOptions picture, PurchaseOptions purchase)
    {
        ImageRequest settings = picture.ApplyTo(run, new TextToImageRequest(""), ImageSize.Portrait);
        CharacterDesign design = settings.ApplyTo(character.Read(run)) with { Size = settings.Size };
        if (purchase.IsDryRun(run))
        {
            return Explain(run, design);
        }

        string folder = Path.GetFullPath(purchase.Output(run) ?? PurchaseOptions.NameFor(character.Name(run)));
        GptImageClientOptions options = run.CreateOptions();
        using GptImageClient client = ClientSource.Create(options);
        CharacterDesignPlan plan = client.Explain(design);
        plan.ThrowIfInvalid();
        ThrowIfInTheWay(folder, purchase.Overwrites(run));
        string pictures = CountWords.Describe(plan.Pictures.Count, "picture");
        await purchase.ReadConsent(run).RequireAsync(run.Context, plan.Cost, pictures).ConfigureAwait(false);
        run.Output.Note($"{pictures} for {plan.Cost?.ToString() ?? "a price that is not known"}.");
        LedgerClient ledger = new(
            run, client, options.BaseAddress, Path.Combine(folder, "drawn"), plan.Pictures.Count, purchase.IsAgain(run));
        Character drawn = await DrawAsync(run, ledger, design).ConfigureAwait(false);
        await drawn.SaveAsync(folder, purchase.Overwrites(run), run.HardStop).ConfigureAwait(false);
        Character saved = await Character.LoadAsync(folder, run.HardStop).ConfigureAwait(false);
        run.Output.Note($"Charged: about {Consent.Usd(ledger.Spent)}. Use it with: generate --character {folder}");
        run.Output.WriteText(folder);
        run.Output.WriteJson("character", writer => CharacterText.Write(writer, folder, saved));
        return ExitCode.Done;
    }

    private static int Explain(CommandRun run, CharacterDesign design)
    {
        CharacterDesignPlan? plan = null;
        int code = ExplainMany.Write(run, offline => (plan = offline.Explain(design)).Pictures);
        foreach (Finding finding in plan?.Findings.Except(plan.Pictures.SelectMany(picture => picture.Findings)) ?? [])
        {
            run.Output.Note(FindingText.Describe(finding));
        }

        return plan is { IsValid: false } ? ExitCode.Invalid : code;
    }

    private static async Task<Character> DrawAsync(CommandRun run, LedgerClient client, CharacterDesign design)
    {
        try
        {
            return await client.DesignCharacterAsync(design, run.HardStop).ConfigureAwait(false);
        }
        catch (Exception exception) when (client.Drawn > 0 && exception is GptImageException or OperationCanceledException)
        {
            run.Output.Note(
                $"{Consent.Usd(client.Spent)} were spent, and the pictures are kept. Run the same command again: it draws those that are "
                + "missing.");
            throw;
        }
    }

    /// <summary>Looks before anything is bought: what is saved there may be all that is left of another character.</summary>
    private static void ThrowIfInTheWay(string folder, bool overwrites)
    {
        if (File.Exists(folder) || Directory.Exists(Path.Combine(folder, CharacterFile.Name)))
        {
            throw new CliException(
                ExitCode.Invalid, $"'{folder}' cannot be a folder of a character. Choose another one. Nothing was sent.");
        }

        if (!overwrites && File.Exists(Path.Combine(folder, CharacterFile.Name)))
        {
            throw new CliException(
                ExitCode.Invalid,
                $"'{folder}' has a character already. Choose another folder, or pass --overwrite. Nothing was sent.");
        }
    }
}
