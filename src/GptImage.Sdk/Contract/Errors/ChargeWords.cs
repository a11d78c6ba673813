namespace GptImage.Sdk;

/// <summary>Says what a call cost.</summary>
internal static class ChargeWords
{
    /// <summary>Gets the word for a state in ledgers and telemetry.</summary>
    public static string NameOf(ChargeState charge) => charge switch
    {
        ChargeState.NotSent => "not_sent",
        ChargeState.Rejected => "rejected",
        ChargeState.PossiblyCharged => "possibly_charged",
        _ => "charged",
    };

    /// <summary>Says what a call cost, in one sentence made from its final state.</summary>
    /// <param name="last">What its last attempt may have cost.</param>
    /// <param name="call">What the whole call may have cost.</param>
    /// <param name="kept">How many pictures the exception has.</param>
    public static string Describe(ChargeState last, ChargeState call, int kept = 0) => call switch
    {
        ChargeState.NotSent => "Nothing was sent and nothing charged.",
        ChargeState.Rejected => "Nothing was charged.",
        ChargeState.PossiblyCharged when last == call =>
            "A picture may have been made and charged; sending the request again may cost it again.",
        ChargeState.PossiblyCharged =>
            "A picture may have been made and charged by an earlier attempt; sending the request again may cost it again.",
        _ when kept > 0 => FormattableString.Invariant($"Complete and charged: {kept}, kept on this exception."),
        _ => "The picture was charged.",
    };

    public static string Describe(ChargeState charge) => Describe(charge, charge);

    /// <summary>Says what another call may cost, once this one may have cost something.</summary>
    public static string DescribeRepeat(ChargeState call, decimal? cost) =>
        call is ChargeState.PossiblyCharged or ChargeState.Charged && cost is { } most
            ? FormattableString.Invariant($" Another call may cost up to {most:0.0000} USD.")
            : "";
}
