using System.Globalization;

namespace GptImage.Sdk;

/// <summary>A picture sent along with a request: a file, bytes, a stream, or a reference to a picture the service can reach.</summary>
/// <remarks>Its bytes are opened anew for each check and each attempt, and must be the same each time.</remarks>
public sealed class ImageInput : IEquatable<ImageInput>
{
    private const string FileSource = "file";
    private const string StoreSource = "sha256";

    /// <summary>What makes the source equal to another: the path, the text of the address or id, the content, or the function.</summary>
    private readonly object _identity;

    private ImageInput(object identity, string description, Func<Stream>? open, Uri? uri, string? fileId, ReferenceRole role)
    {
        _identity = identity;
        Description = description;
        Open = open;
        Uri = uri;
        FileId = fileId;
        Role = role;
    }

    /// <summary>Gets what the picture shows, or what is to be taken from it.</summary>
    public ReferenceRole Role { get; }

    /// <summary>Gets what opens the bytes; <see langword="null"/> for references.</summary>
    internal Func<Stream>? Open { get; }

    internal Uri? Uri { get; }

    internal string? FileId { get; }

    /// <summary>Gets which detail a picture with the role <see cref="ReferenceRole.Detail"/> shows, or <see langword="null"/> when it was
    /// not said.</summary>
    internal string? Detail { get; private init; }

    /// <summary>Gets whether code of the caller opens the bytes.</summary>
    internal bool IsFromFunction { get; private init; }

    /// <summary>Gets the SHA-256 that the bytes must have when they are sent, 64 hexadecimal digits; <see langword="null"/> for
    /// any.</summary>
    internal string? ExpectedHash { get; private init; }

    /// <summary>Gets the full path of a file; <see langword="null"/> for other inputs.</summary>
    internal string? FilePath => SourceOf(FileSource);

    /// <summary>Gets the hash by which a store keeps the picture; <see langword="null"/> for other inputs.</summary>
    internal string? StoredHash => SourceOf(StoreSource);

    /// <summary>Gets how messages name the input. Never sent.</summary>
    internal string Description { get; }

