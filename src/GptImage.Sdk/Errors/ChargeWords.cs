namespace GptImage.Sdk;

/// <summary>Says in a message what a failure cost.</summary>
internal static class ChargeWords
{
    public static string Of(ChargeState charge) => charge switch
    {
        ChargeState.NotSent => "Nothing was sent and nothing charged.",
        ChargeState.Rejected => "Nothing was charged.",
        ChargeState.PossiblyCharged => "A picture may have been made and charged; sending the request again may cost it again.",
        _ => "The picture was charged.",
    };
}
