namespace GptImage.Sdk;

/// <summary>Counts the pictures of a stream against what was asked for, so that a stream cannot go on for ever.</summary>
internal sealed class EventAllowance(ComposedRequest request)
{
    private readonly int _maxPartials = (request.Delivery.PartialImages ?? 0) * request.Request.Count;
    private int _completed;

    public int Partials { get; private set; }

    public void TakePartial()
    {
        if (++Partials > _maxPartials)
        {
            throw new FormatException(FormattableString.Invariant($"the stream has more than the {_maxPartials} partial images asked for"));
        }
    }

    public void TakeCompleted()
    {
        if (++_completed > request.Request.Count)
        {
            throw new FormatException(FormattableString.Invariant($"the stream has more than the {request.Request.Count} pictures asked for"));
        }
    }
}
