namespace GptImage.Sdk;

/// <summary>Copies a caller's list, so that nobody can change a request afterwards.</summary>
internal static class ListCopy
{
    public static IReadOnlyList<T> Create<T>(IReadOnlyList<T> list, string name)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(list, name);
        T[] copy = [.. list];
        return Array.TrueForAll(copy, item => item is not null)
            ? Array.AsReadOnly(copy)
            : throw new ArgumentException("The list has a null entry. Leave out what is not wanted.", name);
    }
}
