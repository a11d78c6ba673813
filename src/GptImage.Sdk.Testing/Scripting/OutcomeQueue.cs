namespace GptImage.Sdk.Testing;

/// <summary>The outcomes that wait for requests, first in, first out.</summary>
internal sealed class OutcomeQueue
{
    private readonly object _gate = new();
    private readonly List<FakeOutcome> _outcomes = [];

    /// <summary>Gets the outcomes that no request has used up, the next first.</summary>
    public IReadOnlyList<FakeOutcome> Waiting
    {
        get
        {
            lock (_gate)
            {
                return [.. _outcomes];
            }
        }
    }

    /// <summary>Adds an outcome and returns how many wait now.</summary>
    public int Add(FakeOutcome outcome)
    {
        lock (_gate)
        {
            _outcomes.Add(outcome);
            return _outcomes.Count;
        }
    }

    /// <summary>Takes the first outcome that is for such a request; the normal one when there is none.</summary>
    public FakeOutcome Take(FakeRequest request)
    {
        lock (_gate)
        {
            int index = _outcomes.FindIndex(outcome => EndpointPattern.Matches(outcome.Endpoint, request));
            if (index < 0)
            {
                return FakeOutcome.Normal();
            }

            FakeOutcome outcome = _outcomes[index];
            _outcomes.RemoveAt(index);
            return outcome;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _outcomes.Clear();
        }
    }
}
