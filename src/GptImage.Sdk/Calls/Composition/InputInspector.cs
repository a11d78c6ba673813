namespace GptImage.Sdk;

/// <summary>Looks at the input images of a request, one after another.</summary>
internal static class InputInspector
{
    /// <summary>Looks at the first bytes of each input without waiting.</summary>
    public static ComposedRequest Inspect(ComposedRequest composed) => !composed.IsEdit ? composed : composed with
    {
        Inputs = [.. composed.Inputs.Select(input => input.Inspect())],
        Mask = composed.Mask?.Inspect(),
        Markup = composed.Markup?.Inspect(),
    };

    /// <summary>Looks at the first bytes of each input.</summary>
    public static ValueTask<ComposedRequest> InspectAsync(ComposedRequest composed, CancellationToken cancellationToken) =>
        composed.IsEdit ? EachAsync(composed, input => input.InspectAsync(cancellationToken)) : new ValueTask<ComposedRequest>(composed);

    /// <summary>Tells whether an input must be read to its end before the request can be sent.</summary>
    public static bool NeedsMeasuring(ComposedRequest composed) =>
        composed.Inputs.Any(input => input.NeedsMeasuring)
        || composed.Mask is { NeedsMeasuring: true } or { NeedsLookingThrough: true }
        || composed.Markup is { NeedsMeasuring: true } or { NeedsLookingThrough: true };

    /// <summary>Learns the length of each input that does not tell it, and whether mask and markup mark anything.</summary>
    public static async ValueTask<ComposedRequest> MeasureAsync(ComposedRequest composed, CancellationToken cancellationToken)
    {
        composed = await EachAsync(composed, input => input.MeasureAsync(cancellationToken)).ConfigureAwait(false);
        return composed with
        {
            Mask = composed.Mask is { } mask ? await mask.LookThroughAsync(cancellationToken).ConfigureAwait(false) : null,
            Markup = composed.Markup is { } markup ? await markup.LookThroughAsync(cancellationToken).ConfigureAwait(false) : null,
        };
    }

    /// <summary>Learns whether mask and markup mark anything, without waiting.</summary>
    public static ComposedRequest LookThrough(ComposedRequest composed) =>
        composed with { Mask = composed.Mask?.LookThrough(), Markup = composed.Markup?.LookThrough() };

    private static async ValueTask<ComposedRequest> EachAsync(
        ComposedRequest composed, Func<ComposedInput, ValueTask<ComposedInput>> look)
    {
        List<ComposedInput> inputs = [];
        foreach (ComposedInput input in composed.Inputs)
        {
            inputs.Add(await look(input).ConfigureAwait(false));
        }

        return composed with
        {
            Inputs = inputs,
            Mask = composed.Mask is { } mask ? await look(mask).ConfigureAwait(false) : null,
            Markup = composed.Markup is { } markup ? await look(markup).ConfigureAwait(false) : null,
        };
    }
}
