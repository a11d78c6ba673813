namespace GptImage.Sdk;

/// <summary>Counts the previews of a stream against what was asked for. A few more are dropped, so that no paid picture is lost for them; a
/// stream of nothing else is ended.</summary>
internal sealed class EventAllowance(ComposedRequest request)
{
    private const int Tolerated = 16;

    private readonly int _asked = (request.Delivery.PartialImages ?? 0) * request.Request.Count;

    public int Partials { get; private set; }

    /// <summary>Counts a preview.</summary>
    /// <returns>Whether it was asked for.</returns>
    /// <exception cref="FormatException">There are far too many.</exception>
    public bool TakePartial()
    {
        if (++Partials > _asked + Tolerated)
        {
            throw new FormatException(
                FormattableString.Invariant($"the stream has more than {_asked + Tolerated} partial images where {_asked} were asked for"));
        }

        return Partials <= _asked;
    }
}
