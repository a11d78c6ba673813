namespace GptImage.Sdk.Testing;

/// <summary>A request as it arrived at the fake service.</summary>
public sealed class FakeRequest
{
    private int _statusCode;

    internal FakeRequest()
    {
    }

    /// <summary>Gets the HTTP method, for example <c>POST</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Gets the path without the query, for example <c>/v1/images/edits</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the path below the version, for example <c>images/edits</c>.</summary>
    public string Endpoint => Path.StartsWith("/v1/", StringComparison.Ordinal) ? Path[4..] : Path.TrimStart('/');

    /// <summary>Gets the headers; names are case-insensitive, several values are joined by a comma and a space.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Gets the body as it arrived.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Gets the fields by name: the text of strings and form parts, the raw JSON of everything else, in which the data URLs of
    /// input images are cut short.</summary>
    /// <value>Empty when the body could not be read. Asked for a field that was not sent, it throws a <see cref="KeyNotFoundException"/>
    /// that says which were.</value>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = SentFields.None;

    /// <summary>Gets the input images in the order sent.</summary>
    public IReadOnlyList<FakeImage> Images { get; init; } = [];

    /// <summary>Gets the mask.</summary>
    /// <value><see langword="null"/> when none was sent.</value>
    public FakeImage? Mask { get; init; }

    /// <summary>Gets the markup.</summary>
    /// <value><see langword="null"/> when none was sent.</value>
    public FakeImage? Markup { get; init; }

    /// <summary>Gets the status code answered.</summary>
    /// <value><see langword="null"/> until the answer is ready.</value>
    public int? StatusCode
    {
        get
        {
            int statusCode = Volatile.Read(ref _statusCode);
            return statusCode == 0 ? null : statusCode;
        }
    }

    /// <summary>Gets how many bytes the request keeps in memory: its body and, of a JSON body, the images decoded from it.</summary>
    internal long HeldBytes =>
        Body.Length + (Content.IsForm ? 0 : Images.Concat([Mask, Markup]).Sum(image => (long)(image?.Bytes.Length ?? 0)));

    /// <summary>Gets the parameters behind the path, by name.</summary>
    internal IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    internal RequestBody Content { get; init; } = RequestBody.Empty;

    /// <summary>Makes the request that the service gets when it came by way of a resource with names of its own.</summary>
    /// <param name="path">The path of the service.</param>
    /// <param name="model">What to put in the place of the model; <see langword="null"/> leaves it.</param>
    internal FakeRequest ServedAs(string path, string? model) => new()
    {
        Method = Method,
        Path = path,
        Headers = Headers,
        Body = Body,
        Query = Query,
        Fields = model is null ? Fields : new SentFields(new Dictionary<string, string>(Fields) { ["model"] = model }),
        Images = Images,
        Mask = Mask,
        Markup = Markup,
        Content = model is null ? Content : Content.With("model", model),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path}";

    internal void Answered(int statusCode) => Volatile.Write(ref _statusCode, statusCode);
}
