namespace GptImage.Sdk;

/// <summary>Says in a message what a failure cost.</summary>
internal static class ChargeWords
{
    /// <summary>Says what only the whole call knows: what an earlier attempt cost, and what another call may cost.</summary>
    public static string After(ChargeState last, ChargeState call, decimal? repeatCost)
    {
        if (call is ChargeState.NotSent or ChargeState.Rejected)
        {
            return "";
        }

        string earlier = last == call ? "" : " But of an earlier attempt: " + Describe(call);
        return repeatCost is { } cost ? FormattableString.Invariant($"{earlier} Another call may cost up to {cost:0.0000} USD.") : earlier;
    }

    public static string Describe(ChargeState charge) => charge switch
    {
        ChargeState.NotSent => "Nothing was sent and nothing charged.",
        ChargeState.Rejected => "Nothing was charged.",
        ChargeState.PossiblyCharged => "A picture may have been made and charged; sending the request again may cost it again.",
        _ => "The picture was charged.",
    };
}
