namespace GptImage.Sdk;

/// <summary>Copies a caller's list, so that a request cannot be changed afterwards.</summary>
internal static class ListCopy
{
    public static ValueList<T> Create<T>(IReadOnlyList<T> list, string name)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(list, name);
        T[] copy = [.. list];
        return Array.TrueForAll(copy, item => item is not null)
            ? new ValueList<T>(copy)
            : throw new ArgumentException("The list has a null entry. Leave out what is not wanted.", name);
    }

    /// <summary>Makes a list of a collection expression.</summary>
    public static ValueList<T> FromItems<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
