namespace GptImage.Sdk;

/// <summary>A parameter of a request with a single value: its name on the wire, where the value comes from and how it is set.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="ValueType">The type of the value: a string, an int or a <see cref="SvgAuthor"/>.</param>
/// <param name="Read">Reads the value; <see langword="null"/> to send nothing.</param>
/// <param name="Write">Sets a value of that type on a copy; <see langword="null"/> for a kind of request that has no such parameter.
/// It throws an <see cref="ArgumentException"/> or a <see cref="FormatException"/> for a value that cannot be one.</param>
internal sealed record WireParameter(
    string Name, Type ValueType, Func<ImageRequest, object?> Read, Func<ImageRequest, object, ImageRequest?> Write)
{
    /// <summary>Gets which models the parameter is sent to; unknown models get every parameter.</summary>
    public Func<ModelFacts, bool> IsSentTo { get; init; } = _ => true;

    /// <summary>Describes a parameter that is a text.</summary>
    public static WireParameter Text(string name, Func<ImageRequest, string?> read, Func<ImageRequest, string, ImageRequest?> write) =>
        new(name, typeof(string), read, (request, value) => write(request, (string)value));

    /// <summary>Describes a parameter that is a whole number.</summary>
    public static WireParameter Whole(string name, Func<ImageRequest, int?> read, Func<ImageRequest, int, ImageRequest?> write) =>
        new(name, typeof(int), request => read(request), (request, value) => write(request, (int)value));
}
