using System.Globalization;
using GptImage.Sdk;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GptImage.Cli;

/// <summary>Buys pictures: of words, of other pictures, of characters.</summary>
internal sealed class BuyTool : SessionTool
{
    private const int PromptShown = 120;
    private const int MaxVariation = 1_000_000;

    /// <summary>Where pictures go below the first allowed folder when a call does not say.</summary>
    private const string DefaultFolder = "gptimage";

    private static readonly string[] OwnNames = ["save_as", "variation", "inline"];

    private readonly McpSession _session;
    private readonly PurchaseConsent _consent;
    private readonly IReadOnlyList<string> _needed;
    private readonly string[] _names;

    private BuyTool(McpSession session, Tool tool, IReadOnlyList<string> names, IReadOnlyList<string> needed)
        : base(tool)
    {
        _session = session;
        _consent = new PurchaseConsent(session.Budget);
        _names = [.. PictureArguments.CommonNames, .. names, .. OwnNames];
        _needed = needed;
    }

    /// <summary>Creates <c>generate_image</c>.</summary>
    public static BuyTool CreateGenerate(McpSession session) => new(
        session,
        BuyToolDescription.Create(
            "generate_image", "Generate images", "Makes pictures from words and saves them.", PictureSource.Words),
        [], []);

    /// <summary>Creates <c>edit_image</c>.</summary>
    public static BuyTool CreateEdit(McpSession session) => new(
        session,
        BuyToolDescription.Create(
            "edit_image", "Edit images", "Changes pictures from disk, or makes a new one of several, and saves the result.",
            PictureSource.Pictures),
        PictureArguments.EditNames, ["images"]);

    /// <summary>Creates <c>draw_character</c>.</summary>
    public static BuyTool CreateDraw(McpSession session) => new(
        session,
        BuyToolDescription.Create(
            "draw_character", "Draw characters", "Draws saved characters in a new scene, with the same looks, and saves the result.",
            PictureSource.Characters),
        [.. PictureArguments.SceneNames, "mask", "markup"], ["characters"]);

    /// <inheritdoc/>
    protected override async Task<CallToolResult> CallAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        TimeProvider time = _session.Options.Time;
        long startedAt = time.GetTimestamp();
        ToolArguments arguments = new(request.Params?.Arguments, _names);
        InlinePictures inline = InlineChoice.Read(arguments);
        AllowedFolders folders = await _session.Roots.FindAsync(request.Server, cancellationToken).ConfigureAwait(false);
        PurchaseOrder order = await ReadOrderAsync(arguments, folders, cancellationToken).ConfigureAwait(false);
        UserRequest wanted = await _session.Book.IdentifyAsync(order, cancellationToken).ConfigureAwait(false);
        Purchase? purchase = await _session.Book.FindAsync(wanted, cancellationToken).ConfigureAwait(false);
        if (purchase is null)
        {
            await _consent.RequireAsync(request.Server, order, Describe(order.Request), cancellationToken).ConfigureAwait(false);
            purchase = _session.Book.Start(wanted, order);
        }

        return await PurchaseWait.AnswerAsync(request, purchase, startedAt, time, inline, cancellationToken).ConfigureAwait(false);
    }

    private async Task<PurchaseOrder> ReadOrderAsync(
        ToolArguments arguments, AllowedFolders folders, CancellationToken cancellationToken)
    {
        if (_needed.FirstOrDefault(name => arguments.Texts(name).Count == 0) is { } missing)
        {
            throw ToolArguments.Fail(missing, "is missing or empty. Write a list of paths.");
        }

        ImageRequest request = await PictureArguments.ReadAsync(arguments, folders, cancellationToken).ConfigureAwait(false);
        RequestPlan plan = _session.Client.Explain(request);
        if (!plan.IsValid)
        {
            throw new ToolException(ToolException.Invalid, new GptImageValidationException(plan.Findings).Message);
        }

        string? target = arguments.Text("save_as") is { } path ? folders.Resolve("save_as", path) : null;
        return new PurchaseOrder
        {
            Request = request,
            Folder = (target is null ? null : Path.GetDirectoryName(target)) ?? folders.Resolve("save_as", DefaultFolder),
            FileName = target is null ? null : Path.GetFileName(target),
            Variation = arguments.Whole("variation", 1, MaxVariation) ?? 1,
            UpTo = plan.Cost?.Maximum,
        };
    }

    /// <summary>Says what is bought, for the user who is asked.</summary>
    private static string Describe(ImageRequest request)
    {
        string prompt = request.Prompt.ReplaceLineEndings(" ");
        string shown = new StringInfo(prompt).LengthInTextElements > PromptShown
            ? new StringInfo(prompt).SubstringByTextElements(0, PromptShown) + "…"
            : prompt;
        string pictures = CountWords.Describe(request.Count, "picture");
        return $"{pictures} of {request.Size}, quality {request.Quality}, of \"{shown}\"";
    }
}
