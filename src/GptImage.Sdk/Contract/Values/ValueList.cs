using System.Collections;
using System.Runtime.CompilerServices;

namespace GptImage.Sdk;

/// <summary>An immutable list that equals another with the same entries in the same order, so that records that hold one are equal by
/// value.</summary>
/// <param name="items">The entries; not copied.</param>
[CollectionBuilder(typeof(ListCopy), nameof(ListCopy.FromItems))]
internal sealed class ValueList<T>(T[] items) : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    public int Count => items.Length;

    public T this[int index] => items[index];

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    public bool Equals(ValueList<T>? other) => other is not null && this.SequenceEqual(other);

    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (T item in items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }
}