    /// <summary>Takes a picture from a file. PNG, JPEG or WebP below 50 MB; the format is read from the bytes, not from the name.</summary>
    /// <param name="path">The file. It is opened when the request is checked and sent; its name is never sent.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty, or has a NUL character.</exception>
    public static ImageInput FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileNames.ThrowIfNul(path);
        string full = Path.GetFullPath(path);
        return new ImageInput(
            (FileSource, full), $"the file '{path}'",
            () => new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0), null, null,
            ReferenceRole.Unspecified);
    }

    /// <summary>Takes a picture from memory. PNG, JPEG or WebP below 50 MB.</summary>
    /// <param name="bytes">The whole picture. It is not copied and must not be changed until the request is done.</param>
    /// <returns>The input.</returns>
    public static ImageInput FromBytes(ReadOnlyMemory<byte> bytes) =>
        new(
            new ByteContent(bytes), string.Create(CultureInfo.InvariantCulture, $"the {bytes.Length:N0} bytes in memory"),
            () => new ReadOnlyMemoryStream(bytes), null, null, ReferenceRole.Unspecified);

    /// <summary>Takes a picture from a stream. PNG, JPEG or WebP below 50 MB.</summary>
    /// <param name="open">Opens a new stream at its beginning each time it is called: once for the check and once for each attempt, and
    /// once more for the call when it cannot seek, to learn its length. The bytes must be the same each time. The client disposes what it
    /// gets. What the function or its stream throws becomes the finding <c>input-unreadable</c>, and nothing is sent.</param>
    /// <returns>The input.</returns>
    public static ImageInput FromStream(Func<Stream> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        return new ImageInput(
            open, "the stream", () => open()
            ?? throw new InvalidOperationException("The function that opens the stream returned null."),
            null, null, ReferenceRole.Unspecified)
        { IsFromFunction = true };
    }

    /// <summary>Refers to a picture on the web that the service fetches itself.</summary>
    /// <param name="uri">A public <c>https</c> address.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException">The address is not an absolute <c>https</c> one.</exception>
    public static ImageInput FromUri(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.IsAbsoluteUri && uri.Scheme == System.Uri.UriSchemeHttps
            ? new ImageInput(("address", uri.AbsoluteUri), $"the address on {uri.Host}", null, uri, null, ReferenceRole.Unspecified)
            : throw new ArgumentException(
                "An input image by address needs an absolute https address that the service can reach. For a data: URI use FromDataUri, "
                + "for a file FromFile.", nameof(uri));
    }

    /// <summary>Refers to a picture uploaded before.</summary>
    /// <param name="fileId">The id of the file, for example <c>file-abc123</c>.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException"><paramref name="fileId"/> is null or empty, has characters other than visible ASCII, or has dots
    /// only.</exception>
    public static ImageInput FromFileId(string fileId)
    {
        FileIds.ThrowIfInvalid(fileId, nameof(fileId));
        return new ImageInput(("file-id", fileId), $"the file id '{fileId}'", null, null, fileId, ReferenceRole.Unspecified);
    }

    /// <summary>Refers to a picture by an address as a text has it.</summary>
    /// <exception cref="FormatException">The text is not an absolute address.</exception>
    /// <exception cref="ArgumentException">The address is not an <c>https</c> one.</exception>
    internal static ImageInput FromAddress(string address) => System.Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
        ? FromUri(uri)
        : throw new FormatException(
            $"'{address}' is not an absolute address. Write an https address that the service can reach.");

    /// <summary>Takes a picture from a data URI.</summary>
    /// <param name="dataUri">For example <c>data:image/png;base64,iVBORw0…</c>. The format is read from the bytes. Base64 in both
    /// alphabets,
    /// with or without padding, also percent-encoded.</param>
    /// <returns>The input.</returns>
    /// <exception cref="ArgumentException">The text is not a base64 data URI.</exception>
    public static ImageInput FromDataUri(string dataUri)
    {
        ArgumentNullException.ThrowIfNull(dataUri);
        try
        {
            return DataUri.Decode(dataUri) is { } bytes
                ? FromBytes(bytes)
                : throw new ArgumentException(
                    "The text is not a base64 data URI. Write it as data:image/png;base64,… .", nameof(dataUri));
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"The picture in the data URI cannot be read: {exception.Message}.", nameof(dataUri), exception);
        }
    }

    /// <summary>Opens the bytes of the picture. The caller disposes the stream.</summary>
    /// <returns>The stream, at its beginning.</returns>
    /// <exception cref="InvalidOperationException">The input is an address or a file id; only the service has its bytes.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public Stream OpenRead() => Open is { } open
        ? open()
        : throw new InvalidOperationException(
            $"{Description} was not downloaded. Download the picture and pass its bytes with ImageInput.FromBytes.");

    /// <summary>Says what the picture shows.</summary>
    /// <param name="role">What it shows, or what is to be taken from it.</param>
    /// <returns>The same input with that role.</returns>
    public ImageInput As(ReferenceRole role) => Copy(role, Detail, ExpectedHash);

    /// <summary>Tells whether two inputs are the same picture in the same role.</summary>
    /// <param name="other">The other.</param>
    /// <returns><see langword="true"/> for the same file by path, the same address or file id by text, the same bytes by content, or the
    /// same function that opens a stream.</returns>
    public bool Equals(ImageInput? other) => other is not null
        && _identity.Equals(other._identity)
        && Role == other.Role
        && Detail == other.Detail
        && ExpectedHash == other.ExpectedHash;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ImageInput);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_identity, Role, Detail);

    /// <summary>Says which detail the picture shows.</summary>
    internal ImageInput Showing(string? detail) => Copy(Role, detail, ExpectedHash);

    /// <summary>Says which bytes the picture must have: an attempt that finds others sends nothing whole and is
    /// <see cref="ChargeState.NotSent"/>.</summary>
    /// <param name="hash">Their SHA-256, 64 hexadecimal digits, as <see cref="InputReading.HashAsync"/> gives it.</param>
    internal ImageInput Expecting(string hash) => Copy(Role, Detail, hash);

    /// <summary>Takes a picture that a store keeps by its hash.</summary>
    /// <param name="hash">The SHA-256 of the bytes, 64 small hexadecimal digits; other bytes are not sent.</param>
    /// <param name="open">Opens the picture.</param>
    internal static ImageInput FromStore(string hash, Func<Stream> open) =>
        new((StoreSource, hash), $"the stored picture {hash}", open, null, null, ReferenceRole.Unspecified) { ExpectedHash = hash };

    private string? SourceOf(string kind) =>
        _identity is ValueTuple<string, string> source && source.Item1 == kind ? source.Item2 : null;

    private ImageInput Copy(ReferenceRole role, string? detail, string? expectedHash) =>
        new(_identity, Description, Open, Uri, FileId, role)
        {
            Detail = detail,
            IsFromFunction = IsFromFunction,
            ExpectedHash = expectedHash,
        };

    /// <inheritdoc/>
    public override string ToString() => Role == ReferenceRole.Unspecified ? Description : $"{Description} ({Role})";
}
