using System.Reflection;
using GptImage.Sdk;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GptImage.Cli;

/// <summary>The resources of a session: the guide to prompts, saved characters below the allowed folders, and pictures that were bought
/// into them.</summary>
/// <param name="session">The session.</param>
internal sealed class SessionResources(McpSession session)
{
    private const string GuideUri = "gptimage://guide/prompts";
    private const string CharacterPrefix = "gptimage://characters/";
    private const string GuideName = "PromptGuide.md";
    private const int MaxPictures = 100;
    private const int MaxCharacters = 100;

    private static readonly EnumerationOptions CharacterSearch = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 3,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
    };

    /// <summary>Answers <c>resources/list</c>.</summary>
    public async ValueTask<ListResourcesResult> ListAsync(
        RequestContext<ListResourcesRequestParams> request, CancellationToken cancellationToken)
    {
        AllowedFolders folders = await FindFoldersAsync(request.Server, cancellationToken).ConfigureAwait(false);
        return new ListResourcesResult
        {
            Resources =
            [
                new Resource
                {
                    Uri = GuideUri,
                    Name = "prompts",
                    Title = "How to write prompts",
                    Description = "What makes pictures come out as they were meant, and what they cost.",
                    MimeType = "text/markdown",
                },
                .. FindCharacters(folders).Select(DescribeCharacter),
                .. session.Book.List(folders).SelectMany(DescribePictures).Take(MaxPictures),
            ],
        };
    }

    /// <summary>Answers <c>resources/read</c>.</summary>
    public async ValueTask<ReadResourceResult> ReadAsync(
        RequestContext<ReadResourceRequestParams> request, CancellationToken cancellationToken)
    {
        string uri = request.Params?.Uri ?? "";
        if (uri == GuideUri)
        {
            return CreateText(uri, "text/markdown", await ReadGuideAsync(cancellationToken).ConfigureAwait(false));
        }

        AllowedFolders folders = await FindFoldersAsync(request.Server, cancellationToken).ConfigureAwait(false);
        try
        {
            return FindCharacters(folders).FirstOrDefault(file => UriOf(file) == uri) is { } character
                ? CreateText(uri, "application/json", await File.ReadAllTextAsync(character, cancellationToken).ConfigureAwait(false))
                : await ReadPictureAsync(uri, folders, cancellationToken).ConfigureAwait(false) ?? throw NotFound(uri);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new McpProtocolException($"'{uri}' cannot be read: {exception.Message}", exception, McpErrorCode.InternalError);
        }
    }

    private static McpProtocolException NotFound(string uri) =>
        new($"There is no resource '{uri}' in the allowed folders.", McpErrorCode.ResourceNotFound);

    private static ReadResourceResult CreateText(string uri, string mediaType, string text) => new()
    {
        Contents = [new TextResourceContents { Uri = uri, MimeType = mediaType, Text = text }],
    };

    private static async Task<string> ReadGuideAsync(CancellationToken cancellationToken)
    {
        Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(GuideName)
            ?? throw new InvalidOperationException($"The program has no {GuideName}.");
        using StreamReader reader = new(stream);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<string> FindCharacters(AllowedFolders folders) => folders.Roots
        .Where(Directory.Exists)
        .SelectMany(root => Directory.EnumerateFiles(root, CharacterFile.Name, CharacterSearch))
        .Take(MaxCharacters);

    private static string UriOf(string character) =>
        CharacterPrefix + Uri.EscapeDataString(Path.GetDirectoryName(character) ?? character);

    private static Resource DescribeCharacter(string file)
    {
        string folder = Path.GetDirectoryName(file) ?? file;
        return new Resource
        {
            Uri = UriOf(file),
            Name = Path.GetFileName(folder),
            Description = $"A saved character; draw_character takes '{folder}'.",
            MimeType = "application/json",
        };
    }

    private static IEnumerable<Resource> DescribePictures(UserLedgerEntry entry) => entry.Files
        .Select((path, index) => (File: PictureFile.Read(path), Number: index + 1))
        .Where(picture => picture.File is not null)
        .Select(picture => new Resource
        {
            Uri = PictureUri.CreateFor(PurchaseBook.RequestIdOf(entry), picture.Number),
            Name = Path.GetFileName(picture.File?.Path ?? ""),
            Description = $"On disk as {picture.File?.Path}",
            MimeType = picture.File?.MediaType,
            Size = picture.File?.Length,
        });

    private async Task<ReadResourceResult?> ReadPictureAsync(string uri, AllowedFolders folders, CancellationToken cancellationToken)
    {
        if (PictureUri.Read(uri) is not { } wanted || !session.Book.IsWithin(wanted.Id, folders)
            || await session.Book.OpenAsync(wanted.Id, cancellationToken).ConfigureAwait(false)
                is not { Completion.IsCompleted: true } known)
        {
            return null;
        }

        PictureOutcome end = await known.Completion.ConfigureAwait(false);
        if (end.Files.ElementAtOrDefault(wanted.Number - 1) is not { } file)
        {
            return null;
        }

        byte[] bytes = await File.ReadAllBytesAsync(file.Path, cancellationToken).ConfigureAwait(false);
        return new ReadResourceResult { Contents = [BlobResourceContents.FromBytes(bytes, uri, file.MediaType)] };
    }

    private async ValueTask<AllowedFolders> FindFoldersAsync(McpServer server, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Roots.FindAsync(server, cancellationToken).ConfigureAwait(false);
        }
        catch (ToolException exception)
        {
            throw new McpProtocolException(exception.Message, exception, McpErrorCode.InvalidRequest);
        }
    }
}
